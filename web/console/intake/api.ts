/** What the pages about mail ask of the server. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { client as http } from '../../client/index.ts';
import { type Answer, told } from '../api.ts';

export type ListedMail = Answer<'/api/v1/inbound-mails', 'get'>['items'][number];
export type WholeMail = Answer<'/api/v1/inbound-mails/{id}', 'get'>;
export type Proposal = WholeMail['proposals'][number];
export type Mailbox = Answer<'/api/v1/mailboxes', 'get'>['items'][number];
export type MailView = 'waiting' | 'spam' | 'taken' | 'put_aside';
export const VIEWS: readonly MailView[] = ['waiting', 'spam', 'taken', 'put_aside'];

export type NewReturn = {
  readonly channel: string;
  readonly channelOrderId: string;
  readonly items: { lineId: string; reason: NonNullable<WholeMail['read']['reason']>; fault?: NonNullable<WholeMail['read']['fault']> }[];
};
export type MailboxGiven = {
  readonly host: string;
  readonly port: number;
  readonly security: Mailbox['security'];
  readonly username: string;
  readonly password?: string;
  readonly folder: string;
  readonly markSeen: boolean;
  readonly off: boolean;
  readonly takeFrom?: string;
};

const of = (id: string) => ({ params: { path: { id } } });

export const intakeApi = {
  list: (view: MailView, cursor: string, signal?: AbortSignal, limit = 50) =>
    told(
      http.GET('/api/v1/inbound-mails', {
        params: { query: { view, limit, ...(cursor ? { cursor } : {}) } },
        ...(signal ? { signal } : {}),
      }),
    ),
  read: (id: string, signal?: AbortSignal) => told(http.GET('/api/v1/inbound-mails/{id}', { ...of(id), ...(signal ? { signal } : {}) })),
  search: (q: string, signal?: AbortSignal) =>
    told(http.GET('/api/v1/inbound-mails/search', { params: { query: { q } }, ...(signal ? { signal } : {}) })),
  match: (id: string, returnId: string) => told(http.POST('/api/v1/inbound-mails/{id}/match', { ...of(id), body: { returnId } })),
  open: (id: string, body: NewReturn) => told(http.POST('/api/v1/inbound-mails/{id}/return', { ...of(id), body })),
  takeList: (id: string, partnerId: string) => told(http.POST('/api/v1/inbound-mails/{id}/notices', { ...of(id), body: { partnerId } })),
  answer: (id: string, body: string) => told(http.POST('/api/v1/inbound-mails/{id}/answer', { ...of(id), body: { body } })),
  dismiss: (id: string, because: string) => told(http.POST('/api/v1/inbound-mails/{id}/dismissal', { ...of(id), body: { because } })),
  undo: (id: string) => told(http.POST('/api/v1/inbound-mails/{id}/undo', of(id))),
  mailboxes: () => told(http.GET('/api/v1/mailboxes')),
  saveMailbox: (id: string | null, body: MailboxGiven) =>
    id === null ? told(http.POST('/api/v1/mailboxes', { body })) : told(http.PUT('/api/v1/mailboxes/{id}', { ...of(id), body })),
  removeMailbox: (id: string) => told(http.DELETE('/api/v1/mailboxes/{id}', of(id))),
  testMailbox: (id: string) => told(http.POST('/api/v1/mailboxes/{id}/test', of(id))),
  pollMailbox: (id: string) => told(http.POST('/api/v1/mailboxes/{id}/poll', of(id))),
  settings: () => told(http.GET('/api/v1/intake-settings')),
  trust: (trustedHost: string | null) => told(http.PUT('/api/v1/intake-settings', { body: { trustedHost } })),
  renewAddress: () => told(http.POST('/api/v1/intake-settings/address')),
};

const FRESH_MS = 15_000;

export const useMails = (view: MailView) =>
  useInfiniteQuery({
    queryKey: ['intake', view],
    queryFn: ({ pageParam, signal }) => intakeApi.list(view, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) <= 3 ? FRESH_MS : false),
  });

/** How many wait for a person: the figure in the bar. */
export const useWaitingMails = () =>
  useQuery({
    queryKey: ['intake', 'count'],
    queryFn: ({ signal }) => intakeApi.list('waiting', '', signal, 1),
    select: ({ counts }) => counts.waiting,
    refetchInterval: 2 * FRESH_MS,
  });
