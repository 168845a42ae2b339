import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clocksOf } from '../clocks/clocks.ts';
import { compare, sum } from '../money.ts';
import { sharesOf } from '../refund/plan.ts';
import type { Command } from './commands.ts';
import { decide, open } from './decide.ts';
import { describe as tell, describeNext } from './describe.ts';
import type { ReturnEvent } from './events.ts';
import { evolve, replay } from './evolve.ts';
import { DISPOSITIONS, keyOf, REASONS, RESOLUTIONS, type Return, VERDICTS } from './model.ts';
import { nextStep } from './next.ts';
import { possible } from './possible.ts';
import { isOpen, isSettled } from './refusals.ts';
import {
  buyer,
  camille,
  carrier,
  channel,
  decisionOf,
  eur,
  IMEI,
  ines,
  label,
  laptop,
  malik,
  MORNING,
  OTHER_IMEI,
  phone,
  requestOf,
  sofia,
  withShipping,
  worker,
} from './stage.test-support.ts';
import { itemStatus, statusOf, tabOf } from './status.ts';

const twoPhones = { ...phone, quantity: 2 };
const ACTORS = [camille, ines, malik, sofia, buyer, carrier, channel, worker, camille, camille];

const decision = fc
  .record({
    outcome: fc.constantFrom('approve', 'review', 'reject'),
    ground: fc.constantFrom('withdrawal', 'warranty', 'none'),
    refund: fc.constantFrom(
      decisionOf().refund,
      withShipping,
      { ...withShipping, deductions: eur(2_000) },
      { ...withShipping, items: eur(999_999) },
    ),
    next: fc.constantFrom('send_back', 'refund_without_return'),
    returnShipping: fc.constantFrom({ paidBy: 'seller', label: 'prepaid' }, { paidBy: 'buyer', label: 'own' }),
  } as const)
  .map(decisionOf);

const opening = fc
  .record({
    decisions: fc.array(decision, { minLength: 3, maxLength: 3 }),
    reasons: fc.array(fc.constantFrom(...REASONS), { minLength: 3, maxLength: 3 }),
    count: fc.integer({ min: 1, max: 3 }),
    withLabel: fc.boolean(),
  })
  .map(({ decisions, reasons, count, withLabel }) =>
    requestOf(
      [{ line: twoPhones, unit: 1 }, { line: laptop }, { line: twoPhones, unit: 2 }]
        .slice(0, count)
        .map((asked, i) => ({ ...asked, decision: decisions[i]!, reason: reasons[i]! })),
      withLabel ? { label } : {},
    ),
  );

const item = fc.constantFrom({ lineId: '1', unit: 1 }, { lineId: '1', unit: 2 }, { lineId: '2' }, { lineId: '1' }, { lineId: '9' });
const someItems = <T>(more: fc.Arbitrary<T>) =>
  fc.array(
    fc.tuple(item, more).map(([key, rest]) => ({ ...key, ...rest })),
    { maxLength: 3, minLength: 1 },
  );
