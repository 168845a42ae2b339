import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconMapPin, IconPlus, IconTool } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { CONDITIONS, REASONS } from '../../../src/core/return/model.ts';
import { client } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { failureWords, tellFailure } from '../parts/tell.ts';
import { COUNTRIES } from '../policy/lists.ts';
import { Section } from '../settings/Section.tsx';
import settings from '../settings/settings.module.css';
import { useWords } from '../words.ts';
import { type AddressRule, carriersApi, type RuleBody } from './api.ts';
import style from './carriers.module.css';

const again = () => client.invalidateQueries({ queryKey: ['return-addresses'] });
type Address = AddressRule['address'];
const inOneLine = ({ name, street, postalCode, city, country }: Address): string =>
  [name, street, `${postalCode} ${city}`, country].join(', ');

/** Where goods go: the first rule that fits, else the address of the buyer's country (M4). */
export function ReturnAddresses() {
  const { t } = useWords();
  const say = useSay();
  const rules = useQuery({ queryKey: ['return-addresses'], queryFn: carriersApi.rules });
  const [editing, setEditing] = useState<AddressRule | 'new' | null>(null);
  const order = useMutation({ mutationFn: carriersApi.orderRules, onError: tellFailure(t), onSettled: again });
  const remove = useMutation({ mutationFn: carriersApi.removeRule, onError: tellFailure(t), onSettled: again });
  const items = rules.data?.items ?? [];
  const swap = (at: number, other: number) => () => {
    const ids = items.map(({ id }) => id);
    [ids[at], ids[other]] = [ids[other]!, ids[at]!];
    order.mutate(ids);
  };
  return (
    <Section
      title={t('addresses.title')}
      about={t('addresses.about')}
      action={
        <Button leftSection={<IconPlus size={15} />} onClick={() => setEditing('new')}>
          {t('addresses.add')}
        </Button>
      }
    >
      {rules.isPending ? (
        <Waiting rows={3} height={56} />
      ) : rules.isError ? (
        <Trouble error={rules.error} again={() => void rules.refetch()} />
      ) : (
        <>
          {items.length === 0 && (
            <Nothing icon={<IconMapPin size={26} stroke={1.5} />} title={t('addresses.none')}>
              <p>{t('addresses.noneMore')}</p>
            </Nothing>
          )}
          <ol className={settings.rows}>
            {items.map((rule, i) => (
              <li key={rule.id} className={settings.row}>
                <div>
                  <p className={settings.name}>
                    {rule.name}
                    {rule.kind === 'repairer' && (
                      <Badge tone="info">
                        <IconTool size={13} stroke={2} />
                        {t('addresses.repairer')}
                      </Badge>
                    )}
                  </p>
                  <p>
                    <RuleWords rule={rule} />
                  </p>
                  <p className={settings.muted}>{inOneLine(rule.address)}</p>
                </div>
                <div className={style.acts}>
                  <ActionIcon
                    aria-label={t('addresses.up', { name: rule.name })}
                    disabled={i === 0 || order.isPending}
                    onClick={swap(i, i - 1)}
                  >
                    <IconArrowUp size={17} stroke={1.7} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={t('addresses.down', { name: rule.name })}
                    disabled={i === items.length - 1 || order.isPending}
                    onClick={swap(i, i + 1)}
                  >
                    <IconArrowDown size={17} stroke={1.7} />
                  </ActionIcon>
                  <Button onClick={() => setEditing(rule)}>{t('carriers.edit')}</Button>
                  <Button
                    variant="subtle"
                    color="danger"
                    loading={remove.isPending && remove.variables === rule.id}
                    onClick={() => remove.mutate(rule.id)}
                  >
                    {t('carriers.remove')}
                  </Button>
                </div>
              </li>
            ))}
          </ol>
          <dl className={`${settings.facts} ${style.fallback}`}>
            {Object.entries(rules.data.fallback).map(([country, address]) => (
              <div key={country}>
                <dt>{country === '*' ? t('addresses.elsewhere') : say.country(country)}</dt>
                <dd>{inOneLine(address)}</dd>
              </div>
            ))}
          </dl>
          <Trial key={items.map(({ id }) => id).join()} />
        </>
      )}
      {editing && <RuleDialog rule={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
    </Section>
  );
}

/** "Refurbished laptops from Germany, defective". */
function RuleWords({ rule }: { readonly rule: Pick<AddressRule, 'country' | 'category' | 'condition' | 'reason'> }) {
  const { t, word } = useWords();
  const say = useSay();
  const parts = [
    rule.category && word('benchCategory', rule.category),
    rule.condition && word('condition', rule.condition),
    rule.reason && word('reason', rule.reason),
    rule.country && t('addresses.from', { country: say.country(rule.country) }),
  ].filter(Boolean);
  return <>{parts.length === 0 ? t('addresses.everything') : parts.join(' · ')}</>;
}

/** "A laptop from Germany goes to …": the answer changes with every choice. */
function Trial() {
  const { t, word } = useWords();
  const say = useSay();
  const [country, setCountry] = useState('DE');
  const [category, setCategory] = useState('laptop');
  const [condition, setCondition] = useState<(typeof CONDITIONS)[number]>('refurbished');
  const [reason, setReason] = useState<(typeof REASONS)[number]>('defective');
  const asked = { country, category: category.trim(), condition, reason };
  const trial = useQuery({
    queryKey: ['return-addresses', 'trial', asked],
    queryFn: () => carriersApi.trial(asked),
    enabled: asked.category !== '',
    placeholderData: (before) => before,
  });
  return (
    <div className={style.trial}>
      <h3>{t('addresses.trial')}</h3>
      <div className={style.trialFields}>
        <TextInput
          label={t('addresses.category')}
          value={category}
          maxLength={60}
          onChange={(event) => setCategory(event.currentTarget.value)}
        />
        <Select
          label={t('addresses.condition')}
          allowDeselect={false}
          value={condition}
          onChange={(value) => setCondition(value as typeof condition)}
          data={CONDITIONS.map((value) => ({ value, label: word('condition', value) }))}
        />
        <Select
          label={t('addresses.reason')}
          allowDeselect={false}
          value={reason}
          onChange={(value) => setReason(value as typeof reason)}
          data={REASONS.map((value) => ({ value, label: word('reason', value) }))}
        />
        <Select
          label={t('addresses.country')}
          allowDeselect={false}
          searchable
          value={country}
          onChange={(value) => setCountry(value ?? 'DE')}
          data={COUNTRIES.map((value) => ({ value, label: say.country(value) }))}
        />
      </div>
      {trial.data && (
        <p role="status" className={style.answer}>
          {t('addresses.goesTo')} <strong>{inOneLine(trial.data.address)}</strong>
          <span className={settings.muted}>
            {trial.data.rule ? t('addresses.byRule', { name: trial.data.rule.name }) : t('addresses.byCountry')}
          </span>
        </p>
      )}
    </div>
  );
}

const EMPTY: Address = { name: '', street: '', postalCode: '', city: '', country: 'FR' };

function RuleDialog({ rule, close }: { readonly rule: AddressRule | null; readonly close: () => void }) {
  const { t, word } = useWords();
  const say = useSay();
  const [name, setName] = useState(rule?.name ?? '');
  const [kind, setKind] = useState<AddressRule['kind']>(rule?.kind ?? 'warehouse');
  const [country, setCountry] = useState<string | null>(rule?.country ?? null);
  const [category, setCategory] = useState(rule?.category ?? '');
  const [condition, setCondition] = useState<string | null>(rule?.condition ?? null);
  const [reason, setReason] = useState<string | null>(rule?.reason ?? null);
  const [address, setAddress] = useState<Address>(rule?.address ?? EMPTY);
  const isWhole = name.trim() !== '' && Object.values(address).every((part) => part.trim() !== '');
  const save = useMutation({
    mutationFn: () => {
      const body: RuleBody = {
        name: name.trim(),
        kind,
        address,
        ...(country && { country }),
        ...(category.trim() && { category: category.trim() }),
        ...(condition && { condition: condition as NonNullable<AddressRule['condition']> }),
        ...(reason && { reason: reason as NonNullable<AddressRule['reason']> }),
      };
      return rule ? carriersApi.changeRule(rule.id, body) : carriersApi.addRule(body);
    },
    onSuccess: async () => {
      await again();
      close();
    },
  });
  const part = (key: keyof Address) => ({
    label: t(`addresses.part.${key}`),
    maxLength: 100,
    value: address[key],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setAddress((before) => ({ ...before, [key]: value }));
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) save.mutate();
  };
  return (
    <Dialog close={close} title={rule ? rule.name : t('addresses.addTitle')} size="lg">
      <form className={settings.form} onSubmit={send}>
        <div className={style.pair}>
          <TextInput
            label={t('addresses.name')}
            maxLength={100}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t('addresses.kind')}
            allowDeselect={false}
            value={kind}
            onChange={(value) => setKind(value as typeof kind)}
            data={(['warehouse', 'repairer'] as const).map((value) => ({ value, label: t(`addresses.${value}`) }))}
          />
        </div>
        <fieldset className={style.group}>
          <legend>{t('addresses.when')}</legend>
          <div className={style.pair}>
            <Select
              label={t('addresses.country')}
              placeholder={t('addresses.any')}
              clearable
              searchable
              value={country}
              onChange={setCountry}
              data={COUNTRIES.map((value) => ({ value, label: say.country(value) }))}
            />
            <TextInput
              label={t('addresses.category')}
              placeholder={t('addresses.any')}
              maxLength={60}
              value={category}
              onChange={(event) => setCategory(event.currentTarget.value)}
            />
            <Select
              label={t('addresses.condition')}
              placeholder={t('addresses.any')}
              clearable
              value={condition}
              onChange={setCondition}
              data={CONDITIONS.map((value) => ({ value, label: word('condition', value) }))}
            />
            <Select
              label={t('addresses.reason')}
              placeholder={t('addresses.any')}
              clearable
              value={reason}
              onChange={setReason}
              data={REASONS.map((value) => ({ value, label: word('reason', value) }))}
            />
          </div>
        </fieldset>
        <fieldset className={style.group}>
          <legend>{t('addresses.where')}</legend>
          <div className={style.pair}>
            <TextInput {...part('name')} />
            <TextInput {...part('street')} />
            <TextInput {...part('postalCode')} />
            <TextInput {...part('city')} />
            <Select
              label={t('addresses.part.country')}
              allowDeselect={false}
              searchable
              value={address.country}
              onChange={(value) => setAddress((before) => ({ ...before, country: value ?? before.country }))}
              data={COUNTRIES.map((value) => ({ value, label: say.country(value) }))}
            />
          </div>
        </fieldset>
        {save.isError && (
          <p role="alert" className={settings.failure}>
            {failureWords(t, save.error)}
          </p>
        )}
        <div className={settings.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" disabled={!isWhole} loading={save.isPending}>
            {t('carriers.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
