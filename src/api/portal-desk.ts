/** The portal's way to the use cases: every call is limited to one order whose buyer has shown that it is theirs. */
import { act, type Acted } from '../app/act.ts';
import { hangPhotos } from '../app/add-photos.ts';
import { stowAttachment } from '../app/attachments.ts';
import { giveBankAccount } from '../app/bank-refunds.ts';
import { answerDispute, contestAnswer, type Contested } from '../app/contest.ts';
import { type Answers, readAnswers, wouldChange } from '../app/answers.ts';
import { type Context, policyDocument } from '../app/context.ts';
import { openDisputeOn } from '../app/disputes.ts';
import { labelDocument, packingSlipDocument, wayCodeDocument } from '../app/documents.ts';
import { decisionFacts, evaluatePolicy } from '../app/ask-policy.ts';
import { openReturn } from '../app/open-return.ts';
import { askForCode, enterCode, ORDERS_OPENED } from '../app/portal-codes.ts';
import { readReturnEvents, readWholeReturn, type WholeReturn } from '../app/read-return.ts';
import { cleanPicture, fingerprintsOf, recogniseAll } from '../app/recognise.ts';
import { chooseWayBack, waysBack } from '../app/return-ways.ts';
import { declareWithdrawal } from '../app/withdrawals.ts';
import { idOfKey, receiveWords, writeAnswer, writeMessage } from '../app/write-message.ts';
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
import { goesOut } from '../core/return/refusals.ts';
import { statusOf } from '../core/return/status.ts';
import { keyOf, type Reason, type Return, type ReturnItem } from '../core/return/model.ts';
import { findAnswer, keepAnswer } from '../store/idempotency.ts';
import { bankRefundsOfReturn } from '../store/bank.ts';
import { policyInForce } from '../store/policies.ts';
import { type OpeningFacts, readOpeningFacts, readOrder } from '../store/orders.ts';
import { ordersOfBuyer } from '../store/portal.ts';
import { noteLoose } from '../store/retention.ts';
import { listReturns, readReturn } from '../store/returns.ts';
import { readFile } from '../store/thread.ts';
import type { PhotoRef, PortalOrder, PortalRequest, PortalReturn } from '../../web/portal/model.ts';
import { signSurveyLink } from '../app/links.ts';
import { surveyPage } from '../app/survey-door.ts';
import type { Tx } from '../store/db.ts';
import { newOpenToken } from './portal/session.ts';
import type { Done, PortalDesk, Refused } from './portal/desk.ts';
import { arrivalOf, bankView, disputeView, findingOf, type Following, messagesOf, readFollowing, sayOn } from './portal-following.ts';

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

  const plainly = (done: Contested): Done | Refused => (done.ok ? { ok: true } : { refused: done.refusal });

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

  /** The return that another takes the place of ends; itself as it was, or why it can't end. */
  async function makeRoom(sellerId: string, returnId: string, orderRef: string): Promise<Return | Refused> {
    const old = isUuid(returnId) ? (await ctx.db.withSeller(sellerId, (tx) => readReturn(tx, returnId)))?.ret : undefined;
    if (!old || old.order.id !== orderRef) return { refused: 'order_not_found' };
    const ended = await act(ctx, sellerId, returnId, { verb: 'cancellation' }, BUYER);
    // A second tap, or one after a fall in between: it has ended already, and the new one is still to be opened.
    if (!ended.ok && old.items.some((item) => item.authorisation !== 'cancelled')) return done(ended) as Refused;
    return old;
  }

  /** What was refused goes before a person, with the buyer's words (M35); where nothing was, the words go into the thread. */
  async function contest(sellerId: string, returnId: string, says: string, formToken: string, language: Language): Promise<void> {
    const ret = (await ctx.db.withSeller(sellerId, (tx) => readReturn(tx, returnId)))?.ret;
    const items = ret?.items.filter((item) => item.authorisation === 'rejected').map(({ lineId, unit }) => ({ lineId, unit })) ?? [];
    const opened =
      items.length > 0 && (await openDisputeOn(ctx, sellerId, returnId, { kind: 'complaint', reason: 'refusal', says, items }, BUYER));
    if (opened && opened.ok) return;
    await writeMessage(ctx, sellerId, returnId, { body: says, language, id: idOfKey(sellerId, formToken, 'contest') }, BUYER);
  }

  /** Until a request or a message takes it, nothing refers to it (`app/tidy.ts`). */
  const loose = (slug: string, sha256: string): Promise<void> => {
    const { id } = sellerOf(slug);
    return ctx.db.withSeller(id, (tx) => noteLoose(tx, sha256, ctx.clock.now(id)));
  };

  return {
    askForCode: (slug, typed) => askForCode(ctx, sellerOf(slug).id, typed),
    enterCode: (slug, codeId, code) => enterCode(ctx, sellerOf(slug).id, codeId, code),
    ordersOf: async (slug, orderRef) =>
      isUuid(orderRef) ? ctx.db.withSeller(sellerOf(slug).id, (tx) => ordersOfBuyer(tx, orderRef, ORDERS_OPENED)) : [],
    withdraw: (slug, said) => declareWithdrawal(ctx, sellerOf(slug).id, said),
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

    async stow(slug, _orderRef, photo) {
      const clean = await cleanPicture(photo.bytes);
      if (!clean) return { refused: 'not_a_picture' };
      const { sha256 } = await ctx.files.put(clean);
      await loose(slug, sha256);
      return { ref: sha256, name: photo.name };
    },
    async photo(_slug, ref) {
      const bytes = /^[0-9a-f]{64}$/.test(ref) ? await ctx.files.get(ref) : null;
      return bytes && { type: 'image/webp', bytes };
    },

    async preview(slug, orderRef, requests, language, replaces) {
      const old =
        replaces === undefined || !isUuid(replaces) ? null : await ctx.db.withSeller(sellerOf(slug).id, (tx) => readReturn(tx, replaces));
      const opening = await openingOf(
        sellerOf(slug).id,
        orderRef,
        requests.flatMap((request) => request.photos),
      );
      if (!opening) return { refused: 'order_not_found' };
      const { known, policy, now } = opening;
      return requests.map((request) => {
        const { photos, ...asked } = request;
        const declaredAt = old?.ret.order.id === orderRef ? declaredBefore(old.ret, request) : null;
        const facts = decisionFacts(known, known.stored.order, { ...asked, photos: photos.length }, declaredAt ?? now);
        const decision = evaluatePolicy(ctx, policy, facts);
        return {
          lineId: request.lineId,
          unit: request.unit,
          decision,
          wouldChange: wouldChange(ctx, decision, { policy, facts }, language),
        };
      });
    },

    async open(slug, orderRef, requests, formToken, language, more = {}) {
      const seller = sellerOf(slug);
      const known = await ctx.db.withSeller(seller.id, (tx) => findAnswer(tx, formToken));
      if (known) return known.body as { returnId: string; also?: readonly string[] };
      const stored = isUuid(orderRef) ? await ctx.db.withSeller(seller.id, (tx) => readOrder(tx, orderRef)) : null;
      if (!stored) return { refused: 'order_not_found' };
      const old = more.replaces === undefined ? null : await makeRoom(seller.id, more.replaces, orderRef);
      if (old !== null && 'refused' in old) return old;
      // What was declared before keeps its day, what is new has today's: they are two returns then.
      const days = [...new Set(requests.map((request) => old && declaredBefore(old, request)))];
      const made: string[] = [];
      for (const day of days) {
        const asked = requests.filter((request) => (old && declaredBefore(old, request)) === day);
        const opened = await openReturn(
          ctx,
          seller.id,
          {
            channel: stored.order.channel,
            channelOrderId: stored.order.channelOrderId,
            via: 'portal',
            ...(day !== null && { declaredAt: day }),
            items: asked.map(({ photos, ...request }) => ({ ...request, photos: photos.length })),
            photos: asked.flatMap((request) => request.photos),
          },
          BUYER,
        );
        if (!opened.ok && made.length === 0) return { refused: opened.refusal };
        if (opened.ok) made.push(opened.returnId);
      }
      const [returnId, ...also] = made as [string, ...string[]];
      const answer = { returnId, ...(also.length > 0 && { also }) };
      if (more.contests !== undefined) for (const id of made) await contest(seller.id, id, more.contests, `${formToken}${id}`, language);
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
      const [policy, answers, following, survey] = await ctx.db.withSeller(seller.id, async (tx) => {
        const version = whole.ret.items.find((item) => item.decision)?.decision?.policyVersion;
        return [
          version === undefined ? undefined : await policyDocument(tx, version),
          await readAnswers(tx, returnId),
          await readFollowing(ctx, tx, whole),
          await surveyCardOf(ctx, tx, slug, returnId),
        ] as const;
      });
      return { ...portalReturn(ctx, slug, whole, policy, answers, history.events, following, language), survey };
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

    message: (slug, returnId, body, formToken, language, files = []) =>
      once(sellerOf(slug).id, formToken, async () => {
        const { id } = sellerOf(slug);
        const words = { body: body.trim(), language, id: idOfKey(id, formToken), via: 'portal', attachments: files } as const;
        return done(await receiveWords(ctx, id, returnId, words, BUYER));
      }),
    async stowFile(slug, file) {
      const stowed = await stowAttachment(ctx, file);
      if ('sha256' in stowed) await loose(slug, stowed.sha256);
      return stowed;
    },
    async file(slug, returnId, fileId) {
      if (!isUuid(returnId) || !isUuid(fileId)) return null;
      const file = await ctx.db.withSeller(sellerOf(slug).id, (tx) => readFile(tx, fileId));
      const bytes = file?.return_id === returnId ? await ctx.files.get(file.sha256) : null;
      return bytes && { name: file!.name, type: file!.type, bytes };
    },

    agree: (slug, returnId, items, formToken) =>
      once(sellerOf(slug).id, formToken, async () =>
        done(await act(ctx, sellerOf(slug).id, returnId, { verb: 'agreement', ...(items && { items }) }, BUYER)),
      ),
    contest: (slug, returnId, contest, formToken) =>
      once(sellerOf(slug).id, formToken, async () => plainly(await contestAnswer(ctx, sellerOf(slug).id, returnId, contest))),
    answerDispute: (slug, returnId, verb, said, formToken) =>
      once(sellerOf(slug).id, formToken, async () => plainly(await answerDispute(ctx, sellerOf(slug).id, returnId, verb, said))),

    async giveAccount(slug, returnId, account) {
      const { id } = sellerOf(slug);
      const open = await ctx.db.withSeller(id, async (tx) =>
        bankView({ transfers: await bankRefundsOfReturn(tx, returnId), account: null }),
      );
      // Nobody is asked for an account that nothing goes to; and what the bank has, it has.
      if (!open) return { refused: 'account_not_wanted' };
      if (open.state === 'sent') return { refused: 'account_sent' };
      const given = await giveBankAccount(ctx, id, returnId, { ...account, bic: '' }, BUYER);
      return given.ok ? { ok: true } : { refused: given.refusal };
    },

    cancel: async (slug, returnId) => done(await act(ctx, sellerOf(slug).id, returnId, { verb: 'cancellation' }, BUYER)),
    async ways(slug, returnId, asked) {
      return isUuid(returnId) ? waysBack(ctx, sellerOf(slug).id, returnId, BUYER, asked) : null;
    },
    async chooseWay(slug, returnId, chosen) {
      const acted = await chooseWayBack(ctx, sellerOf(slug).id, returnId, chosen, BUYER);
      if (acted.ok) return { ok: true };
      return { refused: typeof acted.refusal === 'string' ? acted.refusal : acted.refusal.name };
    },
    wayCode: (slug, returnId) => wayCodeDocument(ctx, sellerOf(slug).id, returnId),
    labelPdf: (slug, returnId, size) => labelDocument(ctx, sellerOf(slug).id, returnId, size),
    slipPdf: (slug, returnId) => packingSlipDocument(ctx, sellerOf(slug).id, returnId),
  };
}

