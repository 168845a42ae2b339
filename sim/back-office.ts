/** Whoever is neither buyer nor counter: stock, workshop, parcels without a name, lost parcels, claims, disputes, and the marketplace's money. */
import { actOnClaim } from '../src/app/claims.ts';
import { actOnDispute, type DisputeAct, openDisputeOn } from '../src/app/disputes.ts';
import { answerWish, endWish, enterShipping, recordWish, reportTrouble } from '../src/app/outbound.ts';
import { claimAll, closePayout, compareAgain, importStatement, isOpenItem, receivePayout, settleDifference } from '../src/app/payouts.ts';
import { putUnits } from '../src/app/put-units.ts';
import { addPart, finishRepair, readWholeRepair, workOnRepair } from '../src/app/repairs.ts';
import { matchToOrder, matchToReturn, quarantine, reportStray, sendBack } from '../src/app/stray-parcels.ts';
import { numberFrom } from '../src/carriers/sandbox/number.ts';
import { statementCsv, toyStatements, withMistakes } from '../src/channels/backmarket/payouts.ts';
import type { Actor } from '../src/core/access.ts';
import type { Claim, ClaimCommand } from '../src/core/claims/claim.ts';
import type { Dispute } from '../src/core/disputes/dispute.ts';
import { type Currency, money } from '../src/core/money.ts';
import type { Return } from '../src/core/return/model.ts';
import { listItems } from '../src/store/payouts.ts';
import { DEVICES, type Cast, type Sold } from './actors.ts';
import type { Planted } from './auditor-books.ts';
import { deedsOf } from './deeds.ts';
import type { World } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BUYER: Actor = { kind: 'buyer' };

export type BackOffice = { readonly planted: Planted[]; begin(days: number): void };

