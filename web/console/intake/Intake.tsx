import { Button } from '@mantine/core';
import { IconChevronRight, IconMailCheck, IconPaperclip, IconSettings } from '@tabler/icons-react';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useSession } from '../data.ts';
import { useKeys } from '../keys.ts';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type ListedMail, type MailView, useMails, VIEWS } from './api.ts';
import style from './intake.module.css';

export const viewOf = (asked: string | undefined): MailView => VIEWS.find((one) => one === asked) ?? 'waiting';

/** Mails that nobody could be sure about, and what became of the others. */
export function Intake() {
  const { t } = useWords();
  const router = useRouter();
  const view = viewOf(useSearch({ from: '/intake' }).view);
  const roles = useSession().data?.roles ?? [];
  const list = useMails(view);
  const rows = useRef<HTMLUListElement>(null);
  useTitle(t('shell.intake'));
  const step = (by: 1 | -1) => () => {
    const links = [...(rows.current?.querySelectorAll<HTMLAnchorElement>('a') ?? [])];
    const here = links.indexOf(document.activeElement as HTMLAnchorElement);
    links[here < 0 ? 0 : Math.min(Math.max(here + by, 0), links.length - 1)]?.focus();
  };
  useKeys({
    j: step(1),
    k: step(-1),
    ...Object.fromEntries(VIEWS.map((one, at) => [String(at + 1), () => router.history.push(paths.intake(one))])),
  });
  const counts = list.data?.pages[0]?.counts;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const manages = roles.some((role) => role === 'manager' || role === 'administrator');
  return (
    <div className={style.page}>
      <header className={style.headline}>
        <h1>{t('shell.intake')}</h1>
        {counts && <p>{counts.waiting === 0 ? t('intake.calm') : t('intake.waiting', { count: counts.waiting })}</p>}
        {manages && (
          <To href={paths.mailboxes()} className={style.aside}>
            <IconSettings size={16} stroke={1.7} aria-hidden /> {t('intake.mailboxes')}
          </To>
        )}
      </header>
      <nav aria-label={t('intake.views')} className={style.tabs}>
        {VIEWS.map((one) => (
          <To key={one} href={paths.intake(one)} className={style.tab} aria-current={one === view ? 'page' : undefined}>
            {t(`intake.view.${one}`)}
            {(one === 'waiting' || one === 'spam') && <span className="figures">{counts?.[one] ?? '–'}</span>}
          </To>
        ))}
      </nav>
      {list.isPending ? (
        <Waiting rows={5} height={72} />
      ) : list.isError && items.length === 0 ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <Nothing icon={<IconMailCheck size={28} stroke={1.5} />} title={t(`intake.empty.${view}`)}>
          <p>{t(`intake.emptyMore.${view}`)}</p>
        </Nothing>
      ) : (
        <section className={style.queue} aria-label={t(`intake.view.${view}`)}>
          <ul ref={rows}>
            {items.map((mail) => (
              <li key={mail.id}>
                <Row mail={mail} view={view} />
              </li>
            ))}
          </ul>
          {list.hasNextPage && (
            <Button
              variant="subtle"
              fullWidth
              loading={list.isFetchingNextPage}
              rightSection={<IconChevronRight size={15} />}
              onClick={() => void list.fetchNextPage()}
            >
              {t('desk.more')}
            </Button>
          )}
        </section>
      )}
    </div>
  );
}

export const FATE_TONES: Readonly<Record<ListedMail['state'], Tone>> = {
  new: 'plain',
  taking: 'info',
  triage: 'warn',
  matched: 'good',
  dismissed: 'plain',
  duplicate: 'plain',
};

/** What became of it, or why it waits, in a word or two. */
export function Fate({ mail }: { readonly mail: ListedMail }) {
  const { t } = useWords();
  const says = mail.state === 'matched' ? t(`intake.became.${mail.became}`) : t(`intake.state.${mail.state}`);
  return <Badge tone={FATE_TONES[mail.state]}>{says}</Badge>;
}

function Row({ mail, view }: { readonly mail: ListedMail; readonly view: MailView }) {
  const { t } = useWords();
  const say = useSay();
  return (
    <To href={paths.mail(mail.id, view)} className={style.row}>
      <span className={style.who}>
        <strong>{mail.from?.name || mail.from?.email || t('intake.nobody')}</strong>
        <span>{mail.from?.name ? mail.from.email : mail.kind ? t(`intake.kind.${mail.kind}`) : ''}</span>
      </span>
      <span className={style.what}>
        <strong>
          {mail.subject || t('intake.noSubject')}
          {mail.files > 0 && <IconPaperclip size={14} stroke={1.9} aria-label={t('intake.files', { count: mail.files })} />}
        </strong>
        <span>{mail.excerpt}</span>
      </span>
      <span className={style.why}>
        {mail.state === 'triage' && mail.because ? t(`intake.because.${mail.because}`) : <Fate mail={mail} />}
        <span>
          {mail.rma && <span className="code">{mail.rma}</span>} {say.past(mail.receivedAt)}
        </span>
      </span>
    </To>
  );
}
