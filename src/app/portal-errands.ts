/** What the buyer's portal sends off by itself. */
import { sendCode } from './portal-codes.ts';
import { declaredAnswer } from './intake-declared.ts';
import { withdrawalLetterErrand, withdrawalReturnErrand } from './withdrawals.ts';

export const PORTAL_ERRANDS = {
  portal_code: sendCode,
  withdrawal_letter: withdrawalLetterErrand,
  withdrawal_return: withdrawalReturnErrand,
  declared_answer: declaredAnswer,
} as const;
