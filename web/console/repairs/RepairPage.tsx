import { Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { IconArrowLeft, IconExternalLink } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { PART_STATES } from '../../../src/core/repair/order.ts';
import { refusalOf } from '../api.ts';
import { client, lookAgain, useSession } from '../data.ts';
import { useKeys } from '../keys.ts';
import { Badge } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Due } from '../parts/Due.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { failureWords, tell } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type Repair, type RepairPart, repairs } from './api.ts';
import { REPAIR_TONES } from './Board.tsx';
import style from './repairs.module.css';

/** One repair: how far it is, who does it, what it needs, what it cost, and how it ends. */
export function RepairPage() {
  const { id } = useParams({ from: '/repairs/$id' });
  const one = useQuery({ queryKey: ['repair', id], queryFn: ({ signal }) => repairs.read(id, signal), refetchInterval: 15_000 });
  if (one.isPending)
    return (
      <div className={style.page}>
        <Waiting rows={4} height={110} />
      </div>
    );
  if (one.isError && !one.data) return <Trouble error={one.error} again={() => void one.refetch()} />;
  return <Whole key={id} repair={one.data} />;
}

type Work = (run: () => Promise<Repair>, then?: () => void) => void;

/** Does one thing to the repair; what was shown and is not true any more is read again. */
function useWork(id: string): { readonly work: Work; readonly busy: boolean } {
  const { t } = useWords();
  const act = useMutation({
    mutationFn: (run: () => Promise<Repair>) => run(),
    onSuccess: async (after) => {
      client.setQueryData(['repair', id], after);
      await Promise.all([client.invalidateQueries({ queryKey: ['repairs'] }), lookAgain()]);
    },
    onError: async (error) => {
      const changed = refusalOf(error) === 'version_conflict';
      tell({ color: 'danger', title: changed ? t('trouble.changedTitle') : t('trouble.notDone'), message: failureWords(t, error) });
      await client.invalidateQueries({ queryKey: ['repair', id] });
    },
  });
  return { work: (run, then) => act.mutate(run, then ? { onSuccess: then } : {}), busy: act.isPending };
}

function Whole({ repair }: { readonly repair: Repair }) {
  const { t, word } = useWords();
  const say = useSay();
  const router = useRouter();
  const { work, busy } = useWork(repair.id);
  const [ending, setEnding] = useState<'done' | 'failed' | null>(null);
  const open = repair.endedAt === undefined;
  const change = (body: object, then?: () => void) => work(() => repairs.change(repair.id, { version: repair.version, ...body }), then);
  useKeys({ Escape: () => router.history.push(paths.repairs()) });
  useTitle(`${repair.title} · ${repair.rma}`);
  const props = { repair, change, work, busy, open };

  return (
    <article className={style.page}>
      <header className={style.repairHead}>
        <To href={paths.repairs()} className={style.back} aria-label={t('mending.back')}>
          <IconArrowLeft size={19} stroke={1.7} />
        </To>
        <div>
          <h1>{repair.title}</h1>
          <p>
            {repair.buyer} ·{' '}
            <To href={paths.case(repair.returnId)} aria-label={`${t('mending.case')} ${repair.rma}`}>
              <span className="code">{repair.rma}</span> <IconExternalLink size={13} aria-hidden />
            </To>
          </p>
        </div>
        <Badge tone={REPAIR_TONES[repair.state] ?? 'plain'}>{word('repairState', repair.state)}</Badge>
        {open ? (
          <Due at={repair.dueAt} kind={repair.dueAt ? 'remedy' : null} />
        ) : (
          <span className={style.sub}>{t('mending.endedAs', { at: say.stamp(repair.endedAt!) })}</span>
        )}
      </header>
      {repair.because && <p className={style.because}>{repair.because}</p>}
      <div className={style.repair}>
        <div className={style.main}>
          {open && <Stage {...props} end={setEnding} />}
          <Parts {...props} />
          <Time {...props} />
          <History repair={repair} />
        </div>
        <div className={style.side}>
          <People {...props} />
          <Device repair={repair} />
          {open && <Note {...props} />}
        </div>
      </div>
      {ending === 'done' && <Done {...props} close={() => setEnding(null)} />}
      {ending === 'failed' && <Failed {...props} close={() => setEnding(null)} />}
    </article>
  );
}

type Props = {
  readonly repair: Repair;
  readonly change: (body: object, then?: () => void) => void;
  readonly work: Work;
  readonly busy: boolean;
  readonly open: boolean;
};

