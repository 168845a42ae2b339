/**
 * What would change the answer (M6): on which day, with which photos, with which finding. Each alternative is found by asking `evaluate` with
 * changed facts, and kept only where another answer comes out; so nothing can be told that is not so. Words are made when somebody reads.
 */
import type { Language } from '../access.ts';
import { addDays, endOfDayIn, isDate, localDate, startOfDayIn, zoneOf } from '../calendar.ts';
import { type Reason, VERDICTS, type Verdict } from '../return/model.ts';
import { spokenDay, spokenMoney } from '../spoken.ts';
import type { Decision, DecisionFacts, Outcome } from './decision.ts';
import type { PolicyDocument, When } from './document.ts';
import { evaluate, type EvaluateOptions } from './evaluate.ts';
import type { Audience } from './explain.ts';
import { joined, valueLabel, valuePhrase } from './in-words.ts';
import { ALTERNATIVES } from './words/alternatives.ts';
import { VOCABULARY } from './words/vocabulary.ts';

export type Alternative = {
  /**
   * `later`: asked from `when` on. `earlier`: asked by `when`. `photos`, `finding`, `reason`, `delivery` (on the day `when`): as in `with`.
   * `record`: without the signs of abuse.
   */
  readonly kind: 'later' | 'earlier' | 'photos' | 'finding' | 'delivery' | 'reason' | 'record';
  /** Local date of the buyer's country. */
  readonly when?: string;
  /** Until when today's answer holds: with the first `later`. */
  readonly until?: string;
  readonly with?: { readonly photos?: number; readonly verdicts?: readonly Verdict[]; readonly reason?: Reason };
  /** The facts that were put to `evaluate`, and what it said. */
  readonly facts: DecisionFacts;
  readonly decision: Decision;
  /** The outcome that stands, and in what this one differs from it. */
  readonly now: Outcome;
  readonly changed: readonly Changed[];
};
export type Changed = 'outcome' | 'ground' | 'resolutions' | 'refund' | 'returnShipping';

/** Nobody reads a longer list. */
const MOST = 6;

/** The most useful first; empty where nothing would change it. Some three dozen evaluations: asked when somebody reads, never when deciding. */
export function alternativesOf(policy: PolicyDocument, facts: DecisionFacts, options: EvaluateOptions): readonly Alternative[] {
  const now = evaluate(policy, facts, options);
  const asking: Asking = { now, facts, ask: (changed) => evaluate(policy, changed, options), policy };
  const [soonest, ...afterwards] = later(asking);
  return [
    ...photos(asking),
    ...(soonest ? [soonest] : []),
    ...(now.outcome === 'approve' ? [] : earlier(asking)),
    ...reasonNamed(asking),
    ...findings(asking),
    ...delivery(asking),
    ...record(asking),
    ...afterwards,
  ].slice(0, MOST);
}

/**
 * Whether a buyer is told of it. What only a check or a bench could find, and what hangs on signs of abuse, is the team's business:
 * no buyer is shown how to ask for more.
 */
export function isForBuyers({ kind, decision, now, changed, with: given }: Alternative): boolean {
  if (kind === 'photos') return true;
  if (kind === 'earlier') return now === 'reject';
  if (kind === 'later') return !(decision.abuse && decision.outcome === 'review' && changed.includes('outcome'));
  return kind === 'finding' && decision.outcome === 'approve' && given?.verdicts?.includes('fault_confirmed') === true;
}

type Asking = {
  readonly now: Decision;
  readonly facts: DecisionFacts;
  readonly ask: (facts: DecisionFacts) => Decision;
  readonly policy: PolicyDocument;
};

function changes(now: Decision, then: Decision): readonly Changed[] {
  const changed: Changed[] = [];
  if (now.outcome !== then.outcome) changed.push('outcome');
  if (now.ground !== then.ground) changed.push('ground');
  if (now.resolutions.join() !== then.resolutions.join()) changed.push('resolutions');
  if (now.refund.total.minor !== then.refund.total.minor) changed.push('refund');
  if (now.returnShipping.paidBy !== then.returnShipping.paidBy) changed.push('returnShipping');
  return changed;
}

function instead(
  { now, ask }: Asking,
  kind: Alternative['kind'],
  facts: DecisionFacts,
  more: Pick<Alternative, 'when' | 'until' | 'with'> = {},
): Alternative[] {
  const decision = ask(facts);
  const changed = changes(now, decision);
  return changed.length === 0 ? [] : [{ kind, ...more, facts, decision, now: now.outcome, changed }];
}

// ── Days ──

/** How many changes to come are told. */
const CHANGES_TO_COME = 2;

