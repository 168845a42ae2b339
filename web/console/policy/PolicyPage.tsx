import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronRight,
  IconCircleCheck,
  IconCloudOff,
  IconDots,
  IconDownload,
  IconFileOff,
  IconLanguage,
  IconLoader2,
  IconPencilPlus,
  IconRocket,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { lintPolicy } from '../../../src/core/policy/lint.ts';
import { api, statusOf } from '../api.ts';
import { Badge } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { failureWords, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { POLICY_VIEWS, paths, type PolicyView } from '../paths.ts';
import { useWords } from '../words.ts';
import { BenchProvider, type Bench } from './bench.ts';
import { CompareView } from './Compare.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { useMayWrite } from './duty.ts';
import { HouseView } from './House.tsx';
import style from './policy.module.css';
import { PublicText } from './PublicText.tsx';
import { PublishDialog } from './Publish.tsx';
import { Rules } from './Rules.tsx';
import { type Draft, draftKey, draftQuery, type FullVersion, lookAtPolicies, policies, versionKey, versionQuery } from './server.ts';
import { SimulateView } from './Simulate.tsx';
import { TryView } from './Try.tsx';
import { readCase } from './trial-case.ts';
import { type DraftEditor, type SaveState, useDraft } from './useDraft.ts';
import { useTrial } from './useTrial.ts';

export function DraftPage() {
  const { id } = useParams({ from: '/policy/drafts/$id' });
  const draft = useQuery(draftQuery(id));
  const [reloads, setReloads] = useState(0);
  if (draft.isPending) return <PageWaits />;
  if (draft.isError) return statusOf(draft.error) === 404 ? <Gone /> : <Trouble error={draft.error} again={() => void draft.refetch()} />;
  // Read anew on purpose (somebody else saved), a draft starts with a history of its own; any other refetch changes nothing here.
  return <EditedDraft key={`${id}#${reloads}`} draft={draft.data} reload={() => setReloads((times) => times + 1)} />;
}

export function VersionPage() {
  const { version } = useParams({ from: '/policy/versions/$version' });
  const read = useQuery(versionQuery(version));
  if (read.isPending) return <PageWaits />;
  if (read.isError) return statusOf(read.error) === 404 ? <Gone /> : <Trouble error={read.error} again={() => void read.refetch()} />;
  return <ReadVersion version={read.data} />;
}

const PageWaits = () => (
  <div className={style.page}>
    <Waiting rows={7} height={60} />
  </div>
);

/** Published or thrown away: either way it is found on the overview, or nowhere. */
function Gone() {
  const { t } = useWords();
  return (
    <Nothing icon={<IconFileOff size={28} stroke={1.5} />} title={t('policy.gone')} as="h1">
      <p>{t('policy.goneMore')}</p>
      <p>
        <To href={paths.policy()}>{t('policy.toOverview')}</To>
      </p>
    </Nothing>
  );
}

function EditedDraft({ draft, reload }: { readonly draft: Draft; readonly reload: () => void }) {
  const { t } = useWords();
  const mayWrite = useMayWrite();
  const editor = useDraft(draft);
  const [publishing, setPublishing] = useState(false);
  // Somebody else saved: one may look once more at what one has oneself before one chooses.
  const [aside, setAside] = useState(false);
  const view = useSearch({ from: '/policy/drafts/$id' });
  const toPublish = async () => {
    await editor.flush().then(() => setPublishing(true), tellFailure(t));
  };
  return (
    <Frame
      at={draftKey(draft.id)}
      view={view}
      href={(next) => paths.draft(draft.id, next)}
      document={editor.document}
      edit={mayWrite ? editor.edit : null}
      revision={editor.revision}
      head={
        mayWrite ? (
          <>
            <SaveMark editor={editor} choose={() => setAside(false)} />
            <Steps editor={editor} />
            <Button variant="filled" leftSection={<IconRocket size={16} />} onClick={() => void toPublish()}>
              {t('policy.publish.open')}
            </Button>
          </>
        ) : (
          <Badge tone="info">{t('policy.readOnly')}</Badge>
        )
      }
      badge={<Badge tone="warn">{t('policy.state.draft')}</Badge>}
    >
      {publishing && <PublishDialog draft={draft} document={editor.document} close={() => setPublishing(false)} />}
      {editor.state === 'conflict' && !aside && (
        <ConflictDialog draft={draft} document={editor.document} reload={reload} close={() => setAside(true)} />
      )}
    </Frame>
  );
}

function ReadVersion({ version }: { readonly version: FullVersion }) {
  const { t, word } = useWords();
  const router = useRouter();
  const mayWrite = useMayWrite();
  const view = useSearch({ from: '/policy/versions/$version' });
  const draft = () =>
    policies.newDraft({ basedOn: version.version }).then(async ({ id }) => {
      await lookAtPolicies();
      router.history.push(paths.draft(id));
    }, tellFailure(t));
  return (
    <Frame
      at={versionKey(version.version)}
      view={view}
      href={(next) => paths.policyVersion(version.version, next)}
      document={version.document}
      edit={null}
      revision={null}
      head={
        mayWrite && (
          <Button variant="filled" leftSection={<IconPencilPlus size={16} />} onClick={() => void draft()}>
            {t('policy.newFromThis')}
          </Button>
        )
      }
      badge={<Badge tone={version.state === 'in_force' ? 'good' : 'plain'}>{word('policy.state', version.state)}</Badge>}
    />
  );
}

/** The frame around all that is done with one policy: its name, its views, and what the views share. */
function Frame({
  at,
  view,
  href,
  document,
  edit,
  revision,
  head,
  badge,
  children,
}: {
  readonly at: string;
  readonly view: PolicyView;
  readonly href: (view: PolicyView) => string;
  readonly document: Bench['document'];
  readonly edit: Bench['edit'];
  readonly revision: Bench['revision'];
  readonly head: React.ReactNode;
  readonly badge: React.ReactNode;
  readonly children?: React.ReactNode;
}) {
  const { t } = useWords();
  const router = useRouter();
  const settings = useQuery({ queryKey: ['settings'], queryFn: api.settings, staleTime: 60_000 });
  const [showing, setShowing] = useState(false);
  useTitle(document.name || t('policy.unnamed'));
  const problems = useProblems(document);
  const one = useMemo(() => readCase(view.case), [view.case]);
  const trial = useTrial(document, one, view.view === undefined || view.view === 'try');
  const spoke = useMemo(() => new Set(trial.data?.spoke.map(({ row }) => row)), [trial.data]);

  const latest = useRef(view);
  latest.current = view;
  const go: Bench['go'] = (change, how = 'push') => {
    latest.current = { ...latest.current, ...change };
    router.history[how](href(latest.current));
  };
  const bench: Bench = {
    key: at,
    document,
    edit,
    revision,
    problems,
    spoke,
    view,
    go,
    currency: settings.data?.refundLimit.currency ?? 'EUR',
  };
  const shown = view.view ?? 'rules';
  const counts: Partial<Record<(typeof POLICY_VIEWS)[number], number>> = { rules: problems.length };

  return (
    <BenchProvider value={bench}>
      <div className={style.head}>
        <div className={style.title}>
          <nav aria-label={t('policy.where')} className={style.crumbs}>
            <To href={paths.policy()}>{t('shell.policy')}</To>
            <IconChevronRight size={14} aria-hidden />
          </nav>
          <h1>{document.name || t('policy.unnamed')}</h1>
          {badge}
        </div>
        <div className={style.acts}>
          {head}
          <Menu position="bottom-end" width={230} shadow="none" withinPortal={false}>
            <Menu.Target>
              <ActionIcon aria-label={t('policy.more')}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconLanguage size={16} stroke={1.7} />} onClick={() => setShowing(true)}>
                {t('policy.public.open')}
              </Menu.Item>
              <Menu.Item leftSection={<IconDownload size={16} stroke={1.7} />} component="a" href={policies.exportOf(at)} download>
                {t('policy.export')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
        <nav className={style.views} aria-label={t('policy.views')}>
          {POLICY_VIEWS.filter((name) => name !== 'simulate' || at.startsWith('d:')).map((name) => (
            <To
              key={name}
              href={href({ ...view, view: name === 'rules' ? undefined : name, row: undefined })}
              aria-current={shown === name ? 'page' : undefined}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey) return;
                event.preventDefault();
                go({ view: name === 'rules' ? undefined : name, row: undefined });
              }}
            >
              {t(`policy.view.${name}`)}
              {counts[name] ? (
                <span className={`${style.count} figures`} data-bad={problems.some(({ severity }) => severity === 'error') || undefined}>
                  <IconAlertTriangle size={12} aria-hidden />
                  {counts[name]}
                  <span className="unseen"> {t('policy.problems.title')}</span>
                </span>
              ) : null}
            </To>
          ))}
        </nav>
      </div>
      <div className={style.body}>
        {shown === 'rules' && <Rules trial={trial.data} />}
        {shown === 'settings' && <HouseView />}
        {shown === 'try' && <TryView trial={trial} />}
        {shown === 'compare' && <CompareView />}
        {shown === 'simulate' && <SimulateView />}
      </div>
      {showing && <PublicText at={at} close={() => setShowing(false)} />}
      {children}
    </BenchProvider>
  );
}

