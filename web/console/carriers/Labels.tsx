import { Button } from '@mantine/core';
import { IconAlertTriangle, IconLoader2 } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FullReturn } from '../api.ts';
import { api } from '../api.ts';
import { client, lookAgain } from '../data.ts';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { carriersApi, type Label } from './api.ts';
import style from './carriers.module.css';

/** How often an answer of the carrier is looked for while a label is being made, in ms. */
const SOON_MS = 1_500;

/** The labels of a case beside its parcel: one that is being made, one that failed, where the parcel is handed in, and what it cost. */
export function Labels({ ret }: { readonly ret: FullReturn }) {
  const labels = useQuery({
    queryKey: ['labels', ret.id, ret.version],
    queryFn: async () => {
      const answer = await carriersApi.labels(ret.id);
      // It came while we looked: the case has it too.
      if (answer.items[0]?.state === 'made' && answer.items[0].trackingNumber !== ret.label?.trackingNumber) void lookAgain();
      return answer;
    },
    refetchInterval: (query) => (query.state.data?.items.some(({ state }) => state === 'making') ? SOON_MS : false),
    placeholderData: (before) => before,
  });
  const [newest, ...older] = labels.data?.items ?? [];
  if (!newest) return null;
  const current = labels.data?.items.find(({ trackingNumber }) => trackingNumber !== null && trackingNumber === ret.label?.trackingNumber);
  return (
    <>
      {newest.state === 'making' && <Making label={newest} />}
      {newest.state === 'failed' && <Failed label={newest} ret={ret} />}
      {current && <Facts label={current} />}
      <Returned
        labels={[newest, ...older].filter(({ id, state }) => id !== current?.id && (state === 'cancelled' || state === 'cancelling'))}
      />
    </>
  );
}

function Making({ label }: { readonly label: Label }) {
  const { t, word } = useWords();
  return (
    <div className={style.making} role="status">
      <p>
        <IconLoader2 size={15} stroke={2} className={style.turning} aria-hidden />{' '}
        {t('labels.making', { kind: word('labelKind', label.kind) })}
      </p>
      {label.says && <p className={style.quiet}>{label.says}</p>}
    </div>
  );
}

function Failed({ label, ret }: { readonly label: Label; readonly ret: FullReturn }) {
  const { t } = useWords();
  const retry = useMutation({
    mutationFn: () => api.retryStuck(label.id),
    onError: tellFailure(t),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['labels', ret.id] });
      await lookAgain();
    },
  });
  return (
    <div className={style.failed} role="alert">
      <p>
        <IconAlertTriangle size={15} stroke={2} aria-hidden /> {t('labels.failed')}
      </p>
      {label.says && <p>{label.says}</p>}
      <Button loading={retry.isPending} onClick={() => retry.mutate()}>
        {t('trouble.again')}
      </Button>
    </div>
  );
}

function Facts({ label }: { readonly label: Label }) {
  const { t } = useWords();
  const say = useSay();
  const { place, cost } = label;
  return (
    <dl className={style.labelFacts}>
      {place?.point && (
        <div>
          <dt>{t('labels.handedIn')}</dt>
          <dd>
            {place.point.name}, {place.point.street}, {place.point.postalCode} {place.point.city}
          </dd>
        </div>
      )}
      {place?.slot && (
        <div>
          <dt>{t('labels.pickedUp')}</dt>
          <dd>
            {say.dayName(place.slot.from)}, {say.time(place.slot.from)} – {say.time(place.slot.until)}
          </dd>
        </div>
      )}
      {cost && (
        <div>
          <dt>{t('labels.cost')}</dt>
          <dd className="figures">{say.amount(cost.amount, cost.currency)}</dd>
        </div>
      )}
      <div>
        <dt>{t('labels.goesTo')}</dt>
        <dd>
          {label.address.name}, {label.address.postalCode} {label.address.city}
        </dd>
      </div>
      {label.qr && (
        <div>
          <dt>{t('labels.qr')}</dt>
          <dd>
            <a href={label.qr} target="_blank" rel="noreferrer">
              {t('labels.qrOpen')}
            </a>
          </dd>
        </div>
      )}
      {label.says && (
        <div>
          <dt>{t('labels.notReturned')}</dt>
          <dd>{label.says}</dd>
        </div>
      )}
    </dl>
  );
}

/** Labels that nobody used, and that went back to their carrier. */
function Returned({ labels }: { readonly labels: readonly Label[] }) {
  const { t, word } = useWords();
  if (labels.length === 0) return null;
  return (
    <details className={style.returned}>
      <summary>{t('labels.returned', { count: labels.length })}</summary>
      <ul>
        {labels.map((label) => (
          <li key={label.id}>{[word('labelKind', label.kind), label.carrier, label.trackingNumber].filter(Boolean).join(' · ')}</li>
        ))}
      </ul>
    </details>
  );
}
