import { Button, Checkbox, CopyButton, TextInput } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleOff,
  IconExternalLink,
  IconKey,
  IconPlugConnected,
  IconPlus,
  IconRefresh,
} from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ROLES, type Role } from '../../../src/core/access.ts';
import { api, type Connection, type Key } from '../api.ts';
import { CarrierAccounts } from '../carriers/Accounts.tsx';
import { ReturnAddresses } from '../carriers/ReturnAddresses.tsx';
import { client, orAbsent, useConnections } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { PortalLink } from '../portal/PortalLink.tsx';
import { Section } from './Section.tsx';
import { StripeShops } from './StripeShops.tsx';
import style from './settings.module.css';

/** How the house is connected, who works here and which programs may come in. */
export function Settings() {
  const { t } = useWords();
  useTitle(t('shell.settings'));
  return (
    <div className={style.page}>
      <h1>{t('shell.settings')}</h1>
      <Connections />
      <StripeShops />
      <CarrierAccounts />
      <ReturnAddresses />
      <Stuck />
      <House />
      <PortalLink />
      <Section title={t('questions.title')} about={t('questions.linkAbout')}>
        <p className={style.row}>
          <To href={paths.questions()}>{t('questions.link')}</To>
        </p>
      </Section>
      <People />
      <Keys />
    </div>
  );
}

