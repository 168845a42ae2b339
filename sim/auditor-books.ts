/**
 * The auditor's look at the other books: ledger, settlements, stock, claims, papers, disputes, payouts. As in `auditor.ts`, everything is added up
 * here anew, from the orders as they were sold and from the rows as they lie there.
 */
import type { Books, Finding } from './auditor.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

// biome-ignore format: what the auditor reads
type Entry = { key: string; what: string; account: string; minor: number; currency: string; journal_currency: string; lines: number; order_id: string | null; refund_id: string | null; claim_id: string | null; payout_id: string | null; reverses: string | null };
// biome-ignore format: what the auditor reads
type Movement = { unit_id: string; seq: number; why: string; from_state: string | null; to_state: string; at: Date; order_id: string | null; return_id: string | null; finding: string | null; defect: string | null };
// biome-ignore format: what the auditor reads
type Unit = { id: string; imei: string | null; serial: string | null; state: string; version: number; defect: string | null; return_id: string | null; line_id: string | null; unit: number | null; order_id: string | null };
type Order = { id: string; channel: string; channel_order_id: string; shipped: boolean };
// biome-ignore format: what the auditor reads
type Refund = { id: string; return_id: string; order_id: string; amount: number; currency: string; state: string };
// biome-ignore format: what the auditor reads
type Paper = { id: string; kind: string; order_id: string; refund_id: string | null; invoice_id: string | null; nth: number | null; series: string; year: number; number: number; issued_at: Date; total: number; currency: string };

/** A mistake that the marketplace was made to make in a statement. */
export type Planted = { readonly reference: string; readonly what: string; readonly order: string; readonly minor: number };

