/** What the settings ask of the server beside what `../api.ts` has. */
import { client } from '../../client/index.ts';
import { type Answer, told } from '../api.ts';

export type StripeShop = Answer<'/api/v1/stripe', 'get'>['items'][number];
export type StripeKeys = { readonly key?: string; readonly webhookSecret?: string; readonly orderKey: string };

const named = (slug: string) => ({ params: { path: { slug } } });

export const stripeApi = {
  shops: () => told(client.GET('/api/v1/stripe')),
  connect: (slug: string, body: StripeKeys) => told(client.PUT('/api/v1/connections/{slug}/stripe', { ...named(slug), body })),
  disconnect: (slug: string) => told(client.DELETE('/api/v1/connections/{slug}/stripe', named(slug))),
};
