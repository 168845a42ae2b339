/** Files of orders, units, returns and past cases over HTTP (M13): upload, map, check, run, and the refused lines back as a file. */
import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import {
  checkImport,
  forgetImport,
  type Import,
  type ImportAct,
  importerOf,
  mapImport,
  MOST_LINES,
  refusedFile,
  runImport,
  stopImport,
  uploadImport,
} from '../app/imports/imports.ts';
import { choiceOf, type ImportMapping, missingFields } from '../app/imports/mapping.ts';
import type { Language } from '../core/access.ts';
import { FIELDS, fieldOf, IMPORT_KINDS, type ImportKind, plain } from '../core/imports/fields.ts';
import { DATE_ORDERS } from '../core/imports/guess.ts';
import { sayProblem } from '../core/imports/words.ts';
import { TABLE_TYPES } from '../core/exports.ts';
import { isUuid } from '../core/ids.ts';
import {
  IMPORT_STATES,
  LINE_STATES,
  listImports,
  problemsOf,
  readImport,
  readLines,
  readLinesIn,
  wordsOfColumn,
} from '../store/imports.ts';
import type { Tx } from '../store/db.ts';
import { only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { emptyBody } from './once.ts';
import { problem } from './problems.ts';

const MEGABYTE = 1024 * 1024;
const MOST_BYTES = 32 * MEGABYTE;
/** Words of a column that are shown to be mapped; a column with more is no list of choices. */
const MOST_WORDS = 60;
/** Columns whose words are held in memory, the last that were asked for. */
const MOST_COUNTED = 200;
const SAMPLES = 3;

const Field = z.object({
  name: z.string(),
  type: z.string(),
  required: z.boolean(),
  whole: z.boolean().describe('One value may stand for the whole file.'),
  choices: z.array(z.string()).optional(),
  open: z.boolean().describe('Words of your own may stand beside the choices.'),
});
const Brief = z.object({
  id: z.string(),
  kind: z.enum(IMPORT_KINDS),
  state: z.enum(IMPORT_STATES),
  fileName: z.string(),
  format: z.enum(['csv', 'xlsx']),
  encoding: z.string(),
  delimiter: z.string(),
  lines: z.int(),
  done: z.int().describe('Lines that were looked at, or taken.'),
  counts: z
    .object({ new: z.int(), ready: z.int(), taking: z.int(), made: z.int(), changed: z.int(), same: z.int(), refused: z.int() })
    .describe('Lines by how they stand.'),
  by: z.string(),
  madeAt: z.string(),
  endedAt: z.string().nullable(),
});
const ImportOut = Brief.extend({
  fields: z.array(Field),
  columns: z.array(z.object({ heading: z.string(), field: z.string().nullable(), samples: z.array(z.string()) })),
  whole: z.record(z.string(), z.string()).describe('Fields that have one value for the whole file.'),
  words: z
    .array(
      z.object({
        field: z.string(),
        word: z.string(),
        lines: z.int(),
        meaning: z.string().nullable(),
        said: z.boolean().describe('A person said so; else it was guessed.'),
      }),
    )
    .describe('The words of columns that stand for one of our choices.'),
  dates: z.enum(DATE_ORDERS),
  missing: z.array(z.string()).describe('Fields without which nothing can be checked.'),
  would: z.object({ made: z.int(), changed: z.int(), same: z.int() }).describe('What a run would do, by the last check.'),
  problems: z
    .array(z.object({ says: z.string(), lines: z.int(), firstLine: z.int() }))
    .describe('Why lines were refused, the most frequent first.'),
}).meta({ id: 'Import' });

const LineOut = z.object({
  line: z.int().describe('The heading is line 1.'),
  state: z.enum(LINE_STATES),
  would: z.enum(['made', 'changed', 'same']).nullable(),
  cells: z.array(z.string()),
  says: z.array(z.string()),
  became: z.string().nullable(),
});

const MappingBody = z.object({
  columns: z.array(z.string().max(40).nullable()).max(200),
  whole: z.record(z.string().max(40), z.string().trim().max(100)).default({}),
  words: z.record(z.string().max(40), z.record(z.string().max(200), z.string().trim().max(100))).default({}),
  dates: z.enum(DATE_ORDERS).default('dmy'),
});

const ACTS: Readonly<Record<string, string>> = {
  file_empty: 'The file is empty.',
  file_too_large: `A file has up to ${MOST_BYTES / MEGABYTE} MB.`,
  not_a_table: 'This is no table that can be read: send CSV, or an XLSX workbook (not the XLS of before 2007).',
  no_headings: 'No heading was understood. The first line must name the columns.',
  no_lines: 'There is a heading, and no line below it.',
  too_many_lines: `A file has up to ${MOST_LINES.toLocaleString('en-GB')} lines: send it in parts.`,
  import_moved: 'The import stands elsewhere by now: look at it again.',
  column_twice: 'Two columns can’t be the same field.',
};

export const imports =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const params = z.object({ id: z.string() });
    const noSuch = (id: string) => problem('not_found', { detail: `There is no import ${id}.` });

    const read = async (sellerId: string, id: string): Promise<Import> => {
      const found = isUuid(id) ? await ctx.db.withSeller(sellerId, (tx) => readImport<ImportMapping>(tx, id)) : null;
      if (!found) throw noSuch(id);
      return found;
    };
    // Cells never change after the upload, so what was counted once holds. The page asks how far it is every second, and counting reads every
    // line: at 50,000 lines it took most of the machine from the run that was asked about.
    const counted = new Map<string, Awaited<ReturnType<typeof wordsOfColumn>>>();
    const wordsIn = async (tx: Tx, id: string, column: number) => {
      const key = `${tx.sellerId} ${id} ${column}`;
      const words = counted.get(key) ?? (await wordsOfColumn(tx, id, column, MOST_WORDS));
      counted.delete(key);
      counted.set(key, words);
      if (counted.size > MOST_COUNTED) counted.delete(counted.keys().next().value!);
      return words;
    };
    const view = async (sellerId: string, id: string, language: Language): Promise<z.output<typeof ImportOut>> => {
      const found = await read(sellerId, id);
      const { kind, headings, mapping } = found;
      return ctx.db.withSeller(sellerId, async (tx) => {
        const [samples, problems] = await Promise.all([readLines(tx, id, 0, SAMPLES), problemsOf(tx, id)]);
        const words: z.output<typeof ImportOut>['words'] = [];
        for (const [i, name] of mapping.columns.entries()) {
          const field = name === null ? undefined : fieldOf(kind, name);
          if (field?.type !== 'choice') continue;
          const said = mapping.words[field.name] ?? {};
          for (const { word, n } of await wordsIn(tx, id, i + 1))
            words.push({ field: field.name, word, lines: n, meaning: choiceOf(field, word, said), said: plain(word) in said });
        }
        return {
          ...brief(found),
          fields: FIELDS[kind].map(({ name, type, required, whole, choices, open }) => ({
            name,
            type,
            required: required ?? false,
            whole: whole ?? false,
            ...(choices && { choices: [...choices] }),
            open: open ?? false,
          })),
          columns: headings.map((heading, i) => ({
            heading,
            field: mapping.columns[i] ?? null,
            samples: samples.map(({ cells }) => (cells[i] ?? '').slice(0, 80)),
          })),
          whole: { ...mapping.whole },
          words,
          dates: mapping.dates,
          missing: [...missingFields(kind, mapping)],
          would: Object.fromEntries(
            (['made', 'changed', 'same'] as const).map((would) => [would, found.counts[`would_${would}`] ?? 0]),
          ) as z.output<typeof ImportOut>['would'],
          problems: problems.map(({ problem: one, n, line }) => ({ says: sayProblem(one, language), lines: n, firstLine: line })),
        };
      });
    };
    const did = (id: string, act: ImportAct): void => {
      if (act.ok) return;
      if (act.refusal === 'not_found') throw noSuch(id);
      if (act.refusal === 'field_missing')
        throw problem('field_missing', {
          detail: `Say where these come from: ${act.fields.join(', ')}.`,
          facts: { fields: act.fields },
        });
      throw problem(act.refusal, { detail: ACTS[act.refusal]! });
    };

    app.post(
      '/imports',
      {
        schema: {
          operationId: 'uploadImport',
          tags: ['imports'],
          summary: 'A file comes in: CSV or XLSX as the multipart field `file`. Nothing is taken in yet',
          description:
            'Columns are guessed by their headings in five languages and by what was said of such headings before. Then: mapping, check, run.',
          querystring: z.object({ kind: z.enum(IMPORT_KINDS) }),
          consumes: ['multipart/form-data'],
          response: { 201: ImportOut },
        },
      },
      async (request, reply) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId, actor, language } = request.caller;
        if (!request.isMultipart())
          throw problem('unsupported_media', { detail: 'Send the file as multipart/form-data, in the field `file`.' });
        const part = await request.file({ limits: { fileSize: MOST_BYTES, files: 1 } });
        if (!part) throw problem('invalid_request', { errors: [{ path: 'file', says: 'is missing' }] });
        const bytes = await part.toBuffer().catch(() => null);
        if (bytes === null) throw problem('payload_too_large', { detail: ACTS['file_too_large']! });
        const name = part.filename.slice(0, 200) || 'file';
        const uploaded = await uploadImport(ctx, sellerId, { kind: request.query.kind, name, bytes: new Uint8Array(bytes) }, actor);
        if (!uploaded.ok)
          throw problem(uploaded.refusal === 'file_too_large' ? 'payload_too_large' : uploaded.refusal, {
            detail: ACTS[uploaded.refusal]!,
          });
        return reply.code(201).send(await view(sellerId, uploaded.id, language));
      },
    );

    app.get(
      '/imports',
      {
        schema: {
          operationId: 'listImports',
          tags: ['imports'],
          summary: 'Files that came in, newest first',
          querystring: z.object({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(25) }),
          response: { 200: z.object({ items: z.array(Brief), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { cursor, limit } = request.query;
        const after = cursor === undefined ? null : readCursor(cursor);
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) => listImports(tx, after, limit + 1));
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        return {
          items: page.map((row) => brief(row as Import)),
          nextCursor: rows.length > limit && last ? cursorOf({ at: last.made_at, id: last.id }) : null,
        };
      },
    );

    app.get(
      '/imports/:id',
      {
        schema: {
          operationId: 'getImport',
          tags: ['imports'],
          summary: 'One import, with its columns and how far it is',
          params,
          response: { 200: ImportOut },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        return view(request.caller.sellerId, request.params.id, request.caller.language);
      },
    );

    app.put(
      '/imports/:id/mapping',
      {
        schema: {
          operationId: 'mapImport',
          tags: ['imports'],
          summary: 'Which column is which field, and which word means what; remembered for the next file of this kind',
          params,
          body: MappingBody,
          response: { 200: ImportOut },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId, language } = request.caller;
        const { kind } = await read(sellerId, request.params.id);
        did(request.params.id, await mapImport(ctx, sellerId, request.params.id, readMapping(kind, request.body)));
        return view(sellerId, request.params.id, language);
      },
    );

    for (const [noun, summary, act] of [
      ['check', 'Judge every line; nothing is taken in', checkImport],
      ['run', 'Take in the lines that the check found good; also what is left of a run that was stopped', runImport],
      ['stop', 'Stop; what was taken in stays', stopImport],
    ] as const) {
      app.post(
        `/imports/:id/${noun}`,
        {
          schema: {
            operationId: `${noun}Import`,
            tags: ['imports'],
            summary,
            params,
            body: z.object({}).nullish(),
            response: { 200: ImportOut },
          },
          preValidation: emptyBody,
        },
        async (request) => {
          only(request.caller, 'manager', 'administrator');
          const { sellerId, language } = request.caller;
          const { id } = request.params;
          if (!isUuid(id)) throw noSuch(id);
          did(id, await act(ctx, sellerId, id));
          return view(sellerId, id, language);
        },
      );
    }

    app.delete(
      '/imports/:id',
      {
        schema: {
          operationId: 'forgetImport',
          tags: ['imports'],
          summary: 'The file and its lines go; what they brought stays',
          params,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        only(request.caller, 'manager', 'administrator');
        const { id } = request.params;
        if (!isUuid(id)) throw noSuch(id);
        did(id, await forgetImport(ctx, request.caller.sellerId, id));
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/imports/:id/lines',
      {
        schema: {
          operationId: 'listImportLines',
          tags: ['imports'],
          summary: 'The lines of a file and what each came to, in words',
          params,
          querystring: z.object({
            state: z.enum(LINE_STATES).optional(),
            cursor: z
              .string()
              .regex(/^\d{1,9}$/)
              .optional(),
            limit: z.coerce.number().int().min(1).max(200).default(50),
          }),
          response: { 200: z.object({ items: z.array(LineOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId, language } = request.caller;
        const { state, cursor, limit } = request.query;
        const { id } = await read(sellerId, request.params.id);
        const after = Number(cursor ?? 0);
        const rows = await ctx.db.withSeller(sellerId, (tx) =>
          state === undefined ? readLines(tx, id, after, limit + 1) : readLinesIn(tx, id, state, after, limit + 1),
        );
        const page = rows.slice(0, limit);
        return {
          items: page.map(({ line, state: came, would, cells, problems, became }) => ({
            line,
            state: came,
            would,
            cells: [...cells],
            says: (problems ?? []).map((one) => sayProblem(one, language)),
            became,
          })),
          nextCursor: rows.length > limit ? String(page.at(-1)!.line) : null,
        };
      },
    );

    app.get(
      '/imports/:id/refused',
      {
        schema: {
          operationId: 'getRefusedLines',
          tags: ['imports'],
          summary: 'The refused lines as a file like the one that came, with a column that says why: mend it and send it again',
          params,
        },
      },
      async (request, reply) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId, language } = request.caller;
        const found = await read(sellerId, request.params.id);
        const name = `${found.file_name.replace(/\.\w{1,5}$/, '')} - Retour.${found.format}`;
        return reply
          .type(TABLE_TYPES[found.format])
          .header('content-disposition', `attachment; filename="refused.${found.format}"; filename*=UTF-8''${encodeURIComponent(name)}`)
          .header('cache-control', 'no-store')
          .serializer((x: unknown) => x as never)
          .send(Readable.from(refusedFile(ctx, sellerId, found, language)));
      },
    );
  };

function brief(row: Import): z.output<typeof Brief> {
  const left = (row.counts['ready'] ?? 0) + (row.counts['taking'] ?? 0);
  const counts = Object.fromEntries(LINE_STATES.map((state) => [state, row.counts[state] ?? 0])) as z.output<typeof Brief>['counts'];
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    fileName: row.file_name,
    format: row.format,
    encoding: row.encoding,
    delimiter: row.delimiter,
    lines: row.lines,
    done: row.state === 'running' || row.state === 'cancelled' ? row.lines - left : row.far,
    counts,
    by: importerOf(row),
    madeAt: row.made_at,
    endedAt: row.ended_at,
  };
}

/** Throws a problem that names each field that is none of this kind's. */
function readMapping(kind: ImportKind, body: z.output<typeof MappingBody>): ImportMapping {
  const errors = [
    ...body.columns.map((name, i) => [`columns.${i}`, name] as const),
    ...Object.keys(body.whole).map((name) => [`whole.${name}`, name] as const),
    ...Object.keys(body.words).map((name) => [`words.${name}`, name] as const),
  ].flatMap(([path, name]) => (name === null || fieldOf(kind, name) ? [] : [{ path, says: `is no field of ${kind}` }]));
  if (errors.length > 0) throw problem('invalid_request', { errors });
  const words = Object.entries(body.words).map(([field, pairs]) => [
    field,
    Object.fromEntries(Object.entries(pairs).map(([word, meaning]) => [plain(word), meaning])),
  ]);
  const whole = Object.entries(body.whole).filter(([, value]) => value !== '');
  return { columns: body.columns, whole: Object.fromEntries(whole), words: Object.fromEntries(words), dates: body.dates };
}