const Box = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className={style.box}>
    <h2>{title}</h2>
    {children}
  </section>
);

function Stage({ repair, change, busy, end }: Props & { readonly end: (how: 'done' | 'failed') => void }) {
  const { t, word } = useWords();
  const tested = repair.state === 'tested';
  const missing = repair.parts.some(({ state }) => state === 'ordered');
  return (
    <Box title={t('mending.stage')}>
      <div className={style.moves}>
        {repair.moves.map((to) => (
          <Button
            key={to}
            variant={to === 'waiting_for_parts' || tested ? 'default' : 'filled'}
            disabled={busy || (to === 'tested' && missing)}
            title={to === 'tested' && missing ? t('mending.partsMissing', { count: 1 }) : undefined}
            onClick={() => change({ to })}
          >
            {word('repairState', to)}
          </Button>
        ))}
        {tested && (
          <Button variant="filled" disabled={busy} onClick={() => end('done')}>
            {t('mending.done')}
          </Button>
        )}
        <Button variant="subtle" color="danger" disabled={busy} onClick={() => end('failed')}>
          {t('mending.failed')}
        </Button>
      </div>
      {!tested && <p className={style.sub}>{t('mending.doneNotTested')}</p>}
      <Warranty repair={repair} />
    </Box>
  );
}

function Warranty({ repair: { warranty } }: { readonly repair: Repair }) {
  const { t } = useWords();
  if (!warranty) return null;
  const { how, months, article } = warranty;
  return (
    <p className={style.warranty}>{t(how === 'adds' ? 'mending.warrantyAdds' : 'mending.warrantyAtLeast', { count: months, article })}</p>
  );
}

function People({ repair, change, busy, open }: Props) {
  const { t } = useWords();
  const me = useSession().data?.user.name;
  const [technician, setTechnician] = useState(repair.technician ?? '');
  const [partner, setPartner] = useState(repair.partner ?? '');
  const [estimate, setEstimate] = useState(repair.estimate ?? '');
  const { currency } = repair;
  const changed = technician !== (repair.technician ?? '') || partner !== (repair.partner ?? '') || estimate !== (repair.estimate ?? '');
  const save = (event: FormEvent) => {
    event.preventDefault();
    change({
      ...(technician.trim() && { technician: technician.trim() }),
      ...(partner.trim() !== (repair.partner ?? '') && { partner: partner.trim() || null }),
      ...(estimate.trim() && { estimate: estimate.trim().replace(',', '.') }),
    });
  };
  return (
    <Box title={t('mending.people')}>
      <form className={style.form} onSubmit={save}>
        <TextInput
          label={t('mending.technician')}
          value={technician}
          disabled={!open}
          maxLength={200}
          onChange={(event) => setTechnician(event.currentTarget.value)}
        />
        {open && me && repair.technician !== me && (
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={busy}
            onClick={() => {
              setTechnician(me);
              change({ technician: me });
            }}
          >
            {t('mending.takeIt')}
          </Button>
        )}
        <TextInput
          label={t('mending.partner')}
          description={t('mending.partnerHint')}
          value={partner}
          disabled={!open}
          maxLength={200}
          onChange={(event) => setPartner(event.currentTarget.value)}
        />
        <TextInput
          label={t('mending.estimate', { currency })}
          inputMode="decimal"
          value={estimate}
          disabled={!open}
          onChange={(event) => setEstimate(event.currentTarget.value)}
        />
        {open && (
          <Button type="submit" disabled={!changed || busy}>
            {t('mending.assign')}
          </Button>
        )}
      </form>
    </Box>
  );
}

function Parts({ repair, work, busy, open }: Props) {
  const { t, word } = useWords();
  const say = useSay();
  const { id, version, currency, parts } = repair;
  return (
    <Box title={t('mending.parts')}>
      {parts.length === 0 ? (
        <p className={style.sub}>{t('mending.noParts')}</p>
      ) : (
        <ul className={style.parts}>
          {parts.map((part) => (
            <li key={part.id}>
              <span>
                <strong>{part.name}</strong>
                {part.sku && <span className={`${style.sub} code`}> {part.sku}</span>}
              </span>
              <span className="figures">
                {part.quantity} × {say.amount(part.cost, currency)}
              </span>
              <Select
                aria-label={`${t('mending.state')}: ${part.name}`}
                allowDeselect={false}
                disabled={!open || busy}
                value={part.state}
                onChange={(state) => work(() => repairs.changePart(id, part.id, { version, state: state as RepairPart['state'] }))}
                data={PART_STATES.map((value) => ({ value, label: word('partState', value) }))}
              />
            </li>
          ))}
        </ul>
      )}
      {open && <NewPart repair={repair} work={work} busy={busy} />}
    </Box>
  );
}

