/** What only the bench asks of the server. */
import { client, type components } from '../../client/index.ts';
import { type Answer, isFailure, type Problem, statusOf, told } from '../api.ts';
import type { Entry } from './queue.ts';

type Schema = components['schemas'];
export type BenchReturn = Schema['BenchReturn'];
export type WholeBenchReturn = Schema['WholeBenchReturn'];
export type BenchItem = BenchReturn['items'][number];
export type Report = Schema['DiagnosticsReport'];
export type Found = Answer<'/api/v1/bench/find', 'get'>;
export type Pack = Answer<'/api/v1/bench/pack', 'get'>;
export type Stray = Schema['WholeStrayParcel'];
export type ListedStray = Schema['StrayParcel'];
export type CategoryChecklist = Answer<'/api/v1/checklists', 'get'>['items'][number];
export type BenchValue = Answer<'/api/v1/bench/values', 'get'>['items'][number];

/** No network, or nobody there: what was asked may be answered later. */
export const isAway = (error: unknown): boolean => isFailure(error) && (statusOf(error) === 0 || statusOf(error) >= 502);

export const benchApi = {
  find: (code: string) => told(client.GET('/api/v1/bench/find', { params: { query: { code } } })),
  pack: () => told(client.GET('/api/v1/bench/pack')),
  read: (id: string) => told(client.GET('/api/v1/bench/returns/{id}', { params: { path: { id } } })),
  begin: (id: string, item: { readonly lineId: string; readonly unit: number }) =>
    told(client.POST('/api/v1/returns/{id}/inspection-start', { params: { path: { id } }, body: { items: [item] } as never })),
  /** Staff ask it back in the buyer's name: nobody has said why yet. */
  open: (channel: string, channelOrderId: string, lineId: string) =>
    told(
      client.POST('/api/v1/returns', { body: { channel, channelOrderId, via: 'store', items: [{ lineId, reason: 'other' }] } as never }),
    ),
  strays: (state: 'open' | 'ended', cursor?: string) =>
    told(client.GET('/api/v1/stray-parcels', { params: { query: { state, ...(cursor && { cursor }) } } })),
  stray: (id: string) => told(client.GET('/api/v1/stray-parcels/{id}', { params: { path: { id } } })),
  match: (id: string, to: object) => told(client.POST('/api/v1/stray-parcels/{id}/match', { params: { path: { id } }, body: to as never })),
  quarantine: (id: string, place: string) =>
    told(client.POST('/api/v1/stray-parcels/{id}/quarantine', { params: { path: { id } }, body: { place } })),
  sendBack: (id: string, back: { says: string; carrier?: string; trackingNumber?: string }) =>
    told(client.POST('/api/v1/stray-parcels/{id}/sending-back', { params: { path: { id } }, body: back })),
  checklists: () => told(client.GET('/api/v1/checklists')),
  saveDraft: (category: string, questions: readonly unknown[]) =>
    told(client.PUT('/api/v1/checklists/{category}/draft', { params: { path: { category } }, body: { questions: [...questions] } })),
  publish: (category: string) => told(client.POST('/api/v1/checklists/{category}/publication', { params: { path: { category } } })),
  values: (cursor?: string) => told(client.GET('/api/v1/bench/values', { params: { query: { limit: 100, ...(cursor && { cursor }) } } })),
  putValue: (value: object) => told(client.PUT('/api/v1/bench/values', { body: value as never })),
};

export type Sent =
  | { readonly got: 'done'; readonly version?: number; readonly serverId?: string }
  /** Nobody answered, or not now: later. */
  | { readonly got: 'away' }
  | { readonly got: 'signed_out' }
  | { readonly got: 'refused'; readonly because: string; readonly says: string };

/** Hands one act to the server, under its own key. */
export async function hand(entry: Entry): Promise<Sent> {
  const [path, body] = requestOf(entry);
  const isForm = body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method: 'POST',
      headers: {
        'idempotency-key': entry.id,
        'accept-language': document.documentElement.lang || 'en',
        ...(isForm ? {} : { 'content-type': 'application/json' }),
      },
      body: isForm ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
  } catch {
    return { got: 'away' };
  }
  if (response.status === 401) return { got: 'signed_out' };
  if (response.status === 429 || response.status >= 500) return { got: 'away' };
  const answer = (await response.json().catch(() => ({}))) as { id?: string; version?: number } & Partial<Problem>;
  if (!response.ok)
    return { got: 'refused', because: answer.type?.split('/').at(-1) ?? '', says: answer.detail ?? answer.title ?? response.statusText };
  return {
    got: 'done',
    ...(typeof answer.version === 'number' && { version: answer.version }),
    ...(entry.act.do === 'stray' && answer.id !== undefined && { serverId: answer.id }),
  };
}

function requestOf({ act, about, version, serverId }: Entry): readonly [path: string, body: object | FormData] {
  const seen = version === null ? {} : { version };
  const form = (picture: Blob, name: string) => {
    const body = new FormData();
    body.append('photo', picture, name);
    return body;
  };
  switch (act.do) {
    case 'receipt':
      return [`/returns/${about}/receipt`, { ...seen, items: [act.item] }];
    case 'inspection':
      return [`/returns/${about}/inspection`, { ...seen, items: [act.item] }];
    case 'photo': {
      const shows = new URLSearchParams({
        lineId: act.item.lineId,
        unit: String(act.item.unit),
        ...(act.question && { question: act.question }),
      });
      return [`/returns/${about}/photos?${shows}`, form(act.picture, act.name)];
    }
    case 'diagnostics':
      return [`/returns/${about}/diagnostics`, { ...act.item, name: act.name, content: act.content }];
    case 'stray':
      return ['/stray-parcels', act.report];
    case 'stray_photo':
      return [`/stray-parcels/${serverId}/photos`, form(act.picture, act.name)];
  }
}