/** Which refund is meant is chosen when the return is known. */
const refundAt = fc.integer({ min: 0, max: 4 }).map((n) => `refund ${n}`);
const code = fc.constantFrom('accepted', 'in_transit', 'delivered', 'lost', 'returned', 'label_created');

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ verb: fc.constant('approval' as const), label: fc.constant(label) }),
  fc.record({ verb: fc.constant('rejection' as const), because: fc.constantFrom('Too late, sorry.', '') }),
  fc.record({ verb: fc.constant('information-request' as const), asks: fc.constant('Which photo shows it?') }),
  fc.record({ verb: fc.constant('information' as const), photos: fc.nat(3) }),
  fc.record({ verb: fc.constant('cancellation' as const) }),
  fc.record({
    verb: fc.constant('label' as const),
    kind: fc.constantFrom('prepaid' as const, 'own' as const),
    carrier: fc.constant('sandbox-post'),
    trackingNumber: fc.constantFrom('A', 'B'),
  }),
  fc.record({ verb: fc.constant('dispatch' as const), trackingNumber: fc.constantFrom('A', 'B') }),
  fc.record({
    verb: fc.constant('tracking' as const),
    events: fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 40 }).map((d) => new Date(Date.parse(MORNING) + d * 43_200_000).toISOString()), code }),
      { maxLength: 3 },
    ),
  }),
  // Two that end or bind a case once share a place, so that the others come as often as before.
  fc.oneof(
    fc.record({ verb: fc.constant('lost' as const) }),
    fc.record({ verb: fc.constant('channel-case' as const), channelReturnId: fc.constantFrom('9001', '9002') }),
  ),
  someItems(fc.constantFrom({ imei: IMEI }, { imei: OTHER_IMEI }, {}, { serial: 'C02FK1XYQ6L4' })).map((items) => ({
    verb: 'receipt' as const,
    items,
  })),
  someItems(fc.record({ verdict: fc.constantFrom(...VERDICTS), disposition: fc.constantFrom(...DISPOSITIONS) })).map((items) => ({
    verb: 'inspection' as const,
    items,
  })),
  someItems(
    fc.oneof(
      fc.record({ resolution: fc.constantFrom(...RESOLUTIONS) }),
      fc.record({ resolution: fc.constantFrom(...RESOLUTIONS), amount: fc.integer({ min: -1, max: 40_000 }).map(eur) }),
    ),
  ).map((items) => ({ verb: 'resolution' as const, items })),
  fc.record({ verb: fc.constant('completion' as const) }),
  fc.record({ verb: fc.constantFrom('inspection-start' as const, 'resolution-undo' as const, 'message-undo' as const) }),
  fc.record({ verb: fc.constant('outbound-parcel' as const), trackingNumber: fc.constantFrom('8R1', '8R2', ' ') }),
  fc.record({ verb: fc.constant('remedy-failure' as const), because: fc.constant('The board is broken.') }),
  fc.record({
    verb: fc.constant('message' as const),
    messageId: fc.constant('m'),
    language: fc.constant('fr'),
    direction: fc.constantFrom('in' as const, 'out' as const),
    informative: fc.boolean(),
  }),
  fc.record({ verb: fc.constant('note' as const), noteId: fc.constant('n') }),
  fc.record({
    verb: fc.constant('hold' as const),
    because: fc.constant('Something is odd.'),
    why: fc.constantFrom('staff' as const, 'dispute' as const),
  }),
  fc.record({ verb: fc.constant('release' as const), because: fc.constant('It is the right one.') }),
  fc.record({
    verb: fc.constantFrom(
      'refund-approval' as const,
      'refund-submission' as const,
      'refund-confirmation' as const,
      'refund-retry' as const,
    ),
    refundId: refundAt,
  }),
  fc.record({ verb: fc.constantFrom('refund-submission' as const, 'refund-confirmation' as const), refundId: refundAt }),
  fc.record({ verb: fc.constant('refund-approval' as const), refundId: refundAt }),
  fc.record({ verb: fc.constant('refund-failure' as const), refundId: refundAt, says: fc.constant('The channel is closed.') }),
  fc.record({
    verb: fc.constant('breach' as const),
    kind: fc.constantFrom(
      'first_answer' as const,
      'send_back' as const,
      'resolve' as const,
      'auto_refund' as const,
      'withdrawal_refund' as const,
      'tracking_stalled' as const,
    ),
  }),
  fc.record({
    verb: fc.constant('award' as const),
    dispute: fc.constantFrom('D-1', 'D-2'),
    items: fc
      .option(fc.integer({ min: 1, max: 40_000 }), { nil: undefined })
      .map((minor) => [{ lineId: '1', unit: 1, ...(minor !== undefined && { amount: eur(minor) }) }]),
  }),
  fc.record({
    verb: fc.constant('redecision' as const),
    decisions: decision.map((answer) => [{ lineId: '1', unit: 1, decision: answer }]),
  }),
);
const step = fc.record({
  command,
  by: fc.constantFrom(...ACTORS),
  hours: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.nat(120) }),
});

type Walk = { ret: Return; events: ReturnEvent[] };

const CONTEXT = { refundLimit: eur(30_000), alreadyRefunded: eur(1_000), graceSeconds: 10 };

/** Plays a random life; `look` sees the return before each step and what came of it. */
function live(
  input: Parameters<typeof open>[0],
  steps: readonly { command: Command; by: (typeof ACTORS)[number]; hours: number }[],
  look: (
    before: Return,
    command: Command,
    by: (typeof ACTORS)[number],
    answer: ReturnType<typeof decide>,
    after: Return,
    now: string,
  ) => void = () => {},
): Walk {
  let now = Date.parse(MORNING);
  let ids = 0;
  const events = open(input, { now: MORNING, by: buyer });
  let ret = replay(events);
  for (const { command: said, by: who, hours } of steps) {
    now += hours * 3_600_000;
    const meant =
      'refundId' in said
        ? { ...said, refundId: ret.refunds[Number(said.refundId.slice(7)) % Math.max(1, ret.refunds.length)]?.id ?? said.refundId }
        : said;
    // Half of the machine's work would be refused to people: give it to the machine.
    const by = ['breach', 'redecision', 'award', 'refund-submission', 'refund-failure', 'tracking'].includes(meant.verb)
      ? worker
      : meant.verb === 'refund-approval'
        ? sofia
        : who;
    const fresh = Array.from({ length: 6 }, () => `id-${++ids}`);
    const at = new Date(now).toISOString();
    const answer = decide(ret, meant, { ...CONTEXT, now: at, by, ids: fresh });
    const before = ret;
    if (answer.ok) {
      events.push(...answer.events);
      ret = answer.events.reduce<Return>(evolve, ret);
    }
    look(before, meant, by, answer, ret, at);
  }
  return { ret, events };
}

