/** What the parts of the editor share: the document on the table, whether it may be changed, and where in it one is. */
import { createContext, useContext } from 'react';
import type { PolicyDocument, PolicyProblem, Question } from '../../../src/core/policy/document.ts';
import type { PolicyView } from '../paths.ts';
import type { PolicyKey } from './server.ts';
import type { Edit } from './useDraft.ts';

export type Bench = {
  readonly key: PolicyKey;
  readonly document: PolicyDocument;
  /** Null where it may only be read: a version, or a person without that duty. */
  readonly edit: Edit | null;
  /** What the server has of a draft; null for a version. */
  readonly revision: number | null;
  readonly problems: readonly PolicyProblem[];
  /** Rows that spoke in the case on the test bench. */
  readonly spoke: ReadonlySet<string>;
  readonly view: PolicyView;
  readonly go: (change: PolicyView, how?: 'push' | 'replace') => void;
  /** Money in conditions is written in the seller's own currency. */
  readonly currency: string;
};

const BenchContext = createContext<Bench | null>(null);
export const BenchProvider = BenchContext.Provider;

export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (!bench) throw new Error('a part of the editor stands outside of it');
  return bench;
}

export const problemsOf = (problems: readonly PolicyProblem[], question: Question, row?: string): readonly PolicyProblem[] =>
  problems.filter((one) => one.question === question && (row === undefined || one.row === row));
