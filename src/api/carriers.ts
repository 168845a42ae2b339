/** Carriers over HTTP: the seller's accounts, the ways back of one return, and where goods go (M4, M21). */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { newId } from '../app/context.ts';
import { addressOf } from '../app/labels.ts';
import { accountsOf, routingOf } from '../app/routing.ts';
import { readWholeReturn } from '../app/read-return.ts';
import { openKeys, sealKeys, shownKeys, UNREADABLE } from '../app/sealed-secrets.ts';
import type { CarrierLabelKind } from '../carriers/carrier.ts';
import { ACCOUNT_FIELDS, ACCOUNT_KINDS, type AccountKind } from '../core/parcel/carrier-accounts.ts';
import { failed } from '../channels/channel.ts';
import { isUuid } from '../core/ids.ts';
import { decimal, type Money, money } from '../core/money.ts';
import { type AddressRule, chooseAddress } from '../core/parcel/addresses.ts';
import { pickupSlots } from '../core/parcel/slots.ts';
import { CONDITIONS, LABEL_KINDS, REASONS } from '../core/return/model.ts';
import {
  type CarrierAccount,
  deleteAccount,
  deleteAddressRule,
  listAccounts,
  listAddressRules,
  orderAccounts,
  orderAddressRules,
  putAccount,
  putAddressRule,
  readAccount,
  recordUse,
  type StoredLabel,
} from '../store/carriers.ts';
import { hasLithium } from '../app/words.ts';
import { only } from './auth.ts';
import { problem } from './problems.ts';
import { KeyOut } from './schemas.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const Country = z.string().regex(/^[A-Z]{2}$/, 'is an ISO 3166 code such as FR');
const Slug = z.object({ slug: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'is small letters, digits and hyphens') });
const Id = z.object({ id: z.string() });
const AddressBody = z.object({ name: text(100), street: text(200), postalCode: text(20), city: text(100), country: Country });
const MoneyOut = z.object({ amount: z.string(), currency: z.string() });

const AccountOut = z.object({
  slug: z.string(),
  kind: z.enum(ACCOUNT_KINDS),
  name: z.string(),
  state: z.enum(['ok', 'failing', 'off']),
  settings: z.record(z.string(), z.string()),
  keys: z.array(KeyOut).describe('Which keys were given. The keys themselves never leave.'),
  lastError: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  newsUrl: z.string().nullable().describe('Where the carrier sends its news: to be put into its own settings.'),
  heardAt: z.string().nullable(),
  unknownParcels: z.int(),
  refusedNews: z.int(),
  builtIn: z.boolean().describe('Comes with the sandbox; it can’t be removed.'),
});
const AccountBody = z.object({
  kind: z.enum(ACCOUNT_KINDS),
  name: text(60),
  settings: z.record(z.string(), z.string().trim().max(200)).default({}),
  secrets: z.record(z.string(), z.string().trim().max(500)).default({}).describe('What is left out stays as it was.'),
  off: z.boolean().default(false),
});

const RuleOut = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['warehouse', 'repairer']),
  country: z.string().optional(),
  category: z.string().optional(),
  condition: z.enum(CONDITIONS).optional(),
  reason: z.enum(REASONS).optional(),
  address: AddressBody,
});
const RuleBody = z.object({
  name: text(100),
  kind: z.enum(['warehouse', 'repairer']),
  country: Country.optional(),
  category: text(60).optional(),
  condition: z.enum(CONDITIONS).optional(),
  reason: z.enum(REASONS).optional(),
  address: AddressBody,
});