function Connections() {
  const { t } = useWords();
  const connections = useConnections();
  return (
    <Section
      title={t('settings.connections')}
      about={t('settings.connectionsAbout')}
      action={<To href={paths.connections()}>{t('connections.manage')}</To>}
    >
      {connections.isPending ? (
        <Waiting rows={2} height={64} />
      ) : connections.isError ? (
        <Trouble error={connections.error} again={() => void connections.refetch()} />
      ) : connections.data.items.length === 0 ? (
        <Nothing icon={<IconPlugConnected size={26} stroke={1.5} />} title={t('settings.noConnections')} />
      ) : (
        <ul className={style.rows}>
          {connections.data.items.map((one) => (
            <li key={one.slug}>
              <ConnectionRow one={one} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const HEALTH = {
  ok: ['good', <IconCircleCheck key="o" size={14} stroke={2} />],
  failing: ['danger', <IconAlertTriangle key="f" size={14} stroke={2} />],
  off: ['plain', <IconCircleOff key="x" size={14} stroke={2} />],
} as const;

function ConnectionRow({ one }: { readonly one: Connection }) {
  const { t, word } = useWords();
  const say = useSay();
  const test = useMutation({
    mutationFn: () => api.testConnection(one.slug),
    onError: tellFailure(t),
    onSettled: () => client.invalidateQueries({ queryKey: ['connections'] }),
  });
  const [tone, sign] = HEALTH[one.state];
  return (
    <div className={style.row}>
      <div>
        <p className={style.name}>
          {one.name}{' '}
          <Badge tone={tone}>
            {sign}
            {word('health', one.state)}
          </Badge>
        </p>
        <p className={style.muted}>
          {[
            <span key="s" className="code">
              {one.slug}
            </span>,
            one.lastPollAt ? t('settings.lookedAt', { at: say.past(one.lastPollAt) }) : t('settings.neverLooked'),
          ].map((part, i) => (
            <span key={i}>
              {i > 0 && ' · '}
              {part}
            </span>
          ))}
          {one.unreadable > 0 && (
            <>
              {' '}
              · <span className={style.bad}>{t('settings.unreadable', { count: one.unreadable })}</span>
            </>
          )}
        </p>
        {one.lastError && <p className={style.failure}>{one.lastError}</p>}
        {test.data && (
          <p role="status" className={test.data.ok ? style.good : style.failure}>
            {test.data.says}
          </p>
        )}
      </div>
      <Button leftSection={<IconRefresh size={15} />} loading={test.isPending} onClick={() => test.mutate()}>
        {t('settings.test')}
      </Button>
    </div>
  );
}

/** Mails, messages and refunds that could not be handed over. Nothing to show is the normal case. */
function Stuck() {
  const { t, word } = useWords();
  const say = useSay();
  const stuck = useQuery({ queryKey: ['stuck'], queryFn: () => orAbsent(api.stuck) });
  const retry = useMutation({
    mutationFn: api.retryStuck,
    onError: tellFailure(t),
    onSettled: () => client.invalidateQueries({ queryKey: ['stuck'] }),
  });
  if (!stuck.data?.items.length) return null;
  return (
    <Section title={t('settings.stuck')} about={t('settings.stuckAbout')}>
      <ul className={style.rows}>
        {stuck.data.items.map((one) => (
          <li key={one.id} className={style.row}>
            <div>
              <p className={style.name}>
                {word('effect', one.kind)}{' '}
                {one.rma && one.returnId && (
                  <To href={paths.case(one.returnId)} className="code">
                    {one.rma}
                  </To>
                )}
              </p>
              <p className={style.failure}>{one.says}</p>
              <p className={style.muted}>
                {t('settings.tries', { count: one.attempts })} · {say.past(one.at)}
              </p>
            </div>
            <Button loading={retry.isPending && retry.variables === one.id} onClick={() => retry.mutate(one.id)}>
              {t('trouble.again')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function House() {
  const { t } = useWords();
  const say = useSay();
  const house = useQuery({ queryKey: ['settings'], queryFn: api.settings, staleTime: 60_000 });
  if (!house.data) return null;
  const { seller, refundLimit, portalUrl } = house.data;
  return (
    <Section title={seller.name} about={t('settings.houseAbout')}>
      <dl className={style.facts}>
        <div>
          <dt>{t('settings.portal')}</dt>
          <dd>
            <a href={portalUrl} target="_blank" rel="noreferrer">
              {portalUrl} <IconExternalLink size={13} aria-hidden />
            </a>
          </dd>
        </div>
        <div>
          <dt>{t('settings.limit')}</dt>
          <dd className="figures">{say.amount(refundLimit.amount, refundLimit.currency)}</dd>
        </div>
      </dl>
    </Section>
  );
}

function People() {
  const { t, word } = useWords();
  const people = useQuery({ queryKey: ['people'], queryFn: api.people, staleTime: 60_000 });
  return (
    <Section title={t('settings.people')} about={t('settings.peopleAbout')}>
      {people.isPending ? (
        <Waiting rows={3} height={48} />
      ) : people.isError ? (
        <Trouble error={people.error} again={() => void people.refetch()} />
      ) : (
        <ul className={style.rows}>
          {people.data.items.map((person) => (
            <li key={person.id} className={style.row}>
              <div>
                <p className={style.name}>{person.name}</p>
                <p className={style.muted}>{person.email}</p>
              </div>
              <p className={style.roles}>
                {person.roles.map((role) => (
                  <Badge key={role}>{word('role', role)}</Badge>
                ))}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Keys() {
  const { t } = useWords();
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<Key | null>(null);
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => orAbsent(api.keys.list) });
  // Whoever may not see keys sees no empty list of them.
  if (keys.data === null) return null;
  return (
    <Section
      title={t('settings.keys')}
      about={t('settings.keysAbout')}
      action={
        keys.data ? (
          <Button leftSection={<IconPlus size={15} />} onClick={() => setMaking(true)}>
            {t('settings.newKey')}
          </Button>
        ) : null
      }
    >
      {keys.isPending ? (
        <Waiting rows={2} height={48} />
      ) : keys.isError ? (
        <Trouble error={keys.error} again={() => void keys.refetch()} />
      ) : keys.data.items.length === 0 ? (
        <Nothing icon={<IconKey size={26} stroke={1.5} />} title={t('settings.noKeys')}>
          <p>{t('settings.noKeysMore')}</p>
        </Nothing>
      ) : (
        <ul className={style.rows}>
          {keys.data.items.map((one) => (
            <li key={one.id}>
              <KeyRow one={one} revoke={() => setLeaving(one)} />
            </li>
          ))}
        </ul>
      )}
      {making && <NewKeyDialog close={() => setMaking(false)} />}
      {leaving && <RevokeDialog one={leaving} close={() => setLeaving(null)} />}
    </Section>
  );
}

function KeyRow({ one, revoke }: { readonly one: Key; readonly revoke: () => void }) {
  const { t, word } = useWords();
  const say = useSay();
  return (
    <div className={style.row}>
      <div>
        <p className={style.name}>
          {one.name} <span className={`${style.muted} code`}>{one.hint}</span>
        </p>
        <p className={style.muted}>
          {one.roles.map((role) => word('role', role)).join(', ')} · {t('settings.since', { at: say.day(one.createdAt) })}
        </p>
      </div>
      <Button variant="subtle" color="danger" onClick={revoke}>
        {t('settings.revoke')}
      </Button>
    </div>
  );
}

function RevokeDialog({ one, close }: { readonly one: Key; readonly close: () => void }) {
  const { t } = useWords();
  const revoke = useMutation({
    mutationFn: () => api.keys.revoke(one.id),
    onSuccess: async () => {
      close();
      await client.invalidateQueries({ queryKey: ['keys'] });
    },
    onError: tellFailure(t),
  });
  return (
    <Dialog close={close} title={t('settings.revokeTitle', { name: one.name })}>
      <p>{t('settings.revokeSays')}</p>
      <div className={style.buttons}>
        <Button onClick={close} data-autofocus>
          {t('act.back')}
        </Button>
        <Button variant="filled" color="danger" loading={revoke.isPending} onClick={() => revoke.mutate()}>
          {t('settings.revoke')}
        </Button>
      </div>
    </Dialog>
  );
}

function NewKeyDialog({ close }: { readonly close: () => void }) {
  const { t, word } = useWords();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const make = useMutation({
    mutationFn: () => api.keys.make(name.trim(), roles),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }).then(() => undefined),
    onError: tellFailure(t),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && roles.length > 0) make.mutate();
  };
  return (
    <Dialog close={close} title={t('settings.newKey')}>
      {make.data ? (
        <div className={style.form}>
          <p>{t('settings.secretOnce')}</p>
          <p className={`${style.secret} code`}>{make.data.secret}</p>
          <div className={style.buttons}>
            <CopyButton value={make.data.secret}>
              {({ copied, copy }) => (
                <Button variant="filled" onClick={copy}>
                  {t(copied ? 'settings.copied' : 'settings.copy')}
                </Button>
              )}
            </CopyButton>
            <Button onClick={close}>{t('close')}</Button>
          </div>
        </div>
      ) : (
        <form className={style.form} onSubmit={send}>
          <TextInput
            label={t('settings.keyName')}
            placeholder={t('settings.keyNameHint')}
            maxLength={100}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox.Group label={t('settings.keyRoles')} value={[...roles]} onChange={(values) => setRoles(values as Role[])}>
            <div className={style.checks}>
              {ROLES.map((role) => (
                <Checkbox key={role} value={role} label={word('role', role)} />
              ))}
            </div>
          </Checkbox.Group>
          <div className={style.buttons}>
            <Button onClick={close}>{t('act.back')}</Button>
            <Button type="submit" variant="filled" disabled={!name.trim() || roles.length === 0} loading={make.isPending}>
              {t('settings.makeKey')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
