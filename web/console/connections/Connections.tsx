import { Button, CopyButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleOff, IconPlugConnected, IconPlus, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, useSession } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import settings from '../settings/settings.module.css';
import { useWords } from '../words.ts';
import { type Connection, connectionsApi } from './api.ts';
import { ConnectionForm } from './ConnectionForm.tsx';
import { Contact } from './Contact.tsx';
import style from './connections.module.css';
import { Quarantine } from './Quarantine.tsx';
import { Reasons } from './Reasons.tsx';

const again = () => client.invalidateQueries({ queryKey: ['connections'] });

/** Where orders and requests come from: how each connection does, and what to do about it. */
export function Connections() {
  const { t } = useWords();
  useTitle(t('shell.connections'));
  const roles = useSession().data?.roles ?? [];
  const may = roles.some((role) => role === 'manager' || role === 'administrator');
  // What people look at here changes by itself: a poll every minute, a knock at any time.
  const connections = useQuery({ queryKey: ['connections'], queryFn: connectionsApi.list, refetchInterval: 15_000 });
  const [adding, setAdding] = useState(false);
  const items = connections.data?.items ?? [];
  return (
    <div className={settings.page}>
      <div className={style.head}>
        <div>
          <h1>{t('shell.connections')}</h1>
          <p>{t('connections.about')}</p>
        </div>
        {may && (
          <Button variant="filled" leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
            {t('connections.add')}
          </Button>
        )}
      </div>
      {connections.isPending ? (
        <Waiting rows={3} height={120} />
      ) : connections.isError ? (
        <Trouble error={connections.error} again={() => void connections.refetch()} />
      ) : items.length === 0 ? (
        <Nothing icon={<IconPlugConnected size={26} stroke={1.5} />} title={t('connections.none')}>
          <p>{t('connections.noneMore')}</p>
        </Nothing>
      ) : (
        <ul className={style.list}>
          {items.map((one) => (
            <li key={one.slug}>
              <Card one={one} may={may} />
            </li>
          ))}
        </ul>
      )}
      <p className={style.elsewhere}>
        {t('connections.carriers')} <To href={paths.settings()}>{t('connections.carriersLink')}</To>
      </p>
      {adding && <ConnectionForm connection={null} taken={items.map(({ slug }) => slug)} close={() => setAdding(false)} />}
    </div>
  );
}

const HEALTH = {
  ok: ['good', <IconCircleCheck key="o" size={14} stroke={2} />],
  failing: ['danger', <IconAlertTriangle key="f" size={14} stroke={2} />],
  off: ['plain', <IconCircleOff key="x" size={14} stroke={2} />],
} as const;

