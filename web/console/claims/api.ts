/** What the screens of claims and of the way out ask of the server. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { client as http, type paths } from '../../client/index.ts';
import { type Answer, told } from '../api.ts';
import { client } from '../data.ts';

export type ClaimList = Answer<'/api/v1/claims', 'get'>;
export type ListedClaim = ClaimList['items'][number];
export type Claim = Answer<'/api/v1/claims/{id}', 'get'>;
export type WatchList = Answer<'/api/v1/outbound', 'get'>;
export type WatchRow = WatchList['items'][number];
export type OutboundOrder = Answer<'/api/v1/outbound/{orderId}', 'get'>;
export type Shipment = OutboundOrder['shipments'][number];

type Query<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never;

/** How often an open list looks for news, in ms. */
const FRESH_MS = 15_000;

export function useClaims(tab: string) {
  return useInfiniteQuery({
    queryKey: ['claims', tab],
    queryFn: ({ pageParam, signal }) =>
      told(
        http.GET('/api/v1/claims', {
          params: { query: { tab, limit: 50, ...(pageParam && { cursor: pageParam }) } as Query<'/api/v1/claims'> },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: FRESH_MS,
  });
}

export const useClaim = (id: string) =>
  useQuery({
    queryKey: ['claim', id],
    queryFn: ({ signal }) => told(http.GET('/api/v1/claims/{id}', { params: { path: { id } }, signal })),
    refetchInterval: FRESH_MS,
  });

export function useWatch(tab: string, q: string) {
  return useInfiniteQuery({
    queryKey: ['outbound', tab, q],
    queryFn: ({ pageParam, signal }) =>
      told(
        http.GET('/api/v1/outbound', {
          params: { query: { tab, limit: 50, ...(q && { q }), ...(pageParam && { cursor: pageParam }) } as Query<'/api/v1/outbound'> },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: FRESH_MS,
  });
}

export const useOutboundOrder = (orderId: string) =>
  useQuery({
    queryKey: ['outbound-order', orderId],
    queryFn: ({ signal }) => told(http.GET('/api/v1/outbound/{orderId}', { params: { path: { orderId } }, signal })),
    refetchInterval: FRESH_MS,
  });

/** How a tracking number reads for its carrier, while it is typed. */
export const useNumberCheck = (carrier: string, number: string) =>
  useQuery({
    queryKey: ['number', carrier, number],
    queryFn: ({ signal }) =>
      told(http.GET('/api/v1/outbound/number-check', { params: { query: { carrier, number: number || '-' } }, signal })),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });

type ClaimVerbPath = Extract<keyof paths, `/api/v1/claims/{id}/${string}`>;

export const claimsApi = {
  open: (body: object) => told(http.POST('/api/v1/claims', { body: body as never })),
  /** Does a verb: `submission`, `acceptance`, `payment` … The server checks what it brings along. */
  act: (id: string, verb: string, body: object = {}) =>
    told(
      http.POST(`/api/v1/claims/{id}/${verb}` as ClaimVerbPath as '/api/v1/claims/{id}/undo', {
        params: { path: { id } },
        body: body as never,
      }),
    ),
  addEvidence: (id: string, given: { readonly kind: string; readonly says: string; readonly files: readonly File[] }) => {
    const form = new FormData();
    form.append('kind', given.kind);
    form.append('says', given.says);
    for (const file of given.files) form.append('file', file);
    return told(
      http.POST('/api/v1/claims/{id}/evidence', { params: { path: { id } }, body: form as never, bodySerializer: (body) => body as never }),
    );
  },
  packUrl: (id: string) => `/api/v1/claims/${id}/pack.zip`,
};

export const outboundApi = {
  ship: (orderId: string, body: object) =>
    told(http.POST('/api/v1/outbound/{orderId}/shipping', { params: { path: { orderId } }, body: body as never })),
  wish: (orderId: string, body: object) =>
    told(http.POST('/api/v1/outbound/{orderId}/cancellation-wish', { params: { path: { orderId } }, body: body as never })),
  answer: (orderId: string, id: string, body: { readonly subject: string; readonly body: string }) =>
    told(http.POST('/api/v1/outbound/{orderId}/wishes/{id}/answer', { params: { path: { orderId, id } }, body })),
  end: (orderId: string, id: string, as: 'saved' | 'accepted') =>
    told(http.POST('/api/v1/outbound/{orderId}/wishes/{id}/end', { params: { path: { orderId, id } }, body: { as } })),
  report: (id: string, body: object) =>
    told(http.POST('/api/v1/outbound/shipments/{id}/trouble', { params: { path: { id } }, body: body as never })),
  found: (id: string) => told(http.DELETE('/api/v1/outbound/shipments/{id}/trouble', { params: { path: { id } } })),
};

/** Lists and open pages look again. */
export const lookAgain = () =>
  Promise.all(['claims', 'claim', 'outbound', 'outbound-order'].map((key) => client.invalidateQueries({ queryKey: [key] })));
