/** What a list's cursor holds, as base64url JSON: the last row's place, so that pages neither skip nor repeat. */
import { isUuid } from '../core/ids.ts';
import { problem } from './problems.ts';

export type Cursor = { readonly at: string; readonly id: string };

export const cursorOf = ({ at, id }: Cursor): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');

/**
 * @param endless whether rows may have no date (`infinity`), as in a list by deadline
 * @param isId what the second half is, where rows have no id of their own
 */
export function readCursor(
  text: string,
  { endless = false, isId = isUuid }: { readonly endless?: boolean; readonly isId?: (id: string) => boolean } = {},
): Cursor {
  try {
    const [at, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, string];
    if (typeof id === 'string' && isId(id) && ((endless && at === 'infinity') || !Number.isNaN(Date.parse(at)))) return { at, id };
  } catch {
    // falls through: the same answer for every broken cursor
  }
  throw problem('invalid_request', { errors: [{ path: 'query:cursor', says: 'is not one of our cursors' }] });
}
