import { Button, Select, TextInput } from '@mantine/core';
import { IconDownload, IconMessageCircleHeart, IconSearch, IconSettings, IconX } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Badge } from '../../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../../parts/Nothing.tsx';
import { useSay } from '../../parts/say.ts';
import { To } from '../../parts/To.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { type AnswersView, type Figure, type Figures, type ListedAnswer, surveyApi } from './api.ts';
import { Stars } from './Stars.tsx';
import style from './survey.module.css';

const SHOWS = ['all', 'unhappy', 'words'] as const;
/** What a figure narrows the list to: the address's own words. */
const FACETS = ['score', 'reason', 'ended', 'sku', 'language'] as const;

/** What people say: in figures, each with the number of answers that it rests on, and in their own words. */
export function AnswersPage() {
  const { t } = useWords();
  const view: AnswersView = useSearch({ from: '/aftercare/answers' });
  const router = useRouter();
  const go = (more: Partial<AnswersView>) => router.history.push(paths.answers({ ...view, ...more }));
  const figures = useQuery({
    queryKey: ['survey', 'figures', view.since, view.until],
    queryFn: ({ signal }) => surveyApi.figures(view, signal),
  });
  if (figures.isPending) return <Waiting rows={4} height={92} />;
  if (figures.isError) return <Trouble error={figures.error} again={() => void figures.refetch()} />;
  const nobody = figures.data.n === 0 && figures.data.asked === 0 && !view.since && !view.until;
  return (
    <div className={style.answers}>
      <Span view={view} go={go} figures={figures.data} />
      {nobody ? (
        <Nothing icon={<IconMessageCircleHeart size={28} stroke={1.5} />} title={t('answers.empty')}>
          <p>{t('answers.emptyMore')}</p>
        </Nothing>
      ) : (
        <>
          <Summary figures={figures.data} go={go} />
          <Tables figures={figures.data} go={go} />
          <TheirWords view={view} go={go} />
        </>
      )}
    </div>
  );
}

type Go = { readonly go: (more: Partial<AnswersView>) => void };

function Span({ view, go, figures }: Go & { readonly view: AnswersView; readonly figures: Figures }) {
  const { t } = useWords();
  return (
    <div className={style.span}>
      <TextInput
        type="date"
        label={t('answers.since')}
        value={view.since ?? figures.since.slice(0, 10)}
        onChange={({ currentTarget: { value } }) => go({ since: value || undefined })}
      />
      <TextInput
        type="date"
        label={t('answers.until')}
        value={view.until ?? figures.until.slice(0, 10)}
        onChange={({ currentTarget: { value } }) => go({ until: value || undefined })}
      />
      <span className={style.spanActs}>
        <Button component="a" href={exportHref(view)} variant="subtle" leftSection={<IconDownload size={16} />}>
          {t('answers.export')}
        </Button>
        <To href={paths.surveySettings()} className={style.link}>
          <IconSettings size={16} stroke={1.7} aria-hidden /> {t('answers.settings')}
        </To>
      </span>
    </div>
  );
}

const exportHref = ({ since, until }: AnswersView): string =>
  `/api/v1/exports/lists/surveys?${new URLSearchParams({ format: 'csv', ...(since && { since }), ...(until && { until }) })}`;

