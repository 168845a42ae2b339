/** What the stock pages ask of the server, and how it stays fresh. */
import { queryOptions } from '@tanstack/react-query';
import { client as http } from '../../client/index.ts';
import { type Answer, type Schema, told } from '../api.ts';
import { client } from '../data.ts';

export type Unit = Schema['Unit'];
export type UnitLife = Answer<'/api/v1/units/{id}', 'get'>;
export type Movement = UnitLife['movements'][number];
export type Pull = Schema['Pull'];
export type PullPage = Answer<'/api/v1/pulls/{id}', 'get'>;
export type Notice = Schema['LogisticsNotice'];
export type Partner = Schema['LogisticsPartner'];
export type UnitsImported = Answer<'/api/v1/units/imports', 'post'>;
export type NoticesImported = Answer<'/api/v1/logistics/notices/imports', 'post'>;
export type UnitQuery = Readonly<Record<string, string | undefined>>;

type UnitVerb = 'move' | 'grade' | 'quarantine' | 'hold' | 'release' | 'undo';

const table = { headers: { 'content-type': 'text/csv' }, bodySerializer: (body: unknown) => body as string };
const at = (id: string) => ({ params: { path: { id } } });

export const stock = {
  units: (query: UnitQuery, signal?: AbortSignal) =>
    told(http.GET('/api/v1/units', { params: { query: query as never }, ...(signal ? { signal } : {}) })),
  counts: () => told(http.GET('/api/v1/units/counts')),
  unit: (id: string) => told(http.GET('/api/v1/units/{id}', at(id))),
  act: (id: string, verb: UnitVerb, body: object) =>
    told(http.POST(`/api/v1/units/{id}/${verb}` as '/api/v1/units/{id}/grade', { ...at(id), body: body as never })),
  importUnits: (text: string, dryRun: boolean) =>
    told(http.POST('/api/v1/units/imports', { params: { query: { dryRun } }, body: text as never, ...table })),
  pulls: () => told(http.GET('/api/v1/pulls')),
  pull: (id: string) => told(http.GET('/api/v1/pulls/{id}', at(id))),
  look: () => told(http.POST('/api/v1/pulls/looks')),
  accept: (id: string) => told(http.POST('/api/v1/pulls/{id}/acceptance', at(id))),
  undo: (id: string) => told(http.DELETE('/api/v1/pulls/{id}/acceptance', at(id))),
  dismiss: (id: string, because: string) => told(http.POST('/api/v1/pulls/{id}/dismissal', { ...at(id), body: { because } })),
  partners: () => told(http.GET('/api/v1/logistics/partners')),
  makePartner: (body: object) => told(http.POST('/api/v1/logistics/partners', { body: body as never })),
  renewKey: (id: string) => told(http.POST('/api/v1/logistics/partners/{id}/key', at(id))),
  notices: (query: { readonly open?: boolean; readonly returnId?: string; readonly cursor?: string }) =>
    told(http.GET('/api/v1/logistics/notices', { params: { query } })),
  importNotices: (text: string, partner: string, dryRun: boolean) =>
    told(http.POST('/api/v1/logistics/notices/imports', { params: { query: { partner, dryRun } }, body: text as never, ...table })),
  confirm: (id: string) => told(http.POST('/api/v1/logistics/notices/{id}/confirmation', at(id))),
  overturn: (id: string, because: string) => told(http.POST('/api/v1/logistics/notices/{id}/rejection', { ...at(id), body: { because } })),
  settle: (id: string) => told(http.POST('/api/v1/logistics/notices/{id}/settlement', { ...at(id), body: {} })),
};

const FRESH_MS = 15_000;
export const countsQuery = queryOptions({ queryKey: ['stock', 'counts'], queryFn: stock.counts, refetchInterval: FRESH_MS });
export const pullsQuery = queryOptions({ queryKey: ['stock', 'pulls'], queryFn: stock.pulls, refetchInterval: FRESH_MS });
export const pullQuery = (id: string) =>
  queryOptions({ queryKey: ['stock', 'pull', id], queryFn: () => stock.pull(id), refetchInterval: FRESH_MS });
export const unitQuery = (id: string) => queryOptions({ queryKey: ['stock', 'unit', id], queryFn: () => stock.unit(id) });
export const partnersQuery = queryOptions({ queryKey: ['stock', 'partners'], queryFn: stock.partners });
export const openNoticesQuery = queryOptions({
  queryKey: ['stock', 'notices', 'open'],
  queryFn: () => stock.notices({ open: true }),
  refetchInterval: FRESH_MS,
});
export const noticesOf = (returnId: string) =>
  queryOptions({ queryKey: ['stock', 'notices', returnId], queryFn: () => stock.notices({ returnId }) });

export const lookAtStock = () => client.invalidateQueries({ queryKey: ['stock'] });