function NewPart({ repair: { id, version, currency }, work, busy }: Pick<Props, 'repair' | 'work' | 'busy'>) {
  const { t } = useWords();
  const [part, setPart] = useState({ name: '', sku: '', quantity: 1, cost: '' });
  const ready = part.name.trim() !== '' && /^\d+([.,]\d+)?$/.test(part.cost.trim());
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const body = {
      version,
      name: part.name.trim(),
      ...(part.sku.trim() && { sku: part.sku.trim() }),
      quantity: part.quantity,
      cost: part.cost.trim().replace(',', '.'),
    };
    work(
      () => repairs.addPart(id, body),
      () => setPart({ name: '', sku: '', quantity: 1, cost: '' }),
    );
  };
  return (
    <form className={style.newPart} onSubmit={add}>
      <TextInput
        label={t('mending.partName')}
        value={part.name}
        onChange={(event) => setPart({ ...part, name: event.currentTarget.value })}
      />
      <TextInput label={t('mending.partSku')} value={part.sku} onChange={(event) => setPart({ ...part, sku: event.currentTarget.value })} />
      <NumberInput
        label={t('mending.quantity')}
        min={1}
        max={999}
        allowDecimal={false}
        value={part.quantity}
        onChange={(value) => setPart({ ...part, quantity: Number(value) || 1 })}
      />
      <TextInput
        label={t('mending.costEach', { currency })}
        inputMode="decimal"
        value={part.cost}
        onChange={(event) => setPart({ ...part, cost: event.currentTarget.value })}
      />
      <Button type="submit" disabled={!ready || busy}>
        {t('mending.addPart')}
      </Button>
    </form>
  );
}

function Time({ repair, change, busy, open }: Props) {
  const { t } = useWords();
  const say = useSay();
  const { currency, costs, minutes, partner } = repair;
  const [worked, setWorked] = useState<number | string>('');
  const [hour, setHour] = useState(repair.hour ?? '');
  const [charged, setCharged] = useState(repair.charged ?? '');
  const isAmount = (text: string) => /^\d+([.,]\d+)?$/.test(text.trim());
  const body = {
    ...(Number(worked) > 0 && { minutes: Number(worked) }),
    ...(isAmount(hour) && hour.trim() !== repair.hour && { hour: hour.trim().replace(',', '.') }),
    ...(isAmount(charged) && charged.trim() !== repair.charged && { charged: charged.trim().replace(',', '.') }),
  };
  const book = (event: FormEvent) => {
    event.preventDefault();
    if (Object.keys(body).length > 0) change(body, () => setWorked(''));
  };
  const rows = [
    [t('mending.costParts'), costs.parts],
    [t('mending.costLabour', { count: minutes }), costs.labour],
    ...(partner || repair.charged ? [[t('mending.costPartner'), costs.partner] as const] : []),
  ] as const;
  return (
    <Box title={t('mending.time')}>
      <dl className={style.costs}>
        {rows.map(([label, amount]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="figures">{say.amount(amount, currency)}</dd>
          </div>
        ))}
        <div data-total>
          <dt>{t('mending.total')}</dt>
          <dd className="figures">{say.amount(costs.total, currency)}</dd>
        </div>
      </dl>
      {minutes > 0 && !repair.hour && <p className={style.sub}>{t('mending.noHour')}</p>}
      {open && (
        <form className={style.newPart} onSubmit={book}>
          <NumberInput label={t('mending.addMinutes')} min={1} max={6000} allowDecimal={false} value={worked} onChange={setWorked} />
          <TextInput
            label={t('mending.hour', { currency })}
            inputMode="decimal"
            value={hour}
            onChange={(event) => setHour(event.currentTarget.value)}
          />
          {partner && (
            <TextInput
              label={t('mending.charged', { currency })}
              inputMode="decimal"
              value={charged}
              onChange={(event) => setCharged(event.currentTarget.value)}
            />
          )}
          <Button type="submit" disabled={busy || Object.keys(body).length === 0}>
            {t('mending.book')}
          </Button>
        </form>
      )}
    </Box>
  );
}

