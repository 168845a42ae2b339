import { Button } from '@mantine/core';
import {
  IconArrowLeft,
  IconCheck,
  IconDownload,
  IconFile,
  IconMinus,
  IconPaperclip,
  IconPoint,
  IconScale,
  IconX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../keys.ts';
import { Badge } from '../parts/Badge.tsx';
import { Due } from '../parts/Due.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { disputesApi, type FullDispute, type SaidVerb } from './api.ts';
import style from './disputes.module.css';
import { EvidenceDialog } from './EvidenceDialog.tsx';
import { SayDialog } from './SayDialog.tsx';
import { TONES } from './tones.ts';

const FRESH_MS = 15_000;

/** One dispute: what was said and shown, what is still missing, and what can be done now. */
export function DisputePage() {
  const { id } = useParams({ from: '/disputes/$id' });
  const one = useQuery({
    queryKey: ['dispute', id],
    queryFn: ({ signal }) => disputesApi.read(id, signal),
    refetchInterval: FRESH_MS,
  });
  if (one.isPending)
    return (
      <div className={style.page}>
        <Waiting rows={5} height={80} />
      </div>
    );
  if (one.isError && !one.data) return <Trouble error={one.error} again={() => void one.refetch()} />;
  return <Whole dispute={one.data} />;
}

/** In the order in which they come up; the first that is allowed leads. */
const LEADS: readonly SaidVerb[] = ['answer', 'agreement', 'acceptance', 'proposal'];
const VERBS: readonly SaidVerb[] = [
  'answer',
  'proposal',
  'agreement',
  'decline',
  'ruling',
  'acceptance',
  'appeal',
  'submission',
  'word',
  'withdrawal',
];
const KEYS: Partial<Readonly<Record<SaidVerb, string>>> = { answer: 'a', proposal: 'p', ruling: 'r', submission: 's', word: 'w' };

function Whole({ dispute }: { readonly dispute: FullDispute }) {
  const { t, word } = useWords();
  const say = useSay();
  const router = useRouter();
  const [saying, setSaying] = useState<SaidVerb | null>(null);
  const [showing, setShowing] = useState(false);
  const allowed = VERBS.filter((verb) => dispute.commands[verb]?.allowed);
  const mayShow = dispute.commands['evidence']?.allowed === true;
  useTitle(`${dispute.code} · ${t('shell.disputes')}`);
  useKeys({
    Escape: () => router.history.push(paths.disputes()),
    ...Object.fromEntries(
      Object.entries(KEYS).map(([verb, key]) => [key, () => allowed.includes(verb as SaidVerb) && setSaying(verb as SaidVerb)]),
    ),
    e: () => mayShow && setShowing(true),
  });
  return (
    <article className={style.page} aria-label={t('disputes.label', { code: dispute.code })}>
      <header className={style.head}>
        <To href={paths.disputes()} className={style.back} aria-label={t('disputes.back')}>
          <IconArrowLeft size={19} stroke={1.7} />
        </To>
        <div>
          <h1>
            {word('disputeReason', dispute.reason)} <Badge tone={TONES[dispute.state]}>{word('disputeState', dispute.state)}</Badge>
          </h1>
          <p>
            {word('disputeKind', dispute.kind)} · <span className="code">{dispute.code}</span>
            {dispute.reference && (
              <>
                {' '}
                · <span className="code">{dispute.reference}</span>
              </>
            )}{' '}
            · {dispute.buyer} · <To href={paths.case(dispute.returnId)}>{dispute.rma}</To>
          </p>
        </div>
        <p className={`${style.sum} figures`}>{say.amount(dispute.amount, dispute.currency)}</p>
      </header>
      <div className={style.columns}>
        <Story dispute={dispute} />
        <aside className={style.side} aria-label={t('disputes.side')}>
          <Now dispute={dispute} allowed={allowed} ask={setSaying} />
          <Checklist dispute={dispute} show={mayShow ? () => setShowing(true) : null} />
        </aside>
      </div>
      {saying && <SayDialog dispute={dispute} verb={saying} close={() => setSaying(null)} />}
      {showing && <EvidenceDialog dispute={dispute} close={() => setShowing(false)} />}
    </article>
  );
}

function Story({ dispute }: { readonly dispute: FullDispute }) {
  const { t, word } = useWords();
  const say = useSay();
  return (
    <section className={style.story} aria-label={t('disputes.story')}>
      <ol>
        {dispute.events.map((event) => (
          <li key={event.seq} data-party={event.party ?? undefined} data-words={event.words !== null || undefined}>
            <span className={style.sign} aria-hidden>
              <IconPoint size={16} stroke={2} />
            </span>
            <div>
              <p className={style.says}>
                {event.says}
                <time dateTime={event.at} title={say.full(event.at)} className="figures">
                  {say.stamp(event.at)}
                </time>
              </p>
              {event.words !== null && (
                <blockquote>
                  {event.party && <span className={style.party}>{word('party', event.party)}</span>}
                  {event.words}
                </blockquote>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Now({
  dispute,
  allowed,
  ask,
}: {
  readonly dispute: FullDispute;
  readonly allowed: readonly SaidVerb[];
  readonly ask: (verb: SaidVerb) => void;
}) {
  const { t, word } = useWords();
  const say = useSay();
  const lead = LEADS.find((verb) => allowed.includes(verb));
  const terms = dispute.settled ?? dispute.ruling ?? dispute.proposal;
  return (
    <section className={style.card} data-ours={dispute.dueAt !== null || undefined}>
      <h2>{t(`disputes.now.${dispute.state}`)}</h2>
      {terms && (
        <p className={style.terms}>
          <IconScale size={16} stroke={1.7} aria-hidden /> {word('disputeOutcome', terms.outcome)}
          {terms.outcome !== 'for_seller' && (
            <strong className="figures">{say.amount(terms.amount ?? dispute.amount, dispute.currency)}</strong>
          )}
        </p>
      )}
      {dispute.state === 'proposed' && dispute.proposal && (
        <p className={style.muted}>
          {t('disputes.until', { at: say.stamp(dispute.proposal.until), party: word('party', dispute.proposal.party) })}
        </p>
      )}
      {dispute.state === 'ruled' && dispute.ruling && (
        <p className={style.muted}>
          {t('disputes.appealUntil', { at: say.stamp(dispute.ruling.appealUntil), party: word('party', dispute.ruling.party) })}
        </p>
      )}
      {dispute.dueAt && <Due at={dispute.dueAt} kind="dispute_answer" />}
      {lead && (
        <Button variant="filled" size="md" fullWidth onClick={() => ask(lead)}>
          {t(`disputes.verb.${lead}`)}
        </Button>
      )}
      <ul className={style.others}>
        {allowed
          .filter((verb) => verb !== lead)
          .map((verb) => (
            <li key={verb}>
              <button type="button" onClick={() => ask(verb)}>
                {t(`disputes.verb.${verb}`)}
                {KEYS[verb] && <kbd aria-hidden>{KEYS[verb].toUpperCase()}</kbd>}
              </button>
            </li>
          ))}
      </ul>
      {allowed.length === 0 && dispute.state !== 'closed' && <p className={style.muted}>{t('disputes.nothingForYou')}</p>}
      {dispute.others.length > 0 && (
        <p className={style.muted}>
          {t('disputes.others')}{' '}
          {dispute.others.map((other) => (
            <To key={other.id} href={paths.dispute(other.id)} className="code">
              {other.code}
            </To>
          ))}
        </p>
      )}
    </section>
  );
}

const SIGN = {
  there: <IconCheck size={15} stroke={2.2} />,
  must: <IconX size={15} stroke={2.2} />,
  helps: <IconMinus size={15} stroke={2} />,
};

/** What whoever decides asks to see, and what of it is there by itself. */
function Checklist({ dispute, show }: { readonly dispute: FullDispute; readonly show: (() => void) | null }) {
  const { t, word } = useWords();
  const missing = dispute.checklist.filter(({ need, there }) => need === 'must' && !there).length;
  return (
    <section className={style.card}>
      <h2>{missing > 0 ? t('disputes.missing', { count: missing }) : t('disputes.complete')}</h2>
      <ul className={style.checklist}>
        {dispute.checklist.map(({ kind, need, there }) => (
          <li key={kind} data-there={there || undefined} data-need={need}>
            <span aria-hidden>{there ? SIGN.there : SIGN[need]}</span>
            {word('proof', kind)}
            <span className={style.muted}>{there ? '' : t(`disputes.need.${need}`)}</span>
          </li>
        ))}
      </ul>
      <ul className={style.proofs}>
        {dispute.proofs.map((proof, i) => (
          <li key={i}>
            <span aria-hidden>{proof.file ? <IconPaperclip size={14} stroke={1.7} /> : <IconFile size={14} stroke={1.7} />}</span>
            <span>
              <strong>{word('proof', proof.kind)}</strong>{' '}
              {proof.file ? (
                <a href={proof.file.url} target="_blank" rel="noreferrer">
                  {proof.file.name}
                </a>
              ) : (
                <span className={style.muted}>{proof.says}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <div className={style.actions}>
        {show && (
          <Button leftSection={<IconPaperclip size={15} />} onClick={show}>
            {t('disputes.add')}
          </Button>
        )}
        <Button component="a" href={`/api/v1/disputes/${dispute.id}/pack.zip`} leftSection={<IconDownload size={15} />} download>
          {t('disputes.pack')}
        </Button>
      </div>
    </section>
  );
}
