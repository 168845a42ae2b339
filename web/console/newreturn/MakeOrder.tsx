import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { CONDITIONS } from '../../../src/core/return/model.ts';
import { useConnections } from '../data.ts';
import { failureWords } from '../parts/tell.ts';
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import { type FoundOrder, makeOrder, orderThere } from './api.ts';
import style from './newreturn.module.css';

const CATEGORIES = ['smartphone', 'tablet', 'laptop', 'smartwatch', 'console', 'accessory', 'other'] as const;
const COUNTRIES = ['FR', 'DE', 'ES', 'IT', 'BE', 'NL', 'AT', 'PT', 'IE', 'GB', 'PL', 'SE', 'FI', 'DK', 'GR', 'LU', 'CZ', 'SK'] as const;
const SPOKEN: Readonly<Record<string, string>> = { FR: 'fr', BE: 'fr', LU: 'fr', DE: 'de', AT: 'de', ES: 'es', IT: 'it' };

type Props = { readonly typed: string; readonly country: string; readonly back: () => void; readonly made: (found: FoundOrder) => void };

/** An order that we were never told of: the fewest facts on which a return can be decided. */
export function MakeOrder({ typed, country: home, back, made }: Props) {
  const { t, word } = useWords();
  const say = useSay();
  const today = say.now.slice(0, 10);
  const connections = useConnections().data?.items ?? [];
  const [form, setForm] = useState<Readonly<Record<string, string>>>({
    number: /\d/.test(typed) && !typed.includes('@') ? typed : '',
    email: typed.includes('@') ? typed : '',
    name: /\d|@/.test(typed) ? '' : typed,
    country: home,
    category: 'smartphone',
    condition: 'refurbished',
  });
  const channel = form['channel'] ?? connections.find(({ kind }) => kind === 'shop')?.slug ?? connections[0]?.slug ?? '';
  const save = useMutation({
    mutationFn: async () => {
      const number = form['number']!.trim();
      if (await orderThere(channel, number)) throw new Error(t('newReturn.numberTaken'));
      const noon = (day: string) => {
        const at = new Date(`${day}T12:00:00`).toISOString();
        return at > say.now ? say.now : at;
      };
      const { country = home, title = '' } = form;
      return makeOrder({
        channel,
        number,
        body: {
          country,
          currency: country === 'GB' ? 'GBP' : 'EUR',
          buyer: { name: form['name']!.trim(), email: form['email']!.trim(), language: SPOKEN[country] ?? 'en' },
          placedAt: new Date(`${form['placed']!}T00:00:00`).toISOString(),
          ...(form['delivered'] && { shippedAt: noon(form['delivered']), deliveredAt: noon(form['delivered']) }),
          lines: [
            {
              id: '1',
              sku: title.trim().slice(0, 100),
              title: title.trim(),
              category: form['category'],
              condition: form['condition'],
              price: form['price']!.trim().replace(',', '.'),
              ...(form['imei']?.trim() &&
                (/^[\d\s-]{14,20}$/.test(form['imei']) ? { imei: form['imei'].trim() } : { serial: form['imei'].trim() })),
            },
          ],
        },
      });
    },
    onSuccess: made,
  });
  const set = (name: string) => (event: { readonly currentTarget: { readonly value: string } }) => {
    const { value } = event.currentTarget;
    setForm((before) => ({ ...before, [name]: value }));
  };
  const pick = (name: string) => (value: string | null) => value !== null && setForm((before) => ({ ...before, [name]: value }));
  const field = (name: string, more: object = {}) => (
    <TextInput key={name} label={t(`newReturn.order.${name}`)} value={form[name] ?? ''} onChange={set(name)} required {...more} />
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  return (
    <form className={style.make} onSubmit={send} aria-label={t('newReturn.byHandTitle')}>
      <h2>{t('newReturn.byHandTitle')}</h2>
      <p className={style.muted}>{t('newReturn.byHandAbout')}</p>
      <div className={style.fields}>
        {field('number', { 'data-autofocus': true, autoFocus: true })}
        <Select
          label={t('newReturn.order.channel')}
          data={connections.map(({ slug, name }) => ({ value: slug, label: name }))}
          value={channel}
          onChange={pick('channel')}
          allowDeselect={false}
        />
        {field('name')}
        {field('email', { type: 'email' })}
        {field('title', { placeholder: 'iPhone 13 128 GB' })}
        {field('imei', { required: false })}
        {field('price', { inputMode: 'decimal', placeholder: '369.00', pattern: '\\d{1,7}([.,]\\d{1,2})?' })}
        <Select
          label={t('newReturn.order.category')}
          data={CATEGORIES.map((value) => ({ value, label: t(`newReturn.category.${value}`) }))}
          value={form['category'] ?? null}
          onChange={pick('category')}
          allowDeselect={false}
        />
        <Select
          label={t('newReturn.order.condition')}
          data={CONDITIONS.map((value) => ({ value, label: word('condition', value) }))}
          value={form['condition'] ?? null}
          onChange={pick('condition')}
          allowDeselect={false}
        />
        <Select
          label={t('newReturn.order.country')}
          data={COUNTRIES.map((value) => ({ value, label: say.country(value) }))}
          value={form['country'] ?? null}
          onChange={pick('country')}
          searchable
          selectFirstOptionOnChange
          allowDeselect={false}
        />
        {field('placed', { type: 'date', max: today })}
        {field('delivered', { type: 'date', max: today, min: form['placed'], required: false })}
      </div>
      {save.isError && (
        <p className={style.refused} role="alert">
          {'problem' in (save.error as object) ? failureWords(t, save.error) : save.error.message}
        </p>
      )}
      <div className={style.buttons}>
        <Button onClick={back}>{t('newReturn.back')}</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          {t('newReturn.order.save')}
        </Button>
      </div>
    </form>
  );
}
