/** What the screens about carriers ask of the server. */
import { client } from '../../client/index.ts';
import { type Answer, told } from '../api.ts';

export type Account = Answer<'/api/v1/carriers', 'get'>['items'][number];
export type Label = Answer<'/api/v1/returns/{id}/labels', 'get'>['items'][number];
export type LabelOptions = Answer<'/api/v1/returns/{id}/label-options', 'get'>;
export type Point = Answer<'/api/v1/returns/{id}/drop-off-points', 'get'>['items'][number];
export type AddressRule = Answer<'/api/v1/return-addresses', 'get'>['items'][number];
export type RuleBody = Omit<AddressRule, 'id'>;
export type AccountBody = {
  readonly kind: Account['kind'];
  readonly name: string;
  readonly settings: Record<string, string>;
  readonly secrets: Record<string, string>;
  readonly off: boolean;
};

const at = (id: string) => ({ params: { path: { id } } });
const named = (slug: string) => ({ params: { path: { slug } } });

export const carriersApi = {
  accounts: () => told(client.GET('/api/v1/carriers')),
  put: (slug: string, body: AccountBody) => told(client.PUT('/api/v1/carriers/{slug}', { ...named(slug), body })),
  remove: (slug: string) => told(client.DELETE('/api/v1/carriers/{slug}', named(slug))),
  test: (slug: string) => told(client.POST('/api/v1/carriers/{slug}/test', named(slug))),
  order: (slugs: readonly string[]) => told(client.PUT('/api/v1/carriers/order', { body: { slugs: [...slugs] } })),
  labels: (id: string) => told(client.GET('/api/v1/returns/{id}/labels', at(id))),
  options: (id: string) => told(client.GET('/api/v1/returns/{id}/label-options', at(id))),
  price: (id: string, account: string, kind: Label['kind']) =>
    told(client.GET('/api/v1/returns/{id}/label-price', { params: { path: { id }, query: { account, kind } } })),
  points: (id: string, account: string, postalCode: string) =>
    told(
      client.GET('/api/v1/returns/{id}/drop-off-points', {
        params: { path: { id }, query: { account, ...(postalCode === '' ? {} : { postalCode }) } },
      }),
    ),
  rules: () => told(client.GET('/api/v1/return-addresses')),
  addRule: (body: RuleBody) => told(client.POST('/api/v1/return-addresses', { body })),
  changeRule: (id: string, body: RuleBody) => told(client.PUT('/api/v1/return-addresses/{id}', { ...at(id), body })),
  removeRule: (id: string) => told(client.DELETE('/api/v1/return-addresses/{id}', at(id))),
  orderRules: (ids: readonly string[]) => told(client.PUT('/api/v1/return-addresses/order', { body: { ids: [...ids] } })),
  trial: (body: {
    country: string;
    category: string;
    condition: NonNullable<AddressRule['condition']>;
    reason: NonNullable<AddressRule['reason']>;
  }) => told(client.POST('/api/v1/return-addresses/trial', { body })),
};
