import { ActionIcon, Button, Menu, Select, Textarea, TextInput, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBraces, IconBrackets, IconHistory, IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { LANGUAGES, type Language } from '../../../src/core/access.ts';
import {
  CASE_KINDS,
  type CaseKind,
  checkTemplate,
  fillTemplate,
  type TemplateDocument,
  type Values,
} from '../../../src/core/answers/template.ts';
import { VARIABLE_NAMES, VARIABLES, type VariableName } from '../../../src/core/answers/variables.ts';
import { api } from '../api.ts';
import { client, useSession } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type Finding, type Template, templatesApi, useRested } from './api.ts';
import style from './templates.module.css';
import { folded } from './TemplatePicker.tsx';

const lookAgain = () => Promise.all(['templates', 'answer-kit'].map((key) => client.invalidateQueries({ queryKey: [key] })));

/** What the team inserts when it answers: a list, and one text per language side by side (M17). */
export function Templates() {
  const { t } = useWords();
  useTitle(t('answerTemplates.title'));
  const router = useRouter();
  const { template: chosenId } = useSearch({ from: '/templates' });
  const mayEdit = useSession().data?.roles.some((role) => role === 'manager' || role === 'administrator') ?? false;
  const list = useQuery({ queryKey: ['templates'], queryFn: templatesApi.list });
  const [typed, setTyped] = useState('');
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const all = list.data?.items ?? [];
  const found = all.filter((one) => words.every((word) => folded([one.name, ...Object.values(one.texts)].join(' ')).includes(word)));
  const chosen = all.find(({ id }) => id === chosenId);
  const go = (id?: string) => router.history.push(paths.templates(id));
  return (
    <div className={style.page}>
      <header className={style.head}>
        <div>
          <h1>{t('answerTemplates.title')}</h1>
          <p>{t('answerTemplates.about')}</p>
        </div>
        {mayEdit && (
          <Button leftSection={<IconPlus size={16} />} variant="filled" onClick={() => go('new')}>
            {t('answerTemplates.new')}
          </Button>
        )}
      </header>
      {!mayEdit && <p className={style.only}>{t('answerTemplates.only')}</p>}
      {list.isPending ? (
        <Waiting rows={6} height={56} />
      ) : list.isError ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : (
        <div className={style.columns} data-open={chosenId ? true : undefined}>
          <nav className={style.list} aria-label={t('answerTemplates.title')}>
            <TextInput
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              leftSection={<IconSearch size={15} aria-hidden />}
              placeholder={t('answerTemplates.search')}
              aria-label={t('answerTemplates.search')}
            />
            <ul>
              {found.map((one) => (
                <li key={one.id}>
                  <To href={paths.templates(one.id)} aria-current={one.id === chosenId ? 'page' : undefined}>
                    <strong>{one.name}</strong>
                    <Row of={one} />
                  </To>
                </li>
              ))}
            </ul>
            {found.length === 0 && (
              <Nothing icon={<IconSearch size={26} stroke={1.5} />} title={t('answerTemplates.none')}>
                <p>{t('answerTemplates.noneDo')}</p>
              </Nothing>
            )}
          </nav>
          {chosenId === 'new' && mayEdit ? (
            <Editor key="new" of={null} mayEdit />
          ) : chosen ? (
            <Editor key={`${chosen.id} ${chosen.version}`} of={chosen} mayEdit={mayEdit} />
          ) : (
            <p className={style.pick}>{t('answerTemplates.pick')}</p>
          )}
        </div>
      )}
    </div>
  );
}

/** Which languages it has, and whose it is. */
function Row({ of: { texts, builtIn, version, warnings } }: { readonly of: Template }) {
  const { t } = useWords();
  const say = useSay();
  return (
    <span className={style.row}>
      {LANGUAGES.map((tag) => (
        <abbr key={tag} title={say.languageName(tag)} data-missing={texts[tag] ? undefined : true}>
          {tag}
        </abbr>
      ))}
      {version > 0 && <Badge tone="info">{t(builtIn ? 'answerTemplates.own' : 'answerTemplates.yours')}</Badge>}
      {warnings.some(({ name }) => name !== 'missing_language') && <Badge tone="warn">!</Badge>}
    </span>
  );
}

