/** What the pages of imports and exports ask of the server, and how they stay fresh while the worker works. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client as http } from '../../client/index.ts';
import { type Answer, type Schema, told } from '../api.ts';
import { client } from '../data.ts';

export type Import = Schema['Import'];
export type ImportBrief = Answer<'/api/v1/imports', 'get'>['items'][number];
export type Export = Schema['Export'];
export type Mapping = {
  readonly columns: readonly (string | null)[];
  readonly whole: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dates: 'dmy' | 'mdy';
};
export type LineState = keyof Import['counts'];

const at = (id: string) => ({ params: { path: { id } } });

export const imports = {
  upload: (kind: ImportBrief['kind'], file: File) => {
    const form = new FormData();
    form.append('file', file);
    return told(
      http.POST('/api/v1/imports', {
        params: { query: { kind } },
        body: form as never,
        bodySerializer: (body: unknown) => body as never,
      } as never),
    ) as Promise<Import>;
  },
  read: (id: string) => told(http.GET('/api/v1/imports/{id}', at(id))),
  map: (id: string, mapping: Mapping) => told(http.PUT('/api/v1/imports/{id}/mapping', { ...at(id), body: mapping as never })),
  act: (id: string, verb: 'check' | 'run' | 'stop') =>
    told(http.POST(`/api/v1/imports/{id}/${verb}` as '/api/v1/imports/{id}/check', { ...at(id), body: {} })),
  forget: (id: string) => told(http.DELETE('/api/v1/imports/{id}', at(id))),
};

export const exports = {
  make: (withFiles: boolean) => told(http.POST('/api/v1/exports', { body: { withFiles } }) as never) as Promise<Export>,
  stop: (id: string) => told(http.POST('/api/v1/exports/{id}/stop', { ...at(id), body: {} })),
};

/** How often somebody looks while the worker works, in ms. */
const WORKING_MS = 800;
const QUIET_MS = 15_000;
const works = (state: string) => ['checking', 'running', 'waiting', 'working'].includes(state);

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'list'],
  queryFn: ({ pageParam }) =>
    told(http.GET('/api/v1/imports', { params: { query: { limit: 25, ...(pageParam && { cursor: pageParam }) } } })),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor ?? undefined,
  refetchInterval: (query) =>
    query.state.data?.pages.some((page) => page.items.some(({ state }) => works(state))) ? WORKING_MS : QUIET_MS,
});
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: () => imports.read(id),
    refetchInterval: (query) => (query.state.data && works(query.state.data.state) ? WORKING_MS : false),
  });
export const linesQuery = (id: string, state: LineState | null, version: string) =>
  infiniteQueryOptions({
    queryKey: ['imports', 'lines', id, state, version],
    queryFn: ({ pageParam }) =>
      told(
        http.GET('/api/v1/imports/{id}/lines', {
          params: { path: { id }, query: { limit: 50, ...(state && { state }), ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
export const exportsQuery = queryOptions({
  queryKey: ['exports'],
  queryFn: () => told(http.GET('/api/v1/exports', { params: { query: { limit: 25 } } })),
  refetchInterval: (query) => (query.state.data?.items.some(({ state }) => works(state)) ? WORKING_MS : QUIET_MS),
});

export const lookAtImports = () => client.invalidateQueries({ queryKey: ['imports'] });
export const lookAtExports = () => client.invalidateQueries({ queryKey: ['exports'] });

/** Downloads are plain links: the browser saves what the server streams. */
export const refusedHref = (id: string) => `/api/v1/imports/${encodeURIComponent(id)}/refused`;
export const archiveHref = (id: string) => `/api/v1/exports/${encodeURIComponent(id)}/file`;
export const listHref = (list: string, query: Readonly<Record<string, string | undefined>>) => {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `/api/v1/exports/lists/${list}?${new URLSearchParams(given)}`;
};