/** Found while one writes: as soon as typing pauses, and never in the way of it. */
function useProblems(document: Bench['document']): Bench['problems'] {
  const [paused] = useDebouncedValue(document, 250);
  const calm = useDeferredValue(paused);
  return useMemo(() => lintPolicy(calm), [calm]);
}

const SAVE_SIGNS: Readonly<Record<SaveState, React.ReactNode>> = {
  saved: <IconCircleCheck size={15} stroke={1.9} />,
  waiting: <IconLoader2 size={15} stroke={1.9} />,
  saving: <IconLoader2 size={15} stroke={1.9} className={style.turning} />,
  offline: <IconCloudOff size={15} stroke={1.9} />,
  conflict: <IconAlertTriangle size={15} stroke={1.9} />,
  refused: <IconAlertTriangle size={15} stroke={1.9} />,
};

function SaveMark({ editor, choose }: { readonly editor: DraftEditor; readonly choose: () => void }) {
  const { t } = useWords();
  const { state } = editor;
  return (
    <span className={style.save} data-state={state} role="status" title={state === 'refused' ? failureWords(t, editor.error) : undefined}>
      {SAVE_SIGNS[state]}
      {state === 'conflict' ? (
        <button type="button" className={style.link} onClick={choose}>
          {t('policy.save.conflict')}
        </button>
      ) : (
        <span>{t(`policy.save.${state}`)}</span>
      )}
    </span>
  );
}

function Steps({ editor }: { readonly editor: DraftEditor }) {
  const { t } = useWords();
  return (
    <span className={style.steps}>
      <Tooltip label={`${t('policy.undo')} · Ctrl Z`}>
        <ActionIcon aria-label={t('policy.undo')} disabled={!editor.undo} onClick={() => editor.undo?.()}>
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t('policy.redo')} · Ctrl ⇧ Z`}>
        <ActionIcon aria-label={t('policy.redo')} disabled={!editor.redo} onClick={() => editor.redo?.()}>
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
