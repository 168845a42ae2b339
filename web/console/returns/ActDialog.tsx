import { Button, NumberInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { normaliseImei } from '../../../src/core/inspection/identity.ts';
import { COMMANDS, type Verb } from '../../../src/core/return/commands.ts';
import type { FullReturn, ReturnItem } from '../api.ts';
import { useLabelForm } from '../carriers/LabelForm.tsx';
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
    <Dialog close={close} title={t(`act.${verb}.title`, { name: ret.buyer.name })}>
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
  const { t } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const replacement = useReplacement(ret);
  const label = useLabelForm(ret, asking.verb === 'label');
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState(0);
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
      return label;
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
    case 'outbound-parcel':
      return {
        says: t('act.outbound-parcel.says', { name }),
        fields: parcel,
        body: given.trackingNumber === undefined ? null : given,
      };
    case 'lost':
      return { says: t('act.lost.says', { name }), fields: null, body: {} };
    case 'remedy-failure':
      return { says: t('act.remedy-failure.says', { name }), fields: reason(true), body: because ? { because } : null };
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
      placeholder={item.held?.imei ?? item.held?.serial}
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

const keyOf = (item: ReturnItem): string => `${item.lineId}#${item.unit}`;
