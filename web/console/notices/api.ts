/** What the page of notices asks of the server. */
import { client } from '../../client/index.ts';
import { type Answer, told } from '../api.ts';

export type Notice = Answer<'/api/v1/notifications', 'get'>['items'][number];
export type Kind = Notice['kind'];
export type ChannelWay = Answer<'/api/v1/notifications', 'get'>['channels'][number];
export type Language = Answer<'/api/v1/notifications', 'get'>['languages'][number];
export type Preview = Answer<'/api/v1/notifications/{kind}/preview', 'post'>;
export type Suppressed = Answer<'/api/v1/suppressed-addresses', 'get'>['items'][number];

const about = (kind: Kind) => ({ params: { path: { kind } } });
/** Kinds that can be looked at: the server refuses the others. */
const seen = (kind: Kind) => ({ params: { path: { kind: kind as Seen } } });
type Seen = NonNullable<Parameters<typeof client.POST<'/api/v1/notifications/{kind}/preview', never>>[1]>['params']['path']['kind'];
type Shown = { readonly language: Language; readonly returnId?: string };

export const noticesApi = {
  list: () => told(client.GET('/api/v1/notifications')),
  put: ({ kind, mail, channel }: { readonly kind: Kind; readonly mail: boolean; readonly channel: boolean }) =>
    told(client.PUT('/api/v1/notifications/{kind}', { ...about(kind), body: { mail, channel } })),
  preview: (kind: Kind, shown: Shown) => told(client.POST('/api/v1/notifications/{kind}/preview', { ...seen(kind), body: shown })),
  test: (kind: Kind, shown: Shown) => told(client.POST('/api/v1/notifications/{kind}/test', { ...seen(kind), body: shown })),
  findCase: (q: string) => told(client.GET('/api/v1/returns', { params: { query: { q, limit: 1 } } })),
  suppressed: () => told(client.GET('/api/v1/suppressed-addresses')),
  release: (address: string) => told(client.POST('/api/v1/suppressed-addresses/release', { body: { address } })),
  correct: (body: { readonly address: string; readonly instead: string }) =>
    told(client.POST('/api/v1/suppressed-addresses/correction', { body })),
};