export function backOffice(world: World, cast: Cast): BackOffice {
  const { ctx, sellerId, staff } = world;
  const dice = world.random.fork('back office');
  const [agent, wim, fay, mona] = [staff('customer_service'), staff('warehouse'), staff('finance'), staff('manager')];
  const planted: Planted[] = [];
  let units = 0;
  let cases = 0;

  const { rows, noted, perhapsTwice } = deedsOf(world, dice);

  // ── Stock ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Devices to replace with, bought from two suppliers. */
  async function delivery(): Promise<void> {
    const given = DEVICES.flatMap((device) =>
      Array.from({ length: dice.int(1, 3) }, () => ({
        ref: `U-${++units}`,
        sku: device.sku,
        title: device.title,
        category: device.category,
        ...(device.phone ? { imei: cast.imei() } : { serial: `STOCK${String(units).padStart(6, '0')}` }),
        supplier: dice.pick(['North', 'South']),
        lot: `lot-${dice.int(1, 9)}`,
        grade: dice.pick(['excellent', 'good', 'fair'] as const),
        place: `A${dice.int(1, 40)}`,
        cost: money(Math.round(device.minor * 0.6), 'EUR'),
        state: 'in_stock' as const,
      })),
    );
    const put = await putUnits(ctx, sellerId, given, wim);
    world.note(`${put.filter(({ ok }) => ok).length} of ${given.length} units are put on the shelf`);
  }

  // ── Workshop ───────────────────────────────────────────────────────────────────────────────────────────────────────

  async function workshop(): Promise<void> {
    for (const { id } of await rows<{ id: string }>(
      `select id from desk.repair_orders where seller_id = $1 and state in ('ordered', 'waiting_for_parts', 'in_work', 'tested') order by id`,
    )) {
      if (dice.chance(0.4)) continue;
      const whole = await readWholeRepair(ctx, sellerId, id);
      if (!whole) continue;
      const { order } = whole;
      const work = (change: Parameters<typeof workOnRepair>[3]) =>
        noted(`repair ${id.slice(-6)}`, workOnRepair(ctx, sellerId, id, change, wim));
      if (order.state === 'ordered') {
        await work({ to: 'in_work', technician: 'Wim', estimate: money(dice.int(500, 9_000), order.currency) });
        const part = {
          name: 'Battery',
          quantity: dice.int(1, 2),
          cost: money(dice.int(300, 4_000), order.currency),
          state: dice.pick(['here', 'fitted'] as const),
        };
        if (dice.chance(0.7)) await noted(`repair ${id.slice(-6)} part`, addPart(ctx, sellerId, id, part, wim));
      } else if (dice.chance(0.12)) {
        await noted(`repair ${id.slice(-6)} fails`, finishRepair(ctx, sellerId, order, { because: 'The board is dead.' }, wim));
      } else {
        await work({ minutes: dice.int(5, 90), hour: money(4_200, order.currency), ...(order.state === 'in_work' && { to: 'tested' }) });
        const sent = { carrier: 'colissimo', trackingNumber: `8R${dice.int(10 ** 9, 10 ** 10 - 1)}` };
        await perhapsTwice(0.15, () => noted(`repair ${id.slice(-6)} ends`, finishRepair(ctx, sellerId, order, sent, wim)));
      }
    }
  }

  // ── Parcels without a name ─────────────────────────────────────────────────────────────────────────────────────────

  async function strays(): Promise<void> {
    if (dice.chance(0.15)) {
      const report = {
        via: 'bench' as const,
        trackingNumber: numberFrom(dice.bytes(8)),
        imei: cast.imei(),
        says: 'A phone in a grey envelope.',
      };
      const scan = () => ctx.db.withSeller(sellerId, (tx) => reportStray(ctx, tx, report, wim));
      // Scanned by two people at once, and again the next morning.
      await perhapsTwice(0.5, () => noted(`stray ${report.trackingNumber}`, scan()));
      if (dice.chance(0.3)) await noted(`stray ${report.trackingNumber} again`, scan());
    }
    for (const { id } of await rows<{ id: string }>(
      `select id from desk.stray_parcels where seller_id = $1 and state in ('waiting', 'quarantined') order by reported_at, id`,
    )) {
      if (dice.chance(0.6)) continue;
      const what = dice.weighted({ quarantine: 40, order: 25, return: 20, back: 15 });
      if (what === 'quarantine') await noted(`stray ${id.slice(-6)} aside`, quarantine(ctx, sellerId, id, 'Q1'));
      else if (what === 'back')
        await perhapsTwice(0.3, () => noted(`stray ${id.slice(-6)} back`, sendBack(ctx, sellerId, id, { says: 'Not ours.' }, wim)));
      else if (what === 'return') {
        const [open] = await rows<{ id: string }>(
          `select id from desk.returns where seller_id = $1 and tab = 'waiting' order by opened_at, id limit 1`,
        );
        if (open) await noted(`stray ${id.slice(-6)} matched`, matchToReturn(ctx, sellerId, id, open.id, wim));
      } else {
        const single = cast.sold.filter(
          (one) =>
            !one.calledOff &&
            one.delivered &&
            one.delivered < world.now() &&
            one.lines.length === 1 &&
            one.lines[0]!.quantity === 1 &&
            one.rounds === 0,
        );
        const order = single.length > 0 ? dice.pick(single) : undefined;
        if (!order || (await cast.isOpen(order))) continue;
        const { channel, channelOrderId, lines } = order;
        const whose = { channel, channelOrderId, lineId: lines[0]!.id, reason: 'other' as const };
        const matched = await noted(`stray ${id.slice(-6)} is of ${channelOrderId}`, matchToOrder(ctx, sellerId, id, whose, wim));
        // The buyer never asked; the parcel did.
        if (matched.ok) order.rounds += 1;
      }
    }
  }

  // ── The way out ────────────────────────────────────────────────────────────────────────────────────────────────────

  const idOf = async (order: Sold): Promise<string | undefined> =>
    (
      await rows<{ id: string }>(
        `select id from desk.orders where seller_id = $1 and channel = $2 and channel_order_id = $3`,
        order.channel,
        order.channelOrderId,
      )
    )[0]?.id;

  /** What went out gets its number; what does not arrive is reported, as lost or at the wrong door. */
  async function wayOut(): Promise<void> {
    for (const order of cast.sold) {
      const left = world.now() - order.placed - DAY;
      if (left < 0 || order.calledOff) continue;
      if (!order.numbered && left < 3 * DAY && dice.chance(0.6)) {
        const id = await idOf(order);
        if (!id) continue;
        order.numbered = true;
        const parcel = { carrier: 'sandbox-post', trackingNumber: numberFrom(dice.bytes(8)), sure: true };
        await perhapsTwice(0.1, () => noted(`parcel of ${order.channelOrderId}`, enterShipping(ctx, sellerId, id, parcel, wim)));
      }
      if (order.numbered && order.delivered === null && !order.missed && left > 7 * DAY && dice.chance(0.5)) {
        order.missed = true;
        const [shipment] = await rows<{ id: string }>(
          `select s.id from desk.shipments s join desk.orders o on o.seller_id = s.seller_id and o.id = s.order_id
            where s.seller_id = $1 and o.channel = $2 and o.channel_order_id = $3 and s.state <> 'mistaken' order by s.id limit 1`,
          order.channel,
          order.channelOrderId,
        );
        if (!shipment) continue;
        const what = dice.pick(['lost', 'misdelivered'] as const);
        const report = { what, says: 'The buyer has nothing.' };
        await perhapsTwice(0.2, () => noted(`${what}: ${order.channelOrderId}`, reportTrouble(ctx, sellerId, shipment.id, report, agent)));
      }
    }
  }

  // ── Wishes to cancel ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Before the parcel leaves somebody wants out and says it twice; they are offered something, stay or go, or the parcel is faster. */
  async function wishes(): Promise<void> {
    for (const order of cast.sold) {
      if (!order.bought || world.now() - order.placed >= DAY || !dice.chance(0.2)) continue;
      const orderId = await idOf(order);
      if (!orderId) continue;
      const wish = { says: 'I have changed my mind.', via: 'portal' as const };
      const what = `wish about ${order.channelOrderId}`;
      await perhapsTwice(0.4, () => noted(what, recordWish(ctx, sellerId, orderId, wish, agent)));
      const [open] = await rows<{ id: string }>(
        `select id from desk.cancellations where seller_id = $1 and order_id = $2 and state = 'open'`,
        orderId,
      );
      if (!open) continue;
      if (dice.chance(0.4)) {
        const words = { subject: 'Before you go', body: 'We would send it today.' };
        await noted(`${what} answered`, answerWish(ctx, sellerId, open.id, words, agent));
      }
      world.at(world.now() + dice.int(1, 12) * HOUR, 'the end of a wish', async () => {
        const end = async (how: 'saved' | 'accepted') => {
          const ended = await noted(`${what} ${how}`, endWish(ctx, sellerId, open.id, how, mona));
          if (ended.ok && how === 'accepted') order.calledOff = true;
        };
        // Yes and no at the same moment: one of them is too late.
        const first = dice.pick(['saved', 'accepted', 'accepted'] as const);
        await world.race(dice.chance(0.2) ? [() => end('accepted'), () => end('saved')] : [() => end(first)]);
      });
    }
  }

  // ── Claims ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function claims(): Promise<void> {
    for (const { claim } of await rows<{ claim: Claim }>(
      `select body as claim from desk.claims where seller_id = $1 and state not in ('paid', 'written_off') order by opened_at, id`,
    )) {
      if (dice.chance(0.75)) continue;
      const part = money(Math.max(1, Math.floor(claim.amount.minor * dice.next())), claim.amount.currency);
      const paid: ClaimCommand = { verb: 'payment', into: 'bank', ...(dice.chance(0.3) && { amount: part }) };
      const next: Record<string, () => ClaimCommand> = {
        draft: () =>
          dice.chance(0.5)
            ? { verb: 'submission', how: 'hand', reference: 'by form' }
            : { verb: 'submission', how: 'mail', to: 'claims@carrier.example' },
        submitted: () =>
          dice.weighted({ yes: 60, no: 25, paid: 15 }) === 'yes'
            ? { verb: 'acceptance', ...(dice.chance(0.3) && { amount: part }) }
            : dice.chance(0.6)
              ? { verb: 'rejection', because: 'Too late, they say.' }
              : paid,
        accepted: () => paid,
        rejected: () => (dice.chance(0.5) ? { verb: 'write-off', because: 'Not worth a lawyer.' } : { verb: 'acceptance' }),
      };
      const command = dice.chance(0.05) ? ({ verb: 'undo' } as const) : next[claim.state]!();
      await perhapsTwice(0.15, () => noted(`claim ${claim.code} ${command.verb}`, actOnClaim(ctx, sellerId, claim.id, command, fay)));
    }
  }

  // ── Disputes ───────────────────────────────────────────────────────────────────────────────────────────────────────

  async function quarrels(): Promise<void> {
    const unhappy = await rows<{ id: string; state: Return; n: string }>(
      `select r.id, r.state, (select count(*) from desk.disputes d where d.seller_id = r.seller_id and d.return_id = r.id) as n
         from desk.returns r where r.seller_id = $1 and r.state -> 'milestones' ->> 'closedAt' > $2 order by r.opened_at, r.id`,
      world.iso(world.now() - 10 * DAY),
    );
    const refused = ({ items }: Return) =>
      items.some(
        ({ settlement, authorisation, resolution }) =>
          settlement === 'denied' || authorisation === 'rejected' || resolution === 'partial_refund',
      );
    for (const { id, state, n } of unhappy) {
      if (Number(n) > 1 || !dice.chance(refused(state) ? 0.06 : 0.006)) continue;
      await quarrel(id, state);
    }
    // One that is still under way: it must hold.
    const running = await rows<{ id: string; state: Return }>(
      `select id, state from desk.returns where seller_id = $1 and state -> 'milestones' ->> 'closedAt' is null and tab <> 'answer' order by opened_at, id`,
    );
    for (const { id, state } of running) if (dice.chance(0.012)) await quarrel(id, state);
  }

  async function quarrel(id: string, ret: Return): Promise<void> {
    const kind = dice.weighted({ complaint: 60, marketplace_case: 20, chargeback: 20 });
    const asked = {
      kind,
      reason: dice.pick(['refusal', 'deduction', 'not_as_described', 'refund_missing'] as const),
      says: 'That is not right.',
      ...(kind !== 'complaint' && { reference: `CASE-${++cases}` }),
      ...(kind === 'marketplace_case' && { answerBy: world.iso(world.now() + dice.int(2, 5) * DAY) }),
    };
    const by = kind === 'complaint' && dice.chance(0.7) ? BUYER : agent;
    await perhapsTwice(0.3, () => noted(`${kind} about ${ret.rma}`, openDisputeOn(ctx, sellerId, id, asked, by)));
  }

  async function disputes(): Promise<void> {
    for (const { dispute } of await rows<{ dispute: Dispute }>(
      `select body as dispute from desk.disputes where seller_id = $1 and state <> 'closed' order by opened_at, id`,
    )) {
      // Left lying, sometimes for long: the clock tells.
      if (dice.chance(0.6)) continue;
      const other = ({ complaint: 'buyer', marketplace_case: 'marketplace', chargeback: 'bank' } as const)[dispute.kind];
      const half = money(Math.max(1, Math.floor(dispute.amount.minor * (0.1 + 0.8 * dice.next()))), dispute.amount.currency);
      const terms = () =>
        ({
          for_buyer: { outcome: 'for_buyer' as const },
          for_seller: { outcome: 'for_seller' as const },
          split: { outcome: 'split' as const, amount: half },
        })[dice.weighted({ for_buyer: 30, for_seller: 35, split: 35 })];
      const said = { says: 'Here is why.' };
      const says = (asked: DisputeAct, by: Actor) => () =>
        noted(`${dispute.code} ${asked.verb}`, actOnDispute(ctx, sellerId, dispute.id, asked, by));
      const acts: Record<string, () => (() => Promise<unknown>)[]> = {
        to_answer: () => {
          const what = dice.weighted({ answer: 35, evidence: 10, proposal: 30, ruling: 20, withdrawal: 5 });
          if (what === 'answer') return [says({ verb: 'answer', said }, agent)];
          if (what === 'evidence') return [says({ verb: 'evidence', party: 'seller', said: { ...said, proof: 'inspection' } }, wim)];
          if (what === 'proposal') return [says({ verb: 'proposal', party: 'seller', said, ...terms() }, agent)];
          if (what === 'withdrawal') return [says({ verb: 'withdrawal', said }, agent)];
          return [says({ verb: 'ruling', party: other === 'buyer' ? 'seller' : other, said, ...terms() }, mona)];
        },
        waiting: () => [
          dice.chance(0.5)
            ? says({ verb: 'word', party: other, said }, other === 'buyer' ? BUYER : agent)
            : says({ verb: 'ruling', party: other === 'buyer' ? 'seller' : other, said, ...terms() }, mona),
        ],
        // Yes and no at the same moment: one of them is too late.
        proposed: () => {
          const party = dispute.proposal!.party === 'seller' ? other : 'seller';
          const by = party === 'buyer' ? BUYER : agent;
          const answers = [says({ verb: 'agreement', party }, by), says({ verb: 'decline', party, said }, by)];
          return dice.chance(0.15) ? answers : [dice.pick(answers)];
        },
        handed_over: () => [says({ verb: 'ruling', party: other === 'buyer' ? 'marketplace' : other, said, ...terms() }, mona)],
        ruled: () =>
          dice.chance(0.3) && dispute.appeals < 2
            ? [
                says(
                  { verb: 'appeal', party: other === 'buyer' ? 'buyer' : 'seller', to: 'mediator', said },
                  other === 'buyer' ? BUYER : mona,
                ),
              ]
            : dice.chance(0.4)
              ? [says({ verb: 'acceptance', party: other }, other === 'buyer' ? BUYER : mona)]
              : [],
      };
      const chosen = acts[dispute.state]!();
      const twice = chosen.length === 1 && dice.chance(0.15) ? [...chosen, ...chosen] : chosen;
      if (twice.length > 0) await world.race(twice);
    }
  }

  // ── The marketplace's money ────────────────────────────────────────────────────────────────────────────────────────

  /** On a payout day the statement is there; a careless clerk wrote one of three. Some days later the bank has the money. */
  async function statements(): Promise<void> {
    const today = world.iso().slice(0, 10);
    const known = new Set(
      (await rows<{ reference: string }>(`select reference from desk.payouts where seller_id = $1`)).map((one) => one.reference),
    );
    const books = await ctx.sandbox!.market.payoutBooks();
    for (const currency of ['EUR', 'GBP', 'DKK'] as const satisfies readonly Currency[])
      for (const correct of toyStatements(books, currency, today)) {
        if (known.has(correct.reference)) continue;
        const { statement, mistakes } = dice.chance(0.33) ? withMistakes(correct) : { statement: correct, mistakes: [] };
        const file = { name: `${statement.reference}.csv`, bytes: new TextEncoder().encode(statementCsv(statement)) };
        planted.push(...mistakes.map(({ what, order, minor }) => ({ reference: statement.reference, what, order, minor })));
        await perhapsTwice(0.25, () => noted(statement.reference, importStatement(ctx, sellerId, 'backmarket', file, fay)));
        // The bank keeps a fee, once in a while.
        const arrives = statement.total - (dice.chance(0.1) && statement.total > 500 ? 250 : 0);
        world.at(world.now() + dice.int(1, 3) * DAY, 'the bank', async () => {
          const [payout] = await rows<{ id: string }>(
            `select id from desk.payouts where seller_id = $1 and reference = $2`,
            statement.reference,
          );
          if (!payout) return;
          const receive = () =>
            noted(`${statement.reference} at the bank`, receivePayout(ctx, sellerId, payout.id, money(arrives, currency), world.iso()));
          await perhapsTwice(0.2, receive);
        });
      }
  }

  async function reconcile(): Promise<void> {
    for (const { id, reference } of await rows<{ id: string; reference: string }>(
      `select id, reference from desk.payouts where seller_id = $1 and state = 'open' and received_minor is not null order by reference`,
    )) {
      if (dice.chance(0.4)) continue;
      await noted(`${reference} compared again`, compareAgain(ctx, sellerId, id));
      if (dice.chance(0.5)) {
        const because = 'The statement is wrong.';
        await perhapsTwice(0.2, () => noted(`${reference} claimed`, claimAll(ctx, sellerId, id, because, fay)));
      }
      const open = (await ctx.db.withSeller(sellerId, (tx) => listItems(tx, id))).filter(isOpenItem);
      for (const item of open.toSorted((a, b) => (a.about_key < b.about_key ? -1 : 1))) {
        if (dice.chance(0.3)) continue;
        const how = { because: 'Looked into it: it is so.', claim: false };
        await perhapsTwice(0.15, () =>
          noted(`${reference} ${item.about_key}`, settleDifference(ctx, sellerId, id, item.about_key, how, fay)),
        );
      }
      await noted(`${reference} closed`, closePayout(ctx, sellerId, id, fay));
    }
  }

  return {
    planted,
    begin(days) {
      const begin = world.now();
      for (let day = 0; day < days; day++) {
        const midnight = begin + day * DAY;
        // With the team and the buyers: a stop of the clock costs more than an act.
        if (day % 7 === 0) world.at(midnight + 3 * HOUR, 'a delivery of stock', delivery);
        world.at(midnight + 3 * HOUR, 'the way out', wayOut);
        world.at(midnight + 3 * HOUR, 'parcels without a name', strays);
        world.at(midnight + 9 * HOUR, 'wishes to cancel', wishes);
        world.at(midnight + 9 * HOUR, 'the workshop', workshop);
        world.at(midnight + 9 * HOUR, 'statements', statements);
        world.at(midnight + 9 * HOUR, 'the books', reconcile);
        world.at(midnight + 12 * HOUR, 'claims', claims);
        world.at(midnight + 12 * HOUR, 'disputes', disputes);
        world.at(midnight + 12 * HOUR, 'quarrels', quarrels);
      }
    },
  };
}
