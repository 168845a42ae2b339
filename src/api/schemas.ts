/** What goes over the wire, once: checked on the way in, documented both ways. Money is a decimal text with its currency beside it. */
import { z } from 'zod';
import { ROLES } from '../core/access.ts';
import { ESCALATIONS } from '../core/clocks/clocks.ts';
import { ORDER_CLOCKS } from '../core/clocks/order-clocks.ts';
import { INSTRUCTION_TOPICS, LADDER_ACTS, PRODUCT_STATES } from '../core/policy/document.ts';
import {
  ASSESSMENTS,
  AUTHORISATIONS,
  CONDITIONS,
  DISPOSITIONS,
  FAULTS,
  GRADES,
  IDENTITIES,
  LABEL_KINDS,
  PARCELS,
  REASONS,
  RESOLUTIONS,
  SETTLEMENTS,
  STATUSES,
  VERDICTS,
  VIAS,
  WISHES,
} from '../core/return/model.ts';
import { ANSWERS } from '../core/return/contest.ts';

const text = (most: number) => z.string().trim().min(1, 'must not be empty').max(most, `is longer than ${most} signs`);
/** Any offset; kept as UTC. */
/** A key of the seller’s at somebody else’s: all that is ever shown of it again. */
export const KeyOut = z.object({
  key: z.string(),
  setAt: z.string().nullable().describe('Null where it was given before this was kept.'),
  ends: z.string().nullable().describe('Its last four signs, where it has sixteen or more.'),
});

export const Instant = z.iso
  .datetime({ offset: true, error: 'must be a time in ISO 8601 with an offset, such as 2026-11-22T09:30:00+01:00' })
  .transform((value) => new Date(value).toISOString())
  .meta({ type: 'string', format: 'date-time' });
export const Decimal = z.string().regex(/^\d{1,13}(\.\d{1,3})?$/, 'must be a decimal text such as "369.00"');
const Country = z.string().regex(/^[A-Z]{2}$/, 'must be two capitals (ISO 3166-1), such as FR');
const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be three capitals (ISO 4217), such as EUR');
const Name = text(200);

export const OrderLineIn = z.object({
  id: text(100),
  sku: text(200),
  title: text(500),
  category: text(100).transform((value) => value.toLowerCase()),
  condition: z.enum(CONDITIONS),
  price: Decimal,
  quantity: z.int().min(1).max(999).optional(),
  serial: text(60).optional(),
  imei: text(40).optional(),
  imei2: text(40).optional().describe('The second number of a telephone for two cards.'),
  accessoryOf: text(100).optional(),
  customised: z.boolean().optional(),
  consumable: z.boolean().optional(),
  supplier: text(200).optional(),
  lot: text(200).optional(),
});

const Address = z.object({ street: text(300), postalCode: text(20), city: text(200), country: Country });
const Buyer = z.object({
  name: Name,
  email: z.email('must be an e-mail address').max(254),
  language: text(35).optional(),
  address: Address.optional().describe('Where the order went. Kept as personal data; left out, it changes nothing.'),
});

export const OrderIn = z.object({
  country: Country,
  currency: Currency,
  buyer: Buyer,
  placedAt: Instant,
  shippedAt: Instant.nullish(),
  deliveredAt: Instant.nullish(),
  shippingPaid: Decimal.nullish(),
  lines: z.array(OrderLineIn).min(1, 'an order has at least one line').max(500),
});

export const RequestedItem = z.object({
  lineId: text(100),
  unit: z.int().min(1).max(999).optional(),
  reason: z.enum(REASONS),
  fault: z.enum(FAULTS).optional(),
  wants: z.enum(WISHES).optional(),
  note: z.string().trim().max(5000).optional(),
  photos: z.int().min(0).max(100).optional(),
});

