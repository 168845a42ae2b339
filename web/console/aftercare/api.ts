/** What the pages about making good ask of the server. */
import { client } from '../../client/index.ts';
import { type Answer, told } from '../api.ts';
import { client as cache, lookAgain } from '../data.ts';

export type GestureList = Answer<'/api/v1/gestures', 'get'>;
export type Cause = Answer<'/api/v1/gestures', 'get'>['items'][number]['cause'];
export type GestureCase = GestureList['items'][number];
export type Given = GestureCase['proposal']['gesture'];
export type GestureKind = Given['kind'];
export type Budget = Answer<'/api/v1/gestures/budget', 'get'>;
export type GestureSettings = Answer<'/api/v1/gesture-settings', 'get'>;
export type Tab = 'waiting' | 'promised' | 'sent' | 'not_needed' | 'closed';

export type GestureIn =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'partial_refund' | 'voucher'; readonly amount: string }
  | { readonly kind: 'warranty_extension'; readonly months: number };
export type OfferIn = {
  readonly gesture?: GestureIn;
  readonly letter?: { readonly subject: string; readonly body: string };
  readonly because?: string;
};

export const gesturesApi = {
  list: (query: { readonly state: Tab; readonly cause?: Cause | undefined; readonly cursor: string }, signal?: AbortSignal) =>
    told(
      client.GET('/api/v1/gestures', {
        params: {
          query: {
            state: query.state,
            limit: 20,
            ...(query.cause && { cause: query.cause }),
            ...(query.cursor && { cursor: query.cursor }),
          },
        },
        ...(signal ? { signal } : {}),
      }),
    ),
  budget: () => told(client.GET('/api/v1/gestures/budget')),
  preview: (about: {
    readonly returnId?: string;
    readonly channel?: string;
    readonly channelOrderId?: string;
    readonly orderId?: string;
  }) => told(client.GET('/api/v1/gestures/preview', { params: { query: about } })),
  send: (id: string, body: OfferIn) =>
    told(client.POST('/api/v1/gestures/{id}/sending', { params: { path: { id } }, body: body as never })),
  offer: (about: object, body: OfferIn, key: string) =>
    told(client.POST('/api/v1/gestures', { params: { header: { 'idempotency-key': key } }, body: { about, ...body } as never })),
  takeBack: (id: string) => told(client.DELETE('/api/v1/gestures/{id}/sending', { params: { path: { id } } })),
  dismiss: (id: string, because: string) =>
    told(client.POST('/api/v1/gestures/{id}/dismissal', { params: { path: { id } }, body: { because } })),
  reopen: (id: string) => told(client.DELETE('/api/v1/gestures/{id}/dismissal', { params: { path: { id } } })),
  kept: (id: string) => told(client.DELETE('/api/v1/gestures/{id}/promise', { params: { path: { id } } })),
  settings: () => told(client.GET('/api/v1/gesture-settings')),
  saveSettings: (body: Omit<GestureSettings, 'currency' | 'codes' | 'mayChange'>) => told(client.PUT('/api/v1/gesture-settings', { body })),
  addCodes: (codes: string, amount: string) => told(client.POST('/api/v1/gesture-codes', { body: { codes, amount } })),
};

/** What is shown of it is asked anew. */
export const lookAtGestures = async (): Promise<void> => {
  await Promise.all(['gestures', 'gestureBudget', 'gestureSettings'].map((key) => cache.invalidateQueries({ queryKey: [key] })));
  void lookAgain();
};

/** As the API takes it back in. */
export const asGiven = ({ kind, amount, months }: Given): GestureIn =>
  kind === 'partial_refund' || kind === 'voucher'
    ? { kind, amount: amount ?? '0' }
    : kind === 'warranty_extension'
      ? { kind, months: months ?? 3 }
      : { kind: 'nothing' };
