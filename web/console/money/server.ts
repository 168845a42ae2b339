/** What the pages about money ask of the server. */
import { queryOptions } from '@tanstack/react-query';
import { client as server } from '../../client/index.ts';
import { type Answer, told } from '../api.ts';
import { client } from '../data.ts';

export type MoneyMonth = Answer<'/api/v1/money/overview', 'get'>;
export type MonthOfCurrency = MoneyMonth['currencies'][number];
export type Forecast = Answer<'/api/v1/payouts/forecast', 'get'>;
export type ListedPayout = Answer<'/api/v1/payouts', 'get'>['items'][number];
export type WholePayout = Answer<'/api/v1/payouts/{id}', 'get'>;
export type PayoutItem = WholePayout['items'][number];
export type CheckedStatement = Answer<'/api/v1/payouts/check', 'post'>;
export type Journal = Answer<'/api/v1/ledger/journals', 'get'>['items'][number];
export type WholeJournal = Answer<'/api/v1/ledger/journals/{id}', 'get'>;
export type TrialBalance = Answer<'/api/v1/ledger/accounts', 'get'>;
export type QueuedRefund = Answer<'/api/v1/refunds', 'get'>['items'][number];
export type ReturnCost = Answer<'/api/v1/returns/{id}/cost', 'get'>;
export type Terms = Answer<'/api/v1/channels/{channel}/terms', 'get'>;
export type ChannelTerms = Terms['now'];
export type CostFigures = Answer<'/api/v1/costs/settings', 'get'>;

export type LedgerFilter = {
  readonly account?: string | undefined;
  readonly channel?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly orderId?: string | undefined;
  readonly returnId?: string | undefined;
};
const given = (filter: object): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).filter((pair): pair is [string, string] => Boolean(pair[1])));

export type StatementIn = {
  readonly channel: string;
  readonly name: string;
  readonly content: string;
  readonly mapping?: Readonly<Record<string, string>>;
  readonly reference?: string;
  readonly paysOn?: string;
};

const ofPayout = (id: string) => ({ params: { path: { id } } });

export const money = {
  check: (statement: StatementIn) => told(server.POST('/api/v1/payouts/check', { body: statement as never })),
  importStatement: (statement: StatementIn) => told(server.POST('/api/v1/payouts', { body: statement as never })) as Promise<WholePayout>,
  compare: (id: string) => told(server.POST('/api/v1/payouts/{id}/comparison', { ...ofPayout(id), body: {} })),
  explain: (id: string, key: string, because: string) =>
    told(server.POST('/api/v1/payouts/{id}/explanation', { ...ofPayout(id), body: { key, because } })),
  claim: (id: string, key: string | null, because: string) =>
    told(
      server.POST('/api/v1/payouts/{id}/claim', {
        ...ofPayout(id),
        body: { ...(key !== null && { key }), ...(because !== '' && { because }) },
      }),
    ),
  receive: (id: string, amount: string, at: string | undefined) =>
    told(server.POST('/api/v1/payouts/{id}/receipt', { ...ofPayout(id), body: { amount, ...(at && { at }) } })),
  close: (id: string) => told(server.POST('/api/v1/payouts/{id}/closing', { ...ofPayout(id), body: {} })),
  journals: (filter: LedgerFilter, cursor: string) =>
    told(
      server.GET('/api/v1/ledger/journals', {
        params: { query: { ...given(filter), limit: 50, ...(cursor && { cursor }) } as never },
      }),
    ),
  /** An address: the browser saves the file. */
  csvOf: (filter: LedgerFilter): string => `/api/v1/ledger/journals.csv?${new URLSearchParams(given(filter))}`,
  setTerms: (channel: string, validFrom: string, terms: ChannelTerms) =>
    told(server.POST('/api/v1/channels/{channel}/terms', { params: { path: { channel } }, body: { validFrom, terms } })),
  setFigures: (figures: CostFigures) => told(server.PUT('/api/v1/costs/settings', { body: figures })),
};

export const monthQuery = (month: string | undefined) =>
  queryOptions({
    queryKey: ['money', 'month', month ?? ''],
    queryFn: () => told(server.GET('/api/v1/money/overview', { params: { query: month ? { month } : {} } })),
  });
export const forecastQuery = queryOptions({
  queryKey: ['money', 'forecast'],
  queryFn: () => told(server.GET('/api/v1/payouts/forecast')),
});
export const payoutsQuery = queryOptions({
  queryKey: ['money', 'payouts'],
  queryFn: () => told(server.GET('/api/v1/payouts', { params: { query: { limit: 100 } } })),
});
export const payoutQuery = (id: string) =>
  queryOptions({ queryKey: ['money', 'payout', id], queryFn: () => told(server.GET('/api/v1/payouts/{id}', ofPayout(id))) });
export const trialQuery = (filter: LedgerFilter) =>
  queryOptions({
    queryKey: ['money', 'trial', filter],
    queryFn: () => told(server.GET('/api/v1/ledger/accounts', { params: { query: given(filter) } })),
  });
export const journalQuery = (id: string) =>
  queryOptions({ queryKey: ['money', 'journal', id], queryFn: () => told(server.GET('/api/v1/ledger/journals/{id}', ofPayout(id))) });
export const refundsQuery = queryOptions({
  queryKey: ['money', 'refunds'],
  queryFn: () => told(server.GET('/api/v1/refunds')),
  refetchInterval: 15_000,
});
export const costsQuery = (by: 'month' | 'sku' | 'reason', from: string | undefined) =>
  queryOptions({
    queryKey: ['money', 'costs', by, from ?? ''],
    queryFn: () => told(server.GET('/api/v1/costs', { params: { query: { by, ...(from && { from }) } } })),
  });
export const costQuery = (returnId: string, version: number) =>
  queryOptions({
    queryKey: ['money', 'cost', returnId, version],
    queryFn: () => told(server.GET('/api/v1/returns/{id}/cost', ofPayout(returnId))),
    staleTime: 30_000,
  });
export const termsQuery = (channel: string) =>
  queryOptions({
    queryKey: ['money', 'terms', channel],
    queryFn: () => told(server.GET('/api/v1/channels/{channel}/terms', { params: { path: { channel } } })),
  });
export const figuresQuery = queryOptions({ queryKey: ['money', 'figures'], queryFn: () => told(server.GET('/api/v1/costs/settings')) });

export const lookAtMoney = () => client.invalidateQueries({ queryKey: ['money'] });

/** A decimal text as a number, for the length of a bar only: amounts are shown from their text. */
export const size = (decimal: string | undefined): number => Number(decimal ?? 0);
export const negative = (decimal: string): boolean => decimal.startsWith('-');
/** The same amount with the other sign, still as text. */
export const turned = (decimal: string): string =>
  /^0(\.0+)?$/.test(decimal) ? decimal : negative(decimal) ? decimal.slice(1) : `-${decimal}`;
