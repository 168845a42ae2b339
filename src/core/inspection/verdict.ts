/** What the answers at the bench come to. A proposal with its reasons: the person at the bench decides (M26). */
import type { Fault, Identity, Reason, Verdict } from '../return/model.ts';
import { type Answers, isAsked, nextQuestion, type Question, type Sign, signOf } from './checklist.ts';

export type VerdictProposal = {
  readonly verdict: Verdict /** Keys of the questions that speak for it; `identity` for the number read. */;
  readonly because: readonly string[];
};

export type Finding = {
  readonly checklist: readonly Question[];
  readonly answers: Answers;
  readonly reason: Reason;
  readonly fault?: Fault;
  readonly identity?: Identity;
};

/** Null while questions are open, unless an answer ends the inspection at once. */
export function proposeVerdict({ checklist, answers, reason, fault, identity }: Finding): VerdictProposal | null {
  const asked = checklist.filter((question) => isAsked(question, answers));
  const saying = (...signs: Sign[]) =>
    asked.filter((question) => {
      const sign = signOf(question, answers);
      return sign !== null && signs.includes(sign);
    });
  const keys = (questions: readonly Question[]) => questions.map(({ key }) => key);

  if (identity === 'mismatch') return { verdict: 'other_device', because: ['identity'] };
  const missing = saying('missing');
  if (missing.length > 0) return { verdict: reason === 'missing_part' ? 'fault_confirmed' : 'incomplete', because: keys(missing) };
  const locked = saying('locked');
  // A device that was sold locked is our fault; one that the buyer's account locks has not come back whole.
  if (locked.length > 0) return { verdict: fault === 'locked' ? 'fault_confirmed' : 'incomplete', because: keys(locked) };
  if (nextQuestion(checklist, answers) !== null) return null;

  const damage = saying('damage');
  if (damage.length > 0) return { verdict: reason === 'damaged_in_transit' ? 'fault_confirmed' : 'customer_damage', because: keys(damage) };
  const faults = saying('fault');
  if (faults.length > 0) return { verdict: 'fault_confirmed', because: keys(faults) };
  const unlike = saying('unlike');
  if (unlike.length > 0) {
    const ours = reason === 'not_as_described' || reason === 'wrong_item' || reason === 'counterfeit';
    return { verdict: ours ? 'fault_confirmed' : 'customer_damage', because: keys(unlike) };
  }
  const complained = reason === 'defective' || reason === 'damaged_in_transit' || reason === 'missing_part';
  return { verdict: complained ? 'no_fault_found' : 'as_described', because: keys(saying('good')) };
}