function later(asking: Asking): Alternative[] {
  const { facts, ask } = asking;
  const zone = zoneOf(facts.order.country);
  const today = localDate(facts.at, zone);
  const on = (date: string): DecisionFacts => ({ ...facts, at: startOfDayIn(date, zone) });
  const found: Alternative[] = [];
  let [day, standing] = [today, asking.now];
  for (const boundary of boundariesOf(asking).filter((date) => date >= today)) {
    if (found.length === CHANGES_TO_COME) break;
    const after = addDays(boundary, 1);
    const then = ask(on(after));
    if (changes(standing, then).length === 0) {
      day = after;
      continue;
    }
    const last = lastDayOf(standing, day, after, (date) => ask(on(date)));
    const first = addDays(last, 1);
    found.push(...instead(asking, 'later', on(first), { when: first, ...(found.length === 0 && { until: last }) }));
    [day, standing] = [after, then];
  }
  return found;
}

/** Back from today to the delivery: until when the answer was another, and a better one for the buyer. */
function earlier(asking: Asking): Alternative[] {
  const { facts, ask, now } = asking;
  const { deliveredAt, country } = facts.order;
  if (deliveredAt === undefined || deliveredAt > facts.at) return [];
  const zone = zoneOf(country);
  const [today, delivered] = [localDate(facts.at, zone), localDate(deliveredAt, zone)];
  const by = (date: string): DecisionFacts => ({ ...facts, at: endOfDayIn(date, zone) });
  for (const boundary of boundariesOf(asking).reverse()) {
    if (boundary < delivered || boundary >= today) continue;
    const then = ask(by(boundary));
    if (RANK[then.outcome] <= RANK[now.outcome]) continue;
    // The boundary may lie before the very last day of the better answer.
    const last = lastDayOf(then, boundary, today, (date) => (date === today ? now : ask(by(date))));
    return instead(asking, 'earlier', by(last), { when: last });
  }
  return [];
}
const RANK = { reject: 0, review: 1, approve: 2 } as const;

/** The last day, from `day` on, on which the answer is still `standing`; on `after` it is not. */
function lastDayOf(standing: Decision, day: string, after: string, ask: (date: string) => Decision): string {
  let [same, other] = [day, after];
  for (;;) {
    const middle = addDays(same, Math.floor((Date.parse(other) - Date.parse(same)) / 86_400_000 / 2));
    if (middle === same) return same;
    if (changes(standing, ask(middle)).length === 0) same = middle;
    else other = middle;
  }
}

/** Days on which some right or row may end: those that the findings name, for whatever reason one asks, and those that the policy counts to. */
function boundariesOf({ facts, ask, policy }: Asking): string[] {
  const zone = zoneOf(facts.order.country);
  const dates = new Set<string>();
  for (const reason of [facts.request.reason, 'changed_mind', 'defective'] as const) {
    for (const { facts: named } of ask({ ...facts, request: { ...facts.request, reason } }).because) {
      for (const fact of Object.values(named)) if (typeof fact === 'string' && fact.length === 10 && isDate(fact)) dates.add(fact);
    }
  }
  const counted = countedDays(policy);
  const ends = [...dates];
  for (const left of counted.daysLeft) for (const end of ends) dates.add(addDays(end, -left - 1));
  const starts = [
    [facts.order.deliveredAt, counted.daysSinceDelivery],
    [facts.order.shippedAt, counted.daysSinceShipping],
    [facts.order.placedAt, counted.daysSincePlaced],
  ] as const;
  for (const [start, days] of starts) {
    if (start === undefined) continue;
    for (const n of days) dates.add(addDays(localDate(start, zone), n)).add(addDays(localDate(start, zone), n - 1));
  }
  return [...dates].sort();
}

type Counted = Record<'daysLeft' | 'daysSinceDelivery' | 'daysSinceShipping' | 'daysSincePlaced', number[]>;

/** The numbers of days that a policy's conditions name. */
function countedDays(policy: PolicyDocument): Counted {
  const counted: Counted = { daysLeft: [], daysSinceDelivery: [], daysSinceShipping: [], daysSincePlaced: [] };
  const walk = (when: When): void => {
    if ('all' in when) return when.all.forEach(walk);
    if ('any' in when) return when.any.forEach(walk);
    if ('not' in when) return walk(when.not);
    if (!Object.hasOwn(counted, when.fact)) return;
    const named = 'is' in when ? [when.is] : 'in' in when ? when.in : ['atLeast' in when ? when.atLeast : when.atMost];
    for (const n of named) if (typeof n === 'number') counted[when.fact as keyof Counted].push(n);
  };
  for (const table of Object.values(policy.tables)) for (const { when } of table) if (when) walk(when);
  return counted;
}

// ── Evidence, findings, records ──

/** The fewest photos that change the answer, where somebody counted them. */
function photos(asking: Asking): Alternative[] {
  const { facts, policy } = asking;
  const { photos: sent } = facts.request;
  if (sent === undefined) return [];
  const asked = [...new Set(policy.tables.evidence.map(({ answer }) => answer.photos))].filter((n) => n > sent).sort((a, b) => a - b);
  for (const n of asked) {
    const found = instead(asking, 'photos', { ...facts, request: { ...facts.request, photos: n } }, { with: { photos: n } });
    if (found.length > 0) return found;
  }
  return [];
}