export const DecisionIn = z.object({
  at: Instant.optional(),
  order: OrderIn.extend({ channel: text(100), channelOrderId: text(200).optional(), buyer: Buyer.partial().optional() }),
  request: RequestedItem,
  history: z
    .object({
      itemReturns: z
        .array(
          z.object({
            reason: z.enum(REASONS),
            outcome: z.enum([...SETTLEMENTS, ...VERDICTS, 'rejected', 'cancelled', 'expired']),
            closedAt: Instant,
            requestedAt: Instant.optional(),
            wanted: z.enum(WISHES).optional(),
          }),
        )
        .optional(),
      buyerReturns12m: z.int().min(0).optional(),
      buyerOrders12m: z.int().min(0).optional(),
      warrantyExtendedBy: z.int().min(1).max(60).optional().describe('Months that were given on top of the warranty of this order (M19).'),
      record: z
        .object({
          samePhotoElsewhere: z.int().min(0).default(0),
          deviceSwaps12m: z.int().min(0).default(0),
          refundsWithoutGoods12m: z.int().min(0).default(0),
          linkedReturns12m: z.int().min(0).default(0),
          linkedAbuse12m: z.int().min(0).default(0),
        })
        .optional()
        .describe('Signs of abuse in the seller’s own record (M7).'),
    })
    .optional(),
  finding: z
    .object({ verdict: z.enum(VERDICTS), identity: z.enum(IDENTITIES).default('match'), grade: z.enum(GRADES).optional() })
    .optional()
    .describe('What the bench found: the policy is asked again with it.'),
});

export const ReturnIn = z.object({
  channel: text(100),
  channelOrderId: text(200),
  items: z.array(RequestedItem).min(1, 'say which items').max(50),
  via: z.enum(VIAS).default('api'),
  channelReturnId: text(200).optional(),
});

const version = z.int().min(0).optional().describe('The version that you saw: a change in between answers 409.');
const ItemRef = z.object({ lineId: text(100), unit: z.int().min(1).optional() });

/** Bodies of the verbs, by their noun in the path. */
export const VerbBodies = {
  approval: z.object({ version, items: z.array(ItemRef).optional(), because: text(2000).optional() }),
  rejection: z.object({ version, because: text(2000), items: z.array(ItemRef).optional() }),
  'information-request': z.object({ version, asks: text(2000), items: z.array(ItemRef).optional() }),
  information: z.object({ version, photos: z.int().min(0).max(100).default(0), note: text(5000).optional() }),
  cancellation: z.object({ version, because: text(2000).optional(), items: z.array(ItemRef).optional() }),
  label: z.object({
    version,
    kind: z.enum(LABEL_KINDS).optional(),
    carrier: text(100).optional(),
    trackingNumber: text(100).optional(),
    account: text(40).optional().describe('Which carrier account makes it; without it, the first that can.'),
    point: z
      .object({ id: text(100), name: text(200), street: text(200), postalCode: text(20), city: text(100) })
      .optional()
      .describe('Where it is handed in, of GET …/drop-off-points.'),
    slot: z.object({ from: Instant, until: Instant }).optional().describe('When a driver comes, of GET …/label-options.'),
  }),
  dispatch: z.object({ version, trackingNumber: text(100).optional(), carrier: text(100).optional() }),
  lost: z.object({ version }),
  receipt: z.object({
    version,
    items: z.array(ItemRef.extend({ imei: text(40).optional(), imei2: text(40).optional(), serial: text(60).optional() })).min(1),
  }),
  inspection: z.object({
    version,
    items: z
      .array(
        ItemRef.extend({
          verdict: z.enum(VERDICTS),
          checks: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
          checklist: text(120)
            .regex(/^[^/]+\/\d+$/, 'is category/version')
            .optional()
            .describe('Which questions were asked: `smartphone/3`. Without it, those in force for the category.'),
          grade: z.enum(GRADES).optional(),
          disposition: z.enum(DISPOSITIONS).optional(),
          note: text(2000).optional(),
          withoutPhotos: text(2000)
            .optional()
            .describe('Why an answer that wants a photo has none. Without photo and without words the inspection is refused.'),
        }),
      )
      .min(1),
  }),
  'inspection-start': z.object({ version, items: z.array(ItemRef).optional() }),
  resolution: z.object({
    version,
    items: z
      .array(
        ItemRef.extend({
          resolution: z.enum(RESOLUTIONS),
          amount: Decimal.optional(),
          because: text(2000).optional().describe('Why, in words that the buyer reads: for a refusal, or for what is kept of a refund.'),
          informed: z
            .boolean()
            .optional()
            .describe(
              'The buyer was told of the right of withdrawal; without that nothing is kept after one (Directive 2011/83/EU, article 14).',
            ),
          parcel: z
            .object({ carrier: text(100).optional(), trackingNumber: text(100).optional(), paidBy: z.enum(['seller', 'buyer']).optional() })
            .optional()
            .describe('For `send_back`: the parcel to the buyer, and who pays for it (the seller).'),
          grade: z.enum(GRADES).optional().describe('For a replacement: the least grade of the unit that is held from stock.'),
          withoutStock: z.boolean().optional().describe('For a replacement: it comes from elsewhere, our stock is not asked.'),
        }),
      )
      .min(1),
  }),
  completion: z.object({
    version,
    items: z
      .array(
        ItemRef.extend({
          imei: text(40).optional(),
          serial: text(60).optional(),
          newOrder: z.object({ channelOrderId: text(200), lineId: text(100).optional() }).optional(),
        }),
      )
      .optional()
      .describe(
        'For a replacement: the numbers of the unit that goes out, and the order that the channel made for it. The count of returns follows it (M5).',
      ),
    carrier: text(100).optional(),
    trackingNumber: text(100).optional(),
  }),
  'outbound-parcel': z.object({
    version,
    items: z.array(ItemRef).optional(),
    carrier: text(100).optional(),
    trackingNumber: text(100).describe('Said again it replaces what was said before.'),
  }),
  'remedy-failure': z.object({ version, because: text(2000), items: z.array(ItemRef).optional() }),
  message: z.object({
    version,
    body: text(5000),
    language: text(35).optional(),
    after: z
      .string()
      .nullable()
      .optional()
      .describe('The last message that the writer has read, null where there was none: a newer one in the thread is answered with 409.'),
    files: z.array(z.uuid()).max(10).optional().describe('What POST …/attachments kept.'),
    despite: text(500).optional().describe('Why it goes out in a language that the channel does not want; a manager’s word.'),
  }),
  note: z.object({ version, body: text(5000) }),
  hold: z.object({ version, because: text(2000) }),
} as const;
export const UndoBody = z.object({ version, because: text(2000).optional() });
export const UndoMessageBody = z.object({ version, messageId: z.uuid().optional() });
export const ReleaseBody = z.object({ version, because: text(2000) });

