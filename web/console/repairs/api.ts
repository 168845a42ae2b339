/** What the repair bench asks of the server. */
import { client } from '../../client/index.ts';
import { type Answer, type Schema, told } from '../api.ts';

export type Repair = Schema['Repair'];
export type ListedRepair = Answer<'/api/v1/repairs', 'get'>['items'][number];
export type RepairPart = Repair['parts'][number];

const path = (id: string) => ({ params: { path: { id } } });

export const repairs = {
  list: (query: { readonly ended: boolean; readonly technician?: string; readonly cursor?: string }, signal?: AbortSignal) =>
    told(
      client.GET('/api/v1/repairs', {
        params: { query: { ...query, ended: query.ended ? 'true' : 'false', limit: 100 } },
        ...(signal ? { signal } : {}),
      }),
    ),
  read: (id: string, signal?: AbortSignal) => told(client.GET('/api/v1/repairs/{id}', { ...path(id), ...(signal ? { signal } : {}) })),
  change: (id: string, body: object) => told(client.PATCH('/api/v1/repairs/{id}', { ...path(id), body: body as never })),
  addPart: (id: string, body: object) => told(client.POST('/api/v1/repairs/{id}/parts', { ...path(id), body: body as never })),
  changePart: (id: string, partId: string, body: object) =>
    told(client.PATCH('/api/v1/repairs/{id}/parts/{partId}', { params: { path: { id, partId } }, body: body as never })),
  complete: (id: string, body: object) => told(client.POST('/api/v1/repairs/{id}/completion', { ...path(id), body: body as never })),
  fail: (id: string, because: string) => told(client.POST('/api/v1/repairs/{id}/failure', { ...path(id), body: { because } })),
};
