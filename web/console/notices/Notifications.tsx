import { Button, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { IconDeviceMobile, IconDeviceDesktop, IconLock, IconMailForward } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { NOTICE_STEPS } from '../../../src/core/notices.ts';
import { client, useSession } from '../data.ts';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type ChannelWay, type Language, type Notice, noticesApi } from './api.ts';
import { Bounced } from './Bounced.tsx';
import style from './notices.module.css';

/** What buyers are told, step by step: what goes out on which way, and how it reads. */
export function Notifications() {
  const { t, language } = useWords();
  useTitle(t('shell.notifications'));
  const view = useSearch({ from: '/notifications' });
  const notices = useQuery({ queryKey: ['notices'], queryFn: noticesApi.list });
  const items = notices.data?.items ?? [];
  const shown = items.find(({ kind }) => kind === view.kind) ?? items[0];
  const speaks = notices.data?.languages ?? [];
  const spoken = speaks.find((one) => one === view.language) ?? speaks.find((one) => one === language);
  return (
    <div className={style.page}>
      <header className={style.headline}>
        <h1>{t('shell.notifications')}</h1>
        <p>{t('letters.about')}</p>
      </header>
      {notices.isPending ? (
        <Waiting rows={8} height={52} />
      ) : notices.isError ? (
        <Trouble error={notices.error} again={() => void notices.refetch()} />
      ) : (
        <div className={style.desk}>
          <section className={style.list} aria-label={t('letters.all')}>
            {NOTICE_STEPS.map((step) => (
              <div key={step} className={style.step}>
                <h2>{t(`letterStep.${step}`)}</h2>
                <ul>
                  {items
                    .filter((one) => one.step === step)
                    .map((one) => (
                      <li key={one.kind}>
                        <Row notice={one} isShown={one.kind === shown?.kind} language={view.language} />
                      </li>
                    ))}
                </ul>
              </div>
            ))}
          </section>
          {shown && spoken && (
            <Reading
              key={shown.preview ? 'seen' : 'unseen'}
              notice={shown}
              channels={notices.data.channels}
              language={spoken}
              languages={speaks}
            />
          )}
        </div>
      )}
      <Bounced />
    </div>
  );
}

function Row({ notice, isShown, language }: { readonly notice: Notice; readonly isShown: boolean; readonly language: string | undefined }) {
  const { t } = useWords();
  const name = t(`letterKind.${notice.kind}`);
  const maySwitch = useSession().data?.roles.some((role) => role === 'manager' || role === 'administrator') ?? false;
  const put = useMutation({
    mutationFn: noticesApi.put,
    onError: tellFailure(t),
    onSettled: () => client.invalidateQueries({ queryKey: ['notices'] }),
  });
  const { kind, mail, channel } = notice;
  return (
    <div className={style.row} data-shown={isShown || undefined}>
      <To href={paths.notifications({ kind, language })} aria-current={isShown ? 'true' : undefined}>
        {name}
      </To>
      {notice.must ? (
        <span className={style.must} title={t(`letters.must.${notice.must}`)}>
          <IconLock size={13} stroke={2} aria-hidden /> {t(`letters.always.${notice.must}`)}
        </span>
      ) : (
        <span className={style.ways}>
          <Switch
            size="xs"
            label={t('letters.mail')}
            aria-label={t('letters.byMail', { name })}
            checked={mail}
            disabled={!maySwitch || put.isPending}
            onChange={(event) => put.mutate({ kind, mail: event.currentTarget.checked, channel: channel ?? true })}
          />
          {channel !== null && (
            <Switch
              size="xs"
              label={t('letters.channel')}
              aria-label={t('letters.byChannel', { name })}
              checked={channel}
              disabled={!maySwitch || put.isPending}
              onChange={(event) => put.mutate({ kind, mail, channel: event.currentTarget.checked })}
            />
          )}
        </span>
      )}
    </div>
  );
}

type Shape = 'desk' | 'phone';