/** No figure where there are no answers: a dash says so. */
function Summary({ figures, go }: Go & { readonly figures: Figures }) {
  const { t, word } = useWords();
  const say = useSay();
  const { n, average, unhappy, asked, answered, scores, again } = figures;
  const one = (value: number) => say.number(Math.round(value * 10) / 10);
  const most = Math.max(1, ...scores);
  return (
    <section className={style.summary} aria-label={t('answers.figures')}>
      <dl className={style.tiles}>
        <Tile name={t('answers.average')} basis={t('answers.basis', { count: n })}>
          {average === null ? '–' : `${one(average)} ${t('answers.of5')}`}
        </Tile>
        <Tile name={t('answers.unhappy')} basis={t('answers.basis', { count: n })}>
          {n === 0 ? '–' : say.percent(unhappy / n)}
        </Tile>
        <Tile name={t('answers.rate')} basis={t('answers.rateOf', { answered, asked })}>
          {asked === 0 ? '–' : say.percent(answered / asked)}
        </Tile>
        {again.n > 0 && again.before !== null && again.after !== null && (
          <Tile name={t('answers.again')} basis={t('answers.basis', { count: again.n })}>
            {t('answers.againMore', { before: one(again.before), after: one(again.after) })}
          </Tile>
        )}
      </dl>
      <div className={style.charts}>
        <figure className={style.distribution}>
          <figcaption>{t('answers.distribution')}</figcaption>
          <ul>
            {scores
              .map((count, i) => ({ count, score: i + 1 }))
              .toReversed()
              .map(({ count, score }) => (
                <li key={score}>
                  <button
                    type="button"
                    onClick={() => go({ score: String(score) })}
                    aria-label={`${score}: ${t('answers.basis', { count })}`}
                  >
                    <span className={style.distName}>{score}</span>
                    <span className={style.track} aria-hidden>
                      <span style={{ width: `${(count / most) * 100}%` }} data-low={score <= 2 || undefined} />
                    </span>
                    <span className={`${style.distCount} figures`}>{count}</span>
                  </button>
                </li>
              ))}
          </ul>
        </figure>
        <Weeks weeks={figures.by.week} />
      </div>
      {figures.topics.length > 0 && (
        <div className={style.topics}>
          {(['good', 'bad'] as const).map((side) => {
            const some = figures.topics.filter((topic) => topic[side] > 0).sort((a, b) => b[side] - a[side]);
            return (
              some.length > 0 && (
                <p key={side}>
                  <strong>{t(side === 'good' ? 'answers.topicsGood' : 'answers.topicsBad')}</strong>{' '}
                  {some.map((topic) => `${word('surveyTopic', topic.topic)} (${topic[side]})`).join(', ')}
                </p>
              )
            );
          })}
        </div>
      )}
    </section>
  );
}

const Tile = ({ name, basis, children }: { readonly name: string; readonly basis: string; readonly children: string }) => (
  <div className={style.tile}>
    <dt>{name}</dt>
    <dd className="figures">{children}</dd>
    <dd className={style.basis}>{basis}</dd>
  </div>
);

