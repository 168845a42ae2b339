/**
 * Writes docs/domain.md from the tables of `src/core`: `node tools/domain.ts`. The diagrams are not drawn by hand: every command is
 * tried on every state that a return can reach, and what `decide` lets through becomes an arrow. `test/domain.test.ts` says when
 * the page is stale.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Actor, ROLES } from '../src/core/access.ts';
import { clockOf, clocksOf, RETURN_CLOCKS, type ReturnClockKind } from '../src/core/clocks/clocks.ts';
import { CLOCK_RULES } from '../src/core/clocks/rules.ts';
import { money } from '../src/core/money.ts';
import { PARCEL_MOVES, TRACKING_CODES } from '../src/core/parcel/lifecycle.ts';
import { evaluate, targetsOf } from '../src/core/policy/evaluate.ts';
import { lawBook } from '../src/core/policy/law/law.ts';
import { noHolidays } from '../src/core/calendar.ts';
import type { DeadlineKind, Decision, DecisionFacts } from '../src/core/policy/decision.ts';
import { backmarket } from '../src/core/policy/packs/backmarket.ts';
import { REFUND_MOVES } from '../src/core/refund/lifecycle.ts';
import { type Command, COMMANDS, ruleOf, VERBS } from '../src/core/return/commands.ts';
import { decide, open } from '../src/core/return/decide.ts';
import { describeNext, describeRefusal } from '../src/core/return/describe.ts';
import { evolve } from '../src/core/return/evolve.ts';
import {
  ASSESSMENTS,
  AUTHORISATIONS,
  FAULTS,
  type Order,
  PARCELS,
  REASONS,
  RESOLUTIONS,
  type Return,
  SETTLEMENTS,
  STATUSES,
} from '../src/core/return/model.ts';
import { NEXT_NAMES } from '../src/core/return/next.ts';
import { INPUT_REFUSALS, STATE_REFUSALS, type StateRefusal } from '../src/core/return/refusals.ts';
import { statusOf, TABS, tabOf } from '../src/core/return/status.ts';
import { NOTICE_KINDS } from '../src/core/notices.ts';
import { noticesDue } from '../src/notifications/which.ts';

const CLOCK_KINDS = Object.keys(CLOCK_RULES) as DeadlineKind[];
const AXES = ['authorisation', 'parcel', 'assessment', 'settlement'] as const;
type Axis = (typeof AXES)[number];

// ── The walk: what can happen to a return, found out by trying ───────────────────────────────────────────────────────────────

const ORDER: Order = {
  id: '01930000-0000-7000-8000-000000000001',
  channel: 'backmarket',
  channelOrderId: '40012345',
  country: 'FR',
  currency: 'EUR',
  placedAt: '2026-10-20T10:00:00.000Z',
  shippedAt: '2026-10-21T10:00:00.000Z',
  deliveredAt: '2026-10-23T10:00:00.000Z',
  shippingPaid: money(490, 'EUR'),
  lines: [
    {
      id: '1',
      sku: 'IP12-64-B',
      title: 'iPhone 12 64 GB black',
      category: 'smartphone',
      condition: 'refurbished',
      price: money(36_900, 'EUR'),
      quantity: 1,
      imei: '356938035643809',
    },
  ],
};
const BEGIN = '2026-11-02T09:00:00.000Z';
/** When everything that can fall due has fallen due. */
const LATE = '2027-11-02T09:00:00.000Z';
const SYSTEM: Actor = { kind: 'system', name: 'worker' };
/** Every role at once: the walk asks what the state allows, the table below says whose duty it is. */
const STAFF: Actor = { kind: 'staff', id: 'u-1', name: 'Camille Roy', roles: ROLES };
const OTHER_STAFF: Actor = { kind: 'staff', id: 'u-2', name: 'Sofia Conti', roles: ROLES };
/** One that holds the return, and one that does not. */
const SAMPLE_VERDICTS = ['fault_confirmed', 'other_device'] as const;
const IDS = ['01930000-0000-7000-9000-000000000001', '01930000-0000-7000-9000-000000000002'];
/** The whole price waits for approval, the partial refund of the samples does not. */
const LIMIT = money(10_000, 'EUR');
const ITEM = { lineId: '1', unit: 1 } as const;

