/** Reports of test tools are evidence (M26): kept as they came, hashed, read into a neutral shape; a person confirms what they suggest. */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { type Actor, actorName } from '../core/access.ts';
import { compareIdentity, imeisOf, normaliseSerial } from '../core/inspection/identity.ts';
import { type NeutralReport, readReport } from '../core/inspection/report.ts';
import type { Identity, ReturnItem } from '../core/return/model.ts';
import { type DiagnosticRow, findDiagnostic, insertDiagnostic } from '../store/bench.ts';
import { readReturn } from '../store/returns.ts';
import { insertFile } from '../store/thread.ts';
import { type Context, newId } from './context.ts';

export type DiagnosticsImport = {
  readonly lineId: string;
  readonly unit?: number;
  readonly name?: string;
  /** The file's text: JSON (one device, or a list of them) or CSV with headings. */
  readonly content: string;
};

export type Imported =
  | {
      readonly ok: true;
      readonly created: boolean;
      readonly row: DiagnosticRow;
      readonly report: NeutralReport;
      /** How the device of the report compares with the one that was sold. */
      readonly identity: Identity;
    }
  | { readonly ok: false; readonly refusal: 'not_found' | 'unknown_item' | 'report_unreadable' | 'report_of_another_device' };

/** The records of a file; null where it is neither JSON nor CSV. */
function recordsOf(content: string): readonly Record<string, unknown>[] | null {
  const text = content.replace(/^\uFEFF/, '').trim();
  try {
    if (/^[[{]/.test(text)) {
      const json = JSON.parse(text) as unknown;
      const list = Array.isArray(json) ? json : [json];
      return list.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
        ? (list as Record<string, unknown>[])
        : null;
    }
    return parse(text, { columns: true, skip_empty_lines: true, trim: true, delimiter: [',', ';', '\t'], relax_column_count: true });
  } catch {
    return null;
  }
}

export async function importDiagnostics(
  ctx: Context,
  sellerId: string,
  returnId: string,
  given: DiagnosticsImport,
  by: Actor,
): Promise<Imported> {
  const bytes = new TextEncoder().encode(given.content);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const records = recordsOf(given.content);
  const reports = (records ?? []).flatMap((record) => {
    const read = readReport(record);
    return read.ok ? [read.report] : [];
  });
  if (reports.length === 0) return { ok: false, refusal: 'report_unreadable' };
  await ctx.files.put(bytes);
  const now = ctx.clock.now(sellerId);

  return ctx.db.withSeller(sellerId, async (tx): Promise<Imported> => {
    const loaded = await readReturn(tx, returnId);
    if (!loaded) return { ok: false, refusal: 'not_found' };
    const item = loaded.ret.items.find(({ lineId, unit }) => lineId === given.lineId && (given.unit === undefined || unit === given.unit));
    if (!item) return { ok: false, refusal: 'unknown_item' };
    // A tool exports a day's work: the device on the bench is looked up in it. A single report is this device's, whatever its number.
    const report = reports.length === 1 ? reports[0]! : reports.find((one) => isOf(one, item));
    if (!report) return { ok: false, refusal: 'report_of_another_device' };
    const identity = compareIdentity(item.read ?? item.sold, report.device);
    const { lineId, unit } = item;
    const known = await findDiagnostic(tx, { return_id: returnId, line_id: lineId, unit, sha256 });
    if (known) return { ok: true, created: false, row: known, report, identity };

    const file = { id: newId(ctx, now), return_id: returnId, kind: 'report', name: given.name?.slice(0, 200) || 'report' };
    const type = /^\s*[[{]/.test(given.content) ? 'application/json' : 'text/csv';
    await insertFile(tx, { ...file, type, sha256, size: bytes.byteLength, at: now, taken_by: actorName(by), shows: { lineId, unit } });
    const row: DiagnosticRow = {
      id: newId(ctx, now),
      return_id: returnId,
      line_id: lineId,
      unit,
      file_id: file.id,
      sha256,
      tool: report.tool,
      tested_at: report.testedAt ?? null,
      report,
      read_at: now,
      read_by: actorName(by),
    };
    await insertDiagnostic(tx, row);
    return { ok: true, created: true, row, report, identity };
  });
}

function isOf({ device }: NeutralReport, item: ReturnItem): boolean {
  const ours = [item.read, item.sold].filter((one) => one !== undefined);
  const imeis = ours.flatMap(imeisOf);
  const serials = ours.map(({ serial }) => normaliseSerial(serial));
  return (
    imeisOf(device).some((imei) => imeis.includes(imei)) ||
    (device.serial !== undefined && serials.includes(normaliseSerial(device.serial)))
  );
}
