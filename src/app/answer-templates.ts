/** The seller's templates of answers: those of the product, with the seller's own versions in their places (M17). */
import { type Actor, LANGUAGES, type Language } from '../core/access.ts';
import { checkTemplate, type Checked, type TemplateDocument } from '../core/answers/template.ts';
import { BUILT_IN_IDS, builtIn, isBuiltIn } from '../notifications/answers/built-in.ts';
import { insertTemplateVersion, listTemplates, type TemplateVersion, versionsOfTemplate } from '../store/answer-templates.ts';
import { isUniqueViolation, type Tx } from '../store/db.ts';
import type { Context } from './context.ts';
import { newId } from './context.ts';
import { languageOf } from './language-guard.ts';

export type Template = {
  readonly id: string;
  /** 0: as it came with the product. */
  readonly version: number;
  readonly builtIn: boolean;
  readonly document: TemplateDocument;
  readonly changedAt?: string;
  readonly changedBy?: Actor;
};

/** Those that are in use, by name. `reader`: whose language the names of the product's own are in. */
export async function templatesOf(tx: Tx, reader: Language): Promise<Template[]> {
  const own = await listTemplates(tx);
  const written = new Set(own.map(({ template_id: id }) => id));
  const untouched = BUILT_IN_IDS.filter((id) => !written.has(id)).map(
    (id): Template => ({ id, version: 0, builtIn: true, document: builtIn(id, reader) }),
  );
  return [...untouched, ...own.flatMap(asTemplate)].sort((a, b) => a.document.name.localeCompare(b.document.name, reader));
}

const asTemplate = ({ template_id: id, version, at, by, document }: TemplateVersion): Template[] =>
  document === null ? [] : [{ id, version, builtIn: isBuiltIn(id), document, changedAt: at, changedBy: by }];

/** Null where there is none, or it was deleted. */
export async function templateOf(tx: Tx, id: string, reader: Language): Promise<Template | null> {
  const [last] = await versionsOfTemplate(tx, id);
  if (last) return asTemplate(last)[0] ?? null;
  return isBuiltIn(id) ? { id, version: 0, builtIn: true, document: builtIn(id, reader) } : null;
}

/** A text that is written in another language than the one under which it stands was probably put into the wrong field. */
export type LanguageDoubt = { readonly name: 'other_language'; readonly language: Language; readonly detected: Language | 'other' };
export type TemplateChecked = {
  readonly problems: Checked['problems'];
  readonly warnings: readonly (Checked['warnings'][number] | LanguageDoubt)[];
};

export function checkWithLanguages(document: TemplateDocument): TemplateChecked {
  const { problems, warnings } = checkTemplate(document);
  const doubts = LANGUAGES.flatMap((language): LanguageDoubt[] => {
    const { language: detected, sure } = languageOf(document.texts[language] ?? '');
    return sure && detected !== null && detected !== language ? [{ name: 'other_language', language, detected }] : [];
  });
  return { problems, warnings: [...warnings, ...doubts] };
}

export type Saved =
  | { readonly ok: true; readonly template: Template; readonly checked: TemplateChecked }
  | { readonly ok: false; readonly refusal: 'template_has_problems'; readonly checked: TemplateChecked }
  | { readonly ok: false; readonly refusal: 'version_conflict' | 'unknown_template' };

/** A new version, or a new template where `id` is null. `version`: the one that was edited; another one in between is not written over. */
export async function saveTemplate(
  ctx: Context,
  sellerId: string,
  { id, version, document }: { readonly id: string | null; readonly version: number; readonly document: TemplateDocument },
  by: Actor,
): Promise<Saved> {
  const checked = checkWithLanguages(document);
  if (checked.problems.length > 0) return { ok: false, refusal: 'template_has_problems', checked };
  const now = ctx.clock.now(sellerId);
  const written = await write(ctx, sellerId, id ?? newId(ctx, now), id === null ? 'new' : version, tidied(document), by, now);
  if (!written.ok) return written;
  const [template] = asTemplate(written.version);
  return { ok: true, template: template!, checked };
}

/** Deleted is a version too: it is brought back by the one before. */
export async function deleteTemplate(
  ctx: Context,
  sellerId: string,
  id: string,
  version: number,
  by: Actor,
): Promise<
  { readonly ok: true; readonly version: number } | { readonly ok: false; readonly refusal: 'version_conflict' | 'unknown_template' }
> {
  const written = await write(ctx, sellerId, id, version, null, by, ctx.clock.now(sellerId));
  return written.ok ? { ok: true, version: written.version.version } : written;
}

/** An earlier version counts again, as a new one; 0 is the product's own text. */
export async function restoreTemplate(
  ctx: Context,
  sellerId: string,
  id: string,
  version: number,
  by: Actor,
  reader: Language,
): Promise<Saved> {
  const { last, wanted } = await ctx.db.withSeller(sellerId, async (tx) => {
    const versions = await versionsOfTemplate(tx, id);
    const own = versions.find((one) => one.version === version)?.document;
    return { last: versions[0]?.version ?? 0, wanted: own ?? (version === 0 && isBuiltIn(id) ? builtIn(id, reader) : null) };
  });
  return wanted ? saveTemplate(ctx, sellerId, { id, version: last, document: wanted }, by) : { ok: false, refusal: 'unknown_template' };
}

type Written =
  | { readonly ok: true; readonly version: TemplateVersion }
  | { readonly ok: false; readonly refusal: 'version_conflict' | 'unknown_template' };

async function write(
  ctx: Context,
  sellerId: string,
  id: string,
  seen: number | 'new',
  document: TemplateDocument | null,
  by: Actor,
  at: string,
): Promise<Written> {
  return ctx.db
    .withSeller(sellerId, async (tx): Promise<Written> => {
      const [last] = await versionsOfTemplate(tx, id);
      if (!last && seen !== 'new' && !isBuiltIn(id)) return { ok: false, refusal: 'unknown_template' };
      if (seen !== 'new' && seen !== (last?.version ?? 0)) return { ok: false, refusal: 'version_conflict' };
      const version: TemplateVersion = { template_id: id, version: (last?.version ?? 0) + 1, at, by, document };
      await insertTemplateVersion(tx, version);
      return { ok: true, version };
    })
    .catch((error: unknown): Written => {
      if (isUniqueViolation(error, 'answer_templates_pkey')) return { ok: false, refusal: 'version_conflict' };
      throw error;
    });
}

/** Languages without a text are left out: they are missing, not empty. */
const tidied = ({ name, kind, texts }: TemplateDocument): TemplateDocument => ({
  name: name.trim(),
  kind,
  texts: Object.fromEntries(LANGUAGES.flatMap((language) => (texts[language]?.trim() ? [[language, texts[language].trim()]] : []))),
});
