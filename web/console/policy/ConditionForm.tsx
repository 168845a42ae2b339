import { ActionIcon, Button, Menu, MultiSelect, NumberInput, SegmentedControl, Select, TagsInput, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import type { Fact } from '../../../src/core/policy/decision.ts';
import {
  type FactName,
  FACT_NAMES,
  isNullable,
  kindOf,
  KNOWN_LATER,
  type Question,
  valuesOf,
  type When,
} from '../../../src/core/policy/document.ts';
import { exponentOf } from '../../../src/core/money.ts';
import { useConnections } from '../data.ts';
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import { useBench } from './bench.ts';
import { GROUP_OPS, type Group, type GroupOp, type Leaf, type LeafOp, type Node, rootOf, whenOfRoot } from './condition.ts';
import { COUNTRIES, CURRENCIES } from './lists.ts';
import style from './policy.module.css';
import { usePolicyWords } from './usePolicyWords.ts';

/** A group inside a group inside the condition: more than that nobody reads. What was written deeper elsewhere is shown all the same. */
const DEEPEST = 2;

/** When a row speaks: always, or where statements about the case hold. */
export function ConditionForm({
  question,
  when,
  change,
}: {
  readonly question: Question;
  readonly when: When | undefined;
  readonly change: (when: When | undefined) => void;
}) {
  const { t } = useWords();
  const { edit } = useBench();
  const policy = usePolicyWords();
  const facts = factsFor(question);
  const root = when === undefined ? null : rootOf(when);
  const set = (next: Group) => change(whenOfRoot(next));
  return (
    <div className={style.condition}>
      <SegmentedControl
        fullWidth
        readOnly={!edit}
        aria-label={t('policy.row.when')}
        value={root ? 'when' : 'always'}
        onChange={(value) => change(value === 'always' ? undefined : firstLeaf(facts))}
        data={[
          { value: 'always', label: t('policy.when.always') },
          { value: 'when', label: t('policy.when.when') },
        ]}
      />
      {root && <GroupForm group={root} depth={0} facts={facts} change={set} />}
      {root && <p className={style.reads}>{policy.when(when)}</p>}
    </div>
  );
}

/** Facts that are answers of other tables come too late for some questions: those are not offered there. */
const factsFor = (question: Question): readonly FactName[] =>
  FACT_NAMES.filter((fact) => !(fact in KNOWN_LATER && KNOWN_LATER[fact as keyof typeof KNOWN_LATER].includes(question)));

const firstLeaf = (facts: readonly FactName[]): When => ({ fact: facts.includes('category') ? 'category' : facts[0]!, in: [] });

function GroupForm({
  group,
  depth,
  facts,
  change,
  remove,
}: {
  readonly group: Group;
  readonly depth: number;
  readonly facts: readonly FactName[];
  readonly change: (group: Group) => void;
  readonly remove?: () => void;
}) {
  const { t } = useWords();
  const setPart = (at: number, part: Node) => change({ ...group, parts: group.parts.with(at, part) });
  const drop = (at: number) => change({ ...group, parts: group.parts.toSpliced(at, 1) });
  const add = (part: Node) => change({ ...group, parts: [...group.parts, part] });
  const leaf: Leaf = { kind: 'leaf', fact: 'category', op: 'is', values: [] };
  return (
    <div className={style.group} data-depth={depth}>
      <div className={style.groupHead}>
        <Select
          className={style.groupOp}
          aria-label={t('policy.when.group')}
          allowDeselect={false}
          value={group.op}
          onChange={(op) => change({ ...group, op: op as GroupOp })}
          data={GROUP_OPS.map((op) => ({ value: op, label: t(`policy.when.op.${op}`) }))}
          comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        />
        {remove && (
          <Tooltip label={t('policy.when.dropGroup')}>
            <ActionIcon aria-label={t('policy.when.dropGroup')} onClick={remove}>
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {group.parts.map((part, at) =>
        part.kind === 'group' ? (
          <GroupForm key={at} group={part} depth={depth + 1} facts={facts} change={(next) => setPart(at, next)} remove={() => drop(at)} />
        ) : (
          <LeafForm key={at} leaf={part} facts={facts} change={(next) => setPart(at, next)} remove={() => drop(at)} />
        ),
      )}
      <div className={style.groupFoot}>
        <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => add(leaf)}>
          {t('policy.when.add')}
        </Button>
        {depth < DEEPEST && (
          <Menu position="bottom-start" shadow="none">
            <Menu.Target>
              <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />}>
                {t('policy.when.addGroup')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {GROUP_OPS.map((op) => (
                <Menu.Item key={op} onClick={() => add({ kind: 'group', op, parts: [leaf] })}>
                  {t(`policy.when.op.${op}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </div>
  );
}

/** Operators as the form offers them: `unknown` is a value of its own to a person. */
const OPS = {
  text: ['is', 'is_not'],
  number: ['at_least', 'at_most', 'is', 'is_not', 'above', 'below'],
  boolean: ['is'],
} as const satisfies Record<string, readonly LeafOp[]>;

function LeafForm({
  leaf,
  facts,
  change,
  remove,
}: {
  readonly leaf: Leaf;
  readonly facts: readonly FactName[];
  readonly change: (leaf: Leaf) => void;
  readonly remove: () => void;
}) {
  const { t } = useWords();
  const policy = usePolicyWords();
  const kind = kindOf(leaf.fact);
  const unknown = leaf.values.length === 1 && leaf.values[0] === null;
  const op = unknown ? (leaf.op === 'is_not' ? 'known' : 'unknown') : leaf.op;
  const setFact = (fact: FactName) => {
    const next = kindOf(fact);
    change({
      kind: 'leaf',
      fact,
      op: next === 'number' ? 'at_least' : 'is',
      values: next === 'number' ? [1] : next === 'boolean' ? [true] : [],
    });
  };
  const setOp = (next: string) => {
    if (next === 'unknown' || next === 'known') return change({ ...leaf, op: next === 'known' ? 'is_not' : 'is', values: [null] });
    const values = unknown ? (kind === 'number' ? [0] : kind === 'boolean' ? [true] : []) : leaf.values;
    change({ ...leaf, op: next as LeafOp, values: next === 'is' || next === 'is_not' ? values : values.slice(0, 1) });
  };
  const ops: readonly string[] = [...OPS[kind], ...(isNullable(leaf.fact) ? ['unknown', 'known'] : [])];
  return (
    <div className={style.leaf} data-many={leaf.values.length > 1 || undefined}>
      <Select
        className={style.leafFact}
        aria-label={t('policy.when.fact')}
        searchable
        allowDeselect={false}
        value={leaf.fact}
        onChange={(fact) => fact && setFact(fact as FactName)}
        data={(facts.includes(leaf.fact) ? facts : [leaf.fact, ...facts]).map((fact) => ({ value: fact, label: policy.fact(fact) }))}
        comboboxProps={{ width: 320, position: 'bottom-start' }}
        nothingFoundMessage={t('palette.nothing')}
      />
      {ops.length > 1 && (
        <Select
          className={style.leafOp}
          aria-label={t('policy.when.operator')}
          allowDeselect={false}
          value={op}
          onChange={(next) => next && setOp(next)}
          data={ops.map((one) => ({ value: one, label: t(`policy.when.is.${one}`) }))}
          comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        />
      )}
      {!unknown && <ValueForm leaf={leaf} change={(values) => change({ ...leaf, values })} />}
      <Tooltip label={t('policy.when.drop')}>
        <ActionIcon className={style.leafDrop} aria-label={t('policy.when.drop')} onClick={remove}>
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

function ValueForm({ leaf, change }: { readonly leaf: Leaf; readonly change: (values: readonly Fact[]) => void }) {
  const { t } = useWords();
  const policy = usePolicyWords();
  const say = useSay();
  const connections = useConnections();
  const id = useId();
  const kind = kindOf(leaf.fact);
  const closed = valuesOf(leaf.fact);
  const label = t('policy.when.value');

  if (kind === 'boolean')
    return (
      <SegmentedControl
        className={style.leafValue}
        aria-label={label}
        name={id}
        value={String(leaf.values[0] ?? true)}
        onChange={(value) => change([value === 'true'])}
        data={[
          { value: 'true', label: t('policy.yes') },
          { value: 'false', label: t('policy.no') },
        ]}
      />
    );
  if (kind === 'number') return <NumberValue leaf={leaf} label={label} change={change} />;

  const given = leaf.values.map(String);
  if (closed)
    return (
      <MultiSelect
        className={style.leafValue}
        aria-label={label}
        placeholder={given.length === 0 ? t('policy.when.choose') : ''}
        error={given.length === 0}
        value={given}
        onChange={change}
        data={closed.map((value) => ({ value, label: policy.value(leaf.fact, value) }))}
        searchable
        hidePickedOptions
      />
    );
  if (leaf.fact === 'country' || leaf.fact === 'channel') {
    const known = leaf.fact === 'country' ? COUNTRIES : (connections.data?.items.map(({ slug }) => slug) ?? []);
    const name = (value: string) =>
      leaf.fact === 'country' ? say.country(value) : (connections.data?.items.find(({ slug }) => slug === value)?.name ?? value);
    return (
      <MultiSelect
        className={style.leafValue}
        aria-label={label}
        placeholder={given.length === 0 ? t('policy.when.choose') : ''}
        error={given.length === 0}
        value={given}
        onChange={change}
        data={[...new Set([...known, ...given])].map((value) => ({ value, label: name(value) }))}
        searchable
        hidePickedOptions
      />
    );
  }
  return (
    <TagsInput
      className={style.leafValue}
      aria-label={label}
      placeholder={given.length === 0 ? t('policy.when.type') : ''}
      error={given.length === 0}
      value={given}
      onChange={(values) => change(leaf.fact === 'category' ? values.map((value) => value.trim().toLowerCase()) : values)}
      data={leaf.fact === 'category' ? Object.keys(policy.of.category) : leaf.fact === 'currency' ? [...CURRENCIES] : []}
    />
  );
}

/** Prices are kept in minor units and shown as people write them; the rest stands with its unit. */
function NumberValue({
  leaf,
  label,
  change,
}: {
  readonly leaf: Leaf;
  readonly label: string;
  readonly change: (values: readonly Fact[]) => void;
}) {
  const say = useSay();
  const { currency } = useBench();
  const policy = usePolicyWords();
  const digits = exponentOf(currency);
  const value = Number(leaf.values[0] ?? 0);
  const money = leaf.fact === 'price';
  return (
    <NumberInput
      className={style.leafValue}
      aria-label={label}
      min={0}
      allowNegative={false}
      decimalScale={money ? digits : 0}
      {...say.marks}
      fixedDecimalScale={money && value % 10 ** digits !== 0}
      value={money ? value / 10 ** digits : value}
      // An empty field is being typed in: what it was stays until there is a number again.
      onChange={(typed) => typed !== '' && change([Math.round(Number(typed) * (money ? 10 ** digits : 1))])}
      suffix={money ? ` ${currency}` : leaf.fact === 'buyerReturnRate' ? ' %' : unitOf(policy.of.facts[leaf.fact].unit, value)}
    />
  );
}

const unitOf = (unit: readonly [string, string] | undefined, value: number): string => (unit ? ` ${value === 1 ? unit[0] : unit[1]}` : '');
