import { Button, Progress, SegmentedControl } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconPlayerStop, IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { lookAgain } from '../data.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type Import, importQuery, imports, type LineState, linesQuery, lookAtImports, type Mapping, refusedHref } from './api.ts';
import { Columns } from './Columns.tsx';
import { STATE_TONES } from './Imports.tsx';
import style from './imports.module.css';

/** One file on its way in: what its columns mean, what would happen, what happened, and what has to be mended. */
export function ImportPage() {
  const { id } = useParams({ from: '/imports/$id' });
  const { t } = useWords();
  const found = useQuery(importQuery(id));
  useTitle(found.data?.fileName ?? t('shell.imports'));
  if (found.isPending)
    return (
      <div className={style.page}>
        <Waiting />
      </div>
    );
  if (found.isError)
    return (
      <div className={style.page}>
        <Trouble error={found.error} again={() => void found.refetch()} />
      </div>
    );
  return <Inside one={found.data} />;
}

function Inside({ one }: { readonly one: Import }) {
  const { t } = useWords();
  const say = useSay();
  const [forgetting, setForgetting] = useState(false);
  const look = async () => {
    await lookAtImports();
    void lookAgain();
  };
  const map = useMutation({ mutationFn: (mapping: Mapping) => imports.map(one.id, mapping), onSuccess: look, onError: tellFailure(t) });
  const act = useMutation({
    mutationFn: (verb: 'check' | 'run' | 'stop') => imports.act(one.id, verb),
    onSettled: look,
    onError: tellFailure(t),
  });
  const busy = one.state === 'checking' || one.state === 'running';
  const how = [
    one.format.toUpperCase(),
    one.format === 'csv' && t(`imports.encoding.${one.encoding}`),
    one.delimiter === '\t' ? '⇥' : one.delimiter,
  ]
    .filter(Boolean)
    .join(' ');
  const wouldWrite = one.would.made + one.would.changed;
  return (
    <div className={style.page}>
      <To href={paths.imports()} className={style.backLink}>
        <IconArrowLeft size={16} stroke={1.8} aria-hidden /> {t('imports.back')}
      </To>
      <header className={style.head}>
        <div className={style.title}>
          <h1>{one.fileName}</h1>
          <Badge tone={STATE_TONES[one.state]}>{t(`imports.state.${one.state}`)}</Badge>
        </div>
        <p>
          {t(`imports.kind.${one.kind}`)} · {t('imports.read', { lines: say.number(one.lines), how, by: one.by, at: say.past(one.madeAt) })}
        </p>
      </header>

      {busy && (
        <section className={style.card} aria-live="polite">
          <h2>{t(`imports.${one.state}` as 'imports.checking')}</h2>
          <Progress value={(100 * one.done) / Math.max(one.lines, 1)} size="lg" radius="xl" aria-label={t('imports.list')} />
          <div className={style.row}>
            <span className="figures">{t('imports.progress', { done: say.number(one.done), total: say.number(one.lines) })}</span>
            <Button leftSection={<IconPlayerStop size={16} stroke={1.7} />} loading={act.isPending} onClick={() => act.mutate('stop')}>
              {t('imports.stop')}
            </Button>
          </div>
        </section>
      )}

      {(one.state === 'mapping' || one.state === 'checked') && (
        <Columns one={one} saving={map.isPending} save={(mapping) => map.mutate(mapping)} />
      )}
      {one.state === 'mapping' && (
        <section className={style.go}>
          {one.missing.length > 0 && (
            <p className={style.missing}>
              {t('imports.missing', { fields: one.missing.map((name) => t(`imports.field.${name}`)).join(', ') })}
            </p>
          )}
          <Button
            variant="filled"
            size="md"
            disabled={one.missing.length > 0 || map.isPending}
            loading={act.isPending}
            onClick={() => act.mutate('check')}
          >
            {t('imports.check')}
          </Button>
        </section>
      )}

      {(one.state === 'checked' || one.state === 'done' || one.state === 'cancelled') && <Sums one={one} />}
      {one.state === 'checked' && (
        <section className={style.go}>
          {wouldWrite === 0 && one.counts.refused === 0 && <p className={style.muted}>{t('imports.nothingToDo')}</p>}
          {one.kind === 'returns' && one.would.made > 0 && <p className={style.warned}>{t('imports.liveReturns')}</p>}
          {wouldWrite > 0 && (
            <Button variant="filled" size="md" loading={act.isPending} onClick={() => act.mutate('run')}>
              {t('imports.run', { count: wouldWrite })}
            </Button>
          )}
          <Button size="md" loading={act.isPending} onClick={() => act.mutate('check')}>
            {t('imports.checkAgain')}
          </Button>
        </section>
      )}
      {one.state === 'cancelled' && (
        <section className={style.go}>
          <Button variant="filled" size="md" loading={act.isPending} onClick={() => act.mutate('run')}>
            {t('imports.goOn')}
          </Button>
        </section>
      )}
      {one.counts.refused > 0 && !busy && <Refused one={one} />}
      {one.state !== 'mapping' && !busy && <Lines one={one} />}
      {!busy && (
        <footer className={style.foot}>
          <Button variant="subtle" color="danger" leftSection={<IconTrash size={16} stroke={1.7} />} onClick={() => setForgetting(true)}>
            {t('imports.forget')}
          </Button>
        </footer>
      )}
      {forgetting && <Forget one={one} close={() => setForgetting(false)} />}
    </div>
  );
}

