import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { client, useSession } from '../data.ts';
import { openOutbox, readBenchReturn, takeAlong, useOutbox } from './outbox.ts';
import { withWaiting } from './queue.ts';

/** How often a bench that is open looks what is under way, in ms. */
const PACK_MS = 5 * 60_000;

/** Makes this browser a bench that works without a network: its queue, what it takes along, and its page (public/bench-sw.js). */
export function useOffline(): void {
  const session = useSession().data;
  const owner = session && `${session.seller.id}-${session.user.id}`;
  useEffect(() => {
    if (owner) openOutbox(owner);
  }, [owner]);
  useQuery({ queryKey: ['bench', 'pack', owner], queryFn: takeAlong, enabled: Boolean(owner), refetchInterval: PACK_MS, retry: false });
  useEffect(() => {
    // Without encryption browsers keep no page; everything else works.
    if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/bench-sw.js', { scope: '/bench' }).catch(() => {});
  }, []);
}

/** A return as it stands with everything that this bench has recorded, sent or not. */
export function useBenchReturn(id: string) {
  const query = useQuery({ queryKey: ['bench', 'return', id], queryFn: () => readBenchReturn(id), refetchInterval: 15_000, retry: false });
  const { entries } = useOutbox();
  const ret = useMemo(() => query.data && withWaiting(query.data, entries), [query.data, entries]);
  return { ...query, ret };
}

export const lookAgainAtBench = (id: string): Promise<unknown> => client.invalidateQueries({ queryKey: ['bench', 'return', id] });
