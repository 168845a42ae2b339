/** By which way words about a return reach its buyer, and what the channel asks of them (M15, M17). */
import { languageRuleOf, type LanguageRule, type Manners, mannersOf } from '../channels/manners.ts';
import type { Contact } from '../core/connections.ts';
import { readConnection } from '../store/connections.ts';
import type { Tx } from '../store/db.ts';
import { readReturn } from '../store/returns.ts';

export type ContactWay = {
  readonly rule: Contact;
  readonly way: 'channel' | 'mail';
  /** Why it is mail where the channel would want its own conversation: it has opened none for this return. */
  readonly because?: 'no_case_there';
  /** As people call the channel. */
  readonly channel: string;
  /** The channel demands the way. */
  readonly demanded: boolean;
  readonly language: LanguageRule | null;
  readonly files: Manners['files'];
};

export async function contactOf(tx: Tx, returnId: string): Promise<ContactWay | null> {
  const loaded = await readReturn(tx, returnId);
  if (!loaded) return null;
  const { order, channelReturnId } = loaded.ret;
  const connection = await readConnection(tx, order.channel);
  if (!connection) return null;
  const manners = mannersOf(connection);
  const there = channelReturnId !== undefined;
  return {
    rule: manners.contact,
    way: manners.contact !== 'mail' && there ? 'channel' : 'mail',
    ...(manners.contact !== 'mail' && !there && { because: 'no_case_there' as const }),
    channel: manners.name ?? connection.name,
    demanded: manners.demanded !== undefined,
    language: languageRuleOf(manners, order.country),
    files: manners.files,
  };
}
