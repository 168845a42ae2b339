/** What is being written outlives a look at another case: kept per return and kind, for as long as the window is open. */
import { useCallback, useSyncExternalStore } from 'react';
import type { KeptFile } from './api.ts';

export type Composing = 'message' | 'note';
/** `after`: the last word of the thread when writing began, or that was read since. Undefined until somebody writes. */
export type Draft = { readonly text: string; readonly after?: string | null; readonly files?: readonly KeptFile[] };

const EMPTY: Draft = { text: '' };
const keyOf = (id: string, kind: Composing) => `retour.draft.${kind}.${id}`;
const known = new Map<string, Draft>();
const listeners = new Set<() => void>();

function read(key: string): Draft {
  const there = known.get(key);
  if (there) return there;
  const kept = sessionStorage.getItem(key);
  const draft = kept === null ? EMPTY : parsed(kept);
  known.set(key, draft);
  return draft;
}

function parsed(kept: string): Draft {
  try {
    const draft = JSON.parse(kept) as Draft;
    return typeof draft.text === 'string' ? draft : EMPTY;
  } catch {
    return { text: kept };
  }
}

export function putDraft(id: string, kind: Composing, draft: Draft): void {
  const key = keyOf(id, kind);
  known.set(key, draft);
  if (draft.text !== '' || (draft.files?.length ?? 0) > 0) sessionStorage.setItem(key, JSON.stringify(draft));
  else sessionStorage.removeItem(key);
  for (const tell of listeners) tell();
}

export const draftOf = (id: string, kind: Composing): Draft => read(keyOf(id, kind));

const subscribe = (tell: () => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};

export function useDraft(id: string, kind: Composing): readonly [Draft, (draft: Draft) => void] {
  const draft = useSyncExternalStore(subscribe, () => read(keyOf(id, kind)));
  return [draft, useCallback((next: Draft) => putDraft(id, kind, next), [id, kind])];
}
