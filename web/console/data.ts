/** What the screens read from the server and how it stays fresh: one hook per question. */
import { QueryCache, QueryClient, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, statusOf } from './api.ts';
import { tabOf } from './desk/tabs.ts';
import type { DeskView } from './paths.ts';

/** How often the desk and an open case look for news, in ms. */
const FRESH_MS = 10_000;

const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => api.session.read().catch((error: unknown) => (statusOf(error) === 401 ? null : Promise.reject(error))),
  staleTime: 5 * 60_000,
});

export const client: QueryClient = new QueryClient({
  // A session that ended anywhere shows the sign-in; the address stays, so that signing in leads back.
  queryCache: new QueryCache({ onError: (error) => void (statusOf(error) === 401 && client.setQueryData(sessionQuery.queryKey, null)) }),
  defaultOptions: {
    // Asked also without a network: the bench answers from what it keeps (bench/outbox.ts), the others say that nobody is there.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 2_000,
      retry: (times, error) => times < 2 && (statusOf(error) === 0 || statusOf(error) >= 500),
    },
  },
});

export const useSession = () => useQuery(sessionQuery);

export const useCounts = () => useQuery({ queryKey: ['counts'], queryFn: api.returns.counts, refetchInterval: FRESH_MS });

/** The list behind a view of the desk. A search looks everywhere, whatever the tab. */
export function useReturns(view: DeskView) {
  const roles = useSession().data?.roles;
  const tab = view.q ? 'all' : tabOf(view.tab, roles);
  return useInfiniteQuery({
    queryKey: ['returns', { tab, q: view.q ?? '', channel: view.channel ?? '' }],
    queryFn: ({ pageParam, signal }) =>
      api.returns.list(
        {
          tab,
          limit: 50,
          ...(view.q ? { q: view.q } : {}),
          ...(view.channel ? { channel: view.channel } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // Many open pages would be asked for again one by one: then only on purpose.
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) <= 3 ? FRESH_MS : false),
    placeholderData: (before, query) => (query?.queryKey[0] === 'returns' && view.q ? before : undefined),
  });
}

export const useReturn = (id: string) =>
  useQuery({ queryKey: ['return', id], queryFn: ({ signal }) => api.returns.read(id, signal), refetchInterval: FRESH_MS });
/** Read anew when the case moved. */
export const useSigns = (id: string, version: number) =>
  useQuery({ queryKey: ['signs', id, version], queryFn: ({ signal }) => api.returns.signs(id, signal), staleTime: 60_000 });
export const useEvents = (id: string) =>
  useQuery({ queryKey: ['events', id], queryFn: ({ signal }) => api.returns.events(id, signal), refetchInterval: FRESH_MS });
export const useConnections = () => useQuery({ queryKey: ['connections'], queryFn: api.connections, staleTime: 60_000 });

/** An answer to something that only some installations have: `null` where the server has no such thing. */
export const orAbsent = async <T>(ask: () => Promise<T>): Promise<T | null> =>
  ask().catch((error: unknown) => ([401, 403, 404, 405, 501].includes(statusOf(error)) ? null : Promise.reject(error)));

export const useSandboxClock = () =>
  useQuery({ queryKey: ['clock'], queryFn: () => orAbsent(readClock), staleTime: 60_000, refetchInterval: 60_000, retry: false });

/** The sandbox clock, kept as its distance from this machine's, in ms. */
async function readClock(): Promise<{ readonly offset: number }> {
  return { offset: Date.parse((await api.clock.read()).now) - Date.now() };
}

/** The desk's time as an ISO instant: this machine's, moved by the sandbox clock, new every 15 s. */
export function useNow(): string {
  const offset = useSandboxClock().data?.offset ?? 0;
  const [real, setReal] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setReal(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return new Date(real + offset).toISOString();
}

/** Everything that shows returns looks again: after an act, after the clock moved. */
export const lookAgain = () =>
  Promise.all(['returns', 'counts', 'return', 'events', 'clock'].map((key) => client.invalidateQueries({ queryKey: [key] })));
