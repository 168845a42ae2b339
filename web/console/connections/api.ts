/** What the page of connections asks of the server. */
import { client } from '../../client/index.ts';
import { type Answer, told } from '../api.ts';

export type Connection = Answer<'/api/v1/connections', 'get'>['items'][number];
export type Waiting = Answer<'/api/v1/connections/{slug}/quarantine', 'get'>['items'][number];
export type ReasonRow = NonNullable<Connection['reasons']>[number];
type Values = Record<string, string>;
type Kind = 'backmarket' | 'mirakl' | 'shopify' | 'rest' | 'shop';

const named = (slug: string) => ({ params: { path: { slug } } });
const one = (slug: string, id: string) => ({ params: { path: { slug, id } } });

export const connectionsApi = {
  list: () => told(client.GET('/api/v1/connections')),
  make: (body: { slug: string; kind: Kind; name: string; settings: Values; secrets: Values }) =>
    told(client.POST('/api/v1/connections', { body })),
  change: (slug: string, body: { name: string; settings: Values; secrets: Values }) =>
    told(client.PUT('/api/v1/connections/{slug}', { ...named(slug), body })),
  test: (slug: string) => told(client.POST('/api/v1/connections/{slug}/test', named(slug))),
  poll: (slug: string) => told(client.POST('/api/v1/connections/{slug}/poll', named(slug))),
  pause: (slug: string) => told(client.POST('/api/v1/connections/{slug}/pause', named(slug))),
  resume: (slug: string) => told(client.DELETE('/api/v1/connections/{slug}/pause', named(slug))),
  chooseContact: (slug: string, contact: Connection['contact']['rule']) =>
    told(client.PUT('/api/v1/connections/{slug}/contact', { ...named(slug), body: { contact } })),
  explain: (slug: string, items: readonly { code: string; reason: NonNullable<ReasonRow['reason']>; fault?: ReasonRow['fault'] }[]) =>
    told(client.PUT('/api/v1/connections/{slug}/reasons', { ...named(slug), body: { items: [...items] } })),
  quarantine: (slug: string, cursor?: string) =>
    told(
      client.GET('/api/v1/connections/{slug}/quarantine', { params: { path: { slug }, query: { limit: 20, ...(cursor && { cursor }) } } }),
    ),
  waiting: (slug: string, id: string) => told(client.GET('/api/v1/connections/{slug}/quarantine/{id}', one(slug, id))),
  readAgain: (slug: string, id: string) => told(client.POST('/api/v1/connections/{slug}/quarantine/{id}/retry', one(slug, id))),
  dismiss: (slug: string, id: string, because: string) =>
    told(client.POST('/api/v1/connections/{slug}/quarantine/{id}/dismissal', { ...one(slug, id), body: { because } })),
};