const lives = (
  check: (input: Parameters<typeof open>[0], steps: readonly { command: Command; by: (typeof ACTORS)[number]; hours: number }[]) => void,
) => fc.assert(fc.property(opening, fc.array(step, { maxLength: 40 }), check), { numRuns: 400 });

test('events are numbered 1, 2, 3 … and tell the whole story', () => {
  lives((input, steps) => {
    const { ret, events } = live(input, steps);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(ret.version).toBe(events.length);
    expect(replay(events)).toEqual(ret);
    expect(replay(JSON.parse(JSON.stringify(events)) as ReturnEvent[])).toEqual(ret);
    for (const event of events) expect(tell(event, 'fr').length, event.type).toBeGreaterThan(5);
  });
});

test('never more goes back than was paid, for the order and for each unit', () => {
  lives((input, steps) => {
    const { ret } = live(input, steps);
    const amounts = ret.refunds.map(({ amount }) => amount);
    expect(compare(sum([...amounts, eur(1_000)], 'EUR'), ret.order.paid)).toBeLessThanOrEqual(0);
    for (const share of sharesOf(ret.order)) {
      const own = ret.refunds.flatMap(({ items }) => items).filter((paid) => keyOf(paid) === keyOf(share));
      expect(
        compare(
          sum(
            own.map(({ amount }) => amount),
            'EUR',
          ),
          share.most,
        ),
      ).toBeLessThanOrEqual(0);
    }
    for (const refund of ret.refunds) {
      expect(refund.amount).toEqual(
        sum(
          refund.items.map(({ amount }) => amount),
          'EUR',
        ),
      );
      expect(refund.amount.minor).toBeGreaterThan(0);
    }
  });
});

test('a refund is confirmed once', () => {
  lives((input, steps) => {
    const { events } = live(input, steps);
    const confirmed = events.flatMap((event) => (event.type === 'refund_confirmed' ? [event.refundId] : []));
    expect(new Set(confirmed).size).toBe(confirmed.length);
  });
});

test('what was taken back leaves no trace: items, refunds and dates are those of before', () => {
  lives((input, steps) => {
    live(input, steps, (before, command, by, answer, after, now) => {
      if (command.verb !== 'resolution' || !answer.ok || by.kind !== 'staff') return;
      const undone = decide(after, { verb: 'resolution-undo' }, { ...CONTEXT, now, by, ids: ['u-1', 'u-2', 'u-3', 'u-4'] });
      expect(undone.ok).toBe(true);
      if (!undone.ok) return;
      const [back] = undone.events;
      // What a clock brings about in the same breath is its own affair.
      const again = evolve(after, back!);
      expect(again.items).toEqual(before.items);
      expect(again.refunds).toEqual(before.refunds);
      expect(again.milestones).toEqual(before.milestones);
    });
  });
});

test('once money has left for an item nothing takes its settlement back, and what is settled is settled once', () => {
  lives((input, steps) => {
    live(input, steps, (before, _command, _by, answer, after) => {
      if (!answer.ok) return;
      const undone = answer.events.flatMap((event) => (event.type === 'resolution_undone' ? event.items.map(keyOf) : []));
      const gone = before.refunds.filter(({ state }) => state !== 'planned' && state !== 'awaiting_approval');
      for (const refund of gone) {
        expect(after.refunds.some(({ id }) => id === refund.id)).toBe(true);
        for (const item of refund.items) expect(undone).not.toContain(keyOf(item));
      }
      for (const item of before.items.filter(isSettled)) {
        const now = after.items.find((one) => keyOf(one) === keyOf(item))!;
        if (!undone.includes(keyOf(item))) expect(now.settlement).toBe(item.settlement);
      }
    });
  });
});

test('what was tried and did not work is not tried a second time in the same return', () => {
  lives((input, steps) => {
    const { events } = live(input, steps);
    const failed = new Set<string>();
    for (const event of events) {
      if (event.type === 'resolved') for (const item of event.items) expect(failed).not.toContain(`${keyOf(item)} ${item.resolution}`);
      if (event.type === 'remedy_failed') for (const item of event.items) failed.add(`${keyOf(item)} ${item.remedy}`);
    }
  });
});

test('a closed return has no open item, and a return without one that got something is closed', () => {
  lives((input, steps) => {
    const { ret } = live(input, steps);
    const open = ret.items.filter(isOpen);
    if (ret.milestones.closedAt) expect(open).toEqual([]);
    expect(statusOf(ret) === 'closed').toBe(ret.milestones.closedAt !== undefined);
    if (open.length > 0) expect(['closed', 'rejected', 'cancelled', 'expired']).not.toContain(statusOf(ret));
    if (open.length === 0) expect(tabOf(ret)).toBe('done');
    else expect(tabOf(ret)).not.toBe('done');
    expect(nextStep(ret).what === 'none').toBe(open.length === 0);
    expect(describeNext(nextStep(ret), 'en', 'buyer')).not.toBe('');
    for (const item of ret.items) expect(itemStatus(item)).toBeTypeOf('string');
  });
});

