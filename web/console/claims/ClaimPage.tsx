import { Button, FileInput, Radio, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { IconArrowLeft, IconCircle, IconCircleCheckFilled, IconDownload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { EVIDENCE_KINDS } from '../../../src/core/claims/evidence.ts';
import { Badge } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Due } from '../parts/Due.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { failureWords, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type Claim, claimsApi, lookAgain, useClaim } from './api.ts';
import { CLAIM_TONES } from './Claims.tsx';
import style from './claims.module.css';

/** One claim: what it is about, what proves it, what happened, and the next step. */
export function ClaimPage() {
  const { id } = useParams({ from: '/claims/$id' });
  const { t, word } = useWords();
  const claim = useClaim(id);
  const one = claim.data;
  useTitle(one ? `${one.code} · ${t('shell.claims')}` : t('shell.claims'));
  if (claim.isPending)
    return (
      <div className={style.page}>
        <Waiting rows={5} height={80} />
      </div>
    );
  if (!one)
    return (
      <div className={style.page}>
        <Trouble error={claim.error} again={() => void claim.refetch()} />
      </div>
    );
  return (
    <div className={style.page}>
      <header className={style.head}>
        <To
          href={paths.claims(one.state === 'paid' || one.state === 'written_off' ? 'done' : one.state)}
          className={style.back}
          aria-label={t('claims.back')}
        >
          <IconArrowLeft size={18} aria-hidden />
        </To>
        <div>
          <h1>
            <span className="code">{one.code}</span> · {word('claimWhy', one.why)}
          </h1>
          <p>
            {word('claimAgainst', one.against)}
            {one.partyName && ` · ${one.partyName}`}
          </p>
        </div>
        <Badge tone={CLAIM_TONES[one.state] ?? 'plain'}>{word('claimState', one.state)}</Badge>
      </header>
      <div className={style.sides}>
        <div className={style.side}>
          <About one={one} />
          <Evidence one={one} />
          <section className={style.card}>
            <h2>{t('claims.history')}</h2>
            <History events={one.events} />
          </section>
        </div>
        <div className={`${style.side} ${style.next}`}>
          <Next one={one} />
        </div>
      </div>
    </div>
  );
}

export function History({
  events,
}: {
  readonly events: readonly { readonly at: string; readonly says: string; readonly seq?: number; readonly id?: string }[];
}) {
  const say = useSay();
  return (
    <ol className={style.history}>
      {[...events].reverse().map((event) => (
        <li key={event.id ?? event.seq}>
          <time dateTime={event.at} title={say.full(event.at)}>
            {say.stamp(event.at)}
          </time>
          <span className={style.words}>{event.says}</span>
        </li>
      ))}
    </ol>
  );
}

function About({ one }: { readonly one: Claim }) {
  const { t } = useWords();
  const say = useSay();
  const facts: [string, ReactNode][] = [];
  if (one.channelOrderId && one.about.orderId)
    facts.push([
      t('claims.fact.order'),
      <To key="o" href={paths.outboundOrder(one.about.orderId)} className="code">
        {one.channelOrderId}
      </To>,
    ]);
  if (one.rma && one.about.returnId)
    facts.push([
      t('claims.fact.return'),
      <To key="r" href={paths.case(one.about.returnId)} className="code">
        {one.rma}
      </To>,
    ]);
  if (one.trackingNumber)
    facts.push([
      t('claims.fact.parcel'),
      <span key="t" className="code">
        {one.trackingNumber}
      </span>,
    ]);
  if (one.about.item) facts.push([t('claims.fact.item'), one.about.item]);
  if (one.about.buyer) facts.push([t('claims.fact.buyer'), one.about.buyer]);
  return (
    <section className={style.card}>
      <p className={`${style.big} figures`}>{say.amount(one.amount, one.currency)}</p>
      {one.says && <p className={style.words}>{one.says}</p>}
      {facts.length > 0 && (
        <dl className={style.facts}>
          {facts.map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Evidence({ one }: { readonly one: Claim }) {
  const { t, word } = useWords();
  const say = useSay();
  const [kind, setKind] = useState<string>('other');
  const [says, setSays] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const add = useMutation({
    mutationFn: () => claimsApi.addEvidence(one.id, { kind, says, files }),
    onSuccess: async () => {
      setSays('');
      setFiles([]);
      await lookAgain();
    },
  });
  return (
    <section className={style.card}>
      <h2>{t('claims.evidence')}</h2>
      <ul className={style.stack}>
        {one.checklist.map((entry) => (
          <li key={entry.kind} className={style.check} data-there={entry.there || undefined}>
            {entry.there ? <IconCircleCheckFilled size={18} aria-hidden /> : <IconCircle size={18} aria-hidden />}
            <span>
              {word('claimEvidence', entry.kind)}
              <span className="unseen">: {t(entry.there ? 'claims.there' : 'claims.notThere')}</span>
            </span>
            <span className={style.sub}>{t(`claims.need.${entry.need}`)}</span>
          </li>
        ))}
      </ul>
      {one.evidence.map((proof) => (
        <div key={`${proof.id ?? proof.kind}${proof.at}${proof.file?.sha256 ?? proof.says}`} className={style.proof}>
          {proof.file?.type.startsWith('image/') && (
            <a href={proof.file.url} target="_blank" rel="noreferrer">
              <img src={proof.file.url} alt={proof.file.name} loading="lazy" />
            </a>
          )}
          <strong>{word('claimEvidence', proof.kind)}</strong>
          {proof.says && <span className={style.words}>{proof.says}</span>}
          <span className={style.sub}>
            {proof.file && (
              <>
                <a href={proof.file.url} target="_blank" rel="noreferrer">
                  {proof.file.name}
                </a>{' '}
                ·{' '}
              </>
            )}
            {say.stamp(proof.at)}
          </span>
        </div>
      ))}
      <form
        className={style.stack}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Select
          label={t('claims.addEvidence')}
          value={kind}
          onChange={(value) => setKind(value ?? 'other')}
          allowDeselect={false}
          data={EVIDENCE_KINDS.map((value) => ({ value, label: word('claimEvidence', value) }))}
        />
        <Textarea
          aria-label={t('claims.evidenceSays')}
          placeholder={t('claims.evidenceSays')}
          autosize
          minRows={2}
          value={says}
          onChange={(event) => setSays(event.currentTarget.value)}
        />
        <FileInput
          multiple
          clearable
          placeholder={t('claims.evidenceFiles')}
          aria-label={t('claims.evidenceFiles')}
          value={files}
          onChange={setFiles}
        />
        {add.isError && <p role="alert">{failureWords(t, add.error)}</p>}
        <div className={style.buttons}>
          <Button type="submit" variant="default" loading={add.isPending} disabled={says.trim() === '' && files.length === 0}>
            {t('claims.add')}
          </Button>
          <Button component="a" href={claimsApi.packUrl(one.id)} variant="subtle" leftSection={<IconDownload size={16} />}>
            {t('claims.pack')}
          </Button>
        </div>
      </form>
    </section>
  );
}

const MAIN = ['submission', 'acceptance', 'payment'] as const;
const OTHER = ['rejection', 'amendment', 'deadline', 'write-off'] as const;
type Asked = (typeof MAIN)[number] | (typeof OTHER)[number];

/** What can be done now; the server says what and why not. */
function Next({ one }: { readonly one: Claim }) {
  const { t } = useWords();
  const say = useSay();
  const [asked, setAsked] = useState<Asked | null>(null);
  const undo = useMutation({
    mutationFn: () => claimsApi.act(one.id, 'undo', { version: one.version }),
    onSuccess: lookAgain,
    onError: tellFailure(t),
  });
  const may = (verb: string) => one.commands[verb]?.allowed ?? false;
  const main = MAIN.filter(may);
  const others = OTHER.filter(may);
  return (
    <section className={style.card} data-tone={one.overdue ? 'danger' : undefined}>
      <h2>{t('claims.next')}</h2>
      {one.dueAt && (
        <div>
          <p className={style.quiet}>{t(`claims.due.${one.state}`)}</p>
          <Due at={one.dueAt} />
        </div>
      )}
      {one.state === 'draft' && (
        <p className={style.quiet}>
          {one.deadline.rule === null ? t('claims.deadlineByHand', { because: one.deadline.source }) : one.deadline.source}
          {one.deadline.memory && ` ${t('claims.deadlineMemory')}`}
        </p>
      )}
      {one.submission && (
        <p className={style.quiet}>
          {one.submission.how === 'mail' ? t('claims.sentTo', { to: one.submission.to ?? '' }) : t('claims.sentByHand')}
          {one.submission.reference && ` · ${one.submission.reference}`}
        </p>
      )}
      {one.agreed && one.agreed !== one.amount && <p>{t('claims.agreed', { amount: say.amount(one.agreed, one.currency) })}</p>}
      {one.paid && <p>{t('claims.paid', { amount: say.amount(one.paid.amount, one.currency) })}</p>}
      {one.because && <p className={style.words}>{one.because}</p>}
      <div className={style.stack}>
        {main.map((verb, i) => (
          <Button key={verb} variant={i === 0 ? 'filled' : 'default'} onClick={() => setAsked(verb)}>
            {t(`claims.do.${verb}`)}
          </Button>
        ))}
      </div>
      {(others.length > 0 || may('undo')) && (
        <div className={style.buttons}>
          {others.map((verb) => (
            <Button key={verb} variant="subtle" size="compact-md" onClick={() => setAsked(verb)}>
              {t(`claims.do.${verb}`)}
            </Button>
          ))}
          {may('undo') && (
            <Button variant="subtle" size="compact-md" loading={undo.isPending} onClick={() => undo.mutate()}>
              {t('claims.do.undo')}
            </Button>
          )}
        </div>
      )}
      {main.length === 0 && others.length === 0 && one.commands['submission']?.because === 'not_your_duty' && (
        <p className={style.quiet}>{one.commands['submission'].says}</p>
      )}
      {asked && <Act one={one} verb={asked} close={() => setAsked(null)} />}
    </section>
  );
}

function Act({ one, verb, close }: { readonly one: Claim; readonly verb: Asked; readonly close: () => void }) {
  const { t } = useWords();
  const [how, setHow] = useState<string>(one.sendTo ? 'mail' : 'hand');
  const [to, setTo] = useState(one.sendTo ?? '');
  const [reference, setReference] = useState('');
  const [because, setBecause] = useState('');
  const [amount, setAmount] = useState(verb === 'payment' ? (one.agreed ?? one.amount) : one.amount);
  const [into, setInto] = useState(one.against === 'channel' ? 'payout' : 'bank');
  const [says, setSays] = useState(one.says);
  const [party, setParty] = useState(one.party);
  const [day, setDay] = useState(one.deadline.dueAt.slice(0, 10));
  const money = amount.trim().replace(',', '.');
  const body = (): object => {
    switch (verb) {
      case 'submission':
        return { how, ...(how === 'mail' && { to }), ...(reference && { reference }) };
      case 'acceptance':
        return { amount: money, ...(reference && { reference }) };
      case 'payment':
        return { amount: money, into, ...(reference && { reference }) };
      case 'amendment':
        return { amount: money, says, party };
      case 'deadline':
        return { dueAt: new Date(`${day}T23:59:59`).toISOString(), because };
      case 'rejection':
      case 'write-off':
        return { because };
    }
  };
  const act = useMutation({
    mutationFn: () => claimsApi.act(one.id, verb, { version: one.version, ...body() }),
    onSuccess: async () => {
      await lookAgain();
      close();
    },
  });
  const asksMoney = verb === 'acceptance' || verb === 'payment' || verb === 'amendment';
  const asksWhy = verb === 'rejection' || verb === 'write-off' || verb === 'deadline';
  const ready =
    (!asksMoney || /^\d+(\.\d{1,3})?$/.test(money)) &&
    (!asksWhy || because.trim() !== '') &&
    (verb !== 'submission' || how === 'hand' || /.@.+\../.test(to)) &&
    (verb !== 'deadline' || /^\d{4}-\d\d-\d\d$/.test(day));
  return (
    <Dialog title={t(`claims.do.${verb}`)} close={close}>
      <form
        className={style.stack}
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        {verb === 'submission' && (
          <Radio.Group label={t('claims.how')} value={how} onChange={setHow}>
            <div className={style.stack}>
              <Radio value="mail" label={t('claims.byMail')} />
              <Radio value="hand" label={t('claims.byHand')} />
            </div>
          </Radio.Group>
        )}
        {verb === 'submission' && how === 'mail' && (
          <TextInput label={t('claims.to')} type="email" value={to} onChange={(event) => setTo(event.currentTarget.value)} data-autofocus />
        )}
        {asksMoney && (
          <TextInput
            label={t('claims.field.amount')}
            inputMode="decimal"
            rightSection={one.currency}
            rightSectionWidth={52}
            value={amount}
            onChange={(event) => setAmount(event.currentTarget.value)}
            data-autofocus
          />
        )}
        {verb === 'payment' && (
          <Radio.Group label={t('claims.into')} value={into} onChange={setInto}>
            <div className={style.stack}>
              <Radio value="bank" label={t('claims.intoBank')} />
              <Radio value="payout" label={t('claims.intoPayout')} />
            </div>
          </Radio.Group>
        )}
        {verb === 'amendment' && (
          <>
            <TextInput label={t('claims.field.party')} value={party} onChange={(event) => setParty(event.currentTarget.value)} />
            <Textarea
              label={t('claims.field.says')}
              autosize
              minRows={3}
              value={says}
              onChange={(event) => setSays(event.currentTarget.value)}
            />
          </>
        )}
        {verb === 'deadline' && (
          <TextInput label={t('claims.day')} type="date" value={day} onChange={(event) => setDay(event.currentTarget.value)} />
        )}
        {asksWhy && (
          <Textarea
            label={t(verb === 'rejection' ? 'claims.theirReason' : 'claims.because')}
            autosize
            minRows={2}
            value={because}
            onChange={(event) => setBecause(event.currentTarget.value)}
            data-autofocus
          />
        )}
        {(verb === 'submission' || verb === 'acceptance' || verb === 'payment') && (
          <TextInput label={t('claims.reference')} value={reference} onChange={(event) => setReference(event.currentTarget.value)} />
        )}
        {verb === 'submission' && how === 'mail' && <p className={style.quiet}>{t('claims.mailHint')}</p>}
        {act.isError && <p role="alert">{failureWords(t, act.error)}</p>}
        <div className={style.buttons}>
          <Button type="submit" variant="filled" loading={act.isPending} disabled={!ready}>
            {t(`claims.do.${verb}`)}
          </Button>
          <Button variant="default" onClick={close}>
            {t('close')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
