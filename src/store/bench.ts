/** What the bench keeps beside the return: questions in versions, values to weigh by, reports of test tools; and what it looks up by number. */
import type { Tx } from './db.ts';

// ——— questions ———

export type ChecklistRow = {
  readonly category: string;
  /** 0 is the draft. */
  readonly version: number;
  /** As somebody saved it: `core/inspection/read-checklist.ts` says whether it can be asked. */
  readonly questions: unknown;
  readonly edited_at: string;
  readonly edited_by: string;
  readonly published_at: string | null;
};

const CHECKLIST = 'category, version, questions, edited_at, edited_by, published_at';

/** The draft (version 0) and the newest published version of every category that the seller wrote itself. */
export async function listChecklists(tx: Tx): Promise<ChecklistRow[]> {
  return tx.query<ChecklistRow>(
    `select distinct on (category, version = 0) ${CHECKLIST} from desk.checklists where seller_id = $1
      order by category, version = 0, version desc`,
    [tx.sellerId],
  );
}

/** The version that is asked by now; null where the seller wrote none. */
export async function publishedChecklist(tx: Tx, category: string): Promise<ChecklistRow | null> {
  const [row] = await tx.query<ChecklistRow>(
    `select ${CHECKLIST} from desk.checklists where seller_id = $1 and category = $2 and version > 0 order by version desc limit 1`,
    [tx.sellerId, category],
  );
  return row ?? null;
}

export async function readChecklistVersion(tx: Tx, category: string, version: number): Promise<ChecklistRow | null> {
  const [row] = await tx.query<ChecklistRow>(
    `select ${CHECKLIST} from desk.checklists where seller_id = $1 and category = $2 and version = $3`,
    [tx.sellerId, category, version],
  );
  return row ?? null;
}

/** Drafts are saved as they are, also broken ones. */
export async function saveChecklistDraft(tx: Tx, category: string, questions: unknown, by: string, at: string): Promise<void> {
  await tx.query(
    `insert into desk.checklists (seller_id, category, version, questions, edited_at, edited_by) values ($1, $2, 0, $3, $4, $5)
     on conflict (seller_id, category, version) do update set questions = excluded.questions, edited_at = excluded.edited_at, edited_by = excluded.edited_by`,
    [tx.sellerId, category, JSON.stringify(questions), at, by],
  );
}

/** The draft as the next version. Two at once: the primary key lets one through. */
export async function publishChecklist(tx: Tx, category: string, questions: unknown, by: string, at: string): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `insert into desk.checklists (seller_id, category, version, questions, edited_at, edited_by, published_at)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $4 from desk.checklists where seller_id = $1 and category = $2
     returning version`,
    [tx.sellerId, category, JSON.stringify(questions), at, by],
  );
  return row!.version;
}

// ——— values ———

export type ValueRow = {
  readonly sku: string;
  /** '' where the figures hold for all grades. */
  readonly grade: string;
  readonly currency: string;
  readonly resale_minor: number | null;
  readonly repair_minor: number | null;
  readonly parts_minor: number | null;
  readonly edited_at: string;
  readonly edited_by: string;
};

const VALUE = 'sku, grade, currency, resale_minor, repair_minor, parts_minor, edited_at, edited_by';

export async function valuesOf(tx: Tx, skus: readonly string[]): Promise<ValueRow[]> {
  return tx.query<ValueRow>(`select ${VALUE} from desk.bench_values where seller_id = $1 and sku = any($2) order by sku, grade`, [
    tx.sellerId,
    skus,
  ]);
}

/** A page of them, by SKU. */
export async function listValues(
  tx: Tx,
  after: { readonly sku: string; readonly grade: string } | null,
  limit: number,
): Promise<ValueRow[]> {
  return tx.query<ValueRow>(
    `select ${VALUE} from desk.bench_values
      where seller_id = $1 and ($2::text is null or (sku, grade) > ($2, $3)) order by sku, grade limit $4`,
    [tx.sellerId, after?.sku ?? null, after?.grade ?? null, limit + 1],
  );
}

