/** Keys by which two buyers are known to share a mailbox or a front door, without either of them standing in the key (M7). */
import { createHmac } from 'node:crypto';
import { mailboxOf, placeOf } from '../core/abuse/links.ts';
import type { Buyer } from '../core/return/model.ts';
import type { LinkKeys } from '../store/orders.ts';
import type { Context } from './context.ts';

/** Salted with the product's secret and the seller: what one seller holds says nothing to another, nor to whoever takes the table. */
export function linkKeys({ secret }: Pick<Context, 'secret'>, sellerId: string, { email, address }: Buyer): LinkKeys {
  const key = (kind: string, value: string | null) =>
    value === null ? null : createHmac('sha256', secret).update(`retour/link/${kind}\n${sellerId}\n${value}`).digest();
  return { mailbox: key('mailbox', mailboxOf(email)), place: key('place', address ? placeOf(address) : null) };
}
