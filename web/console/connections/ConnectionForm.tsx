import { Button, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  choiceOn,
  CONNECTION_FIELDS,
  CONNECTION_KINDS,
  type ConnectionField,
  type ConnectionKind,
  fieldTrouble,
} from '../../../src/core/connections.ts';
import { isFailure } from '../api.ts';
import { client } from '../data.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { failureWords, tell } from '../parts/tell.ts';
import { useKeyWords } from '../parts/useKeyWords.ts';
import settings from '../settings/settings.module.css';
import { useWords } from '../words.ts';
import { type Connection, connectionsApi } from './api.ts';
import style from './connections.module.css';

/** Small letters, figures and dashes, as an address wants them. */
const slugOf = (name: string, taken: readonly string[]): string => {
  const plain =
    name
      .normalize('NFD')
      .replace(/[^A-Za-z0-9]+/g, '-')
      .toLowerCase()
      .replace(/^-+|-+$/g, '')
      .slice(0, 36) || 'channel';
  for (let n = 1; ; n++) {
    const slug = n === 1 ? plain : `${plain}-${n}`;
    if (!taken.includes(slug)) return slug;
  }
};

/** A secret of Standard Webhooks' form: 24 bytes of the browser's own dice. */
const newSecret = (): string => `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24))))}`;

/** Makes a connection or changes one; it is saved once the channel has answered. */
export function ConnectionForm({
  connection,
  taken,
  close,
}: {
  readonly connection: Connection | null;
  readonly taken: readonly string[];
  readonly close: () => void;
}) {
  const { t, word } = useWords();
  const [kind, setKind] = useState<ConnectionKind>((connection?.kind as ConnectionKind | undefined) ?? 'mirakl');
  const [name, setName] = useState(connection?.name ?? '');
  const [values, setValues] = useState<Readonly<Record<string, string>>>(connection?.settings ?? {});
  const [shown, setShown] = useState<string | null>(null);
  const fields = CONNECTION_FIELDS[kind];
  const label = name.trim() || word('connectionKind', kind);
  const isThere = (key: string) => connection?.keys.some((one) => one.key === key) === true;
  const shownKey = useKeyWords(connection?.keys);
  const valueOf = ({ key, usual }: ConnectionField) => values[key] ?? (connection ? '' : (usual ?? ''));
  const missing = fields.some((field) => field.required && !valueOf(field).trim() && !isThere(field.key));
  const set = (key: string, value: string) => setValues((before) => ({ ...before, [key]: value }));

  const save = useMutation({
    mutationFn: () => {
      const given = (secret: boolean) =>
        Object.fromEntries(
          fields.flatMap((field) => (field.secret === secret && valueOf(field).trim() ? [[field.key, valueOf(field).trim()]] : [])),
        );
      const body = { name: label, settings: given(false), secrets: given(true) };
      return connection ? connectionsApi.change(connection.slug, body) : connectionsApi.make({ ...body, kind, slug: slugOf(label, taken) });
    },
    onSuccess: async ({ says }) => {
      await client.invalidateQueries({ queryKey: ['connections'] });
      tell({ color: 'good', title: t('connections.saved', { name: label }), message: says });
      close();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!missing) save.mutate();
  };
  const failure = isFailure(save.error) ? (save.error.problem.facts?.['failure'] as string | undefined) : undefined;
  return (
    <Dialog close={close} title={connection ? connection.name : t('connections.addTitle')}>
      <form className={settings.form} onSubmit={send}>
        {!connection && (
          <Select
            label={t('connections.kind')}
            allowDeselect={false}
            value={kind}
            onChange={(value) => setKind(value as ConnectionKind)}
            data={CONNECTION_KINDS.map((value) => ({ value, label: word('connectionKind', value) }))}
          />
        )}
        <p className={settings.muted}>{t(`connections.how.${kind}`)}</p>
        <TextInput
          label={t('connections.name')}
          description={t('connections.nameAbout')}
          placeholder={word('connectionKind', kind)}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {fields.map((field) => {
          const { key, secret, required, form } = field;
          const value = valueOf(field);
          if (form === 'choice')
            return (
              <Switch
                key={key}
                label={t(`connections.field.${key}`)}
                checked={value === choiceOn(field)}
                onChange={(event) => set(key, event.currentTarget.checked ? choiceOn(field) : '')}
              />
            );
          const Field = secret ? PasswordInput : TextInput;
          const wrong = value.trim() !== '' && fieldTrouble(field, value.trim()) !== null;
          return (
            <div key={`${kind}-${key}`} className={style.field}>
              <Field
                label={t(`connections.field.${key}`)}
                description={shownKey(key) ?? (required ? undefined : t('connections.optional'))}
                placeholder={secret && isThere(key) ? t('connections.kept') : undefined}
                error={wrong ? t(`connections.shape.${form}`) : undefined}
                autoComplete="off"
                maxLength={500}
                value={value}
                onChange={(event) => set(key, event.currentTarget.value)}
              />
              {form === 'signing' && (
                <>
                  <Button
                    onClick={() => {
                      const made = newSecret();
                      set(key, made);
                      setShown(made);
                    }}
                  >
                    {t('connections.makeSecret')}
                  </Button>
                  {shown !== null && value === shown && (
                    <p className={settings.muted}>
                      {t('connections.copySecret')} <code className={settings.secret}>{shown}</code>
                    </p>
                  )}
                </>
              )}
            </div>
          );
        })}
        {save.isError && (
          <div role="alert" className={settings.failure}>
            {failure && <p className={style.todo}>{t(`connections.todo.${failure}`, { where: t(`connections.where.${kind}`) })}</p>}
            <p>{failureWords(t, save.error)}</p>
          </div>
        )}
        <div className={settings.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" disabled={missing} loading={save.isPending}>
            {t('connections.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