// ——— what we answer ———

/** Another answer, and on what it hangs. */
export const WouldChangeOut = z
  .array(
    z.object({
      says: z.string(),
      kind: z.enum(['later', 'earlier', 'photos', 'finding', 'delivery', 'reason', 'record']),
      when: z.string().optional().describe('Local date of the buyer’s country.'),
      with: z.record(z.string(), z.unknown()).optional(),
      outcome: z.enum(['approve', 'review', 'reject']),
      ground: z.string(),
    }),
  )
  .describe('On which day, or with which evidence, the answer would be another one; the most useful first.');

export const DecisionOut = z
  .object({
    outcome: z.enum(['approve', 'review', 'reject']),
    ground: z.enum(['withdrawal', 'commercial_return', 'warranty', 'legal_guarantee', 'seller_fault', 'transit', 'none']),
    resolutions: z.array(z.enum(RESOLUTIONS)),
    refund: z.object({ items: z.string(), shipping: z.string(), deductions: z.string(), total: z.string(), currency: z.string() }),
    returnShipping: z.object({ paidBy: z.enum(['seller', 'buyer']), label: z.enum(['prepaid', 'own']) }),
    deadlines: z.array(z.object({ kind: z.string(), dueAt: z.string().nullable(), source: z.string() })),
    because: z.array(
      z.object({
        rule: z.string(),
        source: z.enum(['policy', 'law', 'channel', 'check']),
        reference: z.string(),
        says: z.string(),
        facts: z.record(z.string(), z.unknown()),
      }),
    ),
    next: z.string(),
    wouldChange: WouldChangeOut.optional(),
    productState: z.array(z.enum(PRODUCT_STATES)).optional().describe('In what state the goods have to come back.'),
    instructions: z
      .array(
        z.object({
          rule: z.string(),
          topic: z.enum(INSTRUCTION_TOPICS),
          says: z.string().describe('To the team.'),
          buyer: z.string().describe('To the buyer.'),
        }),
      )
      .optional(),
    abuse: z
      .object({ score: z.int(), callsFrom: z.int() })
      .optional()
      .describe('What the signs of abuse add up to, and from where on that calls a person.'),
    policyVersion: z.string(),
  })
  .meta({ id: 'Decision' });

