import { Button, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSession } from '../data.ts';
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import style from './aftercare.module.css';
import type { GestureCase, GestureIn, GestureKind, OfferIn } from './api.ts';
import { useGestureWords } from './words.ts';

const KINDS: readonly GestureKind[] = ['nothing', 'partial_refund', 'voucher', 'warranty_extension'];
/** A manager may go above these, and says why. */
const LIMITS: readonly string[] = ['had_one', 'over_cap', 'over_budget'];

/** The letter and what is given with it, to be changed before it goes. What is not touched goes as it was proposed. */
export function Editor({
  one,
  busy,
  refused,
  send,
  dismiss,
}: {
  readonly one: GestureCase;
  readonly busy: boolean;
  /** The refusal of the last try, by its name. */
  readonly refused: string | null;
  readonly send: (offer: OfferIn) => void;
  readonly dismiss?: ((because: string) => void) | undefined;
}) {
  const { t } = useWords();
  const say = useSay();
  const { blocked } = useGestureWords();
  const roles = useSession().data?.roles ?? [];
  const mayExceed = roles.some((role) => role === 'manager' || role === 'administrator');
  const { gesture: proposed, letter } = one.proposal;
  const [kind, setKind] = useState<GestureKind>(proposed.kind);
  const [amount, setAmount] = useState(proposed.amount ?? '10.00');
  const [months, setMonths] = useState(proposed.months ?? 3);
  const [subject, setSubject] = useState(letter.subject);
  const [body, setBody] = useState<string | null>(null);
  const [because, setBecause] = useState('');
  const [no, setNo] = useState<string | null>(null);

  const gesture: GestureIn =
    kind === 'partial_refund' || kind === 'voucher'
      ? { kind, amount: amount.replace(',', '.') }
      : kind === 'warranty_extension'
        ? { kind, months }
        : { kind };
  const isProposed = kind === proposed.kind && amount === (proposed.amount ?? amount) && months === (proposed.months ?? months);
  const why = one.can[kind]?.because ?? (refused && LIMITS.includes(refused) ? refused : undefined);
  const wantsReason = why !== undefined && LIMITS.includes(why) && kind !== 'nothing';
  // The words of another gesture are the server's to write: what was typed stays.
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({
      ...(!isProposed && { gesture }),
      ...((body !== null || (isProposed && subject !== letter.subject)) && { letter: { subject, body: body ?? letter.body } }),
      ...(because.trim() && { because: because.trim() }),
    });
  };
  return (
    <form className={style.editor} onSubmit={submit}>
      <fieldset>
        <legend>{t('aftercare.edit.gesture')}</legend>
        <SegmentedControl
          className={style.kinds!}
          value={kind}
          onChange={(value) => setKind(value as GestureKind)}
          data={KINDS.map((value) => ({ value, label: t(`aftercare.kind.${value}`), disabled: obstructed(one, value) }))}
          aria-label={t('aftercare.edit.gesture')}
        />
        {(kind === 'partial_refund' || kind === 'voucher') && (
          <TextInput
            className={style.amount!}
            label={t('aftercare.edit.amount')}
            inputMode="decimal"
            required
            value={amount}
            onChange={(event) => setAmount(event.currentTarget.value)}
            rightSection={kind === 'partial_refund' ? one.currency : undefined}
            rightSectionWidth={48}
          />
        )}
        {kind === 'warranty_extension' && (
          <NumberInput
            className={style.amount!}
            label={t('aftercare.edit.months')}
            min={2}
            max={36}
            value={months}
            onChange={(value) => setMonths(Number(value) || 2)}
          />
        )}
      </fieldset>
      {KINDS.filter((each) => one.can[each]?.because && !LIMITS.includes(one.can[each]!.because!)).map((each) => (
        <p key={each} className={style.muted}>
          {t(`aftercare.kind.${each}`)}: {blocked(one.can[each]!.because!)}
        </p>
      ))}
      {why && kind !== 'nothing' && <p className={style.warn}>{blocked(why, one)}</p>}
      {wantsReason &&
        (mayExceed ? (
          <TextInput
            label={t('aftercare.edit.because')}
            required
            value={because}
            onChange={(event) => setBecause(event.currentTarget.value)}
          />
        ) : (
          <p className={style.muted}>{t('aftercare.edit.askManager')}</p>
        ))}
      <TextInput label={t('aftercare.edit.subject')} value={subject} onChange={(event) => setSubject(event.currentTarget.value)} />
      {isProposed || body !== null ? (
        <Textarea
          label={t('aftercare.edit.letter', { language: say.languageName(letter.language) })}
          autosize
          minRows={8}
          maxRows={22}
          value={body ?? letter.body}
          onChange={(event) => setBody(event.currentTarget.value)}
          lang={letter.language}
        />
      ) : (
        <p className={style.muted}>
          {t('aftercare.edit.rewritten')}{' '}
          <button type="button" className={style.link} onClick={() => setBody(letter.body)}>
            {t('aftercare.edit.ownWords')}
          </button>
        </p>
      )}
      <div className={style.editorActions}>
        <Button type="submit" variant="filled" loading={busy} disabled={wantsReason && !mayExceed}>
          {t('aftercare.send')}
        </Button>
        {dismiss && no === null && <Button onClick={() => setNo('')}>{t('aftercare.notNeeded')}</Button>}
        {dismiss && no !== null && (
          <div className={style.no}>
            <TextInput
              aria-label={t('aftercare.whyNot')}
              placeholder={t('aftercare.whyNot')}
              value={no}
              autoFocus
              onChange={(event) => setNo(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                if (no.trim()) dismiss(no.trim());
              }}
            />
            <Button disabled={no.trim() === ''} onClick={() => dismiss(no.trim())}>
              {t('aftercare.notNeeded')}
            </Button>
          </div>
        )}
      </div>
    </form>
  );
}

const obstructed = (one: GestureCase, kind: GestureKind): boolean => {
  const because = one.can[kind]?.because;
  return because !== undefined && !LIMITS.includes(because);
};
