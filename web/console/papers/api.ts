/** What the pages of invoices and bank transfers ask of the server. */
import { client, type paths } from '../../client/index.ts';
import { type Answer, told } from '../api.ts';

export type Paper = Answer<'/api/v1/invoices', 'get'>['items'][number];
export type WholePaper = Answer<'/api/v1/invoices/{id}', 'get'>;
export type Due = Answer<'/api/v1/invoices/due', 'get'>['items'][number];
export type PaperSettings = Answer<'/api/v1/paper-settings', 'get'>;
export type BankRefund = Answer<'/api/v1/bank-refunds', 'get'>['items'][number];
export type BankFile = Answer<'/api/v1/bank-files', 'get'>['items'][number];
type Query<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Asked } } } ? NonNullable<Asked> : never;

const at = (id: string) => ({ params: { path: { id } } });

export const papersApi = {
  list: (query: Query<'/api/v1/invoices'>) => told(client.GET('/api/v1/invoices', { params: { query } })),
  due: (query: Query<'/api/v1/invoices/due'> = {}) => told(client.GET('/api/v1/invoices/due', { params: { query } })),
  read: (id: string) => told(client.GET('/api/v1/invoices/{id}', at(id))),
  ofReturn: (id: string) => told(client.GET('/api/v1/returns/{id}/invoices', at(id))),
  issue: (channel: string, channelOrderId: string) =>
    told(client.POST('/api/v1/orders/{channel}/{channelOrderId}/invoice', { params: { path: { channel, channelOrderId } }, body: {} })),
  credit: (id: string, because: string) => told(client.POST('/api/v1/invoices/{id}/credit-note', { ...at(id), body: { because } })),
  settings: () => told(client.GET('/api/v1/paper-settings')),
  putSettings: (body: PaperSettings['settings']) => told(client.PUT('/api/v1/paper-settings', { body })),
  bankRefunds: () => told(client.GET('/api/v1/bank-refunds')),
  bankFiles: () => told(client.GET('/api/v1/bank-files')),
  makeFile: () => told(client.POST('/api/v1/bank-files')),
  approveFile: (id: string) => told(client.POST('/api/v1/bank-files/{id}/approval', at(id))),
  cancelFile: (id: string) => told(client.DELETE('/api/v1/bank-files/{id}', at(id))),
  confirmFile: (id: string) => told(client.POST('/api/v1/bank-files/{id}/confirmation', { ...at(id), body: {} })),
  downloadFile: (id: string) =>
    told(client.POST('/api/v1/bank-files/{id}/download', { ...at(id), parseAs: 'blob' })) as Promise<unknown> as Promise<Blob>,
  account: (returnId: string) => told(client.GET('/api/v1/returns/{id}/bank-account', at(returnId))),
  putAccount: (returnId: string, body: { readonly holder: string; readonly iban: string; readonly bic: string }) =>
    told(client.PUT('/api/v1/returns/{id}/bank-account', { ...at(returnId), body })),
};

/** Where a browser finds the paper itself. */
export const paperFile = (id: string, form: 'pdf' | 'xml'): string => `/api/v1/invoices/${id}.${form}`;
