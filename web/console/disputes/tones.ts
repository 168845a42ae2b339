import type { Tone } from '../parts/Badge.tsx';
import type { FullDispute } from './api.ts';

/** How much a state asks of us. */
export const TONES: Readonly<Record<FullDispute['state'], Tone>> = {
  to_answer: 'warn',
  waiting: 'plain',
  proposed: 'info',
  handed_over: 'info',
  ruled: 'accent',
  closed: 'good',
};
