import { Button, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconDownload, IconFile, IconMail, IconPlus, IconShieldCheck, IconShieldX, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { client } from '../data.ts';
import { useKeys } from '../keys.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { intakeApi, type Proposal, useMails, type WholeMail } from './api.ts';
import { Fate, viewOf } from './Intake.tsx';
import style from './intake.module.css';
import { OpenReturn } from './OpenReturn.tsx';
import { ListTaken, WhoseList } from './PartnerList.tsx';
import { Proposals } from './Proposals.tsx';

/** One mail: its words as text, and what is to become of it. */
export function MailPage() {
  const { id } = useParams({ from: '/intake/$id' });
  const one = useQuery({ queryKey: ['mail', id], queryFn: ({ signal }) => intakeApi.read(id, signal) });
  if (one.isPending)
    return (
      <div className={style.page}>
        <Waiting rows={4} height={90} />
      </div>
    );
  if (one.isError) return <Trouble error={one.error} again={() => void one.refetch()} />;
  return <Whole key={id} mail={one.data} />;
}

type Asking = { readonly for: 'dismissal' | 'answer' } | { readonly for: 'return'; readonly order: Proposal | null };

function Whole({ mail }: { readonly mail: WholeMail }) {
  const { t } = useWords();
  const say = useSay();
  const router = useRouter();
  const view = viewOf(useSearch({ from: '/intake/$id' }).view);
  const list = useMails(view);
  const [asking, setAsking] = useState<Asking | null>(null);
  useTitle(mail.subject || t('intake.noSubject'));

  const ids = list.data?.pages.flatMap(({ items }) => items.map((one) => one.id)) ?? [];
  const at = ids.indexOf(mail.id);
  const beside = (by: 1 | -1) => (at < 0 ? undefined : ids[at + by]);
  const goTo = (id: string | undefined) => router.history.push(id === undefined ? paths.intake(view) : paths.mail(id, view));
  const next = beside(1) ?? beside(-1);

  const back = async (id: string, close: () => void) => {
    await intakeApi
      .undo(id)
      .then((after) => client.setQueryData(['mail', id], after))
      .then(() => router.history.push(paths.mail(id)))
      .catch(tellFailure(t));
    close();
    await client.invalidateQueries({ queryKey: ['intake'] });
  };
  /** Says what was done, with the way back, and goes on with the next mail. */
  const ended = async (after: WholeMail, says: string, undoable: boolean) => {
    client.setQueryData(['mail', mail.id], after);
    setAsking(null);
    const toast = `mail-${mail.id}`;
    const close = () => notifications.hide(toast);
    tell({
      id: toast,
      color: 'good',
      title: says,
      autoClose: 10_000,
      message: undoable ? (
        <Button size="compact-sm" mt={4} onClick={() => void back(mail.id, close)}>
          {t('done.undo')}
        </Button>
      ) : after.returnId ? (
        <To href={paths.case(after.returnId)} onClick={close}>
          {t('intake.toCase')}
        </To>
      ) : (
        ''
      ),
    });
    if (after.state === 'triage') return;
    goTo(next);
    await Promise.all(['intake', 'returns', 'counts'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
  const match = useMutation({
    mutationFn: (returnId: string) => intakeApi.match(mail.id, returnId),
    onSuccess: (after) => ended(after, t('intake.matched'), true),
    onError: tellFailure(t),
  });
  const waits = mail.state === 'triage';
  const take = (one: Proposal) =>
    one.does === 'message' && one.returnId !== null ? match.mutate(one.returnId) : setAsking({ for: 'return', order: one });
  useKeys({
    j: () => goTo(beside(1) ?? mail.id),
    k: () => goTo(beside(-1) ?? mail.id),
    u: () => goTo(undefined),
    ...(waits && !asking
      ? {
          n: () => setAsking({ for: 'return', order: mail.proposals.find(({ does }) => does === 'open') ?? null }),
          d: () => setAsking({ for: 'dismissal' }),
          ...(mail.source === 'portal' && { r: () => setAsking({ for: 'answer' }) }),
          ...Object.fromEntries(mail.proposals.slice(0, 9).map((one, n) => [String(n + 1), () => take(one)])),
        }
      : {}),
  });

  return (
    <div className={style.page}>
      <header className={style.head}>
        <To href={paths.intake(view)} className={style.back} aria-label={t('intake.back')}>
          <IconArrowLeft size={19} stroke={1.7} />
        </To>
        <div>
          <h1>{mail.subject || t('intake.noSubject')}</h1>
          <p>
            {mail.from ? (
              <>
                {mail.from.name && `${mail.from.name} · `}
                <span className={style.address}>{mail.from.email}</span>
              </>
            ) : (
              t('intake.nobody')
            )}{' '}
            · {say.stamp(mail.receivedAt)} <Sender mail={mail} />
          </p>
        </div>
        <Fate mail={mail} />
      </header>
      <div className={style.columns}>
        <Letter mail={mail} />
        <aside className={style.side} aria-label={t('intake.side')}>
          {waits ? (
            <>
              <section className={style.card}>
                <h2>{t('intake.whyHere')}</h2>
                <p>{t(`intake.becauseLong.${mail.because ?? 'nothing_known'}`)}</p>
                <Read mail={mail} />
              </section>
              <WhoseList mail={mail} done={(after) => void ended(after, t('intake.lists.done'), false)} />
              <ListTaken mail={mail} />
              <Proposals mail={mail} take={take} busy={match.isPending} />
              <section className={style.acts}>
                <Button
                  leftSection={<IconPlus size={16} stroke={1.8} />}
                  rightSection={<kbd>N</kbd>}
                  onClick={() => setAsking({ for: 'return', order: null })}
                >
                  {t('intake.newReturn')}
                </Button>
                {mail.source === 'portal' && (
                  <Button
                    leftSection={<IconMail size={16} stroke={1.7} />}
                    rightSection={<kbd>R</kbd>}
                    onClick={() => setAsking({ for: 'answer' })}
                  >
                    {t('intake.answer.do')}
                  </Button>
                )}
                <Button
                  variant="subtle"
                  leftSection={<IconTrash size={16} stroke={1.7} />}
                  rightSection={<kbd>D</kbd>}
                  onClick={() => setAsking({ for: 'dismissal' })}
                >
                  {t('intake.dismiss')}
                </Button>
              </section>
            </>
          ) : (
            <>
              <Ended mail={mail} undo={() => void back(mail.id, () => {})} />
              <ListTaken mail={mail} />
            </>
          )}
        </aside>
      </div>
      {asking?.for === 'dismissal' && (
        <DismissDialog mail={mail} close={() => setAsking(null)} done={(after) => void ended(after, t('intake.dismissed'), true)} />
      )}
      {asking?.for === 'answer' && (
        <AnswerDialog mail={mail} close={() => setAsking(null)} done={(after) => void ended(after, t('intake.answer.done'), true)} />
      )}
      {asking?.for === 'return' && (
        <OpenReturn
          mail={mail}
          order={asking.order}
          close={() => setAsking(null)}
          done={(after) => void ended(after, t(after.became === 'return' ? 'intake.opened' : 'intake.matched'), false)}
        />
      )}
    </div>
  );
}

/** Whether somebody checked that the address is its writer's. */
function Sender({ mail: { authentication } }: { readonly mail: WholeMail }) {
  const { t } = useWords();
  if (authentication === 'unknown') return null;
  const good = authentication === 'pass';
  const Icon = good ? IconShieldCheck : IconShieldX;
  return (
    <span className={style.checked} data-good={good || undefined}>
      <Icon size={14} stroke={1.8} aria-hidden /> {t(`intake.authentication.${authentication}`)}
    </span>
  );
}

/** Text, whatever came: no HTML runs and nothing is loaded from elsewhere. */
function Letter({ mail }: { readonly mail: WholeMail }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const more = mail.text.trim() !== '' && mail.text.trim() !== mail.fresh.trim();
  return (
    <article className={style.letter} aria-label={t('intake.letter')}>
      <p className={style.words} {...(mail.language && { lang: mail.language })}>
        {(all ? mail.text : mail.fresh || mail.text) || t('intake.noWords')}
      </p>
      {more && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(!all)} aria-expanded={all}>
          {t(all ? 'intake.less' : 'intake.all')}
        </Button>
      )}
      {mail.attachments.length > 0 && (
        <ul className={style.files} aria-label={t('intake.attachments')}>
          {mail.attachments.map((file) => (
            <li key={file.url}>
              <a href={file.url} download={file.name}>
                <IconFile size={16} stroke={1.6} aria-hidden />
                <span>{file.name}</span>
                <small>{t('intake.kilobytes', { count: Math.max(1, Math.round(file.size / 1024)) })}</small>
              </a>
            </li>
          ))}
        </ul>
      )}
      <footer>
        {mail.to.length > 0 && (
          <span className={style.address}>
            {t('intake.to')} {mail.to.join(', ')}
          </span>
        )}
        <a href={`/api/v1/inbound-mails/${mail.id}/raw`} download>
          <IconDownload size={15} stroke={1.7} aria-hidden /> {t('intake.raw')}
        </a>
      </footer>
    </article>
  );
}

/** What was read in it, for whoever checks the proposals. */
function Read({ mail: { read, kind, because } }: { readonly mail: WholeMail }) {
  const { t, word } = useWords();
  const facts = [
    // A declaration made on our own page was never a letter.
    ['kind', because !== 'withdrawal' && kind && t(`intake.kind.${kind}`)],
    ['reason', read.reason && [word('reason', read.reason), read.fault && word('fault', read.fault)].filter(Boolean).join(': ')],
    ['wants', read.wants && word('resolution', read.wants)],
    ['imei', read.imeis.join(', ')],
  ].filter((pair): pair is [string, string] => Boolean(pair[1]));
  return (
    <dl className={style.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`intake.read.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What became of it, by whom, and the way back where there is one. */
function Ended({ mail, undo }: { readonly mail: WholeMail; readonly undo: () => void }) {
  const { t } = useWords();
  const say = useSay();
  return (
    <section className={style.card}>
      <h2>{mail.state === 'matched' ? t(`intake.became.${mail.became}`) : t(`intake.state.${mail.state}`)}</h2>
      <p>{t(`intake.endedLong.${mail.state === 'matched' ? mail.became : mail.state}`)}</p>
      {mail.ended && (
        <p className={style.muted}>
          {t('intake.endedBy', { by: mail.ended.by === 'Retour' ? t('intake.byItself') : mail.ended.by, at: say.past(mail.ended.at) })}
          {mail.ended.says && ` · ${mail.ended.says}`}
        </p>
      )}
      {mail.removedAt && <p>{t('intake.removed', { at: say.day(mail.removedAt) })}</p>}
      <p className={style.links}>
        {mail.returnId && (
          <To href={paths.case(mail.returnId)}>
            {t('intake.toCase')} <span className="code">{mail.rma}</span>
          </To>
        )}
        {mail.duplicateOf && (
          <To href={paths.mail(mail.duplicateOf)}>
            <IconMail size={15} stroke={1.7} aria-hidden /> {t('intake.toFirst')}
          </To>
        )}
        {(mail.state === 'dismissed' || mail.state === 'taking') && !mail.removedAt && (
          <Button onClick={undo}>{t('intake.backToTriage')}</Button>
        )}
      </p>
    </section>
  );
}

/** Words to whoever declared a withdrawal that nobody could place. */
function AnswerDialog({
  mail,
  close,
  done,
}: {
  readonly mail: WholeMail;
  readonly close: () => void;
  readonly done: (after: WholeMail) => void;
}) {
  const { t } = useWords();
  const [body, setBody] = useState('');
  const answer = useMutation({ mutationFn: () => intakeApi.answer(mail.id, body.trim()), onSuccess: done, onError: tellFailure(t) });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (body.trim() !== '') answer.mutate();
  };
  return (
    <Dialog close={close} title={t('intake.answer.title')}>
      <form className={style.form} onSubmit={send}>
        <p className={style.muted}>{t('intake.answer.more', { to: mail.from?.email ?? '' })}</p>
        <Textarea
          label={t('intake.answer.body')}
          data-autofocus
          autosize
          minRows={6}
          maxLength={5000}
          {...(mail.language && { lang: mail.language })}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <div className={style.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" disabled={body.trim() === ''} loading={answer.isPending}>
            {t('intake.answer.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Reasons that come up again and again; any other is typed. */
const USUAL = ['advertising', 'supplier', 'not_ours', 'answered'] as const;

function DismissDialog({
  mail,
  close,
  done,
}: {
  readonly mail: WholeMail;
  readonly close: () => void;
  readonly done: (after: WholeMail) => void;
}) {
  const { t } = useWords();
  const [because, setBecause] = useState('');
  const dismiss = useMutation({
    mutationFn: (says: string) => intakeApi.dismiss(mail.id, says),
    onSuccess: done,
    onError: tellFailure(t),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (because.trim() !== '') dismiss.mutate(because.trim());
  };
  return (
    <Dialog close={close} title={t('intake.dismissTitle')}>
      <form className={style.form} onSubmit={send}>
        <p className={style.muted}>{t('intake.dismissMore')}</p>
        <div className={style.usual}>
          {USUAL.map((one) => (
            <Button key={one} size="compact-md" loading={dismiss.isPending} onClick={() => dismiss.mutate(t(`intake.usual.${one}`))}>
              {t(`intake.usual.${one}`)}
            </Button>
          ))}
        </div>
        <Textarea
          label={t('intake.dismissBecause')}
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
        <div className={style.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" disabled={because.trim() === ''} loading={dismiss.isPending}>
            {t('intake.dismiss')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
