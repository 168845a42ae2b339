/** Templates of answers as versions: each is written once, the last one counts, and one without a document says that it was deleted (M17). */
import type { Actor } from '../core/access.ts';
import type { TemplateDocument } from '../core/answers/template.ts';
import type { Tx } from './db.ts';

export type TemplateVersion = {
  readonly template_id: string;
  readonly version: number;
  readonly at: string;
  readonly by: Actor;
  readonly document: TemplateDocument | null;
};

const COLUMNS = 'template_id, version, at, by, document';

/** The last version of each that the seller has written. */
export async function listTemplates(tx: Tx): Promise<TemplateVersion[]> {
  return tx.query<TemplateVersion>(
    `select distinct on (template_id) ${COLUMNS} from desk.answer_templates where seller_id = $1 order by template_id, version desc`,
    [tx.sellerId],
  );
}

/** Newest first. */
export async function versionsOfTemplate(tx: Tx, id: string): Promise<TemplateVersion[]> {
  return tx.query<TemplateVersion>(
    `select ${COLUMNS} from desk.answer_templates where seller_id = $1 and template_id = $2 order by version desc`,
    [tx.sellerId, id],
  );
}

/** Throws a unique violation where somebody else wrote this version first. */
export async function insertTemplateVersion(tx: Tx, version: TemplateVersion): Promise<void> {
  await tx.query('insert into desk.answer_templates (seller_id, template_id, version, at, by, document) values ($1, $2, $3, $4, $5, $6)', [
    tx.sellerId,
    version.template_id,
    version.version,
    version.at,
    JSON.stringify(version.by),
    version.document && JSON.stringify(version.document),
  ]);
}