export const OrderLineOut = z.object({
  id: z.string(),
  sku: z.string(),
  title: z.string(),
  category: z.string(),
  condition: z.enum(CONDITIONS),
  price: z.string(),
  quantity: z.int(),
  serial: z.string().optional(),
  imei: z.string().optional(),
  imei2: z.string().optional(),
  accessoryOf: z.string().optional(),
  customised: z.boolean().optional(),
  consumable: z.boolean().optional(),
  supplier: z.string().optional(),
  lot: z.string().optional(),
});
const BuyerOut = z.object({
  name: z.string(),
  email: z.string(),
  language: z.string(),
  address: z.object({ street: z.string(), postalCode: z.string(), city: z.string(), country: z.string() }).optional(),
});
export const OrderOut = z
  .object({
    id: z.string(),
    channel: z.string(),
    channelOrderId: z.string(),
    country: z.string(),
    currency: z.string(),
    buyer: BuyerOut,
    placedAt: z.string(),
    shippedAt: z.string().optional(),
    deliveredAt: z.string().optional(),
    shippingPaid: z.string().optional(),
    lines: z.array(OrderLineOut),
    clocks: z
      .array(
        z.object({
          kind: z.enum(ORDER_CLOCKS),
          startedAt: z.string(),
          dueAt: z.string(),
          warnAt: z.string(),
          state: z.enum(['running', 'met', 'breached', 'stopped']),
          source: z.string(),
          metAt: z.string().optional(),
          breachedAt: z.string().optional(),
          corrected: z.boolean().optional(),
        }),
      )
      .optional()
      .describe('Ship within a day, deliver within five.'),
  })
  .meta({ id: 'Order' });

const Answer = z.object({ allowed: z.boolean(), because: z.string().optional(), says: z.string().optional() });
const Actor = z.object({ kind: z.string(), name: z.string() });

export const ItemOut = z.object({
  lineId: z.string(),
  unit: z.int(),
  sku: z.string(),
  title: z.string(),
  category: z.string(),
  condition: z.enum(CONDITIONS),
  price: z.string(),
  sold: z.object({ imei: z.string().optional(), imei2: z.string().optional(), serial: z.string().optional() }),
  reason: z.enum(REASONS),
  fault: z.enum(FAULTS).optional(),
  wants: z.enum(WISHES).optional(),
  photos: z.int(),
  channelReason: z.string().optional(),
  authorisation: z.enum(AUTHORISATIONS),
  parcel: z.enum(PARCELS),
  assessment: z.enum(ASSESSMENTS),
  settlement: z.enum(SETTLEMENTS),
  identity: z.enum(IDENTITIES).optional(),
  read: z.object({ imei: z.string().optional(), imei2: z.string().optional(), serial: z.string().optional() }).optional(),
  verdict: z.enum(VERDICTS).optional(),
  checks: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  checklist: z.string().optional().describe('Which questions were asked, and in which version: `smartphone/3`; 0 are the built-in ones.'),
  grade: z.enum(GRADES).optional(),
  disposition: z.enum(DISPOSITIONS).optional(),
  resolution: z.enum(RESOLUTIONS).optional(),
  replacedBy: z
    .object({
      imei: z.string().optional(),
      serial: z.string().optional(),
      newOrder: z.object({ channelOrderId: z.string(), lineId: z.string().optional() }).optional(),
    })
    .optional(),
  held: z
    .object({
      unitId: z.string(),
      imei: z.string().optional(),
      imei2: z.string().optional(),
      serial: z.string().optional(),
      grade: z.string().optional(),
    })
    .optional()
    .describe('The unit that the stock holds as its replacement.'),
  agreed: z
    .object({ to: z.enum(ANSWERS), at: z.string() })
    .optional()
    .describe('What the buyer agreed to last, and when.'),
  failed: z
    .array(z.object({ remedy: z.enum(['repair', 'replacement']), because: z.string() }))
    .optional()
    .describe('What was tried in this return and did not work (M5).'),
  sentOut: z
    .object({ carrier: z.string().optional(), trackingNumber: z.string().optional(), paidBy: z.enum(['seller', 'buyer']).optional() })
    .optional()
    .describe('The parcel to the buyer.'),
  given: z
    .object({ because: z.string().optional(), kept: z.string().optional() })
    .optional()
    .describe('What was said with the resolution: why, and what was kept of a refund in full.'),
  goodsExpected: z.boolean().optional().describe('It was settled before the goods came, and they are still expected.'),
  repairId: z.string().optional().describe('Its open repair.'),
  knownFrom: z
    .array(
      z.object({
        how: z.enum(['sold', 'replacement', 'returned']),
        channel: z.string(),
        channelOrderId: z.string(),
        at: z.string(),
        sameBuyer: z.boolean(),
        returnId: z.string().optional(),
        rma: z.string().optional(),
      }),
    )
    .optional()
    .describe('Where else the device is known that was read at the bench: another order of ours, a replacement, another return (M26).'),
  decision: DecisionOut.optional(),
});

