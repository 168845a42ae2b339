import { Button, Checkbox, CopyButton, NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft, IconCircleCheck, IconCircleOff, IconMailbox, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { failureWords, tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { Section } from '../settings/Section.tsx';
import settings from '../settings/settings.module.css';
import { useWords } from '../words.ts';
import { intakeApi, type Mailbox } from './api.ts';
import style from './intake.module.css';

const again = () => client.invalidateQueries({ queryKey: ['mailboxes'] });

/** Where mail comes from: mailboxes that are read, an address that mail services send to, and whose word on a sender counts. */
export function Mailboxes() {
  const { t } = useWords();
  useTitle(t('intake.mailboxes'));
  const boxes = useQuery({ queryKey: ['mailboxes'], queryFn: intakeApi.mailboxes, refetchInterval: 15_000 });
  const [editing, setEditing] = useState<Mailbox | 'new' | null>(null);
  const [leaving, setLeaving] = useState<Mailbox | null>(null);
  return (
    <div className={settings.page}>
      <p className={style.backLink}>
        <To href={paths.intake()}>
          <IconArrowLeft size={15} aria-hidden /> {t('shell.intake')}
        </To>
      </p>
      <h1>{t('intake.mailboxes')}</h1>
      <Section
        title={t('mailboxes.title')}
        about={t('mailboxes.about')}
        action={
          <Button leftSection={<IconPlus size={15} />} onClick={() => setEditing('new')}>
            {t('mailboxes.add')}
          </Button>
        }
      >
        {boxes.isPending ? (
          <Waiting rows={2} height={64} />
        ) : boxes.isError ? (
          <Trouble error={boxes.error} again={() => void boxes.refetch()} />
        ) : boxes.data.items.length === 0 ? (
          <Nothing icon={<IconMailbox size={26} stroke={1.5} />} title={t('mailboxes.none')}>
            <p>{t('mailboxes.noneMore')}</p>
          </Nothing>
        ) : (
          <ul className={settings.rows}>
            {boxes.data.items.map((box) => (
              <li key={box.id}>
                <BoxRow box={box} edit={() => setEditing(box)} remove={() => setLeaving(box)} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Door />
      {editing && <BoxDialog box={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
      {leaving && <RemoveDialog box={leaving} close={() => setLeaving(null)} />}
    </div>
  );
}

const HEALTH = {
  ok: ['good', <IconCircleCheck key="o" size={14} stroke={2} />],
  failing: ['danger', <IconAlertTriangle key="f" size={14} stroke={2} />],
  off: ['plain', <IconCircleOff key="x" size={14} stroke={2} />],
} as const;

function BoxRow({ box, edit, remove }: { readonly box: Mailbox; readonly edit: () => void; readonly remove: () => void }) {
  const { t, word } = useWords();
  const say = useSay();
  const test = useMutation({ mutationFn: () => intakeApi.testMailbox(box.id), onError: tellFailure(t), onSettled: again });
  const poll = useMutation({
    mutationFn: () => intakeApi.pollMailbox(box.id),
    onSuccess: async ({ taken, mailbox }) => {
      if (mailbox.state !== 'failing') tell({ color: 'good', title: t('mailboxes.taken', { count: taken }), message: '' });
      await client.invalidateQueries({ queryKey: ['intake'] });
    },
    onError: tellFailure(t),
    onSettled: again,
  });
  const [tone, sign] = HEALTH[box.state];
  return (
    <div className={settings.row}>
      <div>
        <p className={settings.name}>
          {box.username}{' '}
          <Badge tone={tone}>
            {sign}
            {word('health', box.state)}
          </Badge>
        </p>
        <p className={settings.muted}>
          {box.host}:{box.port} · {box.folder} ·{' '}
          {box.lastPollAt ? t('mailboxes.read', { at: say.past(box.lastPollAt) }) : t('mailboxes.never')}
        </p>
        {box.lastError && !test.data && <p className={settings.failure}>{box.lastError}</p>}
        {test.data && (
          <p role="status" className={test.data.ok ? settings.good : settings.failure}>
            {test.data.ok ? t('mailboxes.tested', { count: test.data.mails ?? 0 }) : test.data.says}
          </p>
        )}
      </div>
      <div className={style.rowActs}>
        <Button loading={test.isPending} onClick={() => test.mutate()}>
          {t('settings.test')}
        </Button>
        {box.state !== 'off' && (
          <Button loading={poll.isPending} onClick={() => poll.mutate()}>
            {t('mailboxes.readNow')}
          </Button>
        )}
        <Button onClick={edit}>{t('mailboxes.edit')}</Button>
        <Button variant="subtle" color="danger" onClick={remove}>
          {t('mailboxes.remove')}
        </Button>
      </div>
    </div>
  );
}

const PORTS = { tls: 993, starttls: 143, none: 143 } as const;

function BoxDialog({ box, close }: { readonly box: Mailbox | null; readonly close: () => void }) {
  const { t } = useWords();
  const [host, setHost] = useState(box?.host ?? '');
  const [security, setSecurity] = useState<Mailbox['security']>(box?.security ?? 'tls');
  const [port, setPort] = useState<number>(box?.port ?? PORTS.tls);
  const [username, setUsername] = useState(box?.username ?? '');
  const [password, setPassword] = useState('');
  const [folder, setFolder] = useState(box?.folder ?? 'INBOX');
  const [markSeen, setMarkSeen] = useState(box?.markSeen ?? false);
  const [off, setOff] = useState(box?.state === 'off');
  const [since, setSince] = useState((box?.takeFrom ?? new Date().toISOString()).slice(0, 10));
  const save = useMutation({
    mutationFn: () =>
      intakeApi.saveMailbox(box?.id ?? null, {
        host: host.trim(),
        port,
        security,
        username: username.trim(),
        folder: folder.trim(),
        markSeen,
        off,
        takeFrom: `${since}T00:00:00Z`,
        ...(password && { password }),
      }),
    onSuccess: async () => {
      await again();
      close();
    },
  });
  const missing =
    host.trim() === '' || username.trim() === '' || folder.trim() === '' || since === '' || (box?.host !== host.trim() && password === '');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!missing) save.mutate();
  };
  return (
    <Dialog close={close} title={box ? box.username : t('mailboxes.add')}>
      <form className={settings.form} onSubmit={send}>
        <p className={settings.muted}>{t('mailboxes.how')}</p>
        <TextInput
          label={t('mailboxes.host')}
          placeholder="imap.example.com"
          data-autofocus
          required
          autoComplete="off"
          value={host}
          onChange={(event) => setHost(event.currentTarget.value)}
        />
        <Select
          label={t('mailboxes.security')}
          allowDeselect={false}
          value={security}
          onChange={(value) => {
            const chosen = (value ?? 'tls') as Mailbox['security'];
            if (port === PORTS[security]) setPort(PORTS[chosen]);
            setSecurity(chosen);
          }}
          data={(['tls', 'starttls', 'none'] as const).map((value) => ({ value, label: t(`mailboxes.securities.${value}`) }))}
        />
        <NumberInput
          label={t('mailboxes.port')}
          min={1}
          max={65535}
          hideControls
          value={port}
          onChange={(value) => setPort(Number(value) || PORTS[security])}
        />
        <TextInput
          label={t('mailboxes.username')}
          required
          autoComplete="off"
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('mailboxes.password')}
          placeholder={box ? t('mailboxes.kept') : undefined}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <TextInput label={t('mailboxes.folder')} required value={folder} onChange={(event) => setFolder(event.currentTarget.value)} />
        <TextInput
          type="date"
          label={t('mailboxes.since')}
          description={t('mailboxes.sinceMore')}
          value={since}
          onChange={(event) => setSince(event.currentTarget.value)}
        />
        <Checkbox
          label={t('mailboxes.markSeen')}
          description={t('mailboxes.markSeenMore')}
          checked={markSeen}
          onChange={(event) => setMarkSeen(event.currentTarget.checked)}
        />
        {box && <Switch label={t('mailboxes.pause')} checked={off} onChange={(event) => setOff(event.currentTarget.checked)} />}
        {save.isError && (
          <p role="alert" className={settings.failure}>
            {failureWords(t, save.error)}
          </p>
        )}
        <div className={settings.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" disabled={missing} loading={save.isPending}>
            {t('mailboxes.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function RemoveDialog({ box, close }: { readonly box: Mailbox; readonly close: () => void }) {
  const { t } = useWords();
  const remove = useMutation({
    mutationFn: () => intakeApi.removeMailbox(box.id),
    onSuccess: async () => {
      close();
      await again();
    },
    onError: tellFailure(t),
  });
  return (
    <Dialog close={close} title={t('mailboxes.removeTitle', { name: box.username })}>
      <p>{t('mailboxes.removeSays')}</p>
      <div className={settings.buttons}>
        <Button onClick={close} data-autofocus>
          {t('act.back')}
        </Button>
        <Button variant="filled" color="danger" loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('mailboxes.remove')}
        </Button>
      </div>
    </Dialog>
  );
}

/** The address for mail services that call, and the server whose word on a sender counts. */
function Door() {
  const { t } = useWords();
  const found = useQuery({ queryKey: ['intake-settings'], queryFn: intakeApi.settings });
  const keep = (after: NonNullable<typeof found.data>) => client.setQueryData(['intake-settings'], after);
  const renew = useMutation({ mutationFn: intakeApi.renewAddress, onSuccess: keep, onError: tellFailure(t) });
  const [sure, setSure] = useState(false);
  if (found.isPending) return <Waiting rows={2} height={64} />;
  if (found.isError) return <Trouble error={found.error} again={() => void found.refetch()} />;
  return (
    <>
      <Section title={t('mailboxes.door')} about={t('mailboxes.doorAbout')}>
        <div className={`${settings.row} ${style.doorRow}`}>
          <p className={`${style.door} code`}>{found.data.address}</p>
          <div className={style.rowActs}>
            <CopyButton value={found.data.address}>
              {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'settings.copied' : 'settings.copy')}</Button>}
            </CopyButton>
            <Button variant="subtle" color="danger" onClick={() => setSure(true)}>
              {t('mailboxes.renew')}
            </Button>
          </div>
        </div>
      </Section>
      <Trust key={found.data.trustedHost ?? ''} host={found.data.trustedHost ?? ''} />
      {sure && (
        <Dialog close={() => setSure(false)} title={t('mailboxes.renewTitle')}>
          <p>{t('mailboxes.renewSays')}</p>
          <div className={settings.buttons}>
            <Button onClick={() => setSure(false)} data-autofocus>
              {t('act.back')}
            </Button>
            <Button
              variant="filled"
              color="danger"
              loading={renew.isPending}
              onClick={() => renew.mutate(undefined, { onSettled: () => setSure(false) })}
            >
              {t('mailboxes.renew')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Trust({ host }: { readonly host: string }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(host);
  const save = useMutation({
    mutationFn: () => intakeApi.trust(typed.trim() === '' ? null : typed.trim()),
    onSuccess: (after) => {
      client.setQueryData(['intake-settings'], after);
      tell({ color: 'good', title: t('mailboxes.trustKept'), message: '' });
    },
    onError: tellFailure(t),
  });
  return (
    <Section title={t('mailboxes.trust')} about={t('mailboxes.trustAbout')}>
      <form
        className={`${settings.row} ${style.trust}`}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput
          label={t('mailboxes.trustHost')}
          placeholder="mx.example.com"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" disabled={typed.trim() === host} loading={save.isPending}>
          {t('mailboxes.save')}
        </Button>
      </form>
    </Section>
  );
}
