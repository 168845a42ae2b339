/** What a new return asks of the server: orders by a few letters, what would be decided, and the return itself. */
import { queryOptions } from '@tanstack/react-query';
import { client as http } from '../../client/index.ts';
import { type Answer, api, type FullReturn, isFailure, type Schema, told } from '../api.ts';

export type FoundOrder = Answer<'/api/v1/orders', 'get'>['items'][number];
export type Preview = Schema['ReturnPreview'];

export type AskedItem = {
  readonly lineId: string;
  readonly unit: number;
  readonly reason: string;
  readonly fault?: string;
  readonly note?: string;
  readonly photos?: number;
};
export type NewOrder = {
  readonly channel: string;
  readonly number: string;
  readonly body: object;
};

export const findOrdersQuery = (q: string) =>
  queryOptions({
    queryKey: ['new-return', 'find', q],
    queryFn: ({ signal }) => told(http.GET('/api/v1/orders', { params: { query: { q, limit: 8 } }, signal })),
    enabled: q.length >= 2,
    staleTime: 10_000,
  });

type Which = { readonly channel: string; readonly channelOrderId: string };
const at = ({ channel, channelOrderId }: Which) => ({ params: { path: { channel, channelOrderId } } });

export const previewQuery = (order: Which | null, items: readonly AskedItem[], language: string) =>
  queryOptions({
    queryKey: ['new-return', 'preview', order?.channel, order?.channelOrderId, items, language],
    queryFn: () =>
      told(http.POST('/api/v1/orders/{channel}/{channelOrderId}/decisions', { ...at(order!), body: { items: items as never } })),
    enabled: order !== null && items.length > 0,
    retry: false,
  });

/** `created` is false where such a return is open already: then it is that one (M14). */
export async function openReturn(
  order: Which,
  items: readonly AskedItem[],
  via: 'phone' | 'store',
): Promise<{ readonly ret: FullReturn; readonly created: boolean }> {
  let created = false;
  const ret = await told(
    http
      .POST('/api/v1/returns', { body: { channel: order.channel, channelOrderId: order.channelOrderId, items: items as never, via } })
      .then((answer) => {
        created = answer.response.status === 201;
        return { ...answer, data: answer.data as FullReturn | undefined };
      }),
  );
  return { ret: ret as FullReturn, created };
}

export const receive = (ret: FullReturn, read: string): Promise<FullReturn> => {
  const number = read.replace(/\s/g, '');
  const device = number === '' ? {} : /^[\d-]{14,18}$/.test(number) ? { imei: number } : { serial: number };
  const items = ret.items.map(({ lineId, unit }, i) => ({ lineId, unit, ...(i === 0 && device) }));
  return api.returns.act(ret.id, 'receipt', { items }) as Promise<FullReturn>;
};

export async function makeOrder({ channel, number, body }: NewOrder): Promise<FoundOrder> {
  const order = await told(
    http.PUT('/api/v1/orders/{channel}/{channelOrderId}', { ...at({ channel, channelOrderId: number }), body: body as never }),
  );
  return { order: order as FoundOrder['order'], returns: [] };
}

/** Somebody else may have this number already: then that order is shown, and not written over. */
export const orderThere = (channel: string, number: string): Promise<boolean> =>
  told(http.GET('/api/v1/orders/{channel}/{channelOrderId}', at({ channel, channelOrderId: number }))).then(
    () => true,
    (error: unknown) => (isFailure(error) && error.problem.status === 404 ? false : Promise.reject(error)),
  );

/** For the bin, and for the buyer: PDFs to be printed. */
export const tagHref = (id: string, lineId: string, unit: number): string =>
  `/api/v1/returns/${id}/tag.pdf?${new URLSearchParams({ lineId, unit: String(unit) })}`;
export const receiptHref = (id: string): string => `/api/v1/returns/${id}/receipt.pdf`;
