import type { Outcome } from '../../../src/core/policy/decision.ts';
import type { Tone } from '../parts/Badge.tsx';

export const OUTCOME_TONES: Readonly<Record<Outcome, Tone>> = { approve: 'good', review: 'warn', reject: 'danger' };