/** Four numbers: what came of the lines, or would. */
function Sums({ one }: { readonly one: Import }) {
  const { t } = useWords();
  const say = useSay();
  const checked = one.state === 'checked';
  const left = one.counts.ready + one.counts.taking;
  const sums: readonly (readonly [string, number, Tone])[] = [
    ['made', checked ? one.would.made : one.counts.made, 'good'],
    ['changed', checked ? one.would.changed : one.counts.changed, 'info'],
    ['same', checked ? one.would.same : one.counts.same, 'plain'],
    ['refused', one.counts.refused, one.counts.refused > 0 ? 'danger' : 'plain'],
    ...(!checked && left > 0 ? ([['left', left, 'warn']] as const) : []),
  ];
  return (
    <section className={style.card} aria-live="polite">
      <h2>{t(checked ? 'imports.would' : 'imports.did')}</h2>
      <ul className={style.sums}>
        {sums.map(([name, n, tone]) => (
          <li key={name} data-tone={n > 0 ? tone : 'plain'}>
            <strong className="figures">{say.number(n)}</strong>
            <span>{t(`imports.${checked ? 'wouldBe' : 'didBe'}.${name}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Refused({ one }: { readonly one: Import }) {
  const { t } = useWords();
  return (
    <section className={style.card}>
      <h2>{t('imports.why')}</h2>
      <ul className={style.reasons}>
        {one.problems.map(({ says, lines, firstLine }) => (
          <li key={says}>
            <span>{says}</span>
            <small>{t('imports.whyLines', { count: lines, line: firstLine })}</small>
          </li>
        ))}
      </ul>
      <div className={style.row}>
        <small>{t('imports.downloadSays')}</small>
        <Button
          className={style.asButton}
          component="a"
          href={refusedHref(one.id)}
          download
          leftSection={<IconDownload size={17} stroke={1.7} />}
        >
          {t('imports.download')}
        </Button>
      </div>
    </section>
  );
}

const LINE_TONES: Readonly<Record<LineState, Tone>> = {
  new: 'plain',
  ready: 'accent',
  taking: 'info',
  made: 'good',
  changed: 'info',
  same: 'plain',
  refused: 'danger',
};

function Lines({ one }: { readonly one: Import }) {
  const { t } = useWords();
  const [state, setState] = useState<'all' | 'refused'>('all');
  const lines = useInfiniteQuery(linesQuery(one.id, state === 'all' ? null : state, one.state));
  const items = lines.data?.pages.flatMap((page) => page.items) ?? [];
  const nameOf = (line: (typeof items)[number]) =>
    line.state === 'refused'
      ? t('imports.didBe.refused')
      : line.state === 'ready'
        ? t(`imports.wouldBe.${line.would ?? 'made'}`)
        : line.state === 'new' || line.state === 'taking'
          ? t('imports.didBe.left')
          : t(`imports.didBe.${line.state}`);
  return (
    <section>
      <div className={style.row}>
        <h2 className={style.sub}>{t('imports.list')}</h2>
        {one.counts.refused > 0 && (
          <SegmentedControl
            size="xs"
            aria-label={t('imports.show')}
            value={state}
            onChange={(value) => setState(value as typeof state)}
            data={[
              { value: 'all', label: t('imports.all') },
              { value: 'refused', label: t('imports.didBe.refused') },
            ]}
          />
        )}
      </div>
      {lines.isPending ? (
        <Waiting rows={3} />
      ) : lines.isError ? (
        <Trouble error={lines.error} again={() => void lines.refetch()} />
      ) : items.length === 0 ? (
        <p className={style.muted}>{t('imports.noLines')}</p>
      ) : (
        <ol className={style.lines}>
          {items.map((line) => (
            <li key={line.line}>
              <span className="figures" title={t('imports.line')}>
                {line.line}
              </span>
              <span className={style.cells}>
                {line.cells.filter((cell) => cell.trim() !== '').join(' · ')}
                {line.says.map((says) => (
                  <em key={says}>{says}</em>
                ))}
              </span>
              <Badge tone={LINE_TONES[line.state]}>
                {nameOf(line)}
                {line.became && line.state !== 'refused' && one.kind === 'returns' ? ` ${line.became}` : ''}
              </Badge>
            </li>
          ))}
        </ol>
      )}
      {lines.hasNextPage && (
        <Button mt="sm" loading={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
          {t('imports.more')}
        </Button>
      )}
    </section>
  );
}

function Forget({ one, close }: { readonly one: Import; readonly close: () => void }) {
  const { t } = useWords();
  const router = useRouter();
  const forget = useMutation({
    mutationFn: () => imports.forget(one.id),
    onSuccess: async () => {
      router.history.push(paths.imports());
      await lookAtImports();
    },
    onError: tellFailure(t),
  });
  return (
    <Dialog title={t('imports.forgetAsk')} close={close} size="sm">
      <p className={style.muted}>{t('imports.forgetSays')}</p>
      <div className={style.buttons}>
        <Button onClick={close}>{t('imports.cancel')}</Button>
        <Button variant="filled" color="danger" loading={forget.isPending} onClick={() => forget.mutate()} data-autofocus>
          {t('imports.forget')}
        </Button>
      </div>
    </Dialog>
  );
}
