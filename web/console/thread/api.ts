/** What the pen and the page of templates ask of the server. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Language } from '../../../src/core/access.ts';
import type { TemplateDocument } from '../../../src/core/answers/template.ts';
import { client as http } from '../../client/index.ts';
import { type Answer, type FullReturn, type Schema, told } from '../api.ts';

export type AnswerKit = Schema['AnswerKit'];
export type FilledTemplate = AnswerKit['templates'][number];
export type Template = Schema['AnswerTemplate'];
export type Finding = Template['warnings'][number];
export type KeptFile = { readonly id: string; readonly name: string; readonly type: string; readonly size: number; readonly url: string };
export type Other = { readonly name: string; readonly composing: 'message' | 'note' | null };

const at = (id: string) => ({ params: { path: { id } } });

export const threadApi = {
  kit: (id: string, language: Language | undefined, signal?: AbortSignal) =>
    told(
      http.GET('/api/v1/returns/{id}/answer-kit', {
        params: { path: { id }, query: language ? { language } : {} },
        ...(signal ? { signal } : {}),
      }),
    ),
  check: (id: string, body: string, language: string, signal?: AbortSignal) =>
    told(http.POST('/api/v1/returns/{id}/message-check', { ...at(id), body: { body, language }, ...(signal ? { signal } : {}) })),
  attach: (id: string, files: readonly File[]) => {
    const form = new FormData();
    for (const file of files) form.append('file', file);
    return told(
      http.POST('/api/v1/returns/{id}/attachments', {
        ...at(id),
        body: form as never,
        bodySerializer: (body: unknown) => body as never,
      } as never),
    ) as Promise<{ kept: KeptFile[]; refused: { name: string; because: 'too_large' | 'type_not_allowed' | 'unreadable' }[] }>;
  },
  send: (id: string, body: { body: string; language: string; after: string | null; files?: string[]; despite?: string }) =>
    told(http.POST('/api/v1/returns/{id}/message', { ...at(id), body })),
  takeBack: (id: string, messageId: string) => told(http.DELETE('/api/v1/returns/{id}/message', { ...at(id), body: { messageId } })),
  beat: (id: string, composing: 'message' | 'note' | null) =>
    told(http.POST('/api/v1/returns/{id}/presence', { ...at(id), body: { composing } })),
};

export const templatesApi = {
  list: () => told(http.GET('/api/v1/templates')),
  read: (id: string) => told(http.GET('/api/v1/templates/{id}', at(id))),
  versions: (id: string) => told(http.GET('/api/v1/templates/{id}/versions', at(id))),
  make: (document: TemplateDocument) => told(http.POST('/api/v1/templates', { body: plain(document) }) as never) as Promise<Template>,
  put: (id: string, version: number, document: TemplateDocument) =>
    told(http.PUT('/api/v1/templates/{id}', { ...at(id), body: { ...plain(document), version } })),
  remove: (id: string, version: number) => told(http.DELETE('/api/v1/templates/{id}', { params: { path: { id }, query: { version } } })),
  restore: (id: string, version: number) => told(http.POST('/api/v1/templates/{id}/restoration', { ...at(id), body: { version } })),
  check: (document: TemplateDocument) => told(http.POST('/api/v1/templates/check', { body: plain(document) })),
  values: (id: string, language: Language) =>
    told(http.GET('/api/v1/returns/{id}/template-values', { params: { path: { id }, query: { language } } })),
};

const plain = ({ name, kind, texts }: TemplateDocument) => ({ name, kind, texts: { ...texts } });

/** The kit follows the case: what was done or said in between changes the draft. */
export const useAnswerKit = (ret: FullReturn, language: Language | undefined) =>
  useQuery({
    queryKey: ['answer-kit', ret.id, ret.version, ret.messages.length, language ?? ''],
    queryFn: ({ signal }) => threadApi.kit(ret.id, language, signal),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });

export type Checked = Answer<'/api/v1/templates/check', 'post'>;

/** How long somebody must have stopped typing before a text is looked at, in ms. */
const PAUSE_MS = 600;

/** The value as it stood when it last rested. */
export function useRested<T>(value: T, ms = PAUSE_MS): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

/** Language and hints of what is being written. */
export function useWordsCheck(ret: FullReturn, text: string, language: string) {
  const body = useRested(text.trim());
  return useQuery({
    queryKey: ['message-check', ret.id, language, body],
    queryFn: ({ signal }) => threadApi.check(ret.id, body, language, signal),
    enabled: body.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => (body.length > 0 ? before : undefined),
  });
}

const BEAT_MS = 5_000;

/** Tells the server that this person is here, and learns who else is. Only while the page is looked at. */
export function useOthers(id: string, composing: 'message' | 'note' | null): readonly Other[] {
  const found = useQuery({
    queryKey: ['presence', id, composing],
    queryFn: () => threadApi.beat(id, composing),
    refetchInterval: BEAT_MS,
    refetchIntervalInBackground: false,
    staleTime: 0,
    retry: false,
    placeholderData: (before) => before,
  });
  return found.data?.others ?? [];
}
