/** The portal's way to the use cases: every call is limited to one order whose buyer has shown that it is theirs. */
import { act, type Acted } from '../app/act.ts';
import { hangPhotos } from '../app/add-photos.ts';
import { type Answers, readAnswers, wouldChange } from '../app/answers.ts';
import { type Context, policyDocument } from '../app/context.ts';
import { labelDocument, packingSlipDocument } from '../app/documents.ts';
import { decisionFacts, evaluatePolicy, openReturn } from '../app/open-return.ts';
import { readReturnEvents, readWholeReturn, type WholeReturn } from '../app/read-return.ts';
import { cleanPicture, fingerprintsOf, recogniseAll } from '../app/recognise.ts';
import { idOfKey, writeAnswer, writeMessage } from '../app/write-message.ts';
import type { Actor, Language } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { localDate, zoneOf } from '../core/calendar.ts';
import { clockOf } from '../core/clocks/clocks.ts';
import { isUuid } from '../core/ids.ts';
import type { Decision } from '../core/policy/decision.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import { lawBook } from '../core/policy/law/law.ts';
import { plainPolicy } from '../core/policy/plain.ts';
import { describe } from '../core/return/describe.ts';
import type { ReturnEvent } from '../core/return/events.ts';
import { nextStep } from '../core/return/next.ts';
import { possible } from '../core/return/possible.ts';
import { statusOf } from '../core/return/status.ts';
import { keyOf, type Reason, type ReturnItem } from '../core/return/model.ts';
import { findAnswer, keepAnswer } from '../store/idempotency.ts';
import { policyInForce } from '../store/policies.ts';
import { findOrdersByNumber, type OpeningFacts, readOpeningFacts, readOrder } from '../store/orders.ts';
import { listReturns } from '../store/returns.ts';
import type { PhotoRef, PortalOrder, PortalReturn } from '../../web/portal/model.ts';
import type { Done, PortalDesk, Refused } from './portal/desk.ts';

const BUYER: Actor = { kind: 'buyer' };
const SHOPS: Readonly<Record<string, string>> = { backmarket: 'Back Market' };

