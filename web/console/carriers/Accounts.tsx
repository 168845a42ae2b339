import { ActionIcon, Button, CopyButton, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconArrowUp, IconCircleCheck, IconCircleOff, IconPlus, IconTruck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ACCOUNT_FIELDS, ACCOUNT_KINDS } from '../../../src/core/parcel/carrier-accounts.ts';
import { client } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { failureWords, tellFailure } from '../parts/tell.ts';
import { useKeyWords } from '../parts/useKeyWords.ts';
import { Section } from '../settings/Section.tsx';
import settings from '../settings/settings.module.css';
import { useWords } from '../words.ts';
import { type Account, carriersApi } from './api.ts';
import style from './carriers.module.css';

const again = () => client.invalidateQueries({ queryKey: ['carriers'] });

/** Who carries the parcels back: accounts, in the order in which they are asked. */
export function CarrierAccounts() {
  const { t } = useWords();
  const accounts = useQuery({ queryKey: ['carriers'], queryFn: carriersApi.accounts });
  const [editing, setEditing] = useState<Account | 'new' | null>(null);
  const [leaving, setLeaving] = useState<Account | null>(null);
  const order = useMutation({ mutationFn: carriersApi.order, onError: tellFailure(t), onSettled: again });
  const items = accounts.data?.items ?? [];
  const raise = (at: number) => () => {
    const slugs = items.map(({ slug }) => slug);
    [slugs[at - 1], slugs[at]] = [slugs[at]!, slugs[at - 1]!];
    order.mutate(slugs);
  };
  return (
    <Section
      title={t('carriers.title')}
      about={t('carriers.about')}
      action={
        <Button leftSection={<IconPlus size={15} />} onClick={() => setEditing('new')}>
          {t('carriers.add')}
        </Button>
      }
    >
      {accounts.isPending ? (
        <Waiting rows={2} height={64} />
      ) : accounts.isError ? (
        <Trouble error={accounts.error} again={() => void accounts.refetch()} />
      ) : items.length === 0 ? (
        <Nothing icon={<IconTruck size={26} stroke={1.5} />} title={t('carriers.none')}>
          <p>{t('carriers.noneMore')}</p>
        </Nothing>
      ) : (
        <ul className={settings.rows}>
          {items.map((account, i) => (
            <li key={account.slug}>
              <AccountRow
                account={account}
                {...(i > 0 && !account.builtIn ? { raise: raise(i) } : {})}
                edit={() => setEditing(account)}
                remove={() => setLeaving(account)}
              />
            </li>
          ))}
        </ul>
      )}
      {editing && (
        <AccountDialog account={editing === 'new' ? null : editing} taken={items.map(({ slug }) => slug)} close={() => setEditing(null)} />
      )}
      {leaving && <RemoveDialog account={leaving} close={() => setLeaving(null)} />}
    </Section>
  );
}

const HEALTH = {
  ok: ['good', <IconCircleCheck key="o" size={14} stroke={2} />],
  failing: ['danger', <IconAlertTriangle key="f" size={14} stroke={2} />],
  off: ['plain', <IconCircleOff key="x" size={14} stroke={2} />],
} as const;