const PointOut = z.object({
  id: z.string(),
  name: z.string(),
  street: z.string(),
  postalCode: z.string(),
  city: z.string(),
  country: z.string(),
  distance: z.number().optional().describe('Metres.'),
  hours: z.array(z.array(z.string())).optional().describe('Monday first.'),
});
const SlotOut = z.object({ from: z.string(), until: z.string() });
const LabelOut = z.object({
  id: z.string(),
  kind: z.enum(LABEL_KINDS),
  state: z.enum(['making', 'made', 'failed', 'cancelling', 'cancelled']),
  account: z.string(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  trackingUrl: z.string().nullable(),
  cost: MoneyOut.nullable(),
  paidBy: z.enum(['seller', 'buyer']),
  address: AddressBody,
  place: z
    .object({
      point: PointOut.pick({ id: true, name: true, street: true, postalCode: true, city: true }).optional(),
      slot: SlotOut.optional(),
    })
    .nullable(),
  qr: z.string().nullable(),
  says: z.string().nullable().describe('Why it failed, or why the carrier keeps its money.'),
  askedAt: z.string(),
  madeAt: z.string().nullable(),
});

const priced = (amount: Money | null) => amount && { amount: decimal(amount), currency: amount.currency };

export const labelView = (label: StoredLabel): z.output<typeof LabelOut> => ({
  id: label.id,
  kind: label.kind,
  state: label.state,
  account: label.account,
  carrier: label.carrier,
  trackingNumber: label.tracking_number,
  trackingUrl: label.tracking_url,
  cost: label.cost_minor === null || label.currency === null ? null : priced(money(Number(label.cost_minor), label.currency)),
  paidBy: label.paid_by,
  address: label.address,
  place: label.place as z.output<typeof LabelOut>['place'],
  qr: label.qr,
  says: label.says,
  askedAt: label.asked_at,
  madeAt: label.made_at,
});

export const carriers =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const accountView = (sellerId: string, account: CarrierAccount, isOwn: boolean): z.output<typeof AccountOut> => {
      const seller = ctx.sellers.get(sellerId);
      const lost = openKeys(ctx, sellerId, account.secrets) === null ? UNREADABLE : null;
      const tells = ctx.carrier(seller, account).readNews !== undefined;
      return {
        slug: account.slug,
        kind: account.kind,
        name: account.name,
        state: lost && account.state === 'ok' ? 'failing' : account.state,
        settings: { ...account.settings },
        keys: shownKeys(account.secrets),
        lastError: lost?.says ?? account.last_error,
        lastUsedAt: account.last_used_at,
        newsUrl: tells ? `${ctx.publicUrl}/webhooks/carriers/${seller.slug}.${account.slug}` : null,
        heardAt: account.heard_at,
        unknownParcels: Number(account.unknown_parcels),
        refusedNews: Number(account.refused_news),
        builtIn: !isOwn,
      };
    };
    const list = async (sellerId: string) => {
      const own = await ctx.db.withSeller(sellerId, listAccounts);
      const all = accountsOf({ accounts: own, rules: [] }, ctx.sellers.get(sellerId));
      return { items: all.map((account) => accountView(sellerId, account, own.includes(account))) };
    };
    const Listed = z.object({ items: z.array(AccountOut) });

    app.get(
      '/carriers',
      {
        schema: {
          operationId: 'listCarriers',
          tags: ['carriers'],
          summary: 'Accounts with carriers, in the order in which they are asked',
          response: { 200: Listed },
        },
      },
      (request) => list(request.caller.sellerId),
    );

    app.put(
      '/carriers/order',
      {
        schema: {
          operationId: 'orderCarriers',
          tags: ['carriers'],
          summary: 'The first that makes a kind of label makes it',
          body: z.object({ slugs: z.array(z.string().max(40)).max(100) }),
          response: { 200: Listed },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId } = request.caller;
        await ctx.db.withSeller(sellerId, (tx) => orderAccounts(tx, request.body.slugs));
        return list(sellerId);
      },
    );

    app.put(
      '/carriers/:slug',
      {
        schema: {
          operationId: 'putCarrier',
          tags: ['carriers'],
          summary: 'Make or change an account',
          params: Slug,
          body: AccountBody,
          response: { 200: AccountOut },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId } = request.caller;
        const { slug } = request.params;
        const { kind, name, off, settings, secrets } = request.body;
        const known = await ctx.db.withSeller(sellerId, (tx) => readAccount(tx, slug));
        if (known && known.kind !== kind)
          throw problem('invalid_request', { errors: [{ path: 'kind', says: `is ${known.kind}: an account stays what it is` }] });
        // What was left empty is not given: a key that is there stays.
        const given = fieldsOf(kind, false, settings);
        const keys = fieldsOf(kind, true, secrets);
        const missing = ACCOUNT_FIELDS[kind].filter(
          ({ key, required, secret }) => required && !(secret ? keys[key] || known?.secrets[key] : given[key]),
        );
        if (missing.length > 0)
          throw problem('invalid_request', {
            errors: missing.map(({ key, secret }) => ({ path: `${secret ? 'secrets' : 'settings'}.${key}`, says: 'is missing' })),
          });
        const account = await ctx.db.withSeller(sellerId, async (tx) => {
          const now = ctx.clock.now(sellerId);
          await putAccount(
            tx,
            { slug, kind, name, settings: given, secrets: sealKeys(ctx, sellerId, { ...known?.secrets, ...keys }, now), off },
            now,
          );
          return readAccount(tx, slug);
        });
        return accountView(sellerId, account!, true);
      },
    );

    app.delete(
      '/carriers/:slug',
      {
        schema: {
          operationId: 'removeCarrier',
          tags: ['carriers'],
          summary: 'No more labels from it. Parcels under way are followed no more by it; their labels stay',
          params: Slug,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        only(request.caller, 'manager', 'administrator');
        const gone = await ctx.db.withSeller(request.caller.sellerId, (tx) => deleteAccount(tx, request.params.slug));
        if (!gone) throw problem('not_found', { detail: 'There is no such carrier account.' });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/carriers/:slug/test',
      {
        schema: {
          operationId: 'testCarrier',
          tags: ['carriers'],
          summary: 'Whether the keys are good, in the carrier’s words',
          params: Slug,
          response: { 200: z.object({ ok: z.boolean(), says: z.string() }) },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId } = request.caller;
        const seller = ctx.sellers.get(sellerId);
        const routing = await ctx.db.withSeller(sellerId, routingOf);
        const account = accountsOf(routing, seller).find(({ slug }) => slug === request.params.slug);
        if (!account) throw problem('not_found', { detail: 'There is no such carrier account.' });
        const answer = await ctx.carrier(seller, account).probe();
        const says = answer.says;
        const trouble = failed(answer) ? says : null;
        await ctx.db.withSeller(sellerId, (tx) => recordUse(tx, account.slug, ctx.clock.now(sellerId), trouble));
        return { ok: trouble === null, says };
      },
    );

    // ── One return ──

    const readReturn = async (sellerId: string, id: string) => {
      const whole = isUuid(id) ? await readWholeReturn(ctx, sellerId, id) : null;
      if (!whole) throw problem('not_found', { detail: `There is no return ${id}.` });
      return whole;
    };

    app.get(
      '/returns/:id/labels',
      {
        schema: {
          operationId: 'listLabels',
          tags: ['carriers'],
          summary: 'Every label that was made or is being made for a return, newest first',
          params: Id,
          response: { 200: z.object({ items: z.array(LabelOut) }) },
        },
      },
      async (request) => ({ items: (await readReturn(request.caller.sellerId, request.params.id)).labels.map(labelView) }),
    );

    app.get(
      '/returns/:id/label-options',
      {
        schema: {
          operationId: 'labelOptions',
          tags: ['carriers'],
          summary: 'Who can carry this return and how, what it costs where it is known before, and when a driver can come',
          params: Id,
          response: {
            200: z.object({
              address: AddressBody,
              buyer: z.object({ postalCode: z.string(), country: z.string(), addressKnown: z.boolean() }),
              accounts: z.array(
                z.object({
                  slug: z.string(),
                  name: z.string(),
                  bought: z.boolean().describe('The carrier has to be asked for it: that takes a moment.'),
                  hasPoints: z.boolean(),
                  kinds: z.array(z.object({ kind: z.enum(LABEL_KINDS), cost: MoneyOut.nullable(), slots: z.array(SlotOut).optional() })),
                }),
              ),
            }),
          },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const seller = ctx.sellers.get(sellerId);
        const { ret, stored, returnTo } = await readReturn(sellerId, request.params.id);
        const routing = await ctx.db.withSeller(sellerId, routingOf);
        const from = addressOf(stored.buyer, ret.order.country);
        const accounts = accountsOf(routing, seller).filter(({ state }) => state !== 'off');
        return {
          address: returnTo,
          buyer: { postalCode: from.postalCode, country: from.country, addressKnown: from.street !== '' && from.postalCode !== '' },
          accounts: accounts.map((account) => {
            const carrier = ctx.carrier(seller, account);
            return {
              slug: account.slug,
              name: account.name,
              bought: carrier.allot === undefined,
              hasPoints: carrier.points !== undefined,
              kinds: carrier.kinds.map((kind) => ({
                kind,
                cost: priced(carrier.price?.(kind) ?? null),
                ...(kind === 'pickup' &&
                  carrier.pickup && {
                    slots: pickupSlots(carrier.pickup, from.country, ctx.clock.now(sellerId), ctx.holidays(from.country)),
                  }),
              })),
            };
          }),
        };
      },
    );

    app.get(
      '/returns/:id/label-price',
      {
        schema: {
          operationId: 'labelPrice',
          tags: ['carriers'],
          summary: 'What a label would cost, asked of its carrier',
          params: Id,
          querystring: z.object({ account: z.string().max(40), kind: z.enum(LABEL_KINDS) }),
          response: { 200: z.object({ cost: MoneyOut.nullable(), says: z.string().optional() }) },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const seller = ctx.sellers.get(sellerId);
        const { kind, account: slug } = request.query;
        const { ret, stored, returnTo } = await readReturn(sellerId, request.params.id);
        const routing = await ctx.db.withSeller(sellerId, routingOf);
        const account = accountsOf(routing, seller).find((one) => one.slug === slug);
        if (!account || kind === 'own') throw problem('not_found', { detail: 'There is no such carrier account.' });
        const carrier = ctx.carrier(seller, account);
        if (!carrier.quote) return { cost: priced(carrier.price?.(kind) ?? null) };
        const quote = await carrier.quote({
          returnId: ret.id,
          rma: ret.rma,
          kind: kind as CarrierLabelKind,
          from: addressOf(stored.buyer, ret.order.country),
          to: returnTo,
          weight: 1000,
          lithium: hasLithium(ret.items),
        });
        if (quote !== null && failed(quote)) return { cost: null, says: quote.says };
        return { cost: priced(quote) };
      },
    );

    app.get(
      '/returns/:id/drop-off-points',
      {
        schema: {
          operationId: 'dropOffPoints',
          tags: ['carriers'],
          summary: 'Where the buyer can hand the parcel in, nearest first',
          params: Id,
          querystring: z.object({ account: z.string().max(40), postalCode: z.string().trim().max(20).optional() }),
          response: { 200: z.object({ items: z.array(PointOut), says: z.string().optional() }) },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const seller = ctx.sellers.get(sellerId);
        const { ret, stored } = await readReturn(sellerId, request.params.id);
        const routing = await ctx.db.withSeller(sellerId, routingOf);
        const account = accountsOf(routing, seller).find(({ slug }) => slug === request.query.account);
        const carrier = account && ctx.carrier(seller, account);
        if (!carrier?.points) throw problem('not_found', { detail: 'This carrier has no list of points.' });
        const from = addressOf(stored.buyer, ret.order.country);
        const postalCode = request.query.postalCode || from.postalCode;
        const points = await carrier.points({
          country: from.country,
          postalCode,
          ...(postalCode === from.postalCode && from.city && { city: from.city }),
        });
        if (failed(points)) return { items: [], says: points.says };
        return { items: points.map(({ hours, ...point }) => ({ ...point, ...(hours && { hours: hours.map((day) => [...day]) }) })) };
      },
    );

    // ── Where goods go ──

    app.get(
      '/return-addresses',
      {
        schema: {
          operationId: 'listReturnAddresses',
          tags: ['carriers'],
          summary: 'The rules in order, and what holds where none of them fits',
          response: { 200: z.object({ items: z.array(RuleOut), fallback: z.record(z.string(), AddressBody) }) },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const items = await ctx.db.withSeller(sellerId, listAddressRules);
        return { items: [...items], fallback: ctx.sellers.get(sellerId).settings.returnAddresses };
      },
    );

    const put = async (sellerId: string, id: string, body: z.output<typeof RuleBody>) => {
      const rule = { id, ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) } as AddressRule;
      await ctx.db.withSeller(sellerId, (tx) => putAddressRule(tx, rule));
      return rule;
    };
    app.post(
      '/return-addresses',
      {
        schema: {
          operationId: 'addReturnAddress',
          tags: ['carriers'],
          summary: 'A new rule, asked last',
          body: RuleBody,
          response: { 201: RuleOut },
        },
      },
      async (request, reply) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId } = request.caller;
        return reply.code(201).send(await put(sellerId, newId(ctx, ctx.clock.now(sellerId)), request.body));
      },
    );
    app.put(
      '/return-addresses/order',
      {
        schema: {
          operationId: 'orderReturnAddresses',
          tags: ['carriers'],
          summary: 'The first rule that fits decides',
          body: z.object({ ids: z.array(z.uuid()).max(500) }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        only(request.caller, 'manager', 'administrator');
        await ctx.db.withSeller(request.caller.sellerId, (tx) => orderAddressRules(tx, request.body.ids));
        return reply.code(204).send(null);
      },
    );
    app.put(
      '/return-addresses/:id',
      { schema: { operationId: 'changeReturnAddress', tags: ['carriers'], params: Id, body: RuleBody, response: { 200: RuleOut } } },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId } = request.caller;
        const { id } = request.params;
        const known = isUuid(id) && (await ctx.db.withSeller(sellerId, listAddressRules)).some((rule) => rule.id === id);
        if (!known) throw problem('not_found', { detail: 'There is no such rule.' });
        return put(sellerId, id, request.body);
      },
    );
    app.delete(
      '/return-addresses/:id',
      { schema: { operationId: 'removeReturnAddress', tags: ['carriers'], params: Id, response: { 204: z.null() } } },
      async (request, reply) => {
        only(request.caller, 'manager', 'administrator');
        const { id } = request.params;
        const gone = isUuid(id) && (await ctx.db.withSeller(request.caller.sellerId, (tx) => deleteAddressRule(tx, id)));
        if (!gone) throw problem('not_found', { detail: 'There is no such rule.' });
        return reply.code(204).send(null);
      },
    );
    app.post(
      '/return-addresses/trial',
      {
        schema: {
          operationId: 'tryReturnAddress',
          tags: ['carriers'],
          summary: 'Where such an item would go, and by which rule',
          body: z.object({ country: Country, category: text(60), condition: z.enum(CONDITIONS), reason: z.enum(REASONS) }),
          response: { 200: z.object({ address: AddressBody, rule: RuleOut.optional() }) },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const { country, ...item } = request.body;
        const rules = await ctx.db.withSeller(sellerId, listAddressRules);
        const { address, rule } = chooseAddress(rules, ctx.sellers.get(sellerId).settings.returnAddresses, { country, items: [item] });
        return { address, ...(rule && { rule }) };
      },
    );
  };

/** What this kind of account knows, and was given. */
const fieldsOf = (kind: AccountKind, secret: boolean, given: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    ACCOUNT_FIELDS[kind].flatMap((field) => (field.secret === secret && given[field.key] ? [[field.key, given[field.key]!]] : [])),
  );