export function portalDesk(ctx: Context): PortalDesk {
  const sellerOf = (slug: string) => {
    const seller = ctx.sellers.bySlug(slug);
    assert(seller, 'the portal resolves the seller first');
    return seller;
  };
  const done = (acted: Acted): Done | Refused =>
    acted.ok ? { ok: true } : { refused: typeof acted.refusal === 'string' ? acted.refusal : acted.refusal.name };

  async function openingOf(
    sellerId: string,
    orderRef: string,
    photos: readonly PhotoRef[] = [],
  ): Promise<{ known: OpeningFacts; policy: PolicyDocument; now: string } | null> {
    if (!isUuid(orderRef)) return null;
    const shown = fingerprintsOf(await recogniseAll(ctx, photos));
    const now = ctx.clock.now(sellerId);
    return ctx.db.withSeller(sellerId, async (tx) => {
      const stored = await readOrder(tx, orderRef);
      const known = stored && (await readOpeningFacts(tx, stored.order.channel, stored.order.channelOrderId, now, shown));
      return known ? { known, policy: await policyDocument(tx, known.policyVersion!), now } : null;
    });
  }

  async function orderFor(slug: string, orderRef: string): Promise<PortalOrder | null> {
    const seller = sellerOf(slug);
    const opening = await openingOf(seller.id, orderRef);
    if (!opening) return null;
    const { known, policy, now } = opening;
    const openIds = [...new Set(known.history.filter((h) => h.open).map((h) => h.return_id))];
    const open =
      openIds.length === 0 ? [] : await ctx.db.withSeller(seller.id, (tx) => listReturns(tx, { ids: openIds }, 'newest', null, 100));
    const { order, buyer } = known.stored;
    return {
      ref: order.id,
      sellerSlug: slug,
      number: order.channelOrderId,
      shop: SHOPS[order.channel] ?? seller.name,
      country: order.country,
      placedAt: order.placedAt,
      ...(order.deliveredAt && { deliveredAt: order.deliveredAt }),
      buyer: { name: buyer.name, language: buyer.language },
      policy,
      items: order.lines.flatMap((line) =>
        Array.from({ length: line.quantity }, (_, i) => {
          const unit = i + 1;
          const history = known.history.find((h) => h.open && h.line_id === line.id && h.unit === unit);
          const under = history && open.find((row) => row.state.id === history.return_id);
          const refused = under ? null : refusedWhatever(ctx, policy, known, { lineId: line.id, unit }, now);
          return {
            key: `${line.id}#${unit}`,
            lineId: line.id,
            unit,
            title: line.title,
            category: line.category,
            condition: line.condition,
            price: line.price,
            ...(under && { openReturn: { id: under.state.id, rma: under.state.rma, status: statusOf(under.state) } }),
            ...(refused && { refused: refused.because }),
          };
        }),
      ),
    };
  }

  /** A form token makes a repeat known: the second tap finds what the first one did. */
  async function once(sellerId: string, token: string, work: () => Promise<Done | Refused>): Promise<Done | Refused> {
    const known = await ctx.db.withSeller(sellerId, (tx) => findAnswer(tx, token));
    if (known) return { ok: true };
    const answer = await work();
    if ('ok' in answer)
      await ctx.db.withSeller(sellerId, (tx) =>
        keepAnswer(tx, token, { request_hash: 'portal', status: 200, body: {} }, ctx.clock.realNow()),
      );
    return answer;
  }

  return {
    async findOrder(slug, number, email) {
      const seller = sellerOf(slug);
      const found = await ctx.db.withSeller(seller.id, (tx) => findOrdersByNumber(tx, number.trim()));
      const mine = found.find(({ buyer }) => buyer.email.toLowerCase() === email.trim().toLowerCase());
      return mine ? orderFor(slug, mine.order.id) : null;
    },
    order: orderFor,

    async policy(slug, wished, language) {
      const { id } = sellerOf(slug);
      const now = ctx.clock.now(id);
      const document = await ctx.db.withSeller(id, async (tx) => {
        const version = await policyInForce(tx, now);
        assert(version !== null, 'a seller has a policy in force');
        return policyDocument(tx, version);
      });
      const countries = Object.keys(lawBook);
      const country = wished.find((code) => countries.includes(code)) ?? countries[0]!;
      return { ...plainPolicy(document, lawBook, country, language, localDate(now, zoneOf(country))), country, countries };
    },

    async stow(_slug, _orderRef, photo) {
      const clean = await cleanPicture(photo.bytes);
      if (!clean) return { refused: 'not_a_picture' };
      const { sha256 } = await ctx.files.put(clean);
      return { ref: sha256, name: photo.name };
    },
    async photo(_slug, ref) {
      const bytes = /^[0-9a-f]{64}$/.test(ref) ? await ctx.files.get(ref) : null;
      return bytes && { type: 'image/webp', bytes };
    },

    async preview(slug, orderRef, requests, language) {
      const opening = await openingOf(
        sellerOf(slug).id,
        orderRef,
        requests.flatMap((request) => request.photos),
      );
      if (!opening) return { refused: 'order_not_found' };
      const { known, policy, now } = opening;
      return requests.map((request) => {
        const { photos, ...asked } = request;
        const facts = decisionFacts(known, known.stored.order, { ...asked, photos: photos.length }, now);
        const decision = evaluatePolicy(ctx, policy, facts);
        return {
          lineId: request.lineId,
          unit: request.unit,
          decision,
          wouldChange: wouldChange(ctx, decision, { policy, facts }, language),
        };
      });
    },

    async open(slug, orderRef, requests, formToken) {
      const seller = sellerOf(slug);
      const known = await ctx.db.withSeller(seller.id, (tx) => findAnswer(tx, formToken));
      if (known) return known.body as { returnId: string };
      const stored = isUuid(orderRef) ? await ctx.db.withSeller(seller.id, (tx) => readOrder(tx, orderRef)) : null;
      if (!stored) return { refused: 'order_not_found' };
      const opened = await openReturn(
        ctx,
        seller.id,
        {
          channel: stored.order.channel,
          channelOrderId: stored.order.channelOrderId,
          via: 'portal',
          items: requests.map(({ photos, ...request }) => ({ ...request, photos: photos.length })),
          photos: requests.flatMap((request) => request.photos),
        },
        BUYER,
      );
      if (!opened.ok) return { refused: opened.refusal };
      const answer = { returnId: opened.returnId };
      await ctx.db.withSeller(seller.id, (tx) =>
        keepAnswer(tx, formToken, { request_hash: 'portal', status: 200, body: answer }, ctx.clock.realNow()),
      );
      return answer;
    },

    async get(slug, returnId, language) {
      const seller = sellerOf(slug);
      if (!isUuid(returnId)) return null;
      const [whole, history] = await Promise.all([readWholeReturn(ctx, seller.id, returnId), readReturnEvents(ctx, seller.id, returnId)]);
      if (!whole || !history) return null;
      const [policy, answers] = await ctx.db.withSeller(seller.id, async (tx) => {
        const version = whole.ret.items.find((item) => item.decision)?.decision?.policyVersion;
        return [version === undefined ? undefined : await policyDocument(tx, version), await readAnswers(tx, returnId)] as const;
      });
      return portalReturn(ctx, slug, whole, policy, answers, history.events, language);
    },

    addPhotos: (slug, returnId, photos, formToken) =>
      once(sellerOf(slug).id, formToken, async () => {
        await hangPhotos(ctx, sellerOf(slug).id, returnId, photos, BUYER);
        const acted = await act(ctx, sellerOf(slug).id, returnId, { verb: 'information', photos: photos.length }, BUYER);
        // Photos that nobody asked for are welcome too: they hang on the return and change no state.
        return acted.ok || (typeof acted.refusal !== 'string' && acted.refusal.name === 'nothing_asked') ? { ok: true } : done(acted);
      }),

    answer: (slug, returnId, body, photos, formToken) =>
      once(sellerOf(slug).id, formToken, async () => {
        const { id } = sellerOf(slug);
        await hangPhotos(ctx, id, returnId, photos, BUYER);
        const note = body.trim();
        return done(
          await writeAnswer(ctx, id, returnId, { photos: photos.length, ...(note !== '' && { note, id: idOfKey(id, formToken) }) }, BUYER),
        );
      }),

    message: (slug, returnId, body, formToken, language) =>
      once(sellerOf(slug).id, formToken, async () =>
        done(
          await writeMessage(
            ctx,
            sellerOf(slug).id,
            returnId,
            { body: body.trim(), language, id: idOfKey(sellerOf(slug).id, formToken) },
            BUYER,
          ),
        ),
      ),

    cancel: async (slug, returnId) => done(await act(ctx, sellerOf(slug).id, returnId, { verb: 'cancellation' }, BUYER)),
    labelPdf: (slug, returnId, size) => labelDocument(ctx, sellerOf(slug).id, returnId, size),
    slipPdf: (slug, returnId) => packingSlipDocument(ctx, sellerOf(slug).id, returnId),
  };
}

