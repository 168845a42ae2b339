/** A draft while it is edited: undo, redo, and saving by itself. What was typed is never lost without a word about it. */
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { PolicyDocument } from '../../../src/core/policy/document.ts';
import { statusOf } from '../api.ts';
import { client } from '../data.ts';
import { did, type History, historyOf, redo, undo } from './history.ts';
import { leaving } from './leaving.ts';
import { type Draft, isConflict, policies } from './server.ts';

/** `offline`: not saved yet, tried again and again; `conflict`: somebody else saved meanwhile; `refused`: the server will not have it. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'refused';

/** Quiet for so long: time to save. */
const PAUSE_MS = 700;
const AGAIN_MS = 5_000;

export type Edit = (change: (before: PolicyDocument) => PolicyDocument, about?: string) => void;

type Act =
  | { readonly type: 'edit'; readonly change: (before: PolicyDocument) => PolicyDocument; readonly about?: string; readonly at: number }
  | { readonly type: 'undo' | 'redo' };

const reduce = (history: History<PolicyDocument>, act: Act): History<PolicyDocument> =>
  act.type === 'edit' ? did(history, act.change(history.now), act.at, act.about) : act.type === 'undo' ? undo(history) : redo(history);

export type DraftEditor = {
  readonly document: PolicyDocument;
  readonly edit: Edit;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
  readonly state: SaveState;
  /** The one that the server has. */
  readonly revision: number;
  readonly error: unknown;
  /** Resolves once everything is saved; rejects with what stands in the way. */
  readonly flush: () => Promise<void>;
};

export function useDraft(draft: Draft): DraftEditor {
  const [history, act] = useReducer(reduce, draft.document, historyOf<PolicyDocument>);
  const document = history.now;
  const { state, error, flush, revision } = useAutosave(draft, document);
  const edit = useCallback<Edit>(
    (change, about) => act({ type: 'edit', change, at: performance.now(), ...(about === undefined ? {} : { about }) }),
    [],
  );
  const back = history.past.length > 0 ? () => act({ type: 'undo' }) : null;
  const forth = history.future.length > 0 ? () => act({ type: 'redo' }) : null;

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const which = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : null;
      if (!which) return;
      // In a field of the document the document is what is undone: the field shows it. Other fields keep their own undoing.
      const field = event.target instanceof Element ? event.target.closest('input, textarea') : null;
      if (field && !field.closest('[data-document]')) return;
      event.preventDefault();
      act({ type: which });
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);

  return { document, edit, undo: back, redo: forth, state, error, flush, revision };
}

function useAutosave(draft: Draft, document: PolicyDocument) {
  const { id } = draft;
  const [state, setState] = useState<SaveState>('saved');
  const [error, setError] = useState<unknown>(null);
  const wanted = useRef(document);
  const saved = useRef(draft.document);
  const revision = useRef(draft.revision);
  const [told, setTold] = useState(draft.revision);
  const running = useRef<Promise<void> | null>(null);
  const stopped = useRef(false);

  const save = useCallback((): Promise<void> => {
    const all = async () => {
      while (wanted.current !== saved.current && !stopped.current) {
        const sending = wanted.current;
        setState('saving');
        try {
          const after = await policies.save(id, revision.current, sending);
          revision.current = after.revision;
          setTold(after.revision);
          saved.current = sending;
        } catch (failure) {
          const status = statusOf(failure);
          stopped.current = isConflict(failure);
          setError(failure);
          setState(isConflict(failure) ? 'conflict' : status === 0 || status >= 500 ? 'offline' : 'refused');
          throw failure;
        }
      }
      setState('saved');
      void client.invalidateQueries({ queryKey: ['policies'] });
    };
    running.current ??= all().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [id]);

  useEffect(() => {
    wanted.current = document;
    if (stopped.current) return;
    // Undone before it was saved: there is nothing to save any more.
    if (document === saved.current) return setState(running.current ? 'saving' : 'saved');
    setState('waiting');
    const timer = setTimeout(() => void save().catch(() => undefined), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [document, save]);

  useEffect(() => {
    if (state !== 'offline') return;
    const again = () => void save().catch(() => undefined);
    const timer = setInterval(again, AGAIN_MS);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [state, save]);

  // Leaving the page saves at once; closing the window asks first where something is not saved.
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => wanted.current !== saved.current && event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
      if (wanted.current === saved.current || stopped.current) return;
      leaving.set(
        id,
        save()
          .catch(() => undefined)
          .finally(() => leaving.delete(id)),
      );
    };
  }, [id, save]);

  const flush = useCallback(async () => {
    // What runs may have started before the last change: once it is done, the rest goes.
    await running.current?.catch(() => undefined);
    if (wanted.current !== saved.current) await save();
  }, [save]);
  return { state, error, flush, revision: told };
}