/**
 * The day on which a changed request was declared first, null where it is new: another unit, or a change of mind that was not said then, is declared
 * when it is said, so that no period is stretched by changing; whatever was declared in time stays in time.
 */
function declaredBefore(old: Return, { lineId, unit, reason }: PortalRequest): string | null {
  const then = old.items.find((item) => item.lineId === lineId && item.unit === unit);
  return then && (then.reason === reason || reason !== 'changed_mind') ? old.milestones.declaredAt : null;
}

/** What stays among the team: notes, suspicions, and the product's own book-keeping. */
const PRIVATE: ReadonlySet<string> = new Set([
  'noted',
  'survey_asked',
  'surveyed',
  'followed_up',
  'message_undone',
  'linked',
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

/** The parcel to the buyer, once it has a number; where we know its carrier, with the page that follows it. */
function outOf(ctx: Context, { sentOut, settlement, parcel }: ReturnItem): Pick<PortalReturn['items'][number], 'toYou'> {
  const { carrier: name, trackingNumber } = sentOut ?? {};
  if (trackingNumber === undefined || !goesOut({ settlement, parcel })) return {};
  const carrier = name === undefined ? undefined : ctx.carriers[name];
  return {
    toYou: {
      trackingNumber,
      ...(name !== undefined && { carrier: carrier?.name ?? name }),
      ...(carrier && { trackingUrl: carrier.trackingUrl(trackingNumber) }),
    },
  };
}

const foundOf = (item: ReturnItem, { questions }: Following, files: WholeReturn['files']) => {
  const finding = findingOf(item, questions(item), files);
  return finding ? { finding } : {};
};

const confirmedAt = (refundId: string, history: readonly ReturnEvent[]): string | undefined =>
  history.find((event) => event.type === 'refund_confirmed' && event.refundId === refundId)?.at;

/** How it went, to be answered on the return's own page: also by those whom no mail asks. */
async function surveyCardOf(ctx: Context, tx: Tx, slug: string, returnId: string): Promise<PortalReturn['survey']> {
  const again = await surveyPage(ctx, tx, returnId, 'again');
  const question = again && again.score === null ? 'again' : 'first';
  const survey = question === 'again' ? again : await surveyPage(ctx, tx, returnId, question);
  if (!survey) return null;
  const token = signSurveyLink(ctx.secret, slug, returnId, question, Date.parse(ctx.clock.realNow()));
  return { token, form: newOpenToken(ctx.secret, `survey/${token}`), score: survey.score, open: survey.open, again: question === 'again' };
}

function portalReturn(
  ctx: Context,
  slug: string,
  whole: WholeReturn,
  policy: PolicyDocument | undefined,
  answers: Answers,
  history: readonly ReturnEvent[],
  following: Following,
  language: Language,
): Omit<PortalReturn, 'survey'> {
  const { ret, buyer, files } = whole;
  const seller = ctx.sellers.bySlug(slug)!;
  const now = ctx.clock.now(seller.id);
  const can = possible(ret, BUYER);
  const bank = bankView(following);
  const sendBy = clockOf(ret, 'send_back', ctx.holidays)?.dueAt;
  const carrier = ret.label && ctx.carriers[ret.label.carrier];
  const chosen = whole.labels.find(({ tracking_number }) => tracking_number !== null && tracking_number === ret.label?.trackingNumber);
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
    asOf: now,
    openedAt: ret.milestones.requestedAt,
    next: nextStep(ret, ctx.holidays),
    items: ret.items.map((item) => ({
      ...item,
      ...outOf(ctx, item),
      ...refusalOf(item, history),
      ...changeOf(ctx, item, answers, language),
      ...foundOf(item, following, files),
      ...sayOn(item, following.complaint),
    })),
    ...(ret.asks && { asks: ret.asks }),
    ...(ret.hold && { hold: ret.hold.why }),
    ...(following.complaint && { dispute: disputeView(ctx, following.complaint) }),
    ...(bank && { bank }),
    ...(seller.settings.mediator && { mediator: seller.settings.mediator }),
    ...(ret.label && {
      label: {
        kind: ret.label.kind,
        carrier: carrier?.name ?? ret.label.carrier,
        trackingNumber: ret.label.trackingNumber,
        paidBy: ret.label.paidBy,
        ...(chosen?.place && { place: chosen.place }),
        ...(chosen?.qr && { codeUrl: chosen.qr }),
        pdf: ret.label.kind !== 'own',
        ...(carrier && { trackingUrl: carrier.trackingUrl(ret.label.trackingNumber) }),
      },
    }),
    ...(approved && { returnAddress: whole.returnTo }),
    ...(sendBy && { sendBy }),
    tracking: (ret.tracking?.events ?? []).map(({ heardAt: _ours, ...scan }) => scan),
    refunds: ret.refunds.map((refund) => {
      const sentAt = confirmedAt(refund.id, history);
      const arrival = arrivalOf(ctx, refund, sentAt, ret.order.country, following);
      return { amount: refund.amount, state: refund.state, at: sentAt ?? refund.plannedAt, ...arrival };
    }),
    messages: messagesOf(whole, now),
    // What came with a message stands beside it.
    photos: files.filter((file) => file.kind === 'photo' && file.message_id == null).map((file) => ({ ref: file.sha256, name: file.name })),
    events: history.filter((event) => !PRIVATE.has(event.type)).map((event) => ({ at: event.at, says: describe(event, language) })),
    may: {
      addPhotos: statusOf(ret) !== 'closed',
      answer: can.information.allowed,
      message: can.message.allowed,
      cancel: can.cancellation.allowed,
    },
  };
}
