import { Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../data.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { failureWords, tell } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { disputesApi, type FullDispute, type SaidVerb } from './api.ts';
import style from './disputes.module.css';

type Party = 'buyer' | 'seller' | 'marketplace' | 'bank';

/** Who may be meant by each step, before whom the dispute is. */
function partiesOf(verb: SaidVerb, { kind, proposal, ruling }: FullDispute): readonly Party[] {
  const arbiter: Party = kind === 'chargeback' ? 'bank' : 'marketplace';
  switch (verb) {
    case 'word':
      return kind === 'complaint' ? ['buyer', 'marketplace'] : ['buyer', arbiter];
    case 'proposal':
      return kind === 'complaint' ? ['seller', 'buyer'] : ['seller', 'buyer', arbiter];
    case 'agreement':
    case 'decline':
      return proposal?.party === 'seller' ? ['buyer', ...(kind === 'complaint' ? [] : [arbiter])] : ['seller'];
    case 'ruling':
      return kind === 'complaint' ? ['seller', 'marketplace'] : [arbiter];
    case 'acceptance':
    case 'appeal':
      return ruling?.outcome === 'for_seller' ? ['buyer'] : ruling?.party === 'seller' ? ['buyer'] : ['seller'];
    default:
      return [];
  }
}

const WITH_TERMS: ReadonlySet<SaidVerb> = new Set(['proposal', 'ruling']);
const WITHOUT_WORDS: ReadonlySet<SaidVerb> = new Set(['agreement', 'acceptance', 'submission']);
const OUTCOMES = ['for_buyer', 'split', 'for_seller'] as const;

/** One step of a dispute, with what it needs to be said. */
export function SayDialog({
  dispute,
  verb,
  close,
}: {
  readonly dispute: FullDispute;
  readonly verb: SaidVerb;
  readonly close: () => void;
}) {
  const { t, word } = useWords();
  const parties = partiesOf(verb, dispute);
  const [party, setParty] = useState<Party>(parties[0] ?? 'seller');
  const [says, setSays] = useState('');
  const [outcome, setOutcome] = useState<(typeof OUTCOMES)[number]>(verb === 'proposal' ? 'split' : 'for_buyer');
  const [amount, setAmount] = useState('');
  const [to, setTo] = useState(dispute.kind === 'chargeback' ? 'bank' : 'marketplace');
  const [reference, setReference] = useState(dispute.reference ?? '');
  const [day, setDay] = useState('');
  const step = useMutation({
    mutationFn: () =>
      disputesApi.say(dispute.id, verb, {
        version: dispute.version,
        ...(parties.length > 0 && { party }),
        ...(says.trim() && { says: says.trim() }),
        ...(WITH_TERMS.has(verb) && {
          outcome,
          ...(outcome !== 'for_seller' && amount.trim() && { amount: amount.trim().replace(',', '.') }),
        }),
        ...((verb === 'submission' || verb === 'appeal') && { to }),
        ...(verb === 'submission' && reference.trim() && { reference: reference.trim() }),
        // The end of that day, as the person who reads the letter means it.
        ...(verb === 'word' && day && { answerBy: new Date(`${day}T23:59:59`).toISOString() }),
      }),
    onSuccess: (after) => {
      client.setQueryData(['dispute', dispute.id], after);
      void client.invalidateQueries({ queryKey: ['disputes'] });
      void client.invalidateQueries({ queryKey: ['return', dispute.returnId] });
      tell({ message: t(`disputes.done.${verb}`) });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    step.mutate();
  };
  const isOurWords = verb === 'answer' || (party === 'seller' && (verb === 'proposal' || verb === 'ruling'));
  return (
    <Dialog title={t(`disputes.verb.${verb}`)} close={close} size="lg">
      <form onSubmit={submit} className={style.form}>
        <p className={style.muted}>{t(`disputes.explain.${verb}`)}</p>
        {parties.length > 1 && (
          <Select
            label={t('disputes.who')}
            value={party}
            allowDeselect={false}
            onChange={(value) => setParty(value as Party)}
            data={parties.map((value) => ({ value, label: word('party', value) }))}
          />
        )}
        {WITH_TERMS.has(verb) && (
          <div>
            <SegmentedControl
              fullWidth
              value={outcome}
              onChange={(value) => setOutcome(value as typeof outcome)}
              aria-label={t('disputes.outcome')}
              data={OUTCOMES.map((value) => ({ value, label: word('disputeOutcome', value) }))}
            />
            {outcome !== 'for_seller' && (
              <TextInput
                mt="sm"
                label={t('disputes.amount', { currency: dispute.currency })}
                description={outcome === 'for_buyer' ? t('disputes.amountWhole', { amount: dispute.amount }) : undefined}
                inputMode="decimal"
                required={outcome === 'split'}
                value={amount}
                onChange={(event) => setAmount(event.currentTarget.value)}
              />
            )}
          </div>
        )}
        {(verb === 'submission' || verb === 'appeal') && (
          <Select
            label={t('disputes.to')}
            value={to}
            allowDeselect={false}
            onChange={(value) => setTo(value ?? to)}
            data={(['marketplace', 'bank', 'mediator'] as const).map((value) => ({ value, label: t(`disputes.before.${value}`) }))}
          />
        )}
        {verb === 'submission' && (
          <TextInput label={t('disputes.reference')} value={reference} onChange={(event) => setReference(event.currentTarget.value)} />
        )}
        {!WITHOUT_WORDS.has(verb) && (
          <Textarea
            label={t(isOurWords && dispute.kind === 'complaint' ? 'disputes.wordsToBuyer' : 'disputes.words')}
            description={
              isOurWords && dispute.kind === 'complaint' ? t('disputes.wordsToBuyerHint', { name: dispute.buyer ?? '' }) : undefined
            }
            autosize
            minRows={4}
            required={verb !== 'decline'}
            maxLength={5000}
            value={says}
            onChange={(event) => setSays(event.currentTarget.value)}
            data-autofocus
          />
        )}
        {verb === 'word' && (
          <TextInput
            type="date"
            label={t('disputes.answerBy')}
            description={t('disputes.answerByHint')}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        )}
        {step.isError && (
          <p role="alert" className={style.failure}>
            {failureWords(t, step.error)}
          </p>
        )}
        <div className={style.actions}>
          <Button onClick={close}>{t('disputes.cancel')}</Button>
          <Button type="submit" variant="filled" loading={step.isPending}>
            {t(`disputes.go.${verb}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
