import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Button, Menu, NativeSelect, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconAlertTriangle,
  IconArrowDown,
  IconArrowRight,
  IconArrowUp,
  IconCopy,
  IconDots,
  IconFlask2,
  IconGripVertical,
  IconInfoCircle,
  IconListDetails,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useRef } from 'react';
import { ALWAYS_ANSWERED, type Question, QUESTIONS } from '../../../src/core/policy/document.ts';
import { capital } from '../../../src/core/policy/in-words.ts';
import { useKeys } from '../keys.ts';
import { Badge } from '../parts/Badge.tsx';
import { Nothing } from '../parts/Nothing.tsx';
import { tell } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { problemsOf, useBench } from './bench.ts';
import { addRow, type AnyRow, duplicateRow, FIRST_ANSWERS, insertRow, moveRow, questionOf, removeRow, rowsOf } from './edit.ts';
import style from './policy.module.css';
import { ProblemList } from './Problems.tsx';
import { RowDrawer } from './RowDrawer.tsx';
import { Sentence } from './Sentence.tsx';
import type { Trial } from './server.ts';
import { suggestedWords } from './suggest.ts';
import { OUTCOME_TONES } from './tones.ts';
import { usePolicyWords } from './usePolicyWords.ts';

/** Tables in which every row that fits speaks; in the others the first one answers, so that their order says something. */
const ALL_SPEAK: readonly Question[] = ['review', 'instructions'];

const isQuestion = (text: string | undefined): text is Question => (QUESTIONS as readonly (string | undefined)[]).includes(text);

/** All questions on the left, the table of one in the middle, what is wrong with it and what a case says on the right. */
export function Rules({ trial }: { readonly trial: Trial | undefined }) {
  const { view, document } = useBench();
  const question = (view.row && questionOf(document, view.row)) || (isQuestion(view.question) ? view.question : 'window');
  const open = view.row !== undefined && rowsOf(document, question).some((row) => row.id === view.row) ? view.row : null;
  return (
    <div className={style.rules}>
      <Questions question={question} />
      <TableOf key={question} question={question} />
      <aside className={style.beside}>
        <ProblemList />
        <CaseCard trial={trial} />
      </aside>
      {open && <RowDrawer key={open} question={question} id={open} />}
    </div>
  );
}

