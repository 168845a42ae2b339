/** What the pages about answers and follow-ups ask of the server. */
import { client } from '../../../client/index.ts';
import { type Answer, told } from '../../api.ts';

export type Figures = Answer<'/api/v1/surveys/figures', 'get'>;
export type Figure = Figures['by']['reason'][number];
export type ListedAnswer = Answer<'/api/v1/surveys/answers', 'get'>['items'][number];
export type ListedFollowUp = Answer<'/api/v1/follow-ups', 'get'>['items'][number];
export type FullFollowUp = Answer<'/api/v1/follow-ups/{id}', 'get'>;
export type SurveySettings = Answer<'/api/v1/settings/survey', 'put'>;
export type FollowUpTab = 'open' | 'answered' | 'settled' | 'all';
export type Outcome = NonNullable<FullFollowUp['outcome']>;

/** What narrows the list of answers, as it stands in the address. */
export type AnswersView = {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly show?: string | undefined;
  readonly score?: string | undefined;
  readonly reason?: string | undefined;
  readonly ended?: string | undefined;
  readonly sku?: string | undefined;
  readonly language?: string | undefined;
  readonly q?: string | undefined;
};

const span = ({ since, until }: AnswersView) => ({ ...(since && { since }), ...(until && { until }) });
const at = (id: string) => ({ params: { path: { id } } });

export const surveyApi = {
  figures: (view: AnswersView, signal?: AbortSignal) =>
    told(client.GET('/api/v1/surveys/figures', { params: { query: span(view) }, ...(signal ? { signal } : {}) })),
  answers: (view: AnswersView, cursor: string, signal?: AbortSignal) => {
    const { show, score, reason, ended, sku, language, q } = view;
    const query = {
      ...span(view),
      ...(show === 'unhappy' && { unhappy: true }),
      ...(show === 'words' && { words: true }),
      ...(score && { score: Number(score) }),
      ...(reason && { reason }),
      ...(ended && { ended }),
      ...(sku && { sku }),
      ...(language && { language }),
      ...(q && { q }),
      ...(cursor && { cursor }),
    };
    return told(client.GET('/api/v1/surveys/answers', { params: { query: query as never }, ...(signal ? { signal } : {}) }));
  },
  followUps: (tab: FollowUpTab, cursor: string, signal?: AbortSignal) =>
    told(client.GET('/api/v1/follow-ups', { params: { query: { tab, ...(cursor && { cursor }) } }, ...(signal ? { signal } : {}) })),
  followUp: (id: string, signal?: AbortSignal) => told(client.GET('/api/v1/follow-ups/{id}', { ...at(id), ...(signal ? { signal } : {}) })),
  assign: (id: string, to: string | null) => told(client.POST('/api/v1/follow-ups/{id}/assignment', { ...at(id), body: { to } })),
  call: (id: string, says: string) => told(client.POST('/api/v1/follow-ups/{id}/call', { ...at(id), body: { says } })),
  settle: (id: string, outcome: Outcome, says: string) =>
    told(client.POST('/api/v1/follow-ups/{id}/settlement', { ...at(id), body: { outcome, ...(says && { says }) } })),
  ask: (id: string) => told(client.POST('/api/v1/follow-ups/{id}/question', { ...at(id), body: {} })),
  ofReturn: (id: string) => told(client.GET('/api/v1/returns/{id}/survey', at(id))),
  settings: () => told(client.GET('/api/v1/settings/survey', {})),
  putSettings: (body: SurveySettings) => told(client.PUT('/api/v1/settings/survey', { body })),
};