/** What stays among the team: notes, suspicions, and the product's own book-keeping. */
const PRIVATE: ReadonlySet<string> = new Set([
  'noted',
  'held',
  'released',
  'clock_breached',
  'clock_corrected',
  'escalated',
  'auto_refund_held',
  'decided',
  'refund_failed',
  'refund_retried',
  'refund_submitted',
  'refund_approved',
  'messaged',
]);

/** The reasons that between them stand on every ground: where all of them are refused, nothing holds. */
const EVERY_GROUND: readonly { reason: Reason; fault?: 'other' }[] = [
  { reason: 'changed_mind' },
  { reason: 'defective', fault: 'other' },
  { reason: 'not_as_described' },
  { reason: 'damaged_in_transit' },
];

function refusedWhatever(
  ctx: Context,
  policy: PolicyDocument,
  known: OpeningFacts,
  unit: { lineId: string; unit: number },
  now: string,
): Decision | null {
  const answers = EVERY_GROUND.map((asked) =>
    evaluatePolicy(ctx, policy, decisionFacts(known, known.stored.order, { ...unit, ...asked, photos: 9 }, now)),
  );
  return answers.every((answer) => answer.outcome === 'reject') ? answers[0]! : null;
}

/** What a person said when refusing; the policy's own refusals speak through the decision. */
function refusalOf(item: ReturnItem, history: readonly ReturnEvent[]): { refusal?: string } {
  if (item.authorisation !== 'rejected') return {};
  const said = history.findLast((event) => event.type === 'rejected' && event.items.some((key) => keyOf(key) === keyOf(item)));
  return said?.type === 'rejected' && said.because !== undefined ? { refusal: said.because } : {};
}