function decisionOf(reason: 'changed_mind' | 'defective', outcome: Decision['outcome']): { facts: DecisionFacts; decision: Decision } {
  const { id: _id, ...order } = ORDER;
  const facts: DecisionFacts = {
    at: BEGIN,
    order,
    request: { lineId: '1', unit: 1, reason, photos: 2, ...(reason === 'defective' && { fault: 'battery' as const }) },
    history: { itemReturns: [], buyerReturns12m: 1, buyerOrders12m: 2 },
  };
  return { facts, decision: { ...evaluate(backmarket, facts, { law: lawBook, holidays: noHolidays }), outcome } };
}

function openings(): Return[] {
  return (['changed_mind', 'defective'] as const).flatMap((reason) =>
    (['approve', 'review', 'reject'] as const).map((outcome) => {
      const { facts, decision } = decisionOf(reason, outcome);
      const events = open(
        {
          id: '01930000-0000-7000-8000-000000000002',
          rma: 'R-4K7D-9QXM',
          order: ORDER,
          via: 'portal',
          items: [{ ...ITEM, reason, decision }],
          targets: targetsOf(backmarket, decision, facts),
        },
        { now: BEGIN, by: { kind: 'buyer' } },
      );
      return events.reduce<Return | null>(evolve, null)!;
    }),
  );
}

/** One sample of every verb, several where what it brings along decides what it does. Null: the return has nothing that it could be about. */
function commandsFor(ret: Return): { readonly command: Command; readonly by: Actor; readonly at: string; readonly label: string }[] {
  const items = [ITEM];
  const plain: Command[] = [
    { verb: 'approval' },
    { verb: 'rejection', because: 'because' },
    { verb: 'information-request', asks: 'asks' },
    { verb: 'information', photos: 1 },
    { verb: 'cancellation' },
    { verb: 'label', kind: 'prepaid', carrier: 'sandbox-post', trackingNumber: 'SP3372376577771130' },
    { verb: 'dispatch' },
    { verb: 'lost' },
    { verb: 'receipt', items },
    { verb: 'inspection-start', items },
    { verb: 'receipt', items: [{ ...ITEM, imei: '490154203237518' }] },
    ...SAMPLE_VERDICTS.map((verdict): Command => ({ verb: 'inspection', items: [{ ...ITEM, verdict }] })),
    ...RESOLUTIONS.map(
      (resolution): Command => ({
        verb: 'resolution',
        items: [{ ...ITEM, resolution, ...(resolution === 'partial_refund' && { amount: money(5_000, 'EUR') }) }],
      }),
    ),
    { verb: 'resolution', items: [{ ...ITEM, resolution: 'keep', amount: money(5_000, 'EUR') }] },
    { verb: 'resolution-undo' },
    { verb: 'message-undo' },
    { verb: 'completion' },
    { verb: 'outbound-parcel', trackingNumber: '8R1234567890' },
    { verb: 'remedy-failure', because: 'because' },
    { verb: 'hold', because: 'because' },
    { verb: 'release', because: 'because' },
  ];
  const { decision } = ret.items[0]!;
  const system: Command[] = [
    ...TRACKING_CODES.map((code): Command => ({ verb: 'tracking', events: [{ at: BEGIN, code }] })),
    ...ret.refunds.flatMap(({ id }): Command[] => [
      { verb: 'refund-submission', refundId: id },
      { verb: 'refund-confirmation', refundId: id },
      { verb: 'refund-failure', refundId: id, says: 'says' },
      { verb: 'refund-retry', refundId: id },
    ]),
    { verb: 'award', dispute: 'D-1', items: [ITEM] },
    { verb: 'survey', way: 'mail' },
    ...(['approve', 'reject'] as const).flatMap((outcome): Command[] =>
      decision ? [{ verb: 'redecision', decisions: [{ ...ITEM, decision: { ...decision, outcome } }] }] : [],
    ),
  ];
  return [
    ...plain.map((command) => ({ command, by: STAFF, at: BEGIN, label: command.verb })),
    ...ret.refunds.map(({ id }) => ({
      command: { verb: 'refund-approval', refundId: id } as const,
      by: OTHER_STAFF,
      at: BEGIN,
      label: 'refund-approval',
    })),
    ...system.map((command) => ({ command, by: SYSTEM, at: BEGIN, label: command.verb })),
    ...RETURN_CLOCKS.map((kind) => ({ command: { verb: 'breach', kind } as const, by: SYSTEM, at: LATE, label: `clock ${kind}` })),
    // Before their time is over buyers are reminded.
    ...(['buyer_answer', 'send_back'] as const).flatMap((kind) => {
      const at = clockOf(ret, kind)?.steps.find((step) => step.do === 'nudge' && !step.done)?.when;
      return at === undefined ? [] : [{ command: { verb: 'breach', kind } as const, by: SYSTEM, at, label: `clock ${kind}` }];
    }),
  ];
}

