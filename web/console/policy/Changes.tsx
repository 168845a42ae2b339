import { IconArrowsMoveVertical, IconMessage, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type BusinessHours, WEEKDAYS } from '../../../src/core/clocks/business-hours.ts';
import { comparePolicies, type PolicyChange, type Setting } from '../../../src/core/policy/compare.ts';
import { type PolicyDocument, type Question, QUESTIONS } from '../../../src/core/policy/document.ts';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import type { AnyRow } from './edit.ts';
import style from './policy.module.css';
import { Sentence } from './Sentence.tsx';
import { usePolicyWords } from './usePolicyWords.ts';

type RowChange = Extract<PolicyChange, { readonly row: string }>;
type Kind = PolicyChange['kind'];

const KINDS: Readonly<Record<Kind, readonly [Tone, React.ReactNode]>> = {
  added: ['good', <IconPlus key="a" size={12} stroke={2.4} aria-hidden />],
  removed: ['danger', <IconMinus key="r" size={12} stroke={2.4} aria-hidden />],
  changed: ['warn', <IconPencil key="c" size={12} stroke={2} aria-hidden />],
  moved: ['info', <IconArrowsMoveVertical key="m" size={12} stroke={2} aria-hidden />],
  words: ['plain', <IconMessage key="w" size={12} stroke={2} aria-hidden />],
};

/** What changed, question by question; `brief` says it in a line each, otherwise both sides stand beside each other. */
export function Changes({
  before,
  after,
  brief = false,
  open,
}: {
  readonly before: PolicyDocument;
  readonly after: PolicyDocument;
  readonly brief?: boolean;
  readonly open?: (question: Question, row: string) => void;
}) {
  const { t } = useWords();
  const policy = usePolicyWords();
  const changes = useMemo(() => comparePolicies(before, after), [before, after]);
  const settings = changes.filter((one) => 'setting' in one);
  const rows = changes.filter((one): one is RowChange => 'row' in one);
  const questions = QUESTIONS.filter((question) => rows.some((one) => one.question === question));
  if (changes.length === 0) return <p className={style.muted}>{t('policy.compare.same')}</p>;
  if (brief)
    return (
      <ul className={style.brief}>
        {settings.map((one) => (
          <li key={one.setting}>
            <KindBadge kind={one.kind} />
            <span>{t(`policy.compare.setting.${one.setting}`)}</span>
          </li>
        ))}
        {rows.map((one) => (
          <li key={`${one.question} ${one.row} ${one.kind}`}>
            <KindBadge kind={one.kind} />
            <span>
              <strong>{policy.question(one.question)}</strong> ·{' '}
              <RowText row={(one.after ?? one.before) as AnyRow} question={one.question} />
            </span>
          </li>
        ))}
      </ul>
    );
  return (
    <div className={style.changes}>
      {settings.length > 0 && (
        <section aria-label={t('policy.view.settings')}>
          <h3>{t('policy.view.settings')}</h3>
          {settings.map((one) => (
            <article key={one.setting} className={style.changeCard}>
              <header>
                <KindBadge kind={one.kind} />
                <span>{t(`policy.compare.setting.${one.setting}`)}</span>
              </header>
              <div className={style.twoSides}>
                <div data-side="before">{one.before === undefined ? '–' : <SettingText setting={one.setting} value={one.before} />}</div>
                <div data-side="after">{one.after === undefined ? '–' : <SettingText setting={one.setting} value={one.after} />}</div>
              </div>
            </article>
          ))}
        </section>
      )}
      {questions.map((question) => (
        <section key={question} aria-label={policy.question(question)}>
          <h3>{policy.question(question)}</h3>
          {rows
            .filter((one) => one.question === question)
            .map((one) => (
              <article key={`${one.row} ${one.kind}`} className={style.changeCard}>
                <header>
                  <KindBadge kind={one.kind} />
                  {one.kind === 'moved' && <span>{t('policy.compare.place', { from: (one.from ?? 0) + 1, to: (one.to ?? 0) + 1 })}</span>}
                  <span className={`${style.muted} code`}>{one.row}</span>
                  {open && one.after && (
                    <button type="button" className={style.link} onClick={() => open(question, one.row)}>
                      {t('policy.compare.open')}
                    </button>
                  )}
                </header>
                {one.kind === 'moved' ? (
                  <p>
                    <RowText row={one.after as AnyRow} question={question} />
                  </p>
                ) : (
                  <div className={style.twoSides}>
                    <div data-side="before">{one.before ? <Side change={one} row={one.before as AnyRow} /> : <Absent />}</div>
                    <div data-side="after">{one.after ? <Side change={one} row={one.after as AnyRow} /> : <Absent />}</div>
                  </div>
                )}
              </article>
            ))}
        </section>
      ))}
    </div>
  );
}