/** Findings with the same outcome are told together. */
function findings(asking: Asking): Alternative[] {
  const { facts, now } = asking;
  if (facts.finding || now.outcome === 'reject' || now.next === 'refund_without_return') return [];
  const found: Alternative[] = [];
  for (const verdict of VERDICTS) {
    const identity = verdict === 'other_device' ? 'mismatch' : 'match';
    const [one] = instead(asking, 'finding', { ...facts, finding: { verdict, identity } }, { with: { verdicts: [verdict] } });
    if (!one) continue;
    const same = found.findIndex(({ decision }) => changes(decision, one.decision).length === 0);
    if (same < 0) found.push(one);
    else found[same] = { ...found[same]!, with: { verdicts: [...found[same]!.with!.verdicts!, verdict] } };
  }
  return found;
}

/** What if the delivery were on record? Five days after shipping it is owed (M23); where that is still to come, today. */
function delivery(asking: Asking): Alternative[] {
  const { facts } = asking;
  const { deliveredAt, shippedAt, country } = facts.order;
  if ((deliveredAt !== undefined && deliveredAt <= facts.at) || shippedAt === undefined || shippedAt > facts.at) return [];
  const owed = new Date(Date.parse(shippedAt) + 5 * 86_400_000).toISOString();
  const at = owed < facts.at ? owed : facts.at;
  return instead(asking, 'delivery', { ...facts, order: { ...facts.order, deliveredAt: at } }, { when: localDate(at, zoneOf(country)) });
}

/** `other` may be a fault: what if it is? */
function reasonNamed(asking: Asking): Alternative[] {
  const { facts, now } = asking;
  if (facts.request.reason !== 'other' || now.outcome === 'approve') return [];
  return instead(asking, 'reason', { ...facts, request: { ...facts.request, reason: 'defective' } }, { with: { reason: 'defective' } });
}

function record(asking: Asking): Alternative[] {
  const { facts, now } = asking;
  if (!now.abuse) return [];
  const { record: _, ...history } = facts.history;
  return instead(asking, 'record', { ...facts, history: { ...history, buyerReturns12m: 0 } });
}

// ── In words ──

/** `The same answer if asked until 2 December 2026. Asked from 3 December 2026: rejected.` Ask {@link isForBuyers} before telling a buyer. */
export function sayAlternative(alternative: Alternative, language: Language, audience: Audience): string {
  const { kind, when, until, with: given } = alternative;
  const words = ALTERNATIVES[language][audience];
  const sentences: Partial<Record<keyof typeof ALTERNATIVES.en.agent.if, string>> = words.if;
  const key = SENTENCES[kind](alternative);
  const { or, verdict } = VOCABULARY[language];
  const filled: Record<string, string> = {
    when: when === undefined ? '' : day(when, language),
    until: until === undefined ? '' : day(until, language),
    n: String(given?.photos ?? ''),
    verdicts: (given?.verdicts ?? []).map((one) => verdict[one]).join(`, ${or} `),
    reason: given?.reason === undefined ? '' : valuePhrase('reason', given.reason, language),
    then: consequence(alternative, language, audience),
  };
  return (sentences[key] ?? ALTERNATIVES[language].agent.if[key]).replace(/\{(\w+)\}/g, (_hole, name: string) => filled[name] ?? '');
}

const SENTENCES: Readonly<Record<Alternative['kind'], (alternative: Alternative) => keyof typeof ALTERNATIVES.en.agent.if>> = {
  later: ({ until }) => (until === undefined ? 'from' : 'holdsUntil'),
  earlier: () => 'until',
  photos: ({ with: given }) => (given?.photos === 1 ? 'photo' : 'photos'),
  finding: () => 'finding',
  delivery: () => 'delivery',
  reason: () => 'reason',
  record: () => 'record',
};

function consequence({ decision, changed }: Alternative, language: Language, audience: Audience): string {
  const { then } = ALTERNATIVES[language][audience];
  const { outcome, refund } = decision;
  const said: string[] = [];
  if (changed.includes('outcome')) said.push(then.outcome[outcome]);
  if (outcome !== 'reject') {
    if (changed.includes('ground')) said.push(then.ground.replace('{ground}', () => valueLabel('ground', decision.ground, language)));
    if (changed.includes('resolutions') && decision.resolutions.length > 0)
      said.push(
        then.offers.replace('{offers}', () =>
          joined(
            decision.resolutions.map((one) => VOCABULARY[language].resolution[one]),
            VOCABULARY[language].or,
          ),
        ),
      );
    // A sum that only a person could grant is promised to nobody.
    if (changed.includes('refund') && !(audience === 'buyer' && outcome === 'review'))
      said.push(refund.total.minor === 0 ? then.noRefund : then.refund.replace('{amount}', () => spokenMoney(refund.total, language)));
    if (changed.includes('returnShipping')) said.push(then.wayBack[decision.returnShipping.paidBy]);
  }
  return said.length === 0 ? then.outcome[outcome] : said.join('; ');
}

const day = (date: string, language: Language): string => spokenDay(`${date}T00:00:00Z`, language, 'UTC');
