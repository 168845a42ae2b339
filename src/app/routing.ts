/** Who carries a seller's returns, and where they go (M4, M21): read once per transaction, shared by all that ask in it. */
import type { Carrier, CarrierLabelKind } from '../carriers/carrier.ts';
import { type AddressRule, type Chosen, chooseAddress } from '../core/parcel/addresses.ts';
import type { Order, Return } from '../core/return/model.ts';
import { type CarrierAccount, listAccounts, listAddressRules } from '../store/carriers.ts';
import type { Tx } from '../store/db.ts';
import type { Seller } from '../store/platform.ts';
import type { Context } from './context.ts';

export type Routing = { readonly accounts: readonly CarrierAccount[]; readonly rules: readonly AddressRule[] };

const read = new WeakMap<Tx, Promise<Routing>>();

export function routingOf(tx: Tx): Promise<Routing> {
  let routing = read.get(tx);
  if (!routing) {
    routing = Promise.all([listAccounts(tx), listAddressRules(tx)]).then(([accounts, rules]) => ({ accounts, rules }));
    // Whoever asked first may never look at it: a broken transaction is told by its own statements.
    routing.catch(() => {});
    read.set(tx, routing);
  }
  return routing;
}

/** The play carrier, which a sandbox seller has without asking for it. */
export const SANDBOX_ACCOUNT: CarrierAccount = {
  slug: 'sandbox-post',
  kind: 'sandbox',
  name: 'Sandbox Post',
  settings: {},
  secrets: {},
  position: Number.MAX_SAFE_INTEGER,
  state: 'ok',
  last_error: null,
  last_used_at: null,
  heard_at: null,
  unknown_parcels: 0,
  refused_news: 0,
};

/** All that the seller can use, in the order in which they are asked. */
export const accountsOf = ({ accounts }: Routing, seller: Pick<Seller, 'sandbox'>): readonly CarrierAccount[] =>
  seller.sandbox && !accounts.some(({ kind }) => kind === 'sandbox') ? [...accounts, SANDBOX_ACCOUNT] : accounts;

export type Usable = { readonly account: CarrierAccount; readonly carrier: Carrier };

/** The account that was named, or the first that makes such a label. */
export function accountFor(ctx: Context, seller: Seller, routing: Routing, kind: CarrierLabelKind, slug?: string): Usable | null {
  for (const account of accountsOf(routing, seller)) {
    if (account.state === 'off' || (slug !== undefined && account.slug !== slug)) continue;
    const carrier = ctx.carrier(seller, account);
    if (carrier.kinds.includes(kind)) return { account, carrier };
  }
  return null;
}

/** Where the return's parcel goes. */
export const returnPlace = ({ rules }: Routing, seller: Seller, ret: Pick<Return, 'order' | 'items'>): Chosen =>
  chooseAddress(rules, seller.settings.returnAddresses, { country: ret.order.country, items: ret.items });

/** The same before there is a return. */
export const placeOfLines = (
  { rules }: Routing,
  seller: Seller,
  order: Pick<Order, 'country'>,
  items: Parameters<typeof chooseAddress>[2]['items'],
): Chosen => chooseAddress(rules, seller.settings.returnAddresses, { country: order.country, items });
