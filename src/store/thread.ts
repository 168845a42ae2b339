/** The conversation and what was mailed: personal words, beside the events. */
import type { Tx } from './db.ts';

export type StoredMessage = {
  readonly id: string;
  readonly at: string;
  readonly direction: 'in' | 'out' | 'note';
  readonly via: string;
  readonly author: string;
  readonly body: string;
  readonly language: string | null;
  readonly state: 'pending' | 'calling' | 'done' | 'failed' | null;
  /** How it stands in the channel's conversation, where it was said elsewhere. */
  readonly mirrored_as: string | null;
  /** Why it went out against a warning. */
  readonly despite: string | null;
};

/** Oldest first, each with the state of the sending where it goes out. What was taken back was never said. */
export async function readThread(tx: Tx, returnId: string): Promise<StoredMessage[]> {
  return tx.query<StoredMessage>(
    `select m.id, m.at, m.direction, m.via, m.author, m.body, m.language, m.mirrored_as, m.despite, e.state
       from desk.messages m left join desk.effects e on e.seller_id = m.seller_id and e.id = m.id
      where m.seller_id = $1 and m.return_id = $2 and m.withdrawn_at is null order by m.at, m.id`,
    [tx.sellerId, returnId],
  );
}

/** A step that the buyer was told of by mail; what the channel's conversation says stands in the thread. */
export type StoredNotice = {
  readonly id: string;
  readonly at: string;
  readonly notice: string;
  readonly state: 'pending' | 'calling' | 'done' | 'failed';
  /** Why nothing was sent after all. */
  readonly skipped: string | null;
  readonly no_case_there: boolean;
};

export const readNotices = (tx: Tx, returnId: string): Promise<StoredNotice[]> =>
  tx.query<StoredNotice>(
    `select id, created_at as at, body ->> 'notice' as notice, state, answer ->> 'skipped' as skipped, body -> 'noCaseThere' is not null as no_case_there
       from desk.effects where seller_id = $1 and return_id = $2 and kind = 'mail' order by created_at, id`,
    [tx.sellerId, returnId],
  );

export type SingleMessage = Pick<StoredMessage, 'body' | 'author' | 'language' | 'direction' | 'via' | 'mirrored_as'> & {
  readonly withdrawn_at: string | null;
};

export async function readMessage(tx: Tx, id: string): Promise<SingleMessage | null> {
  const [row] = await tx.query<SingleMessage>(
    'select body, author, language, direction, via, mirrored_as, withdrawn_at from desk.messages where seller_id = $1 and id = $2',
    [tx.sellerId, id],
  );
  return row ?? null;
}

/** It never left: nobody outside sees it any more, and its files wait for another message. */
export async function withdrawMessage(tx: Tx, id: string, at: string): Promise<void> {
  await tx.query('update desk.messages set withdrawn_at = $3 where seller_id = $1 and id = $2', [tx.sellerId, id, at]);
  await tx.query('update desk.files set message_id = null where seller_id = $1 and message_id = $2', [tx.sellerId, id]);
}

/** The last word that was said to or by the buyer: whoever answers should have read it. */
export async function lastWord(
  tx: Tx,
  returnId: string,
): Promise<{ id: string; at: string; author: string; direction: 'in' | 'out' } | null> {
  const [row] = await tx.query<{ id: string; at: string; author: string; direction: 'in' | 'out' }>(
    `select id, at, author, direction from desk.messages
      where seller_id = $1 and return_id = $2 and direction <> 'note' and withdrawn_at is null order by at desc, id desc limit 1`,
    [tx.sellerId, returnId],
  );
  return row ?? null;
}

/** Files that were kept on this return go with a message; those that went with another one stay there. Answers how many go. */
export async function bindFiles(tx: Tx, returnId: string, messageId: string, ids: readonly string[]): Promise<number> {
  const rows = await tx.query(
    `update desk.files set message_id = $3 where seller_id = $1 and return_id = $2 and id = any($4::uuid[]) and message_id is null returning id`,
    [tx.sellerId, returnId, messageId, ids],
  );
  return rows.length;
}

/** Those of this return that wait for a message. */
export async function filesByIds(tx: Tx, returnId: string, ids: readonly string[]): Promise<StoredFile[]> {
  return tx.query<StoredFile>(
    `select ${FILE} from desk.files where seller_id = $1 and return_id = $2 and id = any($3::uuid[]) and message_id is null`,
    [tx.sellerId, returnId, ids],
  );
}

export async function filesOfMessage(tx: Tx, messageId: string): Promise<StoredFile[]> {
  return tx.query<StoredFile>(`select ${FILE} from desk.files where seller_id = $1 and message_id = $2 order by at, id`, [
    tx.sellerId,
    messageId,
  ]);
}

