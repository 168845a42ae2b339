/**
 * By when a claim must be with the other side: dated data with their sources, like the law's. Terms of carriers differ by contract and change;
 * a seller's own contract goes before, so the date of each claim can be set by hand, with a reason.
 */
import type { Language } from '../access.ts';
import { addDays, endOfDayIn, localDate } from '../calendar.ts';
import type { Against, ClaimReason } from './claim.ts';
import { DEADLINE_SAYS } from './deadline-words.ts';

/** What the days are counted from; where it is not known, from the earliest of the others: too early is never too late. */
export type Anchor = 'shipped' | 'delivered' | 'known';

export type DeadlineRule = {
  readonly id: string;
  readonly against: Against;
  readonly why: readonly ClaimReason[];
  /** Slugs of `carriers/numbers.ts`; absent: any that has no row of its own. */
  readonly carriers?: readonly string[];
  readonly from: Anchor;
  readonly days: number;
  /** Since when we know it so. */
  readonly since: string;
  readonly source: string;
  /** Written down from memory, or read from others than the carrier itself: wants checking against the seller's contract. */
  readonly memory?: true;
};

const PARCEL: readonly ClaimReason[] = ['lost', 'misdelivered'];
const CONTENT: readonly ClaimReason[] = ['damaged', 'missing_item', 'handling_error', 'wrong_device'];

export const DEADLINE_RULES: readonly DeadlineRule[] = [
  {
    id: 'dhl-express-30',
    against: 'carrier',
    why: [...PARCEL, ...CONTENT, 'late'],
    carriers: ['dhl'],
    from: 'shipped',
    days: 30,
    since: '2025-01-01',
    source: 'DHL Express, claims FAQ: in writing within thirty days of the acceptance of the shipment.',
  },
  {
    id: 'royal-mail-80',
    against: 'carrier',
    why: [...PARCEL, ...CONTENT],
    carriers: ['royal-mail'],
    from: 'shipped',
    days: 80,
    since: '2023-01-01',
    source: 'Royal Mail, inland claims: within eighty calendar days of posting, as told by several guides.',
    memory: true,
  },
  {
    id: 'dpd-14',
    against: 'carrier',
    why: [...PARCEL, ...CONTENT, 'late'],
    carriers: ['dpd'],
    from: 'shipped',
    days: 14,
    since: '2025-01-01',
    source: 'DPD (UK): notice within fourteen days of shipping, as told by a guide to couriers’ terms.',
    memory: true,
  },
  {
    id: 'ups-14',
    against: 'carrier',
    why: CONTENT,
    carriers: ['ups'],
    from: 'delivered',
    days: 14,
    since: '2024-01-01',
    source: 'UPS, terms for Europe: damage and missing contents within fourteen days of delivery.',
    memory: true,
  },
  {
    id: 'ups-60',
    against: 'carrier',
    why: PARCEL,
    carriers: ['ups'],
    from: 'shipped',
    days: 60,
    since: '2024-01-01',
    source: 'UPS, terms for Europe: non-delivery within sixty days.',
    memory: true,
  },
  {
    id: 'la-poste-lost',
    against: 'carrier',
    why: PARCEL,
    carriers: ['colissimo', 'la-poste', 'chronopost'],
    from: 'shipped',
    days: 30,
    since: '2024-01-01',
    source: 'La Poste takes claims up to a year after posting (Code des postes, L. 10); business contracts ask for thirty days.',
    memory: true,
  },
  {
    id: 'fr-l133-3',
    against: 'carrier',
    why: CONTENT,
    carriers: ['colissimo', 'la-poste', 'chronopost', 'mondial-relay', 'relais-colis'],
    from: 'delivered',
    days: 3,
    since: '2009-12-10',
    source:
      'Code de commerce, L. 133-3: damage and partial loss within three days of delivery, public holidays not counted (counted here all the same).',
    memory: true,
  },
  // Everybody else: the strictest of the general law of carriage.
  {
    id: 'carriage-7',
    against: 'carrier',
    why: CONTENT,
    from: 'delivered',
    days: 7,
    since: '1998-07-01',
    source: 'CMR Art. 30(1) and HGB § 438(2): damage that does not show from outside, within seven days of delivery.',
  },
  {
    id: 'carriage-21',
    against: 'carrier',
    why: ['late'],
    from: 'delivered',
    days: 21,
    since: '1998-07-01',
    source: 'CMR Art. 30(3) and HGB § 438(3): late delivery, within twenty-one days.',
  },
  {
    id: 'carriage-lost',
    against: 'carrier',
    why: PARCEL,
    from: 'shipped',
    days: 30,
    since: '1998-07-01',
    source:
      'Our own: a month after posting. CMR Art. 20 and HGB § 424 presume loss after twenty to thirty days; many terms end soon after.',
  },
  {
    id: 'logistics-14',
    against: 'logistics',
    why: ['lost', 'damaged', 'late', 'misdelivered', 'missing_item', 'wrong_device', 'handling_error'],
    from: 'known',
    days: 14,
    since: '2026-01-01',
    source: 'Our own: two weeks after it was found. The contract with the service decides.',
  },
  {
    id: 'supplier-30',
    against: 'supplier',
    why: ['warranty', 'damaged', 'missing_item', 'wrong_device', 'late', 'lost'],
    from: 'known',
    days: 30,
    since: '2026-01-01',
    source: 'Our own: a month after the fault was found. Between traders notice is due without delay (HGB § 377, where it applies).',
  },
  {
    id: 'buyer-14',
    against: 'buyer',
    why: ['customer_damage', 'wrong_device', 'missing_item', 'damaged'],
    from: 'known',
    days: 14,
    since: '2026-01-01',
    source: 'Our own: two weeks after the inspection, while the buyer remembers the parcel.',
  },
  {
    id: 'channel-30',
    against: 'channel',
    why: ['payout_difference', 'handling_error', 'lost', 'late'],
    from: 'known',
    days: 30,
    since: '2026-01-01',
    source: 'Our own: a month after the payout’s statement.',
  },
];

