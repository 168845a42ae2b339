import { Radio, Select, TextInput } from '@mantine/core';
import { IconClockHour4, IconMapPin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { LABEL_KINDS, type LabelKind } from '../../../src/core/return/model.ts';
import type { FullReturn } from '../api.ts';
import { Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { failureWords } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { carriersApi, type Point } from './api.ts';
import style from './carriers.module.css';

/** How the parcel comes back, who carries it, where or when it is handed in, and what that costs. `body` is null while something is missing. */
export function useLabelForm(
  ret: FullReturn,
  isOpen: boolean,
): { readonly fields: ReactNode; readonly body: object | null; readonly says?: ReactNode } {
  const { t, word } = useWords();
  const say = useSay();
  const options = useQuery({ queryKey: ['label-options', ret.id], queryFn: () => carriersApi.options(ret.id), enabled: isOpen });
  const [kind, setKind] = useState<LabelKind>(ret.items[0]?.decision?.returnShipping.label ?? 'prepaid');
  const [chosen, setChosen] = useState<string | null>(null);
  const [point, setPoint] = useState<Point | null>(null);
  const [slot, setSlot] = useState<string | null>(null);
  const [number, setNumber] = useState('');
  const [company, setCompany] = useState('');

  const makers = (wanted: LabelKind) => options.data?.accounts.filter(({ kinds }) => kinds.some((one) => one.kind === wanted)) ?? [];
  const able = makers(kind);
  const account = able.find(({ slug }) => slug === chosen) ?? able[0];
  const way = account?.kinds.find((one) => one.kind === kind);
  const price = useQuery({
    queryKey: ['label-price', ret.id, account?.slug, kind],
    queryFn: () => carriersApi.price(ret.id, account!.slug, kind),
    enabled: isOpen && account?.bought === true,
    staleTime: 60_000,
  });
  if (!isOpen) return { fields: null, body: null };

  const cost = way?.cost ?? price.data?.cost ?? null;
  const slots = way?.slots ?? [];
  const needsPoint = kind === 'dropoff' && account?.hasPoints === true;
  const own = kind === 'own';
  const given = { ...(company.trim() && { carrier: company.trim() }), ...(number.trim() && { trackingNumber: number.trim() }) };
  const pickedSlot = slots.find(({ from }) => from === slot);
  const isWhole = own || (account !== undefined && (kind !== 'pickup' || pickedSlot !== undefined));
  const body = {
    kind,
    ...(own ? given : account && { account: account.slug }),
    ...(needsPoint &&
      point && { point: { id: point.id, name: point.name, street: point.street, postalCode: point.postalCode, city: point.city } }),
    ...(kind === 'pickup' && pickedSlot && { slot: pickedSlot }),
  };
  const kinds = LABEL_KINDS.filter((one) => one === 'own' || makers(one).length > 0);

  const fields = options.isPending ? (
    <Waiting rows={3} height={44} />
  ) : options.isError ? (
    <p role="alert" className={style.trouble}>
      {failureWords(t, options.error)}
    </p>
  ) : (
    <>
      <Select
        label={t('act.label.kind')}
        allowDeselect={false}
        value={kind}
        onChange={(value) => setKind(value as LabelKind)}
        data={kinds.map((value) => ({ value, label: word('labelKind', value) }))}
      />
      {!own && able.length > 1 && (
        <Select
          label={t('labels.by')}
          allowDeselect={false}
          value={account?.slug ?? null}
          onChange={setChosen}
          data={able.map(({ slug, name }) => ({ value: slug, label: name }))}
        />
      )}
      {!own && !account && <p className={style.trouble}>{t('labels.nobody')}</p>}
      {!own && account?.bought && !options.data.buyer.addressKnown && <p className={style.trouble}>{t('labels.noAddress')}</p>}
      {needsPoint && account && (
        <Points id={ret.id} account={account.slug} postalCode={options.data.buyer.postalCode} point={point} choose={setPoint} />
      )}
      {kind === 'pickup' && account && (
        <Select
          label={t('labels.slot')}
          placeholder={t('labels.slotChoose')}
          leftSection={<IconClockHour4 size={16} stroke={1.6} />}
          value={slot}
          onChange={setSlot}
          data={slots.map(({ from, until }) => ({ value: from, label: `${say.dayName(from)}, ${say.time(from)} – ${say.time(until)}` }))}
        />
      )}
      {own && (
        <div className={style.pair}>
          <TextInput label={t('act.carrier')} value={company} onChange={(event) => setCompany(event.currentTarget.value)} />
          <TextInput label={t('act.trackingNumber')} value={number} onChange={(event) => setNumber(event.currentTarget.value)} />
        </div>
      )}
      {!own && account && (
        <dl className={style.summary}>
          <div>
            <dt>{t('labels.goesTo')}</dt>
            <dd>
              {options.data.address.name}, {options.data.address.postalCode} {options.data.address.city}
            </dd>
          </div>
          <div>
            <dt>{t('labels.cost')}</dt>
            <dd className="figures" role="status">
              {cost
                ? say.amount(cost.amount, cost.currency)
                : price.isFetching
                  ? t('labels.asking')
                  : price.data?.says
                    ? price.data.says
                    : t('labels.costLater')}
            </dd>
          </div>
        </dl>
      )}
    </>
  );
  return {
    fields,
    body: isWhole ? body : null,
    ...(account?.bought && !own && { says: t('labels.takesAMoment', { name: account.name }) }),
  };
}

/** Without a map: names, streets, how far, when open today. */
function Points({
  id,
  account,
  postalCode,
  point,
  choose,
}: {
  readonly id: string;
  readonly account: string;
  readonly postalCode: string;
  readonly point: Point | null;
  readonly choose: (point: Point) => void;
}) {
  const { t } = useWords();
  const say = useSay();
  const [typed, setTyped] = useState(postalCode);
  const near = typed.trim().length >= 3 ? typed.trim() : postalCode;
  const points = useQuery({
    queryKey: ['points', id, account, near],
    queryFn: () => carriersApi.points(id, account, near),
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  // Monday is the first day of a carrier's week.
  const today = (new Date(say.now).getDay() + 6) % 7;
  const distance = (metres: number) =>
    metres < 1000
      ? t('labels.metres', { n: Math.round(metres / 10) * 10 })
      : t('labels.kilometres', { n: say.number(Math.round(metres / 100) / 10) });
  return (
    <fieldset className={style.group}>
      <legend>{t('labels.point')}</legend>
      <TextInput
        label={t('labels.near')}
        leftSection={<IconMapPin size={16} stroke={1.6} />}
        value={typed}
        maxLength={20}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {points.isError && <p className={style.trouble}>{failureWords(t, points.error)}</p>}
      {points.data?.says && <p className={style.trouble}>{points.data.says}</p>}
      {points.data?.items.length === 0 && !points.data.says && <p className={style.quiet}>{t('labels.noPoints')}</p>}
      <Radio.Group
        value={point?.id ?? ''}
        onChange={(value) => {
          const one = points.data?.items.find((item) => item.id === value);
          if (one) choose(one);
        }}
        aria-label={t('labels.point')}
      >
        <ul className={style.points}>
          {points.data?.items.map((one) => (
            <li key={one.id}>
              <Radio
                value={one.id}
                label={
                  <span className={style.point}>
                    <strong>{one.name}</strong>
                    <span>
                      {one.street}, {one.postalCode} {one.city}
                    </span>
                    <small>
                      {[
                        one.distance === undefined ? null : distance(one.distance),
                        one.hours &&
                          (one.hours[today]?.length
                            ? t('labels.openToday', { hours: one.hours[today]!.join(', ') })
                            : t('labels.closedToday')),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </small>
                  </span>
                }
              />
            </li>
          ))}
        </ul>
      </Radio.Group>
    </fieldset>
  );
}
