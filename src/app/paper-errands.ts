/** What papers have done outside: made where they are due, and brought to the buyer (M32). */
import type { Errand } from './errands.ts';
import { paperBacklog, paperDue } from './issue-paper.ts';
import { sendPaper } from './send-paper.ts';

export const PAPER_ERRANDS: Readonly<Record<string, Errand<never>>> = {
  paper: sendPaper,
  paper_due: paperDue,
  paper_backlog: paperBacklog,
};