/** What would change the policy's answer, while it is the one that stands. */
function changeOf(ctx: Context, item: ReturnItem, answers: Answers, language: Language): { wouldChange?: readonly string[] } {
  const answered = answers.get(keyOf(item));
  const waits = item.authorisation === 'in_review' || item.authorisation === 'rejected';
  return answered && item.decision && waits ? { wouldChange: wouldChange(ctx, item.decision, answered, language) } : {};
}

const confirmedAt = (refundId: string, history: readonly ReturnEvent[]): string | undefined =>
  history.find((event) => event.type === 'refund_confirmed' && event.refundId === refundId)?.at;

function portalReturn(
  ctx: Context,
  slug: string,
  whole: WholeReturn,
  policy: PolicyDocument | undefined,
  answers: Answers,
  history: readonly ReturnEvent[],
  language: Language,
): PortalReturn {
  const { ret, buyer, thread, files } = whole;
  const seller = ctx.sellers.bySlug(slug)!;
  const can = possible(ret, BUYER);
  const sendBy = clockOf(ret, 'send_back', ctx.holidays)?.dueAt;
  const carrier = ret.label && ctx.carriers[ret.label.carrier];
  const approved = ret.items.some((item) => item.authorisation === 'approved');
  return {
    id: ret.id,
    rma: ret.rma,
    sellerSlug: slug,
    orderRef: ret.order.id,
    orderNumber: ret.order.channelOrderId,
    shop: SHOPS[ret.order.channel] ?? seller.name,
    country: ret.order.country,
    buyer: { name: buyer.name, language: buyer.language },
    ...(policy && { policy }),
    status: statusOf(ret),
    version: ret.version,
    asOf: ctx.clock.now(seller.id),
    openedAt: ret.milestones.requestedAt,
    next: nextStep(ret, ctx.holidays),
    items: ret.items.map((item) => ({ ...item, ...refusalOf(item, history), ...changeOf(ctx, item, answers, language) })),
    ...(ret.asks && { asks: ret.asks }),
    onHold: ret.hold !== undefined,
    ...(ret.label && {
      label: {
        kind: ret.label.kind,
        carrier: carrier?.name ?? ret.label.carrier,
        trackingNumber: ret.label.trackingNumber,
        paidBy: ret.label.paidBy,
        pdf: ret.label.kind !== 'own',
        ...(carrier && { trackingUrl: carrier.trackingUrl(ret.label.trackingNumber) }),
      },
    }),
    ...(approved && { returnAddress: whole.returnTo }),
    ...(sendBy && { sendBy }),
    tracking: (ret.tracking?.events ?? []).map(({ heardAt: _ours, ...scan }) => scan),
    refunds: ret.refunds.map((refund) => ({
      amount: refund.amount,
      state: refund.state,
      at: confirmedAt(refund.id, history) ?? refund.plannedAt,
    })),
    messages: thread
      .filter((message) => message.direction !== 'note')
      .map((message) => ({
        at: message.at,
        from: message.direction === 'in' ? 'buyer' : 'seller',
        author: message.author === 'buyer' ? buyer.name : message.author,
        body: message.body,
        ...(message.language && message.language !== 'und' && { language: message.language }),
      })),
    photos: files.filter((file) => file.kind === 'photo').map((file) => ({ ref: file.sha256, name: file.name })),
    events: history.filter((event) => !PRIVATE.has(event.type)).map((event) => ({ at: event.at, says: describe(event, language) })),
    may: {
      addPhotos: statusOf(ret) !== 'closed',
      answer: can.information.allowed,
      message: can.message.allowed,
      cancel: can.cancellation.allowed,
    },
  };
}