function Absent() {
  const { t } = useWords();
  return <p className={style.muted}>{t('policy.compare.absent')}</p>;
}

function KindBadge({ kind }: { readonly kind: Kind }) {
  const { t } = useWords();
  const [tone, sign] = KINDS[kind];
  return (
    <Badge tone={tone}>
      {sign}
      {t(`policy.compare.kind.${kind}`)}
    </Badge>
  );
}

function RowText({ row, question }: { readonly row: AnyRow; readonly question: Question }) {
  const policy = usePolicyWords();
  return (
    <>
      {policy.when(row.when)} → {policy.answer(question, row.answer)}
    </>
  );
}

/** One side of a row that changed: condition, answer, where it comes from, and the words where those changed. */
function Side({ change, row }: { readonly change: RowChange; readonly row: AnyRow }) {
  const policy = usePolicyWords();
  const { t, word } = useWords();
  const other = (change.before === row ? change.after : change.before) as AnyRow | undefined;
  const condition = policy.when(row.when);
  const answer = policy.answer(change.question, row.answer);
  const differs = (value: string, theirs: (row: AnyRow) => string) => (other !== undefined && theirs(other) !== value ? true : undefined);
  const saidBy = (one: AnyRow) => Object.entries(one.words).map(([language, said]) => [language, said] as const);
  const said = saidBy(row).filter(
    ([language, words]) =>
      JSON.stringify(words) !== JSON.stringify(other?.words[language as 'en']) && (change.kind === 'words' || other === undefined),
  );
  return (
    <>
      <p data-other={differs(condition, (one) => policy.when(one.when))}>{condition}</p>
      <p data-other={differs(answer, (one) => policy.answer(change.question, one.answer))}>
        <strong>→ {answer}</strong>
      </p>
      {other && (other.reference !== row.reference || other.source !== row.source) && (
        <p data-other className={style.muted}>
          {row.reference} · {word('policy.source', row.source ?? 'policy')}
        </p>
      )}
      {(change.kind === 'words' ? said : said.filter(([language]) => language === policy.language)).map(([language, words]) => (
        <p key={language} className={style.quote} lang={language}>
          {change.kind === 'words' && <span className={style.label}>{language.toUpperCase()} </span>}
          <Sentence text={words?.buyer ?? ''} answer={row.answer} />
          {change.kind === 'words' && words?.agent !== words?.buyer && (
            <>
              <br />
              <span className={style.muted}>
                {t('policy.words.agent')}: <Sentence text={words?.agent ?? ''} answer={row.answer} />
              </span>
            </>
          )}
        </p>
      ))}
    </>
  );
}

function SettingText({ setting, value }: { readonly setting: Setting; readonly value: NonNullable<PolicyDocument[Setting]> }) {
  const { t, language } = useWords();
  const say = useSay();
  const policy = usePolicyWords();
  switch (setting) {
    case 'name':
      return <p>{value as string}</p>;
    case 'abuseCallsFrom':
      return <p>{t('policy.house.abuseSays', { from: value as number })}</p>;
    case 'agreedGuarantee':
      return (
        <ul>
          {Object.entries(value as Readonly<Record<string, number>>).map(([country, months]) => (
            <li key={country}>
              {say.country(country)}: {months} {policy.of.units.month[months === 1 ? 0 : 1]}
            </li>
          ))}
        </ul>
      );
    case 'businessHours': {
      const hours = value as BusinessHours;
      const name = (at: number) =>
        new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 5 + at));
      return (
        <ul>
          {WEEKDAYS.map((day, at) => (
            <li key={day}>
              {name(at)}: {hours.week[day]?.map(([from, until]) => `${from}–${until}`).join(', ') ?? t('policy.house.free')}
            </li>
          ))}
          <li>{hours.zone}</li>
          {hours.closed?.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      );
    }
  }
}