function AccountRow({
  account,
  raise,
  edit,
  remove,
}: {
  readonly account: Account;
  readonly raise?: () => void;
  readonly edit: () => void;
  readonly remove: () => void;
}) {
  const { t, word } = useWords();
  const say = useSay();
  const test = useMutation({ mutationFn: () => carriersApi.test(account.slug), onError: tellFailure(t), onSettled: again });
  const [tone, sign] = HEALTH[account.state];
  const news = [
    account.heardAt && t('carriers.heard', { at: say.past(account.heardAt) }),
    account.unknownParcels > 0 && t('carriers.unknown', { count: account.unknownParcels }),
    account.refusedNews > 0 && t('carriers.refused', { count: account.refusedNews }),
  ].filter((part) => typeof part === 'string');
  return (
    <div className={settings.row}>
      <div>
        <p className={settings.name}>
          {account.name}{' '}
          <Badge tone={tone}>
            {sign}
            {word('health', account.state)}
          </Badge>
        </p>
        <p className={settings.muted}>
          {[
            word('carrierKind', account.kind) === account.name ? null : word('carrierKind', account.kind),
            account.lastUsedAt ? t('carriers.used', { at: say.past(account.lastUsedAt) }) : null,
            ...news,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {account.newsUrl && (
          <p className={style.news}>
            <span className={settings.muted}>{t('carriers.newsAt')}</span> <span className="code">{account.newsUrl}</span>{' '}
            <CopyButton value={account.newsUrl}>
              {({ copied, copy }) => (
                <button type="button" className={style.link} onClick={copy}>
                  {t(copied ? 'settings.copied' : 'settings.copy')}
                </button>
              )}
            </CopyButton>
          </p>
        )}
        {account.lastError && !test.data && <p className={settings.failure}>{account.lastError}</p>}
        {test.data && (
          <p role="status" className={test.data.ok ? settings.good : settings.failure}>
            {test.data.says}
          </p>
        )}
      </div>
      <div className={style.acts}>
        {raise && (
          <ActionIcon
            aria-label={t('carriers.raise', { name: account.name })}
            title={t('carriers.raise', { name: account.name })}
            onClick={raise}
          >
            <IconArrowUp size={17} stroke={1.7} />
          </ActionIcon>
        )}
        <Button loading={test.isPending} onClick={() => test.mutate()}>
          {t('settings.test')}
        </Button>
        {!account.builtIn && (
          <>
            <Button onClick={edit}>{t('carriers.edit')}</Button>
            <Button variant="subtle" color="danger" onClick={remove}>
              {t('carriers.remove')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

/** Small letters, digits and hyphens, as an address wants them. */
const slugOf = (name: string, taken: readonly string[]): string => {
  const plain =
    name
      .normalize('NFD')
      .replace(/[^A-Za-z0-9]+/g, '-')
      .toLowerCase()
      .replace(/^[^a-z]+|-+$/g, '')
      .slice(0, 36) || 'carrier';
  for (let n = 1; ; n++) {
    const slug = n === 1 ? plain : `${plain}-${n}`;
    if (!taken.includes(slug)) return slug;
  }
};

function AccountDialog({
  account,
  taken,
  close,
}: {
  readonly account: Account | null;
  readonly taken: readonly string[];
  readonly close: () => void;
}) {
  const { t, word } = useWords();
  const [kind, setKind] = useState<Account['kind']>(account?.kind ?? 'sendcloud');
  const [name, setName] = useState(account?.name ?? '');
  const [off, setOff] = useState(account?.state === 'off');
  const [values, setValues] = useState<Readonly<Record<string, string>>>(account?.settings ?? {});
  const fields = ACCOUNT_FIELDS[kind];
  const label = name.trim() || word('carrierKind', kind);
  const isThere = (key: string) => account?.keys.some((one) => one.key === key) === true;
  const shown = useKeyWords(account?.keys);
  const missing = fields.some(({ key, required }) => required && !values[key]?.trim() && !isThere(key));
  const save = useMutation({
    mutationFn: () => {
      const given = (secret: boolean) =>
        Object.fromEntries(
          fields.flatMap((field) => (field.secret === secret && values[field.key]?.trim() ? [[field.key, values[field.key]!.trim()]] : [])),
        );
      return carriersApi.put(account?.slug ?? slugOf(label, taken), {
        kind,
        name: label,
        settings: given(false),
        secrets: given(true),
        off,
      });
    },
    onSuccess: async () => {
      await again();
      close();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!missing) save.mutate();
  };
  return (
    <Dialog close={close} title={account ? account.name : t('carriers.addTitle')}>
      <form className={settings.form} onSubmit={send}>
        {!account && (
          <Select
            label={t('carriers.kind')}
            allowDeselect={false}
            value={kind}
            onChange={(value) => setKind(value as Account['kind'])}
            data={ACCOUNT_KINDS.map((value) => ({ value, label: word('carrierKind', value) }))}
          />
        )}
        <p className={settings.muted}>{t(`carriers.how.${kind}`)}</p>
        <TextInput
          label={t('carriers.name')}
          placeholder={word('carrierKind', kind)}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {fields.map(({ key, secret, required }) => {
          const Field = secret ? PasswordInput : TextInput;
          return (
            <Field
              key={`${kind}-${key}`}
              label={t(`carriers.field.${key}`)}
              placeholder={secret && isThere(key) ? t('carriers.kept') : undefined}
              description={shown(key) ?? (required ? undefined : t('carriers.optional'))}
              autoComplete="off"
              maxLength={secret ? 500 : 200}
              value={values[key] ?? ''}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setValues((before) => ({ ...before, [key]: value }));
              }}
            />
          );
        })}
        {account && <Switch label={t('carriers.pause')} checked={off} onChange={(event) => setOff(event.currentTarget.checked)} />}
        {save.isError && (
          <p role="alert" className={settings.failure}>
            {failureWords(t, save.error)}
          </p>
        )}
        <div className={settings.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" disabled={missing} loading={save.isPending}>
            {t('carriers.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function RemoveDialog({ account, close }: { readonly account: Account; readonly close: () => void }) {
  const { t } = useWords();
  const remove = useMutation({
    mutationFn: () => carriersApi.remove(account.slug),
    onSuccess: async () => {
      close();
      await again();
    },
    onError: tellFailure(t),
  });
  return (
    <Dialog close={close} title={t('carriers.removeTitle', { name: account.name })}>
      <p>{t('carriers.removeSays')}</p>
      <div className={settings.buttons}>
        <Button onClick={close} data-autofocus>
          {t('act.back')}
        </Button>
        <Button variant="filled" color="danger" loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('carriers.remove')}
        </Button>
      </div>
    </Dialog>
  );
}