export const ReturnOut = z
  .object({
    id: z.string(),
    rma: z.string(),
    status: z.enum(STATUSES),
    tab: z.string(),
    version: z.int(),
    via: z.enum(VIAS),
    channelReturnId: z.string().optional(),
    openedAt: z.string(),
    order: OrderOut,
    paid: z.string().describe('What was paid for the order: goods and standard shipping. No refund goes beyond it.'),
    buyer: BuyerOut,
    items: z.array(ItemOut),
    clocks: z.array(
      z.object({
        kind: z.string(),
        dueAt: z.string(),
        warnAt: z.string(),
        state: z.enum(['running', 'met', 'breached', 'stopped']),
        source: z.string(),
        reference: z.string().optional().describe('The article, page or row that makes the promise.'),
        startedBy: z.string(),
        startedAt: z.string(),
        zone: z.string().describe('The zone whose wall clock it is counted on.'),
        onBreach: z.string(),
        metAt: z.string().optional(),
        breachedAt: z.string().optional(),
        pausedAt: z.string().optional().describe('Since when it stands still. Only clocks of the policy’s or the seller’s own can.'),
        corrected: z.boolean().optional().describe('A breach of it is on the record that turned out to be none.'),
        next: z
          .object({ do: z.enum(LADDER_ACTS), at: z.string() })
          .optional()
          .describe('The next step of its ladder.'),
      }),
    ),
    refunds: z.array(
      z.object({
        id: z.string(),
        amount: z.string(),
        currency: z.string(),
        state: z.enum(['awaiting_approval', 'planned', 'submitted', 'confirmed', 'failed']),
        why: z.string(),
        plannedAt: z.string(),
        plannedBy: Actor,
        channelReference: z.string().optional(),
        failure: z.string().optional(),
      }),
    ),
    commands: z.record(z.string(), Answer),
    undo: z
      .object({ until: z.string().nullable() })
      .optional()
      .describe('The last resolution can be taken back: until then, or (null) while its refund waits for finance.'),
    label: z
      .object({
        kind: z.enum(LABEL_KINDS),
        carrier: z.string(),
        trackingNumber: z.string(),
        trackingUrl: z.string().optional(),
        issuedAt: z.string(),
        paidBy: z.string(),
        url: z.string(),
      })
      .optional(),
    packingSlipUrl: z.string(),
    parcel: z.object({ carrier: z.string().optional(), trackingNumber: z.string().optional(), warning: z.string().optional() }).optional(),
    tracking: z.array(z.object({ at: z.string(), code: z.string(), place: z.string().optional() })),
    hold: z.object({ why: z.string(), because: z.string(), at: z.string(), by: Actor }).optional(),
    asks: z.string().optional(),
    next: z.object({ says: z.string(), who: z.string(), what: z.string(), by: z.string().optional() }),
    messages: z.array(
      z.object({
        id: z.string(),
        at: z.string(),
        direction: z.enum(['in', 'out', 'note']),
        via: z.string(),
        author: z.string(),
        body: z.string(),
        language: z.string().optional(),
        state: z.enum(['sent', 'pending', 'failed']).optional(),
        undoUntil: z.string().optional().describe('Until then it has not left, and may be taken back.'),
        mirrored: z.literal(true).optional().describe('Shown in the channel’s own conversation too.'),
        despite: z.string().optional().describe('It went out against a warning: why.'),
        files: z.array(z.object({ id: z.string(), url: z.string(), name: z.string(), type: z.string(), size: z.int() })).optional(),
      }),
    ),
    notices: z
      .array(
        z.object({
          id: z.string(),
          at: z.string(),
          kind: z.string(),
          way: z.enum(['mail']),
          state: z.enum(['sent', 'pending', 'failed']),
          because: z.enum(['no_case_there']).optional().describe('The channel wants its own conversation, and has no case of this return.'),
        }),
      )
      .describe('The steps that the buyer was told of by mail. What stands in the channel’s conversation is among the messages.'),
    photos: z.array(z.object({ id: z.string(), url: z.string(), name: z.string(), at: z.string() })),
    earlier: z.array(
      z.object({ id: z.string(), rma: z.string(), status: z.string(), reason: z.string().nullable(), openedAt: z.string() }),
    ),
    milestones: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Return' });

export const OptionsOut = z
  .object({
    items: z.array(
      z.object({
        lineId: z.string(),
        unit: z.int(),
        title: z.string(),
        wants: z.enum(WISHES).optional(),
        recommended: z.object({ resolution: z.enum(RESOLUTIONS), because: z.string() }).optional(),
        options: z.array(
          z.object({
            resolution: z.enum(RESOLUTIONS),
            rank: z.int().optional().describe('Its place among what the decision offers.'),
            wished: z.boolean(),
            refused: z.object({ because: z.string(), says: z.string() }).optional(),
            pays: z.string().optional(),
            cost: z.string().optional(),
            days: z.int().optional(),
            measured: z.int().optional().describe('Of how many earlier cases cost and days are the middle.'),
          }),
        ),
        stock: z
          .array(z.object({ grade: z.enum(GRADES).nullable(), count: z.int() }))
          .optional()
          .describe('What is on the shelf of the same SKU, by grade; absent where no stock of it is kept.'),
        grade: z.enum(GRADES).optional().describe('The grade that was sold.'),
        betterGrades: z.array(z.enum(GRADES)),
        full: z.string().optional().describe('What the unit and its share of the shipping came to, where something is kept of it.'),
        kept: z.string().optional(),
        least: z.string().optional().describe('After a withdrawal the law gives at least this.'),
        evidence: z
          .object({ verdict: z.enum(VERDICTS), because: z.array(z.string()) })
          .optional()
          .describe('What the bench found, and the rules that spoke on it.'),
      }),
    ),
    currency: z.string(),
    autoRefundAt: z.string().optional(),
  })
  .meta({ id: 'ResolutionOptions' });

export const ListedOut = z
  .object({
    id: z.string(),
    rma: z.string(),
    status: z.enum(STATUSES),
    tab: z.string(),
    channel: z.string(),
    channelOrderId: z.string(),
    country: z.string(),
    via: z.string(),
    buyer: z.object({ name: z.string() }),
    items: z.array(
      z.object({
        lineId: z.string(),
        unit: z.int(),
        title: z.string(),
        reason: z.enum(REASONS),
        fault: z.enum(FAULTS).optional(),
        settlement: z.string(),
      }),
    ),
    amount: z.string(),
    currency: z.string(),
    openedAt: z.string(),
    movedAt: z.string(),
    dueAt: z.string().nullable(),
    dueKind: z.string().nullable(),
    hold: z.boolean(),
    escalation: z.enum(ESCALATIONS).nullable().describe('How far the team was called to it.'),
  })
  .meta({ id: 'ListedReturn' });

export const EventOut = z.object({ seq: z.int(), type: z.string(), at: z.string(), by: Actor, says: z.string() }).meta({ id: 'Event' });

export const ProblemOut = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    requestId: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), says: z.string() })).optional(),
    facts: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem' });

export const RoleList = z.array(z.enum(ROLES));
export const SessionOut = z
  .object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string(), language: z.string() }),
    seller: z.object({ id: z.string(), name: z.string(), slug: z.string(), language: z.string(), sandbox: z.boolean() }),
    roles: RoleList,
  })
  .meta({ id: 'Session' });