type Walk = {
  /** By axis: `from>to` and what leads there. */
  readonly arrows: Readonly<Record<Axis | 'refund', Map<string, Set<string>>>>;
  /** By status: the tabs in which such a return was found. */
  readonly tabs: Map<string, Set<string>>;
  /** By notice: what calls for it. */
  readonly notices: Map<string, Set<string>>;
  readonly clocks: Map<ReturnClockKind, { readonly startedBy: Set<string>; readonly onBreach: string; readonly source: string }>;
};

/** Breadth first. Two returns are the same state where `keyOf` sees no difference. */
function walk(): Walk {
  const arrows = {
    authorisation: new Map(),
    parcel: new Map(),
    assessment: new Map(),
    settlement: new Map(),
    refund: new Map(),
  } as Walk['arrows'];
  const walked: Walk = { arrows, tabs: new Map(), notices: new Map(), clocks: new Map() };
  const seen = new Set<string>();
  let wave = openings();
  while (wave.length > 0) {
    const next: typeof wave = [];
    for (const ret of wave) {
      const key = keyOf(ret);
      if (seen.has(key)) continue;
      seen.add(key);
      note(walked, ret);
      for (const { command, by, at, label } of commandsFor(ret)) {
        const answer = decide(ret, command, { now: at, by, ids: IDS.slice(ret.refunds.length), refundLimit: LIMIT });
        if (!answer.ok || answer.events.length === 0) continue;
        const after = answer.events.reduce(evolve, ret);
        for (const axis of AXES) arrow(arrows[axis], ret.items[0]![axis], after.items[0]![axis], label);
        for (const { id, state } of after.refunds) arrow(arrows.refund, ret.refunds.find((r) => r.id === id)?.state ?? '[*]', state, label);
        for (const { kind } of noticesDue(answer.events, ret, after)) put(walked.notices, kind, label);
        // One step is told beyond the end, where late goods are booked in, and beyond a second refund: they lead to no arrow of their own.
        const isBeyond =
          (ret.milestones.closedAt !== undefined && after.milestones.closedAt !== undefined) ||
          after.refunds.length > 1 ||
          // What a dispute gives may be given anywhere, and changes nothing but the money.
          command.verb === 'award' ||
          // How it went is asked after the end, and moves nothing.
          command.verb === 'survey' ||
          // Begun or not, the bench changes nothing for what was never approved.
          (command.verb === 'inspection-start' && ret.items[0]!.authorisation !== 'approved');
        if (!isBeyond) next.push(after);
      }
    }
    wave = next;
  }
  return walked;
}

function keyOf(ret: Return): string {
  const item = ret.items[0]!;
  return JSON.stringify([
    AXES.map((axis) => item[axis]),
    ret.withdrawal,
    item.resolution === 'keep',
    ret.hold !== undefined && ret.hold.why === 'staff',
    ret.hold !== undefined,
    ret.label !== undefined,
    ret.refunds.map(({ state }) => state),
    ret.breached.includes('auto_refund'),
    // Once somebody looks at it, nothing asks any more whether the buyer was late: kept beyond that, it would double the walk.
    item.authorisation === 'waiting_for_buyer' && ret.breached.includes('buyer_answer'),
    ret.breached.includes('withdrawal_refund'),
    ret.milestones.closedAt !== undefined,
  ]);
}

function note({ tabs, clocks }: Walk, ret: Return): void {
  put(tabs, statusOf(ret), tabOf(ret));
  for (const { kind, startedBy, onBreach, source } of clocksOf(ret)) {
    const known = clocks.get(kind) ?? { startedBy: new Set<string>(), onBreach, source };
    known.startedBy.add(startedBy);
    clocks.set(kind, known);
  }
}

function arrow(arrows: Map<string, Set<string>>, from: string, to: string, label: string): void {
  if (from !== to) put(arrows, `${from}>${to}`, label);
}

