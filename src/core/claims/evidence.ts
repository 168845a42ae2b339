/**
 * What proves a claim, by what it is about. A list to work through, never a gate: a claim without a photo that is in time is worth more than one
 * with a photo that is late.
 */
import type { Against, ClaimReason } from './claim.ts';

export const EVIDENCE_KINDS = [
  'declaration',
  'tracking',
  'carrier_answer',
  'value',
  'photo_item',
  'photo_parcel',
  'identity',
  'inspection',
  'statement',
  'contract',
  'repair_report',
  'other',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export type ChecklistEntry = { readonly kind: EvidenceKind; readonly need: 'must' | 'helps' };
const must = (...kinds: EvidenceKind[]): ChecklistEntry[] => kinds.map((kind) => ({ kind, need: 'must' }));
const helps = (...kinds: EvidenceKind[]): ChecklistEntry[] => kinds.map((kind) => ({ kind, need: 'helps' }));

const CARRIER: Readonly<Partial<Record<ClaimReason, readonly ChecklistEntry[]>>> = {
  lost: [...must('tracking', 'value'), ...helps('declaration', 'carrier_answer')],
  misdelivered: [...must('tracking', 'value', 'declaration'), ...helps('carrier_answer', 'photo_parcel')],
  damaged: [...must('photo_item', 'photo_parcel', 'value'), ...helps('tracking', 'inspection')],
  missing_item: [...must('photo_parcel', 'value'), ...helps('declaration', 'tracking')],
  late: [...must('tracking'), ...helps('contract')],
};
const BY_AGAINST: Readonly<Record<Against, readonly ChecklistEntry[]>> = {
  buyer: [...must('inspection', 'identity', 'photo_item'), ...helps('value', 'tracking')],
  carrier: [...must('tracking', 'value'), ...helps('photo_parcel')],
  logistics: [...must('inspection', 'photo_item'), ...helps('contract', 'tracking')],
  supplier: [...must('inspection', 'identity'), ...helps('photo_item', 'contract', 'repair_report')],
  channel: [...must('statement'), ...helps('contract', 'tracking')],
};

export const checklistFor = (against: Against, why: ClaimReason): readonly ChecklistEntry[] =>
  (against === 'carrier' ? CARRIER[why] : undefined) ?? BY_AGAINST[against];