function Device({ repair }: { readonly repair: Repair }) {
  const { t, word } = useWords();
  return (
    <Box title={t('mending.device')}>
      <dl className={style.facts}>
        <div>
          <dt className="unseen">SKU</dt>
          <dd className="code">{repair.sku}</dd>
        </div>
        {repair.fault && <div>{word('fault', repair.fault)}</div>}
        {repair.imei && <div className="code">IMEI {repair.imei}</div>}
        {repair.serial && <div className="code">S/N {repair.serial}</div>}
      </dl>
    </Box>
  );
}

function Note({ change, busy }: Props) {
  const { t } = useWords();
  const [note, setNote] = useState('');
  const keep = (event: FormEvent) => {
    event.preventDefault();
    if (note.trim()) change({ note: note.trim() }, () => setNote(''));
  };
  return (
    <Box title={t('mending.note')}>
      <form className={style.form} onSubmit={keep}>
        <Textarea
          aria-label={t('mending.note')}
          autosize
          minRows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!note.trim() || busy}>
          {t('mending.addNote')}
        </Button>
      </form>
    </Box>
  );
}

function History({ repair }: { readonly repair: Repair }) {
  const { t } = useWords();
  const say = useSay();
  const sentence = useStepWords(repair.currency);
  return (
    <Box title={t('mending.history')}>
      <ol className={style.history}>
        {repair.steps.map(({ seq, at, by, what }) => (
          <li key={seq}>
            <span>{sentence(what)}</span>
            <span className={style.sub}>
              {by} · {say.stamp(at)}
            </span>
          </li>
        ))}
      </ol>
    </Box>
  );
}

/** Each step as a sentence; amounts and states in the reader's own form. */
function useStepWords(currency: string): (what: Readonly<Record<string, unknown>>) => string {
  const { t, word } = useWords();
  const say = useSay();
  return (what) => {
    const text = (name: string) => String(what[name] ?? '');
    const amount = typeof what['amount'] === 'string' ? say.amount(what['amount'], currency) : '';
    if (what['type'] === 'sent_to' && what['partner'] === null) return t('repairStep.taken_home');
    const says = t(`repairStep.${text('type')}`, {
      to: word('repairState', text('to')),
      as: word('repairState', text('as')),
      state: word('partState', text('state')),
      technician: text('technician'),
      partner: text('partner'),
      minutes: text('minutes'),
      quantity: text('quantity'),
      name: text('name'),
      says: text('says'),
      amount,
    });
    return text('because') ? `${says}: ${text('because')}` : says;
  };
}

function Done({ repair, work, busy, close }: Props & { readonly close: () => void }) {
  const { t } = useWords();
  const [carrier, setCarrier] = useState('');
  const [trackingNumber, setTrackingNumber] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    const body = {
      ...(carrier.trim() && { carrier: carrier.trim() }),
      ...(trackingNumber.trim() && { trackingNumber: trackingNumber.trim() }),
    };
    work(() => repairs.complete(repair.id, body), close);
  };
  return (
    <Dialog title={t('mending.done')} close={close}>
      <form className={style.form} onSubmit={send}>
        <p>{t('mending.doneSays', { name: repair.buyer })}</p>
        <Warranty repair={repair} />
        <TextInput label={t('act.carrier')} value={carrier} onChange={(event) => setCarrier(event.currentTarget.value)} />
        <TextInput
          label={t('act.trackingNumber')}
          data-autofocus
          value={trackingNumber}
          onChange={(event) => setTrackingNumber(event.currentTarget.value)}
        />
        <div className={style.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" loading={busy}>
            {t('mending.done')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Failed({ repair, work, busy, close }: Props & { readonly close: () => void }) {
  const { t } = useWords();
  const say = useSay();
  const [because, setBecause] = useState('');
  const over = repair.refundsAt !== undefined && Date.parse(repair.refundsAt) <= Date.parse(say.now);
  return (
    <Dialog title={t('mending.failed')} close={close}>
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (because.trim()) work(() => repairs.fail(repair.id, because.trim()), close);
        }}
      >
        <p>{t('mending.failedSays', { name: repair.buyer })}</p>
        {over && <p className={style.because}>{t('mending.failedAuto', { at: say.stamp(repair.refundsAt!) })}</p>}
        <Textarea
          label={t('mending.failedWhy')}
          description={t('mending.failedWhyHint')}
          data-autofocus
          autosize
          minRows={2}
          maxLength={2000}
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
        <div className={style.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" color="danger" disabled={!because.trim()} loading={busy}>
            {t('mending.failed')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