/** How it reads: the mail as it arrives, its plain part, and what stands in a channel's conversation. */
function Reading({
  notice,
  channels,
  language,
  languages,
}: {
  readonly notice: Notice;
  readonly channels: readonly ChannelWay[];
  readonly language: Language;
  readonly languages: readonly Language[];
}) {
  const { kind } = notice;
  const { t } = useWords();
  const say = useSay();
  const router = useRouter();
  const [shape, setShape] = useState<Shape>('desk');
  const [form, setForm] = useState<'mail' | 'text' | 'thread'>('mail');
  const [about, setAbout] = useState<{ readonly id: string; readonly rma: string } | null>(null);
  const shown = { language, ...(about && { returnId: about.id }) };
  const made = useQuery({
    queryKey: ['notice', kind, language, about?.id ?? ''],
    queryFn: () => noticesApi.preview(kind, shown),
    placeholderData: (before) => before,
    enabled: notice.preview,
  });
  const test = useMutation({
    mutationFn: () => noticesApi.test(kind, shown),
    onError: tellFailure(t),
    onSuccess: ({ to }) => tell({ color: 'good', message: t('letters.tested', { to }) }),
  });
  const section = useRef<HTMLElement>(null);
  const first = useRef(true);
  // On a phone it stands below the list: whoever chose a notice wants to see it.
  useEffect(() => {
    if (!first.current && window.matchMedia('(max-width: 900px)').matches) section.current?.scrollIntoView({ block: 'start' });
    first.current = false;
  }, [kind]);
  return (
    <section ref={section} className={style.reading} aria-label={t('letters.reading', { name: t(`letterKind.${kind}`) })}>
      <Ways notice={notice} channels={channels} />
      {!notice.preview && <p className={style.unseen}>{t('letters.ways.noPreview')}</p>}
      {notice.preview && (
        <>
          <div className={style.tools}>
            <SegmentedControl
              size="xs"
              value={language}
              onChange={(next) => router.history.push(paths.notifications({ kind, language: next }))}
              aria-label={t('letters.language')}
              data={languages.map((value) => ({ value, label: value.toUpperCase() }))}
            />
            <SegmentedControl
              size="xs"
              value={form}
              onChange={(next) => setForm(next as typeof form)}
              aria-label={t('letters.form')}
              data={(['mail', 'text', 'thread'] as const).map((value) => ({ value, label: t(`letters.forms.${value}`) }))}
            />
            {form === 'mail' && (
              <SegmentedControl
                size="xs"
                value={shape}
                onChange={(next) => setShape(next as Shape)}
                aria-label={t('letters.shape')}
                data={[
                  { value: 'desk', label: <IconDeviceDesktop size={15} aria-label={t('letters.shapes.desk')} /> },
                  { value: 'phone', label: <IconDeviceMobile size={15} aria-label={t('letters.shapes.phone')} /> },
                ]}
              />
            )}
            <Button
              size="compact-sm"
              variant="default"
              ml="auto"
              leftSection={<IconMailForward size={15} />}
              loading={test.isPending}
              onClick={() => test.mutate()}
            >
              {t('letters.test')}
            </Button>
          </div>
          <Case about={about} choose={setAbout} />
          {made.isPending ? (
            <Waiting rows={4} height={90} />
          ) : made.isError ? (
            <Trouble error={made.error} again={() => void made.refetch()} />
          ) : (
            <>
              <p className={style.subject} lang={made.data.language}>
                {made.data.subject}
              </p>
              {form === 'mail' ? (
                <div className={style.paper} data-shape={shape}>
                  {/* No scripts, no navigation: what a mail program would show, and nothing else. */}
                  <iframe
                    title={t('letters.mailOf', { language: say.languageName(made.data.language) })}
                    sandbox=""
                    srcDoc={made.data.html}
                  />
                </div>
              ) : (
                <pre className={style.plain} lang={made.data.language} tabIndex={0}>
                  {form === 'text' ? made.data.text : made.data.thread || t('letters.ways.noChannelForm')}
                </pre>
              )}
            </>
          )}
        </>
      )}
    </section>
  );
}

/** By which way it goes, channel by channel, as their connections say. */
function Ways({ notice, channels }: { readonly notice: Notice; readonly channels: readonly ChannelWay[] }) {
  const { t } = useWords();
  const mailOnly = notice.must === 'house' ? 'houseWay' : notice.channel === null ? 'alwaysMail' : null;
  return (
    <div className={style.waysOf}>
      <h2>{t('letters.ways.waysOf')}</h2>
      {mailOnly ? (
        <p>{t(`letters.ways.${mailOnly}`)}</p>
      ) : (
        <ul>
          {channels.map(({ channel, name, contact }) => (
            <li key={channel}>{t(`letters.ways.${contact}`, { name })}</li>
          ))}
        </ul>
      )}
      {!mailOnly && <To href={paths.connections()}>{t('letters.ways.change')}</To>}
    </div>
  );
}

/** The sample case, or one of ours by its code. */
function Case({
  about,
  choose,
}: {
  readonly about: { readonly id: string; readonly rma: string } | null;
  readonly choose: (about: { readonly id: string; readonly rma: string } | null) => void;
}) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const find = useMutation({
    mutationFn: noticesApi.findCase,
    onError: tellFailure(t),
    onSuccess: ({ items: [found] }) => found && choose({ id: found.id, rma: found.rma }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === '') choose(null);
    else find.mutate(typed.trim());
  };
  return (
    <form className={style.case} onSubmit={submit}>
      <p>{about ? t('letters.ofCase', { rma: about.rma }) : t('letters.ofSample')}</p>
      <TextInput
        size="xs"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        placeholder={t('letters.casePlaceholder')}
        aria-label={t('letters.caseLabel')}
        error={find.data && find.data.items.length === 0 ? t('letters.noCase') : null}
      />
      <Button size="compact-sm" variant="default" type="submit" loading={find.isPending}>
        {t('letters.showCase')}
      </Button>
      {about && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            setTyped('');
            choose(null);
          }}
        >
          {t('letters.showSample')}
        </Button>
      )}
    </form>
  );
}