test('what `possible` refuses, `decide` refuses with the same name, or it was said before', () => {
  lives((input, steps) => {
    live(input, steps, (before, command, by, answer) => {
      const { allowed, because } = possible(before, by)[command.verb];
      if (allowed) return;
      if (answer.ok) expect(answer.events).toEqual([]);
      else expect(answer.refusal.name).toBe(because);
    });
  });
});

test('what `possible` allows is refused only for what it brings along, or for the unit that it names', () => {
  const bringsNothing = new Set<string>([
    'approval',
    'cancellation',
    'lost',
    'completion',
    'information',
    'note',
    'message',
    'release',
    'information-request',
    'dispatch',
    'inspection-start',
  ]);
  lives((input, steps) => {
    live(input, steps, (before, command, by, answer) => {
      if (bringsNothing.has(command.verb) && possible(before, by)[command.verb].allowed)
        expect(answer.ok ? 'done' : answer.refusal.name).toBe('done');
    });
  });
});

test('said again at once, a command changes nothing or is refused: it never does its work twice', () => {
  lives((input, steps) => {
    live(input, steps, (_before, command, by, _answer, after, now) => {
      if (
        !['receipt', 'inspection', 'tracking', 'refund-confirmation', 'resolution', 'approval', 'breach', 'dispatch'].includes(command.verb)
      )
        return;
      const again = decide(after, command, { ...CONTEXT, now, by, ids: ['again-1', 'again-2', 'again-3', 'again-4'] });
      if (again.ok) expect(again.events).toEqual([]);
    });
  });
});

test('no clock disappears unless a carrier takes its word back, and a breach stays on the record', () => {
  lives((input, steps) => {
    live(input, steps, (before, command, _by, _answer, after) => {
      const later = new Map(clocksOf(after).map((clock) => [clock.kind, clock]));
      for (const clock of clocksOf(before)) {
        const now = later.get(clock.kind);
        if (now === undefined) expect([command.verb, clock.startedBy]).toEqual(['tracking', 'backAt']);
        const anew = now?.startedAt !== clock.startedAt;
        if (clock.breachedAt !== undefined && !anew) expect(now!.state === 'breached' || now!.corrected).toBe(true);
      }
      for (const breach of before.breaches ?? [])
        expect(
          (after.breaches ?? []).some(
            ({ kind, startedAt, at }) => kind === breach.kind && startedAt === breach.startedAt && at === breach.at,
          ),
        ).toBe(true);
    });
  });
});

test('a clock that was met too late is on the record, though nobody swept', () => {
  lives((input, steps) => {
    live(input, steps, (before, _command, _by, answer, after, now) => {
      if (!answer.ok) return;
      for (const clock of clocksOf(after)) {
        const ran = clocksOf(before).find(({ kind }) => kind === clock.kind);
        const late =
          ran?.state === 'running' && ran.pausedAt === undefined && Date.parse(ran.dueAt) < Date.parse(now) && clock.dueAt === ran.dueAt;
        if (late && (clock.state === 'stopped' || (clock.state === 'met' && clock.metAt! > clock.dueAt)))
          expect(after.breached).toContain(clock.kind);
      }
    });
  });
});

test('the random lives reach every kind of event', { timeout: 30_000 }, () => {
  const missing = new Set<string>([
    ...[
      'requested',
      'decided',
      'put_in_review',
      'approved',
      'rejected',
      'information_requested',
      'information_received',
      'cancelled',
      'expired',
    ],
    ...[
      'label_issued',
      'dispatched',
      'tracked',
      'parcel_lost',
      'received',
      'inspected',
      'resolved',
      'completed',
      'messaged',
      'noted',
      'held',
      'inspection_begun',
      'resolution_undone',
      'message_undone',
      'linked',
      'remedy_failed',
    ],
    ...['refund_planned', 'refund_approved', 'refund_submitted', 'refund_confirmed', 'refund_failed', 'refund_retried', 'auto_refund_held'],
    ...['released', 'clock_breached', 'clock_corrected', 'escalated', 'closed'],
  ]);
  for (let seed = 1; missing.size > 0 && seed <= 40; seed++) {
    for (const [input, steps] of fc.sample(fc.tuple(opening, fc.array(step, { minLength: 30, maxLength: 50 })), { numRuns: 50, seed })) {
      for (const { type } of live(input, steps).events) missing.delete(type);
    }
  }
  expect([...missing]).toEqual([]);
});