export async function auditBooks(books: Books): Promise<Finding[]> {
  const { pool, sellerId, now, final } = books;
  const findings: Finding[] = [];
  const find = (check: string, about: string, says: string) => void findings.push({ check, about, says });
  const rows = async <T>(text: string): Promise<T[]> => (await pool.query(text, [sellerId])).rows as T[];

  const orders = await rows<Order>(
    `select id, channel, channel_order_id, shipped_at is not null or delivered_at is not null as shipped from desk.orders where seller_id = $1`,
  );
  const refunds = await rows<Refund>(
    `select id, return_id, order_id, amount_minor::float8 as amount, currency, state from desk.refunds where seller_id = $1`,
  );
  const entries = await rows<Entry>(
    `select j.key, j.what, e.account, e.minor::float8 as minor, e.currency, j.currency as journal_currency, j.lines,
            j.order_id, j.refund_id, j.claim_id, j.payout_id, j.reverses
       from desk.journals j join desk.entries e on e.seller_id = j.seller_id and e.journal_id = j.id where j.seller_id = $1 order by j.key, e.line`,
  );
  // What was given on top: by refunds of a return, or by itself on an order without one.
  const onReturns = new Set(
    (
      await rows<{ id: string }>(
        `select body::jsonb ->> 'refundId' as id from desk.events where seller_id = $1 and type = 'refund_planned' and body::jsonb ->> 'why' = 'gesture'`,
      )
    ).map(({ id }) => id),
  );
  const onOrders = await rows<Omit<Refund, 'return_id'>>(
    `select g.case_id as id, g.order_id, sum(g.amount_minor)::float8 as amount, o.currency, case when g.state = 'paid' then 'confirmed' else g.state end as state
       from desk.gesture_units g join desk.orders o on o.seller_id = g.seller_id and o.id = g.order_id where g.seller_id = $1 and g.state <> 'failed'
      group by g.case_id, g.order_id, o.currency, g.state`,
  );
  const soldAs = new Map(books.sold.map((order) => [`${order.channel}/${order.channelOrderId}`, order]));
  const nameOf = new Map(orders.map((order) => [order.id, `${order.channel}/${order.channel_order_id}`]));

  ledger();
  await settlements();
  await stock();
  await claims();
  await papers();
  await disputes();
  await payouts();
  return findings;

  // ── Ledger ───────────────────────────────────────────────────────────────────────────────────────────────────────

  function ledger(): void {
    for (const [key, own] of Map.groupBy(entries, (entry) => entry.key)) {
      if (sum(own) !== 0) find('journals balance', key, `${own.map((entry) => `${entry.account} ${entry.minor}`).join(', ')}`);
      if (own.length !== own[0]!.lines) find('journals balance', key, `${own.length} of ${own[0]!.lines} lines, or a key twice`);
      if (own.some((entry) => entry.currency !== entry.journal_currency)) find('journals balance', key, 'a line in another currency');
    }
    for (const [currency, own] of Map.groupBy(entries, (entry) => entry.currency))
      if (sum(own) !== 0) find('the trial balance is zero', currency, `${sum(own)}`);
    const ofOrder = Map.groupBy(entries, (entry) => entry.order_id);
    for (const order of orders) {
      const sold = soldAs.get(nameOf.get(order.id)!);
      if (!sold) continue;
      const about = `order ${nameOf.get(order.id)}`;
      const own = ofOrder.get(order.id) ?? [];
      const on = (account: string, ...what: string[]) => sum(own.filter((entry) => entry.account === account && what.includes(entry.what)));
      const goods = order.shipped ? sum(sold.lines.map((line) => ({ minor: line.minor * line.quantity }))) : 0;
      const shipping = order.shipped ? sold.shippingMinor : 0;
      const isMarket = sold.channel === 'backmarket';
      const booked = {
        sales: -on('sales', 'sale', 'sale_reversed'),
        shipping: -on('shipping_income', 'sale', 'sale_reversed'),
        owed: on(isMarket ? 'channel_receivable' : 'stripe_clearing', 'sale', 'sale_reversed'),
      };
      if (booked.sales !== goods || booked.shipping !== shipping || booked.owed !== goods + shipping)
        find('a sale is what was sold', about, `sold ${goods} + ${shipping}, booked ${JSON.stringify(booked)}`);
      const commission = on('commission', 'commission', 'commission_reversed');
      if (Math.abs(commission - (isMarket ? goods / 10 : 0)) >= 1) find('the commission is a tenth', about, `${commission} of ${goods}`);
    }
    const booked = Map.groupBy(
      entries.filter((entry) => ['refund', 'gesture'].includes(entry.what) && ['refunds', 'gestures'].includes(entry.account)),
      (entry) => entry.refund_id,
    );
    for (const refund of [...refunds, ...onOrders]) {
      const own = booked.get(refund.id) ?? [];
      booked.delete(refund.id);
      const account = onReturns.has(refund.id) || !('return_id' in refund) ? 'gestures' : 'refunds';
      if (own.some((entry) => entry.account !== account))
        find('a refund is booked once', `order ${nameOf.get(refund.order_id)}`, `${refund.amount} does not stand under ${account}`);
      const due = refund.state === 'confirmed' ? [refund.amount] : [];
      const is = own.map((entry) => entry.minor);
      if (is.join() !== due.join() || own.some((entry) => entry.currency !== refund.currency))
        find(
          'a refund is booked once',
          `order ${nameOf.get(refund.order_id)}`,
          `${refund.state} ${refund.amount}, booked ${is.join() || '–'}`,
        );
    }
    for (const [id, own] of booked) find('a refund is booked once', `refund ${id}`, `${sum(own)} booked for a refund that is none`);
    const reversed = entries.flatMap((entry) => (entry.reverses && entry.lines > 0 ? [`${entry.reverses} ${entry.key}`] : []));
    const taken = [...new Set(reversed)].map((pair) => pair.split(' ')[0]!);
    for (const key of new Set(taken.filter((one, i) => taken.indexOf(one) !== i))) find('journals balance', key, 'taken back twice');
  }

  // ── One settlement per unit ──────────────────────────────────────────────────────────────────────────────────────

  async function settlements(): Promise<void> {
    type Link = {
      order_id: string;
      line_id: string;
      unit: number;
      nth: number;
      how: string;
      before: number;
      amount: number;
      after: number;
    };
    const links = await rows<Link>(
      `select order_id, line_id, unit, nth, how, before_minor::float8 as before, amount_minor::float8 as amount, after_minor::float8 as after
         from desk.settlements where seller_id = $1 order by order_id, line_id, unit, nth`,
    );
    const given = await rows<{ order_id: string; line_id: string; unit: number; amount: number }>(
      `select u.order_id, u.line_id, u.unit, sum(u.amount_minor)::float8 as amount
         from (select f.order_id, u.line_id, u.unit, u.amount_minor
                 from desk.refund_units u join desk.refunds f on f.seller_id = u.seller_id and f.id = u.refund_id
                where u.seller_id = $1 and f.state <> 'undone'
               union all select g.order_id, g.line_id, g.unit, g.amount_minor from desk.gesture_units g where g.seller_id = $1 and g.state <> 'failed') u
        group by 1, 2, 3`,
    );
    const keyOf = (one: { order_id: string; line_id: string; unit: number }) => `${one.order_id} ${one.line_id}#${one.unit}`;
    const planned = new Map(given.map((one) => [keyOf(one), one.amount]));
    const chains = Map.groupBy(links, keyOf);
    for (const key of new Set([...planned.keys(), ...chains.keys()])) {
      const chain = chains.get(key) ?? [];
      const [orderId, ...rest] = key.split(' ');
      const where = `order ${nameOf.get(orderId!)}, ${rest.join(' ')}`;
      const total = sum(chain.map((link) => ({ minor: link.amount })));
      if (total !== (planned.get(key) ?? 0))
        find('one settlement per unit', where, `links add up to ${total}, refunds to ${planned.get(key) ?? 0}`);
      for (const [i, link] of chain.entries())
        if (link.nth !== i + 1 || link.before !== (chain[i - 1]?.after ?? 0) || link.after !== link.before + link.amount)
          find(
            'one settlement per unit',
            where,
            `link ${link.nth} (${link.how}) does not follow: ${link.before} + ${link.amount} = ${link.after}`,
          );
      const sold = soldAs.get(nameOf.get(orderId!)!);
      const price = sold?.lines.find((line) => rest.join(' ').startsWith(`${line.id}#`))?.minor;
      const most = Math.max(0, ...chain.map((link) => link.after));
      if (sold && price !== undefined && most > price + sold.shippingMinor)
        find('one settlement per unit', where, `${most} promised, ${price} + ${sold.shippingMinor} paid`);
    }
  }

  // ── Stock ────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function stock(): Promise<void> {
    const units = await rows<Unit>(
      `select id, imei, serial, state, version, defect, return_id, line_id, unit, order_id from desk.units where seller_id = $1`,
    );
    const moves = Map.groupBy(
      await rows<Movement>(
        `select unit_id, seq, why, from_state, to_state, at, order_id, return_id, finding, defect from desk.unit_movements where seller_id = $1 order by unit_id, seq`,
      ),
      (move) => move.unit_id,
    );
    const items = await rows<{ return_id: string; line_id: string; unit: number; settlement: string; open: boolean }>(
      `select return_id, line_id, unit, settlement, open from desk.return_items where seller_id = $1`,
    );
    for (const unit of units) {
      const life = moves.get(unit.id) ?? [];
      const about = `unit ${unit.imei ?? unit.serial ?? unit.id}`;
      const told = life.map((move) => `${move.why} → ${move.to_state}`).join(', ');
      const isBroken = life.some((move, i) => move.seq !== i + 1 || move.from_state !== (life[i - 1]?.to_state ?? null));
      if (life.length !== unit.version || isBroken) find('a unit is where it moved', about, `version ${unit.version}: ${told}`);
      if (life.at(-1)?.to_state !== unit.state) find('a unit is where it moved', about, `${unit.state}, but: ${told}`);
      // Sold again only once it has been back, or out of the house under another name.
      let owner: string | null = null;
      for (const move of life) {
        if (move.to_state !== 'sold') owner = null;
        else if (move.why === 'sold' || move.why === 'entered') {
          if (owner !== null && move.order_id !== null && move.order_id !== owner)
            find(
              'no device sold twice',
              about,
              `of ${nameOf.get(owner)} and of ${nameOf.get(move.order_id)}, not back in between: ${told}`,
            );
          owner = move.order_id ?? owner;
        }
      }
      // What stands against it: the last finding that a bench made, unless something cleared it since.
      const against = life.findLast((move) => move.defect !== null || move.finding !== null);
      if (against?.defect && ['in_stock', 'held', 'sold'].includes(unit.state))
        find('a faulty unit is not for sale', about, `${against.defect}, and ${unit.state}: ${told}`);
      if (unit.state === 'held' && unit.return_id !== null) {
        const item = items.find((one) => one.return_id === unit.return_id && one.line_id === unit.line_id && one.unit === unit.unit);
        if (item?.settlement !== 'replacing') find('a unit is held for somebody', about, `held for an item that is ${item?.settlement}`);
      }
    }
    const held = units.filter((unit) => unit.state === 'held' && unit.return_id !== null);
    for (const [item, list] of Map.groupBy(held, (unit) => `${unit.return_id} ${unit.line_id}#${unit.unit}`))
      if (list.length > 1) find('a unit is held for somebody', item, `${list.length} units for one item`);
    // What the bench found, by the events: the unit of that number is not for sale until something later cleared it.
    const found = await rows<{ return_id: string; body: string }>(
      `select return_id, body from desk.events where seller_id = $1 and type = 'inspected' order by return_id, seq`,
    );
    const numbers = await rows<{
      return_id: string;
      line_id: string;
      unit: number;
      imei: string | null;
      serial: string | null;
      identity: string | null;
    }>(
      `select r.id as return_id, i ->> 'lineId' as line_id, (i ->> 'unit')::integer as unit, i -> 'sold' ->> 'imei' as imei, i -> 'sold' ->> 'serial' as serial,
              i ->> 'identity' as identity
         from desk.returns r cross join lateral jsonb_array_elements(r.state -> 'items') i where r.seller_id = $1`,
    );
    for (const { return_id, body } of found) {
      const event = JSON.parse(body) as { at: string; items: { lineId: string; unit: number; verdict: string }[] };
      for (const { lineId, unit: n, verdict } of event.items) {
        if (verdict !== 'fault_confirmed') continue;
        const item = numbers.find((one) => one.return_id === return_id && one.line_id === lineId && one.unit === n);
        if (!item || item.identity === 'mismatch' || (!item.imei && !item.serial)) continue;
        const unit = units.find((one) => (item.imei ? one.imei === item.imei : one.serial === item.serial));
        const cleared =
          unit && (moves.get(unit.id) ?? []).some((move) => move.finding !== null && move.at.getTime() >= Date.parse(event.at));
        if (unit && !cleared && ['in_stock', 'held', 'sold'].includes(unit.state))
          find(
            'a faulty unit is not for sale',
            `unit ${unit.imei ?? unit.serial}`,
            `a bench found it faulty at ${event.at}, and it is ${unit.state}`,
          );
      }
    }
    const strays = await rows<{ tracking_number: string; n: string }>(
      `select tracking_number, count(*) as n from desk.stray_parcels where seller_id = $1 and tracking_number is not null and state in ('waiting', 'quarantined')
        group by 1 having count(*) > 1`,
    );
    for (const stray of strays) find('a parcel without a name is one', stray.tracking_number, `${stray.n} times`);
  }

  // ── Claims ───────────────────────────────────────────────────────────────────────────────────────────────────────

  async function claims(): Promise<void> {
    type Claim = {
      id: string;
      key: string;
      code: string;
      state: string;
      why: string;
      amount: number;
      version: number;
      due_at: Date | null;
      agreed: number | null;
      paid: number | null;
      into: string | null;
      told: string;
    };
    const all = await rows<Claim>(
      `select c.id, c.key, c.code, c.state, c.why, c.amount_minor::float8 as amount, c.version, c.due_at,
              (c.body -> 'agreed' ->> 'minor')::float8 as agreed, (c.body -> 'paid' -> 'amount' ->> 'minor')::float8 as paid, c.body -> 'paid' ->> 'into' as into,
              (select count(*) from desk.claim_events e where e.seller_id = c.seller_id and e.claim_id = c.id) as told
         from desk.claims c where c.seller_id = $1 order by c.key`,
    );
    const byKey = Map.groupBy(all, (claim) => claim.key);
    for (const [key, list] of byKey) if (list.length > 1) find('one claim per mishap', key, `${list.length} claims`);
    const lost = await rows<{ rma: string; tracking: string; kind: string }>(
      `select r.rma, r.state -> 'label' ->> 'trackingNumber' as tracking, r.state -> 'label' ->> 'kind' as kind
         from desk.returns r join desk.events e on e.seller_id = r.seller_id and e.return_id = r.id and e.type = 'parcel_lost'
        where r.seller_id = $1 and r.state -> 'label' is not null`,
    );
    for (const parcel of lost)
      if (parcel.kind !== 'own' && !byKey.has(`carrier:${parcel.tracking}:lost`))
        find('a lost parcel is claimed', parcel.rma, `${parcel.tracking} was lost, and nobody asked the carrier for it`);
    const shipments = await rows<{ tracking_number: string; state: string }>(
      `select tracking_number, state from desk.shipments where seller_id = $1 and state in ('lost', 'misdelivered', 'damaged')`,
    );
    for (const parcel of shipments)
      if (!byKey.has(`carrier:${parcel.tracking_number}:${parcel.state}`))
        find('a lost parcel is claimed', parcel.tracking_number, `${parcel.state} on its way out, and nobody asked the carrier for it`);
    const booked = Map.groupBy(
      entries.filter((entry) => entry.claim_id !== null && entry.what.startsWith('claim_')),
      (entry) => entry.claim_id,
    );
    for (const claim of all) {
      if (Number(claim.told) !== claim.version)
        find('claims tell their story', claim.code, `version ${claim.version}, ${claim.told} events`);
      const income = claim.why === 'payout_difference' ? 'payout_differences' : 'claims_income';
      const due: Record<string, number> =
        claim.state === 'accepted'
          ? { claims_receivable: claim.agreed!, [income]: -claim.agreed! }
          : claim.state === 'paid'
            ? { [claim.into === 'payout' ? 'channel_receivable' : 'bank']: claim.paid!, [income]: -claim.paid! }
            : {};
      const own = booked.get(claim.id) ?? [];
      for (const account of new Set([...Object.keys(due), ...own.map((entry) => entry.account)])) {
        const is = sum(own.filter((entry) => entry.account === account));
        if (is !== (due[account] ?? 0))
          find('a claim is booked', claim.code, `${claim.state}: ${account} ${is} instead of ${due[account] ?? 0}`);
      }
      if (!['paid', 'written_off'].includes(claim.state) && claim.due_at === null)
        find('no claim lapses in silence', claim.code, `${claim.state} without a date`);
    }
  }

  // ── Papers ───────────────────────────────────────────────────────────────────────────────────────────────────────

  async function papers(): Promise<void> {
    const all = await rows<Paper>(
      `select id, kind, order_id, refund_id, invoice_id, nth, series, year, number, issued_at, total_minor::float8 as total, currency
         from desk.papers where seller_id = $1 order by series, year, number`,
    );
    const dues = await rows<{ kind: string; order_id: string; refund_id: string | null; state: string; reasons: number }>(
      `select kind, order_id, refund_id, state, jsonb_array_length(because) as reasons from desk.paper_dues where seller_id = $1`,
    );
    for (const [series, list] of Map.groupBy(all, (paper) => `${paper.series}-${paper.year}`)) {
      const gap = list.findIndex((paper, i) => paper.number !== i + 1);
      if (gap >= 0) find('papers are numbered 1 … n', series, `place ${gap + 1} holds ${list[gap]!.number}`);
      if (list.some((paper, i) => i > 0 && paper.issued_at.getTime() < list[i - 1]!.issued_at.getTime()))
        find('papers are numbered 1 … n', series, 'a later number has an earlier date');
    }
    const papersOf = Map.groupBy(all, (paper) => paper.order_id);
    const explained = (kind: string, is: (due: (typeof dues)[number]) => boolean) =>
      dues.some((due) => due.kind === kind && is(due) && (due.state === 'held' || due.state === 'waiting') && (!final || due.reasons > 0));
    for (const order of orders) {
      const sold = soldAs.get(nameOf.get(order.id)!);
      const own = papersOf.get(order.id) ?? [];
      const invoices = own.filter((paper) => paper.kind === 'invoice');
      const about = `order ${nameOf.get(order.id)}`;
      if (sold && order.shipped && invoices.length !== 1 && !explained('invoice', (due) => due.order_id === order.id))
        find('an invoice per order', about, `${invoices.length} invoices, and no reason on the record`);
      if (invoices.length > 1) find('an invoice per order', about, `${invoices.length} invoices`);
      for (const invoice of invoices) {
        const cost = sold ? sum(sold.lines.map((line) => ({ minor: line.minor * line.quantity }))) + sold.shippingMinor : invoice.total;
        if (invoice.total !== cost || (sold && invoice.currency !== sold.currency))
          find('an invoice per order', about, `an invoice over ${invoice.total} ${invoice.currency} for ${cost} ${sold?.currency}`);
        const credited = sum(own.filter((paper) => paper.invoice_id === invoice.id).map((paper) => ({ minor: paper.total })));
        if (credited > invoice.total) find('a credit note per refund', about, `${credited} credited of ${invoice.total}`);
      }
    }
    const credits = new Map(all.flatMap((paper) => (paper.refund_id ? [[paper.refund_id, paper] as const] : [])));
    for (const refund of refunds) {
      const note = credits.get(refund.id);
      const about = `order ${nameOf.get(refund.order_id)}`;
      if (note && (refund.state !== 'confirmed' || note.total !== refund.amount || note.currency !== refund.currency))
        find('a credit note per refund', about, `${note.total} credited for a refund of ${refund.amount} that is ${refund.state}`);
      if (!note && refund.state === 'confirmed' && !explained('credit_note', (due) => due.refund_id === refund.id))
        find('a credit note per refund', about, `${refund.amount} went back without a credit note or a reason`);
    }
  }

  // ── Disputes ─────────────────────────────────────────────────────────────────────────────────────────────────────

  async function disputes(): Promise<void> {
    type Case = {
      id: string;
      code: string;
      kind: string;
      state: string;
      outcome: string | null;
      amount: number;
      due_at: Date | number;
      return_id: string;
      held: boolean;
      status: string;
      version: number;
      settled: number | null;
    };
    const cases = await rows<Case>(
      `select d.id, d.code, d.kind, d.state, d.outcome, d.amount_minor::float8 as amount, d.due_at, d.return_id, r.held, r.status, d.version,
              (d.body -> 'settled' -> 'amount' ->> 'minor')::float8 as settled
         from desk.disputes d join desk.returns r on r.seller_id = d.seller_id and r.id = d.return_id where d.seller_id = $1 order by d.code`,
    );
    type Told = { dispute_id: string; seq: number; at: Date; type: string; party: string | null; due_at: string | null };
    const told = Map.groupBy(
      await rows<Told>(
        `select dispute_id, seq, at, body ->> 'type' as type, body ->> 'party' as party, body ->> 'dueAt' as due_at from desk.dispute_events
          where seller_id = $1 order by dispute_id, seq`,
      ),
      (event) => event.dispute_id,
    );
    const awards = await rows<{ id: string; award: string; amount: number; order_id: string; why: string }>(
      `select f.id, e.body::jsonb ->> 'award' as award, f.amount_minor::float8 as amount, f.order_id, e.body::jsonb ->> 'why' as why
         from desk.events e join desk.refunds f on f.seller_id = e.seller_id and f.id = (e.body::jsonb ->> 'refundId')::uuid
        where e.seller_id = $1 and e.type = 'refund_planned' and e.body::jsonb ->> 'award' is not null`,
    );
    const given = Map.groupBy(awards, (award) => award.award);
    const errands = await rows<{ dispute_id: string; state: string; error: string | null }>(
      `select body ->> 'disputeId' as dispute_id, state, last_error as error from desk.effects where seller_id = $1 and kind = 'dispute_outcome'`,
    );
    for (const one of cases) {
      const story = told.get(one.id) ?? [];
      if (story.length !== one.version || story.some((event, i) => event.seq !== i + 1))
        find('disputes tell their story', one.code, `version ${one.version}, ${story.length} events`);
      const isOpen = one.state !== 'closed';
      const ended = ['closed', 'rejected', 'cancelled', 'expired'].includes(one.status);
      if (isOpen && !ended && !one.held)
        find('a dispute holds', one.code, `open (${one.state}) on a return that is ${one.status} and not on hold`);
      if (
        isOpen &&
        one.state === 'to_answer' &&
        Number(one.due_at) < now - MINUTE &&
        !story.some((event) => event.type === 'clock_breached')
      )
        find('no dispute lapses in silence', one.code, `owed by ${iso(Number(one.due_at))}, and no breach on the record`);
      // With an arithmetic of its own: a word of the other side, and for a week none of ours.
      for (const [i, event] of story.entries()) {
        const asks = event.type === 'opened' || (event.type === 'said' && event.party !== 'seller');
        const quiet = story
          .slice(i + 1)
          .find((later) => later.type !== 'escalated' && later.type !== 'evidence_added' && later.type !== 'clock_breached');
        const until = quiet?.at.getTime() ?? (isOpen ? now : event.at.getTime());
        if (!asks || until - event.at.getTime() < 30 * DAY) continue;
        if (!story.some((later) => later.type === 'clock_breached' && later.at.getTime() >= event.at.getTime()))
          find('no dispute lapses in silence', one.code, `asked ${event.at.toISOString()}, nothing for a month, no breach on the record`);
      }
      const own = given.get(one.code) ?? [];
      given.delete(one.code);
      const total = sum(own.map((award) => ({ minor: award.amount })));
      if ((isOpen || one.outcome === 'for_seller') && own.length > 0)
        find('a dispute gives its money once', one.code, `${isOpen ? 'open' : 'for the seller'}, and ${total} went back`);
      if (total > (one.settled ?? Number.POSITIVE_INFINITY))
        find('a dispute gives its money once', one.code, `${total} for ${one.settled}`);
      const carried = errands.filter((errand) => errand.dispute_id === one.id);
      if (!isOpen && carried.length !== 1) find('a dispute gives its money once', one.code, `${carried.length} errands for its outcome`);
      // What a bank took is refunded as far as something was left to be paid back, and lost beyond that.
      if (final && !isOpen && one.outcome !== 'for_seller' && one.kind === 'chargeback' && carried[0]?.state === 'done') {
        const lost = sum(entries.filter((entry) => entry.key === `dispute:${one.id}:loss` && entry.account === 'payout_differences'));
        const took = one.settled ?? one.amount;
        if (total + lost !== took) find('a chargeback is what the bank took', one.code, `it took ${took}: ${total} refunded, ${lost} lost`);
      }
      if (final && !isOpen && one.outcome !== 'for_seller' && one.kind !== 'chargeback') {
        const [errand] = carried;
        const isShort = one.settled === null ? own.length === 0 : total !== one.settled;
        // Where earlier refunds left less than was agreed, the errand says so and a person is told.
        if (isShort && errand?.state !== 'failed' && !(one.settled === null && (await nothingLeft(one.return_id))))
          find(
            'a dispute gives its money once',
            one.code,
            `${one.outcome} with ${one.settled ?? 'all'}, and ${total} went back (${errand?.state})`,
          );
      }
    }
    for (const [code] of given) find('a dispute gives its money once', code, 'money for a dispute that is none');
  }

  /** Whether every unit of the return had all that was paid for it. */
  async function nothingLeft(returnId: string): Promise<boolean> {
    const { rows: left } = await pool.query(
      `select 1 from desk.return_items i where i.seller_id = $1 and i.return_id = $2 and not exists (
         select 1 from desk.settlements s where s.seller_id = i.seller_id and s.order_id = i.order_id and s.line_id = i.line_id and s.unit = i.unit and s.final
            and s.nth = (select max(nth) from desk.settlements l where l.seller_id = s.seller_id and l.order_id = s.order_id and l.line_id = s.line_id and l.unit = s.unit))`,
      [sellerId, returnId],
    );
    return left.length === 0;
  }

  // ── Payouts ──────────────────────────────────────────────────────────────────────────────────────────────────────

  async function payouts(): Promise<void> {
    type Payout = { id: string; reference: string; state: string; stated: number; received: number | null; currency: string };
    const all = await rows<Payout>(
      `select id, reference, state, stated_minor::float8 as stated, received_minor::float8 as received, currency from desk.payouts where seller_id = $1 order by reference`,
    );
    const lines = await rows<{ payout_id: string; about_key: string; minor: number }>(
      `select payout_id, about_key, minor::float8 as minor from desk.payout_lines where seller_id = $1`,
    );
    type Item = {
      payout_id: string;
      about_key: string;
      kind: string;
      order_id: string | null;
      state: string;
      stated: number;
      expected: number;
      claim_id: string | null;
    };
    const items = await rows<Item>(
      `select payout_id, about_key, kind, order_id, state, stated_minor::float8 as stated, expected_minor::float8 as expected, claim_id
         from desk.payout_items where seller_id = $1`,
    );
    for (const payout of all) {
      const about = `payout ${payout.reference}`;
      const own = lines.filter((line) => line.payout_id === payout.id);
      const compared = items.filter((item) => item.payout_id === payout.id);
      if (sum(own) !== payout.stated) find('a statement is its lines', about, `${sum(own)} in lines, ${payout.stated} stated`);
      for (const [key, named] of Map.groupBy(own, (line) => line.about_key)) {
        const item = compared.find((one) => one.about_key === key);
        if (item?.stated !== sum(named))
          find(
            'every line is explained or open',
            `${about} ${key}`,
            `${sum(named)} stated, ${item ? `compared as ${item.stated}` : 'compared with nothing'}`,
          );
      }
      for (const item of compared) {
        const short = item.expected - item.stated;
        const isOpen = ['difference', 'unknown', 'missing'].includes(item.state);
        if (short !== 0 && item.state === 'matched')
          find('every line is explained or open', `${about} ${item.about_key}`, `matched, and ${short} short`);
        if (isOpen && payout.state === 'closed')
          find('every line is explained or open', `${about} ${item.about_key}`, 'open in a payout that is closed');
        const posted = sum(
          entries.filter(
            (entry) => entry.key === `payout_difference:${payout.id}:${item.about_key}` && entry.account === 'payout_differences',
          ),
        );
        const due = item.state === 'explained' || item.state === 'claimed' ? short : 0;
        if (posted !== due) find('a difference is booked', `${about} ${item.about_key}`, `${item.state}, ${short} short, ${posted} booked`);
        if (item.state === 'claimed' && item.claim_id === null)
          find('a difference is booked', `${about} ${item.about_key}`, 'claimed of nobody');
      }
      const atTheBank = sum(
        entries.filter((entry) => entry.payout_id === payout.id && entry.what === 'payout' && entry.account === 'bank'),
      );
      if (atTheBank !== (payout.received ?? 0))
        find('the bank has what was stated', about, `${atTheBank} booked, ${payout.received ?? 0} received`);
      const receipt = compared.find((item) => item.about_key === 'other:receipt');
      if (payout.received !== null && payout.received !== payout.stated && !receipt)
        find('the bank has what was stated', about, `${payout.stated} stated, ${payout.received} received, and nobody asks`);
    }
    const bank = (currency: string) =>
      sum(entries.filter((entry) => entry.what === 'payout' && entry.account === 'bank' && entry.currency === currency));
    for (const [currency, list] of Map.groupBy(all, (payout) => payout.currency)) {
      const received = sum(list.map((payout) => ({ minor: payout.received ?? 0 })));
      if (bank(currency) !== received)
        find('the bank has what was stated', currency, `${bank(currency)} at the bank, ${received} received`);
    }
    const orderOf = new Map(orders.map((order) => [`${order.channel}/${order.channel_order_id}`, order.id]));
    for (const mistake of books.planted) {
      const payout = all.find((one) => one.reference === mistake.reference);
      if (!payout) continue;
      const kind = {
        order_forgotten: 'order',
        commission_too_high: 'commission',
        refund_twice: 'refund',
        stranger: 'refund',
        fee_twice: 'monthly_fee',
      }[mistake.what];
      const orderId = orderOf.get(`backmarket/${mistake.order}`);
      const caught = items.some(
        (item) =>
          item.payout_id === payout.id &&
          item.kind === kind &&
          item.state !== 'matched' &&
          (mistake.what === 'stranger' ||
            mistake.what === 'fee_twice' ||
            item.order_id === orderId ||
            item.about_key.endsWith(`:${orderId}`)),
      );
      if (!caught)
        find(
          'a wrong statement is found out',
          `payout ${payout.reference}`,
          `${mistake.what} of ${mistake.minor} for order ${mistake.order}`,
        );
    }
  }
}

const sum = (of: readonly { readonly minor: number }[]): number => of.reduce((total, { minor }) => total + minor, 0);
const iso = (ms: number): string => (Number.isFinite(ms) ? new Date(ms).toISOString() : String(ms));