function Questions({ question }: { readonly question: Question }) {
  const { t } = useWords();
  const policy = usePolicyWords();
  const { document, problems, go, spoke } = useBench();
  const choose = (next: Question) => go({ question: next, row: undefined });
  return (
    <nav className={style.questions} aria-label={t('policy.questions')}>
      <NativeSelect
        className={style.narrowOnly}
        aria-label={t('policy.questions')}
        value={question}
        onChange={(event) => choose(event.currentTarget.value as Question)}
        data={QUESTIONS.map((one) => {
          const wrong = problemsOf(problems, one).length;
          return {
            value: one,
            label: `${policy.question(one)} (${rowsOf(document, one).length})${wrong > 0 ? ` · ${t('policy.problems.count', { count: wrong })}` : ''}`,
          };
        })}
      />
      <ul className={style.wideOnly}>
        {QUESTIONS.map((one) => {
          const wrong = problemsOf(problems, one);
          const spoken = rowsOf(document, one).filter((row) => spoke.has(row.id)).length;
          return (
            <li key={one}>
              <button type="button" onClick={() => choose(one)} aria-current={one === question ? 'true' : undefined}>
                <span>{policy.question(one)}</span>
                {spoken > 0 && <span className={style.dot} title={t('policy.case.spoke')} />}
                {wrong.length > 0 && (
                  <span className={style.count} data-bad={wrong.some(({ severity }) => severity === 'error') || undefined}>
                    <IconAlertTriangle size={12} aria-hidden />
                    <span className="figures">{wrong.length}</span>
                    <span className="unseen">{t('policy.problems.title')}</span>
                  </span>
                )}
                <span className={`${style.number} figures`}>
                  {rowsOf(document, one).length}
                  <span className="unseen"> {t('policy.rows')}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function TableOf({ question }: { readonly question: Question }) {
  const { t } = useWords();
  const policy = usePolicyWords();
  const { document, edit, go } = useBench();
  const rows = rowsOf(document, question);
  const list = useRef<HTMLOListElement>(null);

  const add = () => {
    if (!edit) return;
    const words = suggestedWords(document, question, FIRST_ANSWERS[question]);
    // The name of the new row is needed before the document has it: both come from the document that is shown.
    const { id } = addRow(document, question, words, t('policy.row.ownReference'));
    edit((before) => addRow(before, question, words, t('policy.row.ownReference')).document);
    go({ question, row: id });
  };
  const step = (by: 1 | -1) => () => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const here = all.findIndex((one) => one === globalThis.document.activeElement);
    all[here < 0 ? 0 : Math.min(Math.max(here + by, 0), all.length - 1)]?.focus();
  };
  useKeys({ j: step(1), k: step(-1), n: add });

  return (
    <section className={style.table} aria-label={policy.question(question)}>
      <header className={style.tableHead}>
        <div>
          <h2>{policy.question(question)}</h2>
          <p>{policy.of.questions[question].help}</p>
        </div>
        {edit && (
          <Button leftSection={<IconPlus size={15} />} onClick={add}>
            {t('policy.row.add')}
          </Button>
        )}
      </header>
      {rows.length === 0 ? (
        <Nothing icon={<IconListDetails size={26} stroke={1.5} />} title={t('policy.noRows')}>
          <p>{t(ALWAYS_ANSWERED.includes(question) ? 'policy.noRowsMust' : 'policy.noRowsMore')}</p>
        </Nothing>
      ) : (
        <>
          <p className={style.how}>
            <IconInfoCircle size={15} stroke={1.7} aria-hidden />
            {t(`policy.order.${ALL_SPEAK.includes(question) ? 'all' : question === 'deadlines' ? 'kind' : 'first'}`)}
          </p>
          <Sortable question={question} rows={rows}>
            <ol ref={list} className={style.rowList}>
              {rows.map((row, at) => (
                <RowCard key={row.id} question={question} row={row} at={at} count={rows.length} />
              ))}
            </ol>
          </Sortable>
        </>
      )}
    </section>
  );
}

/** Rows by hand: with the mouse, with a finger, and with the keyboard, each step of which is told to whoever does not see it. */
function Sortable({
  question,
  rows,
  children,
}: {
  readonly question: Question;
  readonly rows: readonly AnyRow[];
  readonly children: React.ReactNode;
}) {
  const { t } = useWords();
  const { edit } = useBench();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const place = (id: UniqueIdentifier) => rows.findIndex((row) => row.id === id) + 1;
  const where = (id: UniqueIdentifier) => ({ at: place(id), count: rows.length });
  const end = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id) edit?.((before) => moveRow(before, question, String(active.id), place(over.id) - 1));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={end}
      accessibility={{
        screenReaderInstructions: { draggable: t('policy.drag.how') },
        announcements: {
          onDragStart: ({ active }) => t('policy.drag.start', where(active.id)),
          onDragOver: ({ over }) => (over ? t('policy.drag.over', where(over.id)) : undefined),
          onDragEnd: ({ over }) => (over ? t('policy.drag.end', where(over.id)) : t('policy.drag.cancel')),
          onDragCancel: () => t('policy.drag.cancel'),
        },
      }}
    >
      <SortableContext items={rows.map(({ id }) => id)} strategy={verticalListSortingStrategy} disabled={!edit}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

function RowCard({
  question,
  row,
  at,
  count,
}: {
  readonly question: Question;
  readonly row: AnyRow;
  readonly at: number;
  readonly count: number;
}) {
  const { t } = useWords();
  const policy = usePolicyWords();
  const { document, edit, go, problems, spoke } = useBench();
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({ id: row.id });
  const wrong = problemsOf(problems, question, row.id);
  const speaks = spoke.has(row.id);
  const open = () => go({ question, row: row.id });
  const said = row.words?.[policy.language] ?? row.words?.en;
  const otherwise = row.when === undefined && at > 0 && at === count - 1 && !ALL_SPEAK.includes(question) && question !== 'deadlines';
  return (
    <li
      ref={setNodeRef}
      className={style.row}
      data-speaks={speaks || undefined}
      data-lifted={isDragging || undefined}
      data-wrong={wrong.length > 0 || undefined}
      style={{ transform: CSS.Translate.toString(transform && { ...transform, x: 0 }), transition }}
    >
      {edit ? (
        <button
          type="button"
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          className={style.grip}
          aria-label={t('policy.drag.label', { at: at + 1 })}
          aria-roledescription={t('policy.drag.role')}
        >
          <IconGripVertical size={17} stroke={1.7} />
          <span className="figures">{at + 1}</span>
        </button>
      ) : (
        <span className={`${style.place} figures`}>{at + 1}</span>
      )}
      <button type="button" className={style.says} data-row={row.id} onClick={open} aria-haspopup="dialog">
        <span className={style.when}>{otherwise ? t('policy.otherwise') : capital(policy.when(row.when))}</span>
        <span className={style.then}>
          <IconArrowRight size={15} stroke={2} aria-hidden />
          <span>{capital(policy.answer(question, row.answer))}</span>
        </span>
        {said?.buyer && (
          <span className={style.quote}>
            <Sentence text={said.buyer} answer={row.answer} />
          </span>
        )}
        {speaks && (
          <span>
            <Badge tone="accent">
              <IconFlask2 size={12} aria-hidden /> {t('policy.case.spoke')}
            </Badge>
          </span>
        )}
        {wrong.map((one) => (
          <span key={`${one.at} ${one.problem}`} className={style.wrong} data-severity={one.severity}>
            <IconAlertTriangle size={14} stroke={1.9} aria-hidden />
            <span>{policy.problem(one, document)}</span>
          </span>
        ))}
      </button>
      <RowActs question={question} row={row} at={at} count={count} open={open} />
    </li>
  );
}

function RowActs({
  question,
  row,
  at,
  count,
  open,
}: {
  readonly question: Question;
  readonly row: AnyRow;
  readonly at: number;
  readonly count: number;
  readonly open: () => void;
}) {
  const { t } = useWords();
  const { edit, go } = useBench();
  if (!edit) return null;
  const move = (to: number) => edit((before) => moveRow(before, question, row.id, to));
  const duplicate = () => {
    edit((before) => duplicateRow(before, question, row.id).document);
    tell({ message: t('policy.row.duplicated'), autoClose: 4000 });
  };
  const remove = () => {
    edit((before) => removeRow(before, question, row.id));
    const id = `removed-${row.id}`;
    tell({
      id,
      title: t('policy.row.removed'),
      message: (
        <Button
          size="compact-sm"
          mt={4}
          onClick={() => {
            edit((before) => (questionOf(before, row.id) ? before : insertRow(before, question, row, at)));
            notifications.hide(id);
            go({ question, row: undefined });
          }}
        >
          {t('done.undo')}
        </Button>
      ),
      autoClose: 10_000,
    });
  };
  return (
    <span className={style.rowActs}>
      <Tooltip label={t('policy.row.up')}>
        <ActionIcon
          className={style.wideOnly}
          aria-label={t('policy.row.upOf', { at: at + 1 })}
          disabled={at === 0}
          onClick={() => move(at - 1)}
        >
          <IconArrowUp size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('policy.row.down')}>
        <ActionIcon
          className={style.wideOnly}
          aria-label={t('policy.row.downOf', { at: at + 1 })}
          disabled={at === count - 1}
          onClick={() => move(at + 1)}
        >
          <IconArrowDown size={16} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" width={200} shadow="none">
        <Menu.Target>
          <ActionIcon aria-label={t('policy.row.more', { at: at + 1 })}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.7} />} onClick={open}>
            {t('policy.row.edit')}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} stroke={1.7} />} onClick={duplicate}>
            {t('policy.row.duplicate')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowUp size={16} stroke={1.7} />} disabled={at === 0} onClick={() => move(at - 1)}>
            {t('policy.row.up')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowDown size={16} stroke={1.7} />} disabled={at === count - 1} onClick={() => move(at + 1)}>
            {t('policy.row.down')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="danger" leftSection={<IconTrash size={16} stroke={1.7} />} onClick={remove}>
            {t('policy.row.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

/** What the case on the bench comes to, beside the rows that say so. */
function CaseCard({ trial }: { readonly trial: Trial | undefined }) {
  const { t, word } = useWords();
  const { view, go } = useBench();
  const decision = view.case ? trial?.decision : undefined;
  return (
    <section className={style.side} aria-label={t('policy.case.title')}>
      <h2>{t('policy.case.title')}</h2>
      {decision ? (
        <>
          <p className={style.outcome}>
            <Badge tone={OUTCOME_TONES[decision.outcome]}>{word('outcome', decision.outcome)}</Badge>
            <span>{word('ground', decision.ground)}</span>
          </p>
          <p className={style.muted}>{t('policy.case.marked')}</p>
          <div className={style.sideActs}>
            <Button size="compact-sm" onClick={() => go({ view: 'try' })}>
              {t('policy.case.open')}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => go({ case: undefined }, 'replace')}>
              {t('policy.case.clear')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className={style.muted}>{t('policy.case.none')}</p>
          <Button size="compact-sm" leftSection={<IconFlask2 size={14} />} onClick={() => go({ view: 'try' })}>
            {t('policy.case.try')}
          </Button>
        </>
      )}
    </section>
  );
}
