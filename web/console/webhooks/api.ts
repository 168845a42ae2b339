/** What the page of webhooks asks of the server. */
import { client } from '../../client/index.ts';
import { type Answer, told } from '../api.ts';

export type Endpoint = Answer<'/api/v1/webhooks', 'get'>['items'][number];
export type WebhookType = Answer<'/api/v1/webhooks', 'get'>['types'][number];
export type Delivery = Answer<'/api/v1/webhook-deliveries', 'get'>['items'][number];
export type WholeDelivery = Answer<'/api/v1/webhook-deliveries/{id}', 'get'>;
export type DeliveryState = Delivery['state'];

const at = (id: string) => ({ params: { path: { id } } });
export type EndpointBody = { readonly url: string; readonly name: string; readonly types: WebhookType[] };

export const webhooksApi = {
  list: () => told(client.GET('/api/v1/webhooks')),
  add: (body: EndpointBody) => told(client.POST('/api/v1/webhooks', { body })),
  change: (id: string, body: Partial<EndpointBody> & { readonly state?: 'active' | 'paused' }) =>
    told(client.PATCH('/api/v1/webhooks/{id}', { ...at(id), body })),
  remove: (id: string) => told(client.DELETE('/api/v1/webhooks/{id}', at(id))),
  rotate: (id: string) => told(client.POST('/api/v1/webhooks/{id}/secret', at(id))),
  test: (id: string) => told(client.POST('/api/v1/webhooks/{id}/test', at(id))),
  replay: (id: string, body: { readonly from: string; readonly to: string; readonly which: 'missing' | 'all' }) =>
    told(client.POST('/api/v1/webhooks/{id}/replay', { ...at(id), body })),
  deliveries: (view: { readonly endpoint?: string | undefined; readonly state?: DeliveryState | undefined }, cursor: string) =>
    told(
      client.GET('/api/v1/webhook-deliveries', {
        params: {
          query: {
            limit: 30,
            ...(view.endpoint && { endpoint: view.endpoint }),
            ...(view.state && { state: view.state }),
            ...(cursor && { cursor }),
          },
        },
      }),
    ),
  delivery: (id: string) => told(client.GET('/api/v1/webhook-deliveries/{id}', at(id))),
  keep: (id: string, kept: boolean) =>
    told(
      kept
        ? client.PUT('/api/v1/webhook-deliveries/{id}/keeping', at(id))
        : client.DELETE('/api/v1/webhook-deliveries/{id}/keeping', at(id)),
    ),
  again: (id: string) => told(client.POST('/api/v1/webhook-deliveries/{id}/retry', at(id))),
  allAgain: (endpoint: string | undefined) =>
    told(client.POST('/api/v1/webhook-deliveries/retry', { body: endpoint === undefined ? {} : { endpoint } })),
};