export async function putValue(tx: Tx, value: ValueRow): Promise<void> {
  await tx.query(
    `insert into desk.bench_values (seller_id, sku, grade, currency, resale_minor, repair_minor, parts_minor, edited_at, edited_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (seller_id, sku, grade) do update set currency = excluded.currency, resale_minor = excluded.resale_minor,
       repair_minor = excluded.repair_minor, parts_minor = excluded.parts_minor, edited_at = excluded.edited_at, edited_by = excluded.edited_by`,
    [
      tx.sellerId,
      value.sku,
      value.grade,
      value.currency,
      value.resale_minor,
      value.repair_minor,
      value.parts_minor,
      value.edited_at,
      value.edited_by,
    ],
  );
}

// ——— reports of test tools ———

export type DiagnosticRow = {
  readonly id: string;
  readonly return_id: string;
  readonly line_id: string;
  readonly unit: number;
  readonly file_id: string;
  readonly sha256: string;
  readonly tool: string;
  readonly tested_at: string | null;
  readonly report: object;
  readonly read_at: string;
  readonly read_by: string;
};

const DIAGNOSTIC = 'id, return_id, line_id, unit, file_id, sha256, tool, tested_at, report, read_at, read_by';

export async function diagnosticsOf(tx: Tx, returnId: string): Promise<DiagnosticRow[]> {
  return tx.query<DiagnosticRow>(
    `select ${DIAGNOSTIC} from desk.diagnostics where seller_id = $1 and return_id = $2 order by read_at desc, id desc`,
    [tx.sellerId, returnId],
  );
}

export async function findDiagnostic(
  tx: Tx,
  of: Pick<DiagnosticRow, 'return_id' | 'line_id' | 'unit' | 'sha256'>,
): Promise<DiagnosticRow | null> {
  const [row] = await tx.query<DiagnosticRow>(
    `select ${DIAGNOSTIC} from desk.diagnostics where seller_id = $1 and return_id = $2 and line_id = $3 and unit = $4 and sha256 = $5`,
    [tx.sellerId, of.return_id, of.line_id, of.unit, of.sha256],
  );
  return row ?? null;
}

export async function insertDiagnostic(tx: Tx, row: DiagnosticRow): Promise<void> {
  await tx.query(`insert into desk.diagnostics (seller_id, ${DIAGNOSTIC}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, [
    tx.sellerId,
    row.id,
    row.return_id,
    row.line_id,
    row.unit,
    row.file_id,
    row.sha256,
    row.tool,
    row.tested_at,
    JSON.stringify(row.report),
    row.read_at,
    row.read_by,
  ]);
}

// ——— what a number leads to ———

export type Numbers = {
  readonly rmas: readonly string[];
  readonly imeis: readonly string[];
  readonly serials: readonly string[];
  /** Ids of orders that are known by their number already. */
  readonly orders: readonly string[];
};

/** Returns that have these numbers: their own, a device's that was sold or read with them, their order's. Each arm has an index. */
export async function returnsByNumbers(tx: Tx, { rmas, imeis, serials, orders }: Numbers): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select r.id from desk.returns r where r.seller_id = $1 and r.rma = any($2)
     union select r.id from desk.returns r where r.seller_id = $1 and r.order_id = any($5)
     union select i.return_id from desk.return_items i where i.seller_id = $1 and i.sold_imei = any($3)
     union select i.return_id from desk.return_items i where i.seller_id = $1 and i.read_imei = any($3)
     union select i.return_id from desk.return_items i where i.seller_id = $1 and i.sold_serial = any($4)
     union select i.return_id from desk.return_items i where i.seller_id = $1 and i.read_serial = any($4)
     limit 50`,
    [tx.sellerId, rmas, imeis, serials, orders],
  );
  return rows.map(({ id }) => id);
}

/** Orders with which a device of this number was sold. */
export async function ordersOfDevices(
  tx: Tx,
  { imeis, serials }: Pick<Numbers, 'imeis' | 'serials'>,
): Promise<{ order_id: string; line_id: string }[]> {
  return tx.query(
    `select order_id, line_id from desk.devices where seller_id = $1 and imei = any($2)
     union select order_id, line_id from desk.devices where seller_id = $1 and imei2 = any($2)
     union select order_id, line_id from desk.devices where seller_id = $1 and serial = any($3)
     limit 20`,
    [tx.sellerId, imeis, serials],
  );
}