/** The average of each week as a bar from 1 to 5; the figures stand beside as text. */
function Weeks({ weeks }: { readonly weeks: readonly Figure[] }) {
  const { t } = useWords();
  const say = useSay();
  if (weeks.length < 2) return null;
  const shown = weeks.slice(-13);
  return (
    <figure className={style.weeks}>
      <figcaption>{t('answers.weeks')}</figcaption>
      <ol>
        {shown.map(({ value, average, n }) => {
          const words = `${t('answers.week', { day: say.day(`${value}T12:00:00Z`) })}: ${say.number(Math.round(average * 10) / 10)}, ${t('answers.basis', { count: n })}`;
          return (
            <li key={value} title={words}>
              <span className={style.weekBar} aria-hidden>
                <span style={{ height: `${Math.max(3, ((average - 1) / 4) * 100)}%` }} data-low={average < 3 || undefined} />
              </span>
              <span aria-hidden className="figures">
                {say.number(Math.round(average * 10) / 10)}
              </span>
              <span aria-hidden className={style.weekCount}>
                {n}
              </span>
              <span className="unseen">{words}</span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}

function Tables({ figures, go }: Go & { readonly figures: Figures }) {
  const { t, word } = useWords();
  const say = useSay();
  const named = {
    reason: (one: Figure) => word('reason', one.value),
    ended: (one: Figure) => word('surveyEnd', one.value),
    model: (one: Figure) => one.name ?? one.value,
    language: (one: Figure) => say.languageName(one.value),
  };
  const narrows = { reason: 'reason', ended: 'ended', model: 'sku', language: 'language' } as const;
  return (
    <div className={style.tables}>
      {(Object.keys(named) as (keyof typeof named)[]).map(
        (facet) =>
          figures.by[facet].length > 0 && (
            <section key={facet} className={style.tableCard}>
              <h2>{t(`answers.by.${facet}`)}</h2>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('answers.group')}</th>
                    <th scope="col">{t('answers.count')}</th>
                    <th scope="col">{t('answers.average')}</th>
                    <th scope="col">{t('answers.unhappy')}</th>
                  </tr>
                </thead>
                <tbody>
                  {figures.by[facet].map((one) => (
                    <tr key={one.value}>
                      <th scope="row">
                        <button type="button" className={style.link} onClick={() => go({ [narrows[facet]]: one.value })}>
                          {named[facet](one)}
                        </button>
                      </th>
                      <td className="figures">{one.n}</td>
                      <td className="figures">{say.number(Math.round(one.average * 10) / 10)}</td>
                      <td className="figures">{say.percent(one.unhappy / one.n)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          ),
      )}
    </div>
  );
}

function TheirWords({ view, go }: Go & { readonly view: AnswersView }) {
  const { t, word } = useWords();
  const say = useSay();
  const [typed, setTyped] = useState(view.q ?? '');
  const list = useInfiniteQuery({
    queryKey: ['survey', 'answers', view],
    queryFn: ({ pageParam, signal }) => surveyApi.answers(view, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const search = (event: FormEvent) => {
    event.preventDefault();
    go({ q: typed.trim() || undefined });
  };
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const names = {
    score: (value: string) => `${value} ${t('answers.of5')}`,
    reason: (value: string) => word('reason', value),
    ended: (value: string) => word('surveyEnd', value),
    sku: (value: string) => value,
    language: say.languageName,
  };
  return (
    <section className={style.wordsOf} aria-label={t('answers.list')}>
      <div className={style.filters}>
        <h2>{t('answers.list')}</h2>
        <Select
          aria-label={t('answers.filter.label')}
          value={SHOWS.find((one) => one === view.show) ?? 'all'}
          allowDeselect={false}
          onChange={(value) => go({ show: value === 'all' || value === null ? undefined : value })}
          data={SHOWS.map((value) => ({ value, label: t(`answers.filter.${value}`) }))}
        />
        <form onSubmit={search} className={style.search}>
          <TextInput
            aria-label={t('answers.search')}
            placeholder={t('answers.search')}
            leftSection={<IconSearch size={16} stroke={1.7} />}
            value={typed}
            maxLength={100}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </form>
      </div>
      <p className={style.chips}>
        {FACETS.map(
          (facet) =>
            view[facet] && (
              <button
                key={facet}
                type="button"
                className={style.chip}
                title={t('answers.clear')}
                onClick={() => go({ [facet]: undefined })}
              >
                {t('answers.only', { what: names[facet](view[facet]) })} <IconX size={14} aria-hidden />
                <span className="unseen">{t('answers.clear')}</span>
              </button>
            ),
        )}
      </p>
      {list.isPending ? (
        <Waiting rows={4} height={84} />
      ) : list.isError && items.length === 0 ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <Nothing icon={<IconMessageCircleHeart size={28} stroke={1.5} />} title={t('answers.emptyHere')}>
          <p>{t('answers.emptyHereMore')}</p>
        </Nothing>
      ) : (
        <>
          <ul className={style.list}>
            {items.map((one) => (
              <li key={one.returnId}>
                <Said one={one} />
              </li>
            ))}
          </ul>
          {list.hasNextPage && (
            <Button variant="subtle" fullWidth loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('answers.more')}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function Said({ one }: { readonly one: ListedAnswer }) {
  const { t, word } = useWords();
  const say = useSay();
  return (
    <article className={style.said} data-unhappy={one.unhappy || undefined}>
      <p className={style.saidHead}>
        <Stars score={one.score} />
        {one.firstScore !== one.score && <span className={style.muted}>{t('answers.changed', { score: one.firstScore })}</span>}
        {one.againScore !== null && <span className={style.muted}>{t('answers.afterwards', { score: one.againScore })}</span>}
        {one.contact && <Badge tone="warn">{t('answers.contact')}</Badge>}
        {one.followUp && (
          <To href={paths.followUps({ id: one.followUp.id })} className={style.link}>
            {t(`followUps.tab.${one.followUp.state}`)}
          </To>
        )}
        <time dateTime={one.answeredAt} title={say.full(one.answeredAt)} className={style.when}>
          {say.stamp(one.answeredAt)}
        </time>
      </p>
      {one.says ? <blockquote lang={one.language}>{one.says}</blockquote> : <p className={style.muted}>{t('answers.noWords')}</p>}
      {one.topics.length > 0 && (
        <p className={style.topicsOf}>
          {one.topics.map((topic) => (
            <Badge key={topic} tone={one.score >= 4 ? 'good' : 'plain'}>
              {word('surveyTopic', topic)}
            </Badge>
          ))}
        </p>
      )}
      <p className={style.about}>
        <To href={paths.case(one.returnId)} className="code">
          {one.rma}
        </To>{' '}
        · {one.buyer ? `${one.buyer} · ` : ''}
        {one.title} · {word('reason', one.reason)} · {word('surveyEnd', one.ended)}
      </p>
    </article>
  );
}
