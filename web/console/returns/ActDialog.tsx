import { Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { normaliseImei } from '../../../src/core/inspection/identity.ts';
import { decimal, parseMoney, sum } from '../../../src/core/money.ts';
import { COMMANDS, type Verb } from '../../../src/core/return/commands.ts';
import { LABEL_KINDS, RESOLUTIONS, type LabelKind, type Resolution } from '../../../src/core/return/model.ts';
import type { FullReturn, ReturnItem } from '../api.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import style from './case.module.css';
import { useAct } from './useAct.ts';

export type Asking = { readonly verb: Verb; readonly refundId?: string };

/** What a verb needs from the person, as the body of its request; null while something is missing. */
type Form = { readonly fields: ReactNode; readonly body: object | null; readonly says?: ReactNode; readonly button?: string };

/** Asks what a verb needs, says what will happen, and does it. What can't be taken back says so, with the amount and who gets it. */
export function ActDialog({ ret, asking, close }: { readonly ret: FullReturn; readonly asking: Asking; readonly close: () => void }) {
  const { verb } = asking;
  const { t } = useWords();
  const act = useAct(ret);
  const form = useForm(ret, asking);
  const grave = verb === 'rejection' || verb === 'cancellation' || verb === 'lost';
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!form.body) return;
    act.mutate({ verb, body: form.body, ...(asking.refundId ? { refundId: asking.refundId } : {}) }, { onSuccess: close });
  };
  return (
    <Dialog close={close} title={t(`act.${verb}.title`, { name: ret.buyer.name })} size={verb === 'resolution' ? 'lg' : 'md'}>
      <form className={style.ask} onSubmit={send}>
        {form.says && <p className={style.askSays}>{form.says}</p>}
        {form.fields}
        {COMMANDS[verb].confirm && <p className={style.final}>{t('act.final')}</p>}
        <div className={style.askButtons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button
            type="submit"
            variant="filled"
            {...(grave ? { color: 'danger' } : {})}
            disabled={!form.body}
            loading={act.isPending}
            data-autofocus={form.fields ? undefined : true}
          >
            {form.button ?? t(`act.${verb}.go`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useForm(ret: FullReturn, asking: Asking): Form {
  const { t, word } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const resolution = useResolution(ret);
  const replacement = useReplacement(ret);
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState(0);
  const [kind, setKind] = useState<LabelKind>(ret.items[0]?.decision?.returnShipping.label ?? 'prepaid');
  const [carrier, setCarrier] = useState('');
  const [trackingNumber, setTrackingNumber] = useState('');
  const name = ret.buyer.name;
  const { verb } = asking;

  const reason = (required: boolean) => (
    <Textarea
      label={t(`act.${verb}.reason`)}
      description={t(`act.${verb}.reasonHint`, { name })}
      autosize
      minRows={3}
      maxRows={8}
      maxLength={2000}
      required={required}
      withAsterisk={false}
      data-autofocus
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
      }}
    />
  );
  const parcel = (
    <div className={style.pair}>
      <TextInput label={t('act.carrier')} value={carrier} onChange={(event) => setCarrier(event.currentTarget.value)} />
      <TextInput
        label={t('act.trackingNumber')}
        value={trackingNumber}
        data-autofocus
        onChange={(event) => setTrackingNumber(event.currentTarget.value)}
      />
    </div>
  );
  const given = {
    ...(carrier.trim() ? { carrier: carrier.trim() } : {}),
    ...(trackingNumber.trim() ? { trackingNumber: trackingNumber.trim() } : {}),
  };
  const because = text.trim();

  switch (verb) {
    case 'approval': {
      const shipping = ret.items[0]?.decision?.returnShipping;
      return {
        says: [
          t('act.approval.says', { name }),
          shipping && t(`act.approval.${shipping.label === 'prepaid' && shipping.paidBy === 'seller' ? 'prepaid' : 'own'}`),
        ]
          .filter(Boolean)
          .join(' '),
        fields: null,
        body: {},
      };
    }
    case 'rejection':
      return { fields: reason(true), body: because ? { because } : null };
    case 'information-request':
      return { fields: reason(true), body: because ? { asks: because } : null };
    case 'information':
      return {
        says: t('act.information.says'),
        fields: (
          <>
            {reason(false)}
            <NumberInput
              label={t('act.information.photos')}
              min={0}
              max={100}
              allowDecimal={false}
              value={photos}
              onChange={(value) => setPhotos(Number(value) || 0)}
            />
          </>
        ),
        body: { photos, ...(because ? { note: because } : {}) },
      };
    case 'cancellation':
      return { says: t('act.cancellation.says', { name }), fields: reason(false), body: because ? { because } : {} };
    case 'hold':
    case 'release':
      return { says: t(`act.${verb}.says`), fields: reason(true), body: because ? { because } : null };
    case 'label':
      return {
        fields: (
          <>
            <Select
              label={t('act.label.kind')}
              allowDeselect={false}
              value={kind}
              onChange={(value) => setKind(value as LabelKind)}
              data={LABEL_KINDS.map((value) => ({ value, label: word('labelKind', value) }))}
            />
            {kind !== 'prepaid' && parcel}
          </>
        ),
        body: { kind, ...(kind === 'prepaid' ? {} : given) },
      };
    case 'dispatch':
      return { says: t('act.dispatch.says', { name }), fields: parcel, body: given };
    case 'completion':
      return {
        says: t('act.completion.says', { name }),
        fields: (
          <>
            {replacement.fields}
            {parcel}
          </>
        ),
        body: { ...given, ...replacement.body },
      };
    case 'lost':
      return { says: t('act.lost.says', { name }), fields: null, body: {} };
    case 'resolution':
      return resolution;
    case 'refund-approval':
    case 'refund-confirmation': {
      const refund = ret.refunds.find((one) => one.id === asking.refundId);
      const amount = refund ? say.amount(refund.amount, refund.currency) : '';
      return {
        says: t(`act.${verb}.says`, { amount, name, channel: channelName(ret.order.channel) }),
        fields: null,
        body: {},
        button: t(`act.${verb}.goAmount`, { amount }),
      };
    }
    default:
      return { fields: null, body: {} };
  }
}

/** The numbers of the devices that go out instead: the count of returns follows them (M5). Nobody has to know them. */
function useReplacement(ret: FullReturn): { readonly fields: ReactNode; readonly body: object } {
  const { t } = useWords();
  const [numbers, setNumbers] = useState<Readonly<Record<string, string>>>({});
  const inWorkshop = ret.items.filter((item) => item.settlement === 'replacing' || item.settlement === 'repairing');
  const replaced = inWorkshop.filter((item) => item.settlement === 'replacing');
  if (replaced.length === 0) return { fields: null, body: {} };
  const fields = replaced.map((item) => (
    <TextInput
      key={keyOf(item)}
      label={t('act.completion.number', { title: item.title })}
      description={t('act.completion.numberHint')}
      value={numbers[keyOf(item)] ?? ''}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setNumbers((before) => ({ ...before, [keyOf(item)]: value }));
      }}
    />
  ));
  const items = inWorkshop.map((item) => {
    const number = numbers[keyOf(item)]?.trim() ?? '';
    const imei = normaliseImei(number);
    return { lineId: item.lineId, unit: item.unit, ...(number === '' ? {} : imei === null ? { serial: number } : { imei }) };
  });
  return { fields, body: { items } };
}