export type DeadlineFound = {
  readonly dueAt: string;
  /** Null where a person set it; `source` then is that person's reason. */
  readonly rule: string | null;
  readonly source: string;
  readonly memory?: true;
};

export type DeadlineFacts = {
  readonly against: Against;
  readonly why: ClaimReason;
  /** The carrier's slug, or the other side's name. */
  readonly party: string;
  readonly shippedAt?: string;
  readonly deliveredAt?: string;
  /** When we learnt of it. */
  readonly knownAt: string;
  /** Whose days are counted. */
  readonly zone: string;
};

/** Ours, for a kind of claim that no row speaks of. */
const OTHERWISE: DeadlineRule = {
  id: 'own-30',
  against: 'channel',
  why: [],
  from: 'known',
  days: 30,
  since: '2026-01-01',
  source: 'Our own: a month after it was found.',
};

/** The row that says most about this carrier, and its date: the last moment of the local day. */
export function deadlineOf(facts: DeadlineFacts): DeadlineFound {
  const fits = DEADLINE_RULES.filter(({ against, why }) => against === facts.against && why.includes(facts.why));
  const rule = fits.find(({ carriers }) => carriers?.includes(facts.party)) ?? fits.find(({ carriers }) => !carriers) ?? OTHERWISE;
  const start = { shipped: facts.shippedAt, delivered: facts.deliveredAt, known: facts.knownAt }[rule.from];
  const from = start ?? [facts.shippedAt, facts.deliveredAt, facts.knownAt].filter((at) => at !== undefined).sort()[0]!;
  return {
    dueAt: endOfDayIn(addDays(localDate(from, facts.zone), rule.days), facts.zone),
    rule: rule.id,
    source: rule.source,
    ...(rule.memory && { memory: true }),
  };
}

/** Where a date comes from, in words: a person's own reason, or the row's source. */
export const deadlineSays = ({ rule, source }: DeadlineFound, language: Language): string =>
  (rule !== null && language !== 'en' && DEADLINE_SAYS[rule]?.[language]) || source;