function Card({ one, may }: { readonly one: Connection; readonly may: boolean }) {
  const { t, word } = useWords();
  const say = useSay();
  const [editing, setEditing] = useState(false);
  const [explaining, setExplaining] = useState(false);
  const test = useMutation({ mutationFn: () => connectionsApi.test(one.slug), onError: tellFailure(t) });
  const poll = useMutation({ mutationFn: () => connectionsApi.poll(one.slug), onError: tellFailure(t), onSettled: again });
  const pause = useMutation({
    mutationFn: () => (one.state === 'off' ? connectionsApi.resume(one.slug) : connectionsApi.pause(one.slug)),
    onError: tellFailure(t),
    onSettled: again,
  });
  const [tone, sign] = HEALTH[one.state];
  const silent = one.parts.filter(({ says }) => says !== null);
  const unexplained = one.warnings.filter(({ kind }) => kind === 'unknown_reason').length;
  return (
    <article className={style.card} aria-labelledby={`connection-${one.slug}`}>
      <header className={style.top}>
        <div>
          <h2 id={`connection-${one.slug}`} className={settings.name}>
            {one.name}
            <Badge tone={tone}>
              {sign}
              {one.polled || one.state !== 'ok' ? word('health', one.state) : t('connections.receives')}
            </Badge>
          </h2>
          <p className={settings.muted}>
            {word('connectionKind', one.kind)} · <span className="code">{one.slug}</span>
          </p>
        </div>
        {may && (
          <div className={style.acts}>
            <Button loading={test.isPending} onClick={() => test.mutate()}>
              {t('settings.test')}
            </Button>
            {one.polled && (
              <Button leftSection={<IconRefresh size={15} />} loading={poll.isPending} onClick={() => poll.mutate()}>
                {t('connections.pollNow')}
              </Button>
            )}
            {one.polled && (
              <Button loading={pause.isPending} onClick={() => pause.mutate()}>
                {t(one.state === 'off' ? 'connections.resume' : 'connections.pause')}
              </Button>
            )}
            <Button onClick={() => setEditing(true)}>{t('connections.edit')}</Button>
          </div>
        )}
      </header>

      <div role="status" className={style.said}>
        {test.data && (
          <p className={test.data.ok ? settings.good : settings.failure}>
            {!test.data.ok && test.data.failure && (
              <strong>{t(`connections.todo.${test.data.failure}`, { where: whereOf(t, one.kind) })} </strong>
            )}
            {test.data.says}
          </p>
        )}
        {poll.data && (
          <p className={poll.data.failure ? settings.failure : settings.good}>
            {poll.data.failure
              ? poll.data.says
              : poll.data.arrivals === 0
                ? t('connections.nothingNew')
                : t('connections.polled', { count: poll.data.arrivals })}
          </p>
        )}
      </div>

      {one.lastError && (
        <div className={style.trouble}>
          <IconAlertTriangle size={17} stroke={1.8} aria-hidden />
          <div>
            <p className={style.todo}>
              {silent.length > 0 && `${silent.map(({ part }) => word('channelPart', part)).join(', ')}: `}
              {t(`connections.todo.${one.failure ?? 'unknown'}`, { where: whereOf(t, one.kind) })}
            </p>
            <p className={settings.muted}>
              {one.lastError}
              {one.failures > 1 && ` · ${t('connections.inARow', { count: one.failures })}`}
            </p>
          </div>
        </div>
      )}

      {one.polled && (
        <dl className={style.parts}>
          <div>
            <dt>{t('connections.asked')}</dt>
            <dd>{one.lastPollAt ? say.past(one.lastPollAt) : t('connections.never')}</dd>
          </div>
          <div>
            <dt>{t('connections.next')}</dt>
            <dd>
              {one.state === 'off' ? t('connections.paused') : one.nextPollAt ? soon(t, say.now, one.nextPollAt) : t('connections.never')}
            </dd>
          </div>
          {one.parts.map(({ part, readAt, says }) => (
            <div key={part} data-bad={says !== null}>
              <dt>{word('channelPart', part)}</dt>
              <dd>
                {readAt ? t('connections.upTo', { at: say.past(readAt) }) : t('connections.notReadYet')}
                {says !== null && <span className={settings.failure}>{says}</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}

      <Contact connection={one} may={may} />

      {one.knockUrl && (
        <p className={style.knock}>
          <span className={settings.muted}>
            {t(one.keys.some(({ key }) => key === 'webhookSecret') ? 'connections.knock' : 'connections.knockFirst')}
          </span>{' '}
          <span className="code">{one.knockUrl}</span>{' '}
          <CopyButton value={one.knockUrl}>
            {({ copied, copy }) => (
              <button type="button" className={style.link} onClick={copy}>
                {t(copied ? 'settings.copied' : 'settings.copy')}
              </button>
            )}
          </CopyButton>
        </p>
      )}

      {one.reasons && (
        <div className={style.more}>
          <p>{unexplained > 0 ? t('connections.unexplained', { count: unexplained }) : t('connections.explained')}</p>
          <Button variant={unexplained > 0 ? 'filled' : 'default'} onClick={() => setExplaining(true)}>
            {t('connections.reasons')}
          </Button>
        </div>
      )}
      {one.unreadable > 0 && <Quarantine connection={one} may={may} />}
      {editing && <ConnectionForm connection={one} taken={[]} close={() => setEditing(false)} />}
      {explaining && <Reasons connection={one} may={may} close={() => setExplaining(false)} />}
    </article>
  );
}

/** Where the person makes a new key, as that channel calls the place. */
const whereOf = (t: ReturnType<typeof useWords>['t'], kind: string): string => t(`connections.where.${kind}`);

/** Polls come every minute or so: seconds are what is left, and a while where it was asked too often. */
function soon(t: ReturnType<typeof useWords>['t'], now: string, at: string): string {
  const minutes = Math.round((Date.parse(at) - Date.parse(now)) / 60_000);
  return minutes < 1 ? t('connections.soon') : t('connections.inMinutes', { count: minutes });
}