type Choice = { readonly resolution: Resolution | null; readonly amount: string };
const keyOf = (item: ReturnItem): string => `${item.lineId}#${item.unit}`;

/** How it ends, item by item: what the decision offers stands first, but staff may always be kinder. */
function useResolution(ret: FullReturn): Form {
  const { t, word } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const currency = ret.order.currency;
  const open = ret.items.filter((item) => item.settlement === 'open');
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>(() =>
    Object.fromEntries(
      open.map((item) => [
        keyOf(item),
        { resolution: item.decision?.resolutions.length === 1 ? item.decision.resolutions[0]! : null, amount: '' },
      ]),
    ),
  );
  const choose = (item: ReturnItem, change: Partial<Choice>) =>
    setChoices((before) => ({ ...before, [keyOf(item)]: { ...before[keyOf(item)]!, ...change } }));

  /** What this item's choice pays back, in minor units; null where the amount is not readable yet. */
  const paid = (item: ReturnItem, { resolution, amount }: Choice) => {
    if (resolution === 'refund') return parseMoney(item.decision?.refund.total ?? item.price, currency);
    if (resolution !== 'partial_refund') return parseMoney('0', currency);
    const typed = parseMoney(amount.trim().replace(',', '.'), currency);
    return typed && typed.minor > 0 ? typed : null;
  };
  const chosen = open.flatMap((item) => {
    const choice = choices[keyOf(item)];
    return choice?.resolution ? [{ item, choice, resolution: choice.resolution, money: paid(item, choice) }] : [];
  });
  const ready = chosen.length > 0 && chosen.every(({ money }) => money !== null);
  const total = sum(
    chosen.flatMap(({ money }) => (money ? [money] : [])),
    currency,
  );
  const amount = say.amount(decimal(total), currency);
  const says = !ready
    ? undefined
    : total.minor > 0
      ? t('act.resolution.pays', { amount, name: ret.buyer.name, channel: channelName(ret.order.channel) })
      : t('act.resolution.paysNothing', { name: ret.buyer.name });

  return {
    fields: (
      <>
        {open.map((item, i) => {
          const choice = choices[keyOf(item)]!;
          const offered = item.decision?.resolutions ?? [];
          const option = (value: Resolution) => ({ value, label: word('resolution', value) });
          return (
            <fieldset key={keyOf(item)} className={style.settle}>
              <legend>{item.title}</legend>
              <div className={style.pair}>
                <Select
                  label={t('act.resolution.how')}
                  placeholder={t('act.resolution.choose')}
                  data-autofocus={i === 0 || undefined}
                  value={choice.resolution}
                  onChange={(value) => choose(item, { resolution: value as Resolution | null })}
                  data={[
                    ...(offered.length > 0 ? [{ group: t('act.resolution.offered'), items: offered.map(option) }] : []),
                    { group: t('act.resolution.other'), items: RESOLUTIONS.filter((value) => !offered.includes(value)).map(option) },
                  ]}
                />
                {choice.resolution === 'partial_refund' && (
                  <TextInput
                    label={t('act.resolution.amount', { currency })}
                    inputMode="decimal"
                    value={choice.amount}
                    placeholder={item.price}
                    onChange={(event) => choose(item, { amount: event.currentTarget.value })}
                  />
                )}
                {choice.resolution === 'refund' && (
                  <p className={style.sumOfItem}>{say.amount(item.decision?.refund.total ?? item.price, currency)}</p>
                )}
              </div>
            </fieldset>
          );
        })}
        <p className={style.askSays} role="status">
          {says}
        </p>
      </>
    ),
    body: ready
      ? {
          items: chosen.map(({ item, resolution, money }) => ({
            lineId: item.lineId,
            unit: item.unit,
            resolution,
            ...(resolution === 'partial_refund' && money ? { amount: decimal(money) } : {}),
          })),
        }
      : null,
    ...(ready && total.minor > 0 ? { button: t('act.resolution.goAmount', { amount }) } : {}),
  };
}
