import { ActionIcon, Button, FileButton, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowsDiff,
  IconCalendarEvent,
  IconChevronDown,
  IconDots,
  IconDownload,
  IconFileImport,
  IconFlask2,
  IconLanguage,
  IconPackage,
  IconPencil,
  IconPencilPlus,
  IconRocket,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { QUESTIONS } from '../../../src/core/policy/document.ts';
import { Badge } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { useMayWrite } from './duty.ts';
import style from './policy.module.css';
import { PublicText } from './PublicText.tsx';
import { useSellerDays } from './sellerDay.ts';
import {
  draftKey,
  listQuery,
  type ListedDraft,
  lookAtPolicies,
  type Policies,
  policies,
  type PolicyKey,
  type PolicyVersion,
  versionKey,
  versionQuery,
} from './server.ts';

/** What decides, what will, what is being written and what decided before. */
export function Overview() {
  const { t } = useWords();
  useTitle(t('shell.policy'));
  const list = useQuery(listQuery);
  const mayWrite = useMayWrite();
  const [showing, setShowing] = useState<PolicyKey | null>(null);
  const [restoring, setRestoring] = useState<PolicyVersion | null>(null);
  const [leaving, setLeaving] = useState<ListedDraft | PolicyVersion | null>(null);

  return (
    <div className={style.page}>
      <header className={style.pageHead}>
        <div>
          <h1>{t('shell.policy')}</h1>
          <p>{t('policy.about')}</p>
        </div>
        {mayWrite && list.data && <NewDraft list={list.data} />}
      </header>
      {list.isPending ? (
        <Waiting rows={4} height={90} />
      ) : list.isError ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : (
        <>
          <InForce list={list.data} show={setShowing} />
          <Scheduled list={list.data} show={setShowing} withdraw={setLeaving} />
          <Drafts list={list.data} discard={setLeaving} />
          <History list={list.data} show={setShowing} restore={setRestoring} />
        </>
      )}
      {showing && <PublicText at={showing} close={() => setShowing(null)} />}
      {restoring && <RollBack version={restoring} close={() => setRestoring(null)} />}
      {leaving && <Discard one={leaving} close={() => setLeaving(null)} />}
    </div>
  );
}

function useNewDraft() {
  const { t } = useWords();
  const router = useRouter();
  return useMutation({
    mutationFn: policies.newDraft,
    onSuccess: async ({ id }) => {
      await lookAtPolicies();
      router.history.push(paths.draft(id));
    },
    onError: tellFailure(t),
  });
}

function NewDraft({ list }: { readonly list: Policies }) {
  const { t } = useWords();
  const make = useNewDraft();
  const reset = useRef<() => void>(null);
  const pick = useRef<HTMLButtonElement>(null);
  const load = async (file: File | null) => {
    reset.current?.();
    if (!file) return;
    const document = await file
      .text()
      .then(
        (text): unknown => JSON.parse(text),
        () => null,
      )
      .catch(() => null);
    if (typeof document !== 'object' || document === null || !('tables' in document))
      return tell({ color: 'danger', title: t('policy.import.no'), message: t('policy.import.noMore'), autoClose: 10_000 });
    make.mutate({ document });
  };
  const fromPack = async (name: string) => {
    const { packOf } = await import('../../../src/core/policy/packs/packs.ts');
    const pack = packOf(name);
    if (pack) make.mutate({ document: pack, name: pack.name });
  };
  return (
    <div className={style.acts}>
      <FileButton onChange={(file) => void load(file)} accept="application/json,.json" resetRef={reset}>
        {(props) => <button {...props} type="button" ref={pick} hidden aria-hidden tabIndex={-1} />}
      </FileButton>
      <Button
        variant="filled"
        leftSection={<IconPencilPlus size={16} />}
        loading={make.isPending}
        onClick={() => make.mutate({ basedOn: list.inForce })}
      >
        {t('policy.new')}
      </Button>
      <Menu position="bottom-end" width={280} shadow="none">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={t('policy.newMore')}>
            <IconChevronDown size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencilPlus size={16} stroke={1.7} />} onClick={() => make.mutate({ basedOn: list.inForce })}>
            {t('policy.fromInForce')}
          </Menu.Item>
          <Menu.Label>{t('policy.pack.title')}</Menu.Label>
          {PACK_NAMES.map((name) => (
            <Menu.Item key={name} leftSection={<IconPackage size={16} stroke={1.7} />} onClick={() => void fromPack(name)}>
              {t(`policy.pack.${name}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconFileImport size={16} stroke={1.7} />} onClick={() => pick.current?.click()}>
            {t('policy.import.open')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** The ready-made ones; they are loaded when somebody takes one. */
const PACK_NAMES = ['backmarket', 'backmarket-2026'] as const;

const Block = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className={style.overview} aria-label={title}>
    <h2>{title}</h2>
    {children}
  </section>
);

type Show = (key: PolicyKey) => void;

function InForce({ list, show }: { readonly list: Policies; readonly show: Show }) {
  const { t } = useWords();
  const say = useSay();
  const { dayOf } = useSellerDays();
  const one = list.versions.find(({ version }) => version === list.inForce);
  const whole = useQuery({ ...versionQuery(list.inForce) });
  if (!one) return null;
  const rows = whole.data ? QUESTIONS.reduce((sum, question) => sum + whole.data.document.tables[question].length, 0) : null;
  return (
    <section className={style.inForce} aria-label={t('policy.state.in_force')}>
      <div>
        <p className={style.outcome}>
          <Badge tone="good">{t('policy.state.in_force')}</Badge>
          <span className={`${style.muted} code`}>{one.version}</span>
        </p>
        <h2>
          <To href={paths.policyVersion(one.version)}>{one.name}</To>
        </h2>
        <p className={style.muted}>
          {t('policy.since', { at: say.day(dayOf(one.effectiveFrom)), who: one.publishedBy })}
          {rows !== null && ` · ${t('policy.size', { questions: QUESTIONS.length, rows })}`}
        </p>
      </div>
      <div className={style.acts}>
        <Button leftSection={<IconFlask2 size={16} />} component={To} href={paths.policyVersion(one.version, { view: 'try' })}>
          {t('policy.case.try')}
        </Button>
        <Button leftSection={<IconLanguage size={16} />} onClick={() => show(versionKey(one.version))}>
          {t('policy.public.open')}
        </Button>
        <Button leftSection={<IconDownload size={16} />} component="a" href={policies.exportOf(versionKey(one.version))} download>
          {t('policy.export')}
        </Button>
      </div>
    </section>
  );
}

function Scheduled({
  list,
  show,
  withdraw,
}: {
  readonly list: Policies;
  readonly show: Show;
  readonly withdraw: (one: PolicyVersion) => void;
}) {
  const { t } = useWords();
  const say = useSay();
  const { dayOf } = useSellerDays();
  const mayWrite = useMayWrite();
  const coming = list.versions.filter(({ state }) => state === 'scheduled');
  if (coming.length === 0) return null;
  return (
    <Block title={t('policy.scheduled')}>
      <ul className={style.listed}>
        {coming.map((one) => (
          <li key={one.version}>
            <IconCalendarEvent size={20} stroke={1.6} aria-hidden />
            <div>
              <To href={paths.policyVersion(one.version)}>{one.name}</To>
              <p className={style.muted}>{t('policy.startsAt', { at: say.dayName(dayOf(one.effectiveFrom)), who: one.publishedBy })}</p>
            </div>
            <VersionMenu one={one} list={list} show={show} {...(mayWrite ? { withdraw } : {})} />
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Drafts({ list, discard }: { readonly list: Policies; readonly discard: (one: ListedDraft) => void }) {
  const { t } = useWords();
  const say = useSay();
  const mayWrite = useMayWrite();
  const nameOf = (version: string) => list.versions.find((one) => one.version === version)?.name ?? version;
  return (
    <Block title={t('policy.drafts')}>
      {list.drafts.length === 0 ? (
        <p className={style.noDrafts}>
          <IconPencil size={20} stroke={1.6} aria-hidden />
          <span>
            <strong>{t('policy.noDrafts')}</strong> {t('policy.noDraftsMore')}
          </span>
        </p>
      ) : (
        <ul className={style.listed}>
          {list.drafts.map((one) => (
            <li key={one.id}>
              <IconPencil size={20} stroke={1.6} aria-hidden />
              <div>
                <To href={paths.draft(one.id)}>{one.name}</To>
                <p className={style.muted}>
                  {[
                    t('policy.changedBy', { at: say.past(one.updatedAt), who: one.updatedBy }),
                    one.basedOn && t('policy.basedOn', { name: nameOf(one.basedOn) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <Menu position="bottom-end" width={230} shadow="none">
                <Menu.Target>
                  <ActionIcon aria-label={t('policy.moreOf', { name: one.name })}>
                    <IconDots size={18} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item
                    leftSection={<IconArrowsDiff size={16} stroke={1.7} />}
                    component={To}
                    href={paths.draft(one.id, { view: 'compare' })}
                  >
                    {t('policy.compareInForce')}
                  </Menu.Item>
                  <Menu.Item
                    leftSection={<IconDownload size={16} stroke={1.7} />}
                    component="a"
                    href={policies.exportOf(draftKey(one.id))}
                    download
                  >
                    {t('policy.export')}
                  </Menu.Item>
                  {mayWrite && (
                    <Menu.Item color="danger" leftSection={<IconTrash size={16} stroke={1.7} />} onClick={() => discard(one)}>
                      {t('policy.discard')}
                    </Menu.Item>
                  )}
                </Menu.Dropdown>
              </Menu>
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}

function History({
  list,
  show,
  restore,
}: {
  readonly list: Policies;
  readonly show: Show;
  readonly restore: (one: PolicyVersion) => void;
}) {
  const { t } = useWords();
  const say = useSay();
  const { dayOf } = useSellerDays();
  const mayWrite = useMayWrite();
  const past = list.versions.filter(({ state }) => state !== 'scheduled');
  const nameOf = (version: string) => list.versions.find((one) => one.version === version)?.name ?? version;
  return (
    <Block title={t('policy.history')}>
      <ol className={style.timeline}>
        {past.map((one) => (
          <li key={one.version} data-on={one.state === 'in_force' || undefined}>
            <span className={style.knot} aria-hidden>
              {one.restores ? <IconArrowBackUp size={14} /> : <IconRocket size={14} />}
            </span>
            <div>
              <p>
                <To href={paths.policyVersion(one.version)}>{one.name}</To>{' '}
                {one.state === 'in_force' && <Badge tone="good">{t('policy.state.in_force')}</Badge>}
              </p>
              <p className={style.muted}>
                <span className="code">{one.version}</span>
                {' · '}
                {[
                  t('policy.since', { at: say.day(dayOf(one.effectiveFrom)), who: one.publishedBy }),
                  one.restores && t('policy.restores', { name: nameOf(one.restores) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <VersionMenu one={one} list={list} show={show} {...(mayWrite && one.state === 'superseded' ? { restore } : {})} />
          </li>
        ))}
      </ol>
    </Block>
  );
}

function VersionMenu({
  one,
  list,
  show,
  restore,
  withdraw,
}: {
  readonly one: PolicyVersion;
  readonly list: Policies;
  readonly show: Show;
  readonly restore?: (one: PolicyVersion) => void;
  readonly withdraw?: (one: PolicyVersion) => void;
}) {
  const { t } = useWords();
  const mayWrite = useMayWrite();
  const make = useNewDraft();
  return (
    <Menu position="bottom-end" width={260} shadow="none">
      <Menu.Target>
        <ActionIcon aria-label={t('policy.moreOf', { name: one.version })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {one.version !== list.inForce && (
          <Menu.Item
            leftSection={<IconArrowsDiff size={16} stroke={1.7} />}
            component={To}
            href={paths.policyVersion(one.version, { view: 'compare', with: versionKey(list.inForce) })}
          >
            {t('policy.compareInForce')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLanguage size={16} stroke={1.7} />} onClick={() => show(versionKey(one.version))}>
          {t('policy.public.open')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload size={16} stroke={1.7} />}
          component="a"
          href={policies.exportOf(versionKey(one.version))}
          download
        >
          {t('policy.export')}
        </Menu.Item>
        {mayWrite && (
          <Menu.Item leftSection={<IconPencilPlus size={16} stroke={1.7} />} onClick={() => make.mutate({ basedOn: one.version })}>
            {t('policy.newFromThis')}
          </Menu.Item>
        )}
        {restore && (
          <Menu.Item leftSection={<IconArrowBackUp size={16} stroke={1.7} />} onClick={() => restore(one)}>
            {t('policy.rollBack.open')}
          </Menu.Item>
        )}
        {withdraw && (
          <Menu.Item color="danger" leftSection={<IconTrash size={16} stroke={1.7} />} onClick={() => withdraw(one)}>
            {t('policy.withdraw.open')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function RollBack({ version, close }: { readonly version: PolicyVersion; readonly close: () => void }) {
  const { t } = useWords();
  const say = useSay();
  const { dayOf } = useSellerDays();
  const back = useMutation({
    mutationFn: () => policies.rollBack(version.version),
    onSuccess: async (now) => {
      close();
      await lookAtPolicies();
      tell({ title: t('policy.rollBack.done', { name: now.name }), message: t('policy.publish.doneNow') });
    },
    onError: tellFailure(t),
  });
  return (
    <Dialog close={close} title={t('policy.rollBack.title', { name: version.name })}>
      <p>{t('policy.rollBack.says', { at: say.day(dayOf(version.effectiveFrom)) })}</p>
      <p className={style.muted}>{t('policy.rollBack.more')}</p>
      <div className={style.buttons}>
        <Button onClick={close}>{t('act.back')}</Button>
        <Button variant="filled" loading={back.isPending} onClick={() => back.mutate()} data-autofocus>
          {t('policy.rollBack.go')}
        </Button>
      </div>
    </Dialog>
  );
}

/** A draft is thrown away, a version that has not begun is taken back: neither has decided anything. */
function Discard({ one, close }: { readonly one: ListedDraft | PolicyVersion; readonly close: () => void }) {
  const { t } = useWords();
  const draft = 'id' in one;
  const away = useMutation({
    mutationFn: () => (draft ? policies.discard(one.id) : policies.withdraw(one.version)),
    onSuccess: async () => {
      close();
      await lookAtPolicies();
    },
    onError: tellFailure(t),
  });
  return (
    <Dialog close={close} title={t(draft ? 'policy.discardTitle' : 'policy.withdraw.title', { name: one.name })}>
      <p>{t(draft ? 'policy.discardSays' : 'policy.withdraw.says')}</p>
      <div className={style.buttons}>
        <Button onClick={close} data-autofocus>
          {t('act.back')}
        </Button>
        <Button variant="filled" color="danger" loading={away.isPending} onClick={() => away.mutate()}>
          {t(draft ? 'policy.discard' : 'policy.withdraw.open')}
        </Button>
      </div>
    </Dialog>
  );
}