const put = (map: Map<string, Set<string>>, key: string, value: string) => map.set(key, (map.get(key) ?? new Set()).add(value));

// ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export function domainPage(): string {
  const walked = walk();
  return `${[
    '# The domain, as the code has it',
    '',
    '<!-- Generated by `node tools/domain.ts` from src/core. Do not edit: test/domain.test.ts compares. -->',
    '',
    `Every table here is read from the code, and every arrow was found by trying each command on each state that a return of one item can reach.`,
    'Commands, refusals and statuses are machine words; people read the sentences beside them.',
    '',
    '## Commands',
    '',
    'From `COMMANDS` in `src/core/return/commands.ts`. Refusals stand in order of precedence: the first that holds is the answer.',
    'A dash under HTTP means that only the product itself does it. ⚠ asks “are you sure?”.',
    '',
    ...table(
      ['command', 'HTTP', 'roles', 'also', 'undone by', 'refused when'],
      VERBS.map((verb) => {
        const { http, roles, others, refusedWhen, confirm, undo } = ruleOf(verb);
        const path = http === null ? '—' : `\`${http.method} /${http.on}s/{id}/${http.noun}\``;
        const all = ROLES.every((role) => roles.includes(role)) ? 'everyone' : roles.join(', ');
        return [
          `\`${verb}\`${confirm ? ' ⚠' : ''}`,
          path,
          all || '—',
          others.join(', ') || '—',
          undo ?? '—',
          refusedWhen.join(', ') || '—',
        ];
      }),
    ),
    '',
    '## Refusals',
    '',
    'From `STATE_REFUSALS` and `INPUT_REFUSALS` in `src/core/return/refusals.ts`; the words from `words.ts`. `not_your_duty` and `no_refund` come before all of them.',
    '',
    ...table(
      ['refusal', 'about', 'says', 'of the commands'],
      (Object.keys(STATE_REFUSALS) as StateRefusal[]).map((name) => [
        `\`${name}\``,
        STATE_REFUSALS[name].on,
        describeRefusal(name, 'en'),
        VERBS.filter((verb) => (COMMANDS[verb].refusedWhen as readonly string[]).includes(name)).join(', '),
      ]),
    ),
    '',
    'What a command brings along can be refused too:',
    '',
    ...table(
      ['refusal', 'says'],
      INPUT_REFUSALS.map((name) => [`\`${name}\``, describeRefusal(name, 'en')]),
    ),
    '',
    '## Four axes',
    '',
    'Each item stands on four axes, and each moves for its own reasons. The labels say which command led from one state to the other;',
    '`clock …` is that clock running out, `tracking` a carrier’s word. One act may move several axes at once.',
    '',
    ...diagram('Authorisation', AUTHORISATIONS, walked.arrows.authorisation, 'requested'),
    ...diagram('Parcel', PARCELS, walked.arrows.parcel, 'none'),
    ...moves('PARCEL_MOVES', 'src/core/parcel/lifecycle.ts', PARCEL_MOVES),
    ...diagram('Assessment', ASSESSMENTS, walked.arrows.assessment, 'none'),
    ...diagram('Settlement', SETTLEMENTS, walked.arrows.settlement, 'open'),
    '## A refund',
    '',
    ...diagram(null, [], walked.arrows.refund, null),
    ...moves('REFUND_MOVES', 'src/core/refund/lifecycle.ts', REFUND_MOVES),
    '## Status and tab',
    '',
    `The status is derived from the axes (\`src/core/return/status.ts\`), and so is the tab of the desk in which a return stands: ${TABS.map((t) => `\`${t}\``).join(' ')}.`,
    '`hold` and `money` go before the tab of the status.',
    '',
    ...table(
      ['status', 'found in the tabs'],
      STATUSES.map((status) => [
        `\`${status}\``,
        TABS.filter((tab) => walked.tabs.get(status)?.has(tab))
          .map((t) => `\`${t}\``)
          .join(' ') || '—',
      ]),
    ),
    '',
    '## Clocks',
    '',
    'From `CLOCK_RULES` in `src/core/clocks/rules.ts`. `ship` and `deliver` run on orders, `dispute_answer` on disputes, `follow_up` on unhappy answers (which come later), all others on returns.',
    'A target may bring its own length and ladder; where none is set, our own holds, or there is no such clock. Times of the ladder are counted from the due time.',
    'A clock that the channel or the law set never pauses. A broken clock stays broken, also when it is met late, unless the outside tells later that it was kept',
    'or had not begun: then the breach is marked as corrected, and the clock goes on from the true start.',
    '',
    ...table(
      ['clock', 'from', 'until', 'waits for', 'duty', 'our own', 'pauses while', 'ladder', 'safe act'],
      CLOCK_KINDS.map((kind) => {
        const rule = CLOCK_RULES[kind];
        return [
          `\`${kind}\``,
          rule.from,
          rule.until,
          rule.waitsFor,
          rule.duty,
          rule.own === null ? '—' : 'duration' in rule.own ? rule.own.duration : JSON.stringify(rule.own),
          rule.pausesWhile.join(', ') || '—',
          rule.ladder.map((step) => `${step.at} ${step.do}`).join(', '),
          rule.act ?? '—',
        ];
      }),
    ),
    '',
    '`nudge` reminds whoever the clock waits for: the buyer by letter, a colleague who knows the case by mail. `hand_over` asks all whose duty it is, `tell_manager`',
    'the managers, `act` does the safe act, never before the due time; where the kind has none, or an item may not be acted on (a withdrawal never expires:',
    'Directive 2011/83/EU article 14), the team is asked instead. No ladder is silent: one that only nudges ends with a `hand_over`. What the channel’s or the law’s',
    'date brings about by itself no policy takes away. After a long sleep steps that a later one has overtaken are put on the record and bother nobody.',
    '',
    'On returns, with the promises of the pack `backmarket`:',
    '',
    ...table(
      ['clock', 'started by', 'whose promise', 'when it runs out'],
      RETURN_CLOCKS.map((kind) => {
        const clock = walked.clocks.get(kind);
        return [`\`${kind}\``, [...(clock?.startedBy ?? [])].sort().join(', ') || '—', clock?.source ?? '—', clock?.onBreach ?? '—'];
      }),
    ),
    '',
    '## What comes next',
    '',
    'From `src/core/return/next.ts`: one line for the buyer’s page, one for the desk.',
    '',
    ...table(
      ['step', 'the buyer reads', 'the team reads'],
      NEXT_NAMES.map((what) => [`\`${what}\``, describeNext({ what }, 'en', 'buyer'), describeNext({ what }, 'en', 'team')]),
    ),
    '',
    '## Notices',
    '',
    'What the buyer is told, and which commands were found to call for it (`src/notifications/which.ts`). `received_request`, `approved` and `rejected` also follow from the request itself.',
    '',
    ...table(
      ['notice', 'called for by'],
      NOTICE_KINDS.map((kind) => [
        `\`${kind}\``,
        [...(walked.notices.get(kind) ?? [])].sort().join(', ') || (kind === 'message' ? 'message' : '—'),
      ]),
    ),
    '',
    '## Reasons and faults',
    '',
    `Reasons: ${REASONS.map((r) => `\`${r}\``).join(' ')}.`,
    '',
    `A \`defective\` item has a fault: ${FAULTS.map((f) => `\`${f}\``).join(' ')}.`,
  ].join('\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function diagram(title: string | null, states: readonly string[], arrows: Map<string, Set<string>>, first: string | null): string[] {
  const reached = new Set([first, ...[...arrows.keys()].flatMap((key) => key.split('>'))]);
  const unused = states.filter((state) => !reached.has(state));
  return [
    ...(title === null ? [] : [`### ${title}`, '']),
    '```mermaid',
    'stateDiagram-v2',
    ...(first === null ? [] : [`  [*] --> ${first}`]),
    ...[...arrows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, labels]) => `  ${key.replace('>', ' --> ')} : ${[...labels].sort().join(', ')}`),
    '```',
    '',
    ...(unused.length > 0
      ? [`In the vocabulary, but nothing leads there yet: ${unused.map((state) => `\`${state}\``).join(' ')}.`, '']
      : []),
  ];
}

function moves(name: string, file: string, table_: Readonly<Record<string, readonly string[]>>): string[] {
  return [
    `What the axis itself allows (\`${name}\`, \`${file}\`):`,
    '',
    ...table(
      ['from', 'to'],
      Object.entries(table_).map(([from, to]) => [`\`${from}\``, to.map((state) => `\`${state}\``).join(' ') || 'the end']),
    ),
    '',
  ];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(path.join(import.meta.dirname, '../docs/domain.md'), domainPage());
}