function Editor({ of, mayEdit }: { readonly of: Template | null; readonly mayEdit: boolean }) {
  const { t } = useWords();
  const say = useSay();
  const router = useRouter();
  const started: TemplateDocument = of ?? { name: '', kind: 'other', texts: {} };
  const [document, setDocument] = useState<TemplateDocument>({ name: started.name, kind: started.kind, texts: { ...started.texts } });
  const changed = JSON.stringify(document) !== JSON.stringify({ name: started.name, kind: started.kind, texts: { ...started.texts } });
  // What is wrong with the form of it is seen at once; what only the server sees, when typing rests.
  const here = checkTemplate(document);
  const rested = useRested(document);
  const there = useQuery({
    queryKey: ['template-check', rested],
    queryFn: () => templatesApi.check(rested),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  }).data;
  const doubts = (there?.warnings ?? []).filter(({ name }) => name === 'other_language');
  const touched = changed || of !== null;

  useEffect(() => {
    if (!changed) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  }, [changed]);

  const save = useMutation({
    mutationFn: () => (of ? templatesApi.put(of.id, of.version, document) : templatesApi.make(document)),
    onSuccess: async (saved) => {
      tell({ color: 'good', title: t('answerTemplates.saved'), message: t('answerTemplates.savedMore', { version: saved.version }) });
      await lookAgain();
      if (!of) router.history.push(paths.templates(saved.id));
    },
    onError: tellFailure(t),
  });
  const remove = useMutation({
    mutationFn: () => templatesApi.remove(of!.id, of!.version),
    onSuccess: async () => {
      const id = `deleted-${of!.id}`;
      const { id: gone, version, name } = of!;
      tell({
        id,
        title: t('answerTemplates.deleted', { name }),
        message: (
          <Button
            size="compact-sm"
            mt={4}
            onClick={() =>
              void templatesApi
                .restore(gone, version)
                .then(lookAgain)
                .then(() => {
                  notifications.hide(id);
                  router.history.push(paths.templates(gone));
                }, tellFailure(t))
            }
          >
            {t('answerTemplates.undo')}
          </Button>
        ),
        autoClose: 10_000,
      });
      await lookAgain();
      router.history.push(paths.templates());
    },
    onError: tellFailure(t),
  });
  const put = (language: Language, text: string) => {
    const { [language]: _before, ...others } = document.texts;
    setDocument({ ...document, texts: text === '' ? others : { ...others, [language]: text } });
  };

  return (
    <section className={style.editor} aria-label={document.name || t('answerTemplates.newName')}>
      <div className={style.bar}>
        <p className={style.state}>
          {of === null
            ? t('answerTemplates.newName')
            : of.changedAt
              ? t('answerTemplates.changed', { version: of.version, when: say.past(of.changedAt), by: of.changedBy ?? '' })
              : t('answerTemplates.builtIn')}
        </p>
        {of && mayEdit && <Versions of={of} />}
        {of && mayEdit && (
          <Tooltip label={t('answerTemplates.delete')}>
            <ActionIcon aria-label={t('answerTemplates.delete')} loading={remove.isPending} onClick={() => remove.mutate()}>
              <IconTrash size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
        {mayEdit && changed && of && (
          <Button variant="default" onClick={() => setDocument({ name: of.name, kind: of.kind, texts: { ...of.texts } })}>
            {t('answerTemplates.discard')}
          </Button>
        )}
        {mayEdit && (
          <Button variant="filled" disabled={!changed || here.problems.length > 0} loading={save.isPending} onClick={() => save.mutate()}>
            {t('answerTemplates.save')}
          </Button>
        )}
      </div>
      <div className={style.names}>
        <TextInput
          label={t('answerTemplates.name')}
          value={document.name}
          readOnly={!mayEdit}
          maxLength={120}
          onChange={(event) => setDocument({ ...document, name: event.currentTarget.value })}
        />
        <Select
          label={t('answerTemplates.kind')}
          value={document.kind}
          disabled={!mayEdit}
          allowDeselect={false}
          searchable
          data={CASE_KINDS.map((kind) => ({ value: kind, label: t(`answerTemplates.kinds.${kind}`) }))}
          onChange={(kind) => kind && setDocument({ ...document, kind: kind as CaseKind })}
        />
      </div>
      {touched && <Findings problems={here.problems} warnings={[...here.warnings, ...doubts]} />}
      <Texts document={document} put={put} mayEdit={mayEdit} />
    </section>
  );
}

function Findings({ problems, warnings }: { readonly problems: readonly object[]; readonly warnings: readonly object[] }) {
  const { t } = useWords();
  const say = useSay();
  const fill = ({ language, variable, most, detected }: Finding) => ({
    language: language ? say.languageName(language) : '',
    variable: variable ? `{${variable}}` : '',
    most: most ?? 0,
    detected: detected === undefined ? '' : detected === 'other' ? t('thread.anotherLanguage') : say.languageName(detected),
  });
  if (problems.length + warnings.length === 0) return null;
  // Said in one breath: a new template lacks four of five.
  const missing = (warnings as readonly Finding[]).flatMap(({ name, language }) =>
    name === 'missing_language' && language ? language : [],
  );
  return (
    <ul className={style.findings}>
      {(problems as readonly Finding[]).map((one, i) => (
        <li key={`p${i}`} data-tone="danger" role="alert">
          {t(`answerTemplates.problem.${one.name}`, fill(one))}
          {one.meant && <> {t('answerTemplates.problem.meant', { meant: `{${one.meant}}` })}</>}
        </li>
      ))}
      {(warnings as readonly Finding[])
        .filter(({ name }) => name !== 'missing_language')
        .map((one, i) => (
          <li key={`w${i}`} data-tone="warn">
            {t(`answerTemplates.warning.${one.name}`, fill(one))}
          </li>
        ))}
      {missing.length > 0 && (
        <li data-tone="warn">{t('answerTemplates.warning.missing_language', { language: missing.map(say.languageName).join(', ') })}</li>
      )}
    </ul>
  );
}

/** Two languages side by side, so that one is written beside the other; on a phone below each other. Each with what it would say. */
function Texts({
  document,
  put,
  mayEdit,
}: {
  readonly document: TemplateDocument;
  readonly put: (language: Language, text: string) => void;
  readonly mayEdit: boolean;
}) {
  const { t, language: reader } = useWords();
  const first = (LANGUAGES as readonly string[]).includes(reader) ? (reader as Language) : 'en';
  const [shown, setShown] = useState<readonly Language[]>([first, first === 'fr' ? 'en' : 'fr']);
  const [code, setCode] = useState('');
  const rested = useRested(code.trim());
  // Any case will do until somebody names one.
  const found = useQuery({
    queryKey: ['template-case', rested],
    queryFn: () => api.returns.list({ tab: 'all', limit: 1, ...(rested ? { q: rested } : {}) }),
    placeholderData: (before) => before,
  }).data?.items[0];
  return (
    <>
      <div className={style.previewCase}>
        <TextInput
          size="xs"
          label={t('answerTemplates.previewWith')}
          placeholder={t('answerTemplates.previewHint')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {found ? (
          <p>
            <To href={paths.case(found.id)} className="code">
              {found.rma}
            </To>{' '}
            · {found.buyer.name}
          </p>
        ) : (
          <p>{t('answerTemplates.previewNone')}</p>
        )}
      </div>
      <div className={style.texts}>
        {shown.map((language, i) => (
          <One
            key={`${i}`}
            language={language}
            choose={(next) => setShown(shown.map((one, at) => (at === i ? next : one)))}
            document={document}
            put={put}
            mayEdit={mayEdit}
            caseId={found?.id}
          />
        ))}
      </div>
    </>
  );
}

function One({
  language,
  choose,
  document,
  put,
  mayEdit,
  caseId,
}: {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  readonly document: TemplateDocument;
  readonly put: (language: Language, text: string) => void;
  readonly mayEdit: boolean;
  readonly caseId: string | undefined;
}) {
  const { t } = useWords();
  const say = useSay();
  const pen = useRef<HTMLTextAreaElement>(null);
  const text = document.texts[language] ?? '';
  const values = useQuery({
    queryKey: ['template-values', caseId, language],
    queryFn: () => templatesApi.values(caseId!, language),
    enabled: caseId !== undefined,
    staleTime: 60_000,
  }).data?.values as Values | undefined;
  const shown = fillTemplate(text, values ?? {});
  /** Into the text, where the cursor stands. */
  const insert = (before: string, after = '') => {
    const field = pen.current;
    const [from, to] = field ? [field.selectionStart, field.selectionEnd] : [text.length, text.length];
    put(language, `${text.slice(0, from)}${before}${text.slice(from, to)}${after}${text.slice(to)}`);
    setTimeout(() => {
      field?.focus();
      const at = to + before.length;
      field?.setSelectionRange(at, at);
    });
  };
  return (
    <div className={style.one}>
      <div className={style.oneHead}>
        <Select
          size="xs"
          aria-label={t('composer.language')}
          allowDeselect={false}
          value={language}
          onChange={(value) => value && choose(value as Language)}
          data={LANGUAGES.map((tag) => ({
            value: tag,
            label: document.texts[tag] ? say.languageName(tag) : `${say.languageName(tag)} · ${t('answerTemplates.missing')}`,
          }))}
        />
        {mayEdit && <Variables insert={(name) => insert(`{${name}}`)} />}
        {mayEdit && (
          <Tooltip label={t('answerTemplates.part')}>
            <ActionIcon aria-label={t('answerTemplates.part')} onClick={() => insert('[[', ']]')}>
              <IconBrackets size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <Textarea
        ref={pen}
        autosize
        minRows={8}
        maxRows={22}
        value={text}
        readOnly={!mayEdit}
        lang={language}
        aria-label={t('answerTemplates.text', { language: say.languageName(language) })}
        onChange={(event) => put(language, event.currentTarget.value)}
      />
      {text && (
        <figure className={style.preview}>
          <figcaption>{t('answerTemplates.preview')}</figcaption>
          <p lang={language}>{shown.text}</p>
        </figure>
      )}
    </div>
  );
}

function Variables({ insert }: { readonly insert: (name: VariableName) => void }) {
  const { t } = useWords();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Tooltip label={t('answerTemplates.variables')}>
          <ActionIcon aria-label={t('answerTemplates.variables')}>
            <IconBraces size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {VARIABLE_NAMES.map((name) => (
          <Menu.Item key={name} onClick={() => insert(name)}>
            <span className={style.variable}>
              <span>{t(`answerTemplates.values.${name}`)}</span>
              <small>
                <code>{`{${name}}`}</code>
                {VARIABLES[name] === 'sometimes' && <> · {t('answerTemplates.sometimes')}</>}
              </small>
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Versions({ of }: { readonly of: Template }) {
  const { t } = useWords();
  const say = useSay();
  const [opened, setOpened] = useState(false);
  const versions = useQuery({ queryKey: ['templates', of.id, 'versions'], queryFn: () => templatesApi.versions(of.id), enabled: opened });
  const restore = useMutation({
    mutationFn: (version: number) => templatesApi.restore(of.id, version),
    onSuccess: async (saved) => {
      tell({ color: 'good', title: t('answerTemplates.saved'), message: t('answerTemplates.savedMore', { version: saved.version }) });
      await lookAgain();
    },
    onError: tellFailure(t),
  });
  if (of.version === 0) return null;
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" withinPortal>
      <Menu.Target>
        <Tooltip label={t('answerTemplates.versions')}>
          <ActionIcon aria-label={t('answerTemplates.versions')}>
            <IconHistory size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('answerTemplates.restore')}</Menu.Label>
        {(versions.data?.items ?? [])
          .filter(({ version }) => version !== of.version)
          .map(({ version, at, by, deleted }) => (
            <Menu.Item key={version} disabled={deleted} onClick={() => restore.mutate(version)}>
              {t('answerTemplates.changed', { version, when: say.past(at), by })}
              {deleted && <> · {t('answerTemplates.deletedVersion')}</>}
            </Menu.Item>
          ))}
        {of.builtIn && <Menu.Item onClick={() => restore.mutate(0)}>{t('answerTemplates.original')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
