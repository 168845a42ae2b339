/** What may be done now, by whom, and if not, why: from the same table that `decide` obeys (STYLE 1, 14). */
import type { Actor } from '../access.ts';
import { isDutyOf, ruleOf, VERBS, type Verb } from './commands.ts';
import type { Refund, Return, ReturnItem } from './model.ts';
import { type RefusalName, STATE_REFUSALS } from './refusals.ts';

export type Possible = { readonly allowed: boolean; readonly because?: RefusalName };

/**
 * Every verb for this actor. What is not allowed here is refused by `decide` with the same name, unless it only says again what is
 * on the record already (that changes nothing and is no error). What is allowed may still be refused for what it brings along.
 */
export function possible(ret: Return, by: Actor): Record<Verb, Possible> {
  const answers = VERBS.map((verb) => {
    const because = isDutyOf(verb, by) ? whyNot(verb, ret, by) : 'not_your_duty';
    return [verb, because === null ? { allowed: true } : { allowed: false, because }] as const;
  });
  return Object.fromEntries(answers) as Record<Verb, Possible>;
}

/** Why the state of the return refuses the verb, whatever it may bring along; null where it does not. */
export function whyNot(verb: Verb, ret: Return, by: Actor): RefusalName | null {
  const ofRefunds = ruleOf(verb).refusedWhen.some((name) => STATE_REFUSALS[name].on === 'refund');
  if (ofRefunds) {
    if (ret.refunds.length === 0) return 'no_refund';
    const answers = ret.refunds.map((refund) => whyNotRefund(verb, ret, refund, by));
    return answers.includes(null) ? null : answers.at(-1)!;
  }
  const answers = ret.items.map((item) => whyNotItem(verb, ret, item, by));
  return answers.includes(null) ? null : answers[0]!;
}

export function whyNotItem(verb: Verb, ret: Return, item: ReturnItem, by: Actor): RefusalName | null {
  for (const name of ruleOf(verb).refusedWhen) {
    const rule = STATE_REFUSALS[name];
    if (rule.on === 'return' && rule.holds(ret, by)) return name;
    if (rule.on === 'item' && rule.holds(item, ret)) return name;
  }
  return null;
}

export function whyNotRefund(verb: Verb, ret: Return, refund: Refund, by: Actor): RefusalName | null {
  for (const name of ruleOf(verb).refusedWhen) {
    const rule = STATE_REFUSALS[name];
    if (rule.on === 'return' && rule.holds(ret, by)) return name;
    if (rule.on === 'refund' && rule.holds(refund, by, ret)) return name;
  }
  return null;
}
