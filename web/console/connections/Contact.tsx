import { Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { client } from '../data.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import settings from '../settings/settings.module.css';
import { useWords } from '../words.ts';
import { type Connection, connectionsApi } from './api.ts';
import style from './connections.module.css';

/** With its year: rules of a channel are read again after a while. */
const readOn = (day: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );

/** By which way the buyers of a channel's returns are told (M15): what it demands, and what is left to choose. */
export function Contact({ connection, may }: { readonly connection: Connection; readonly may: boolean }) {
  const { t, language } = useWords();
  const { rule, choices, demanded } = connection.contact;
  const choose = useMutation({
    mutationFn: (contact: typeof rule) => connectionsApi.chooseContact(connection.slug, contact),
    onError: tellFailure(t),
    onSuccess: ({ contact }) =>
      tell({
        color: 'good',
        title: connection.name,
        message: t('connections.contact.saved', { how: t(`connections.contact.${contact.rule}`) }),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['connections'] }),
  });
  const label = t('connections.contact.title');
  return (
    <div className={style.contact}>
      <div>
        <p className={style.contactHow}>
          {label}
          {(!may || choices.length === 1) && <strong> {t(`connections.contact.${rule}`)}</strong>}
        </p>
        <p className={settings.muted}>
          {choices.length === 1 ? t('connections.contact.silent') : t(`connections.contact.about.${rule}`)}
          {demanded && ` ${t('connections.contact.demanded', { source: demanded.source, date: readOn(demanded.readOn, language) })}`}
        </p>
      </div>
      {may && choices.length > 1 && (
        <Select
          aria-label={`${connection.name}: ${label}`}
          allowDeselect={false}
          disabled={choose.isPending}
          value={rule}
          onChange={(value) => value !== null && value !== rule && choose.mutate(value as typeof rule)}
          data={choices.map((value) => ({ value, label: t(`connections.contact.${value}`) }))}
        />
      )}
    </div>
  );
}