/** Which of the channel's messages are in the thread already, and what we said ourselves (white space made one). */
export async function knownThread(tx: Tx, returnId: string): Promise<{ externalIds: Set<string>; ours: Set<string> }> {
  const rows = await tx.query<{ external_id: string | null; direction: string; body: string; mirrored_as: string | null }>(
    'select external_id, direction, body, mirrored_as from desk.messages where seller_id = $1 and return_id = $2',
    [tx.sellerId, returnId],
  );
  return {
    externalIds: new Set(rows.flatMap((row) => row.external_id ?? [])),
    ours: new Set(
      rows
        .flatMap((row) => (row.direction === 'out' ? row.body : (row.mirrored_as ?? [])))
        .map((words) => words.replace(/\s+/g, ' ').trim()),
    ),
  };
}

export type StoredMail = {
  readonly id: string;
  readonly return_id: string | null;
  readonly recipient: string;
  readonly subject: string;
  readonly body_text: string;
  readonly body_html: string;
  readonly at: string;
};

export async function insertMail(tx: Tx, mail: StoredMail & { readonly reference: string }): Promise<void> {
  await tx.query(
    `insert into desk.mails (seller_id, id, return_id, recipient, subject, body_text, body_html, at, reference)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [tx.sellerId, mail.id, mail.return_id, mail.recipient, mail.subject, mail.body_text, mail.body_html, mail.at, mail.reference],
  );
}

/** Newest first. */
export async function listMails(tx: Tx, filter: { readonly to?: string; readonly returnId?: string }): Promise<StoredMail[]> {
  return tx.query<StoredMail>(
    `select id, return_id, recipient, subject, body_text, body_html, at from desk.mails
      where seller_id = $1 and ($2::text is null or $2 = any(string_to_array(recipient, ', '))) and ($3::uuid is null or return_id = $3)
      order by at desc, id desc limit 200`,
    [tx.sellerId, filter.to?.toLowerCase() ?? null, filter.returnId ?? null],
  );
}

export type StoredFile = {
  readonly id: string;
  /** Null for what was photographed before anybody knew whose parcel it is (`store/stray-parcels.ts`). */
  readonly return_id: string | null;
  /** `photo` of a buyer, `bench`, `evidence`, `report`, `document`. */
  readonly kind: string;
  readonly name: string;
  readonly type: string;
  readonly sha256: string;
  readonly size: number;
  readonly at: string;
  readonly taken_by?: string | null;
  readonly shows?: FileShows | null;
  /** The message that it came or goes with. */
  readonly message_id?: string | null;
};

/** What a picture of the bench proves: a unit, and the answer to one question about it. */
export type FileShows = { readonly lineId?: string; readonly unit?: number; readonly question?: string };

const FILE = 'id, return_id, kind, name, type, sha256, size, at, taken_by, shows, message_id';

export async function filesOfReturn(tx: Tx, returnId: string): Promise<StoredFile[]> {
  return tx.query<StoredFile>(`select ${FILE} from desk.files where seller_id = $1 and return_id = $2 order by at, id`, [
    tx.sellerId,
    returnId,
  ]);
}

export async function readFile(tx: Tx, id: string): Promise<StoredFile | null> {
  const [row] = await tx.query<StoredFile>(`select ${FILE} from desk.files where seller_id = $1 and id = $2`, [tx.sellerId, id]);
  return row ?? null;
}

export async function insertFile(tx: Tx, file: StoredFile): Promise<void> {
  await tx.query(
    `insert into desk.files (seller_id, id, return_id, kind, name, type, sha256, size, at, taken_by, shows)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tx.sellerId,
      file.id,
      file.return_id,
      file.kind,
      file.name,
      file.type,
      file.sha256,
      file.size,
      file.at,
      file.taken_by ?? null,
      file.shows ? JSON.stringify(file.shows) : null,
    ],
  );
}

/** What the product said in the channel's conversation, once. */
export async function insertMessage(
  tx: Tx,
  message: { id: string; return_id: string; at: string; author: string; body: string },
): Promise<void> {
  await tx.query(
    `insert into desk.messages (seller_id, id, return_id, at, direction, via, author, body) values ($1, $2, $3, $4, 'out', 'channel', $5, $6) on conflict do nothing`,
    [tx.sellerId, message.id, message.return_id, message.at, message.author, message.body],
  );
}

/** What the product tells the team on a return by itself: no event of the return, so it may be written beside any of them. */
export async function insertNote(
  tx: Tx,
  note: { readonly id: string; readonly return_id: string; readonly at: string; readonly author: string; readonly body: string },
): Promise<void> {
  await tx.query(
    `insert into desk.messages (seller_id, id, return_id, at, direction, via, author, body) values ($1, $2, $3, $4, 'note', 'desk', $5, $6)`,
    [tx.sellerId, note.id, note.return_id, note.at, note.author, note.body],
  );
}
