/** What each webhook carries, as schemas: the OpenAPI document's `webhooks`, `docs/webhooks.md` and the tests speak of the same. */
import { SURVEY_TOPICS } from '../core/aftercare/answer.ts';
import { z } from 'zod';
import { CLAIM_REASONS, AGAINST, CLAIM_STATES } from '../core/claims/claim.ts';
import { ASSESSMENTS, AUTHORISATIONS, PARCELS, REASONS, SETTLEMENTS, STATUSES, VERDICTS } from '../core/return/model.ts';
import type { WebhookType } from '../app/webhooks.ts';

const Time = z.string().meta({ format: 'date-time' });
const Amount = z.string().describe('A decimal text, such as "369.00".');
const OccurredAt = Time.describe('When it happened; a carrier may tell of it later.');
const Version = z.int().describe('Of the thing it is about: of two messages about the same one, the higher is the later.');
const ItemKey = z.object({ lineId: z.string(), unit: z.int() });

const ReturnData = z.object({
  occurredAt: OccurredAt,
  returnId: z.string(),
  rma: z.string(),
  version: Version,
  status: z.enum(STATUSES),
  channel: z.string(),
  channelOrderId: z.string(),
  channelReturnId: z.string().optional(),
  items: z.array(
    ItemKey.extend({
      sku: z.string(),
      authorisation: z.enum(AUTHORISATIONS),
      parcel: z.enum(PARCELS),
      assessment: z.enum(ASSESSMENTS),
      settlement: z.enum(SETTLEMENTS),
    }),
  ),
});
const RefundData = ReturnData.extend({
  refund: z.object({ id: z.string(), amount: Amount, currency: z.string(), items: z.array(ItemKey) }),
});
const DisputeData = z.object({
  occurredAt: OccurredAt,
  disputeId: z.string(),
  code: z.string(),
  version: Version,
  returnId: z.string(),
  kind: z.string(),
  reason: z.string(),
  amount: Amount,
  currency: z.string(),
});

export const WEBHOOK_PAYLOADS: Readonly<Record<WebhookType, { readonly says: string; readonly data: z.ZodObject }>> = {
  'return.created': {
    says: 'A return was opened.',
    data: ReturnData.extend({ reasons: z.array(ItemKey.extend({ reason: z.enum(REASONS) })) }),
  },
  'return.decided': {
    says: 'It was accepted or refused, a person has to look, or the buyer was asked something.',
    data: ReturnData.extend({ outcome: z.enum(['approved', 'rejected', 'in_review', 'waiting_for_buyer']) }),
  },
  'return.updated': {
    says: 'Anything changed; `changes` names the events.',
    data: ReturnData.extend({ changes: z.array(z.string()) }),
  },
  'return.closed': { says: 'It is over; `status` says how: closed, rejected, cancelled or expired.', data: ReturnData },
  'parcel.delivered': {
    says: 'The buyer’s parcel arrived, in whole or in part: `items` names what came.',
    data: ReturnData.extend({
      items: z.array(ItemKey.extend({ sku: z.string() })),
      carrier: z.string().optional(),
      trackingNumber: z.string().optional(),
    }),
  },
  'inspection.done': {
    says: 'The bench has a finding.',
    data: ReturnData.extend({
      findings: z.array(ItemKey.extend({ verdict: z.enum(VERDICTS), grade: z.string().optional(), disposition: z.string().optional() })),
    }),
  },
  'refund.confirmed': { says: 'The money went back.', data: RefundData },
  'refund.failed': { says: 'The channel or bank refused it; a person looks into it.', data: RefundData },
  'dispute.opened': { says: 'A complaint, a marketplace’s case or a chargeback.', data: DisputeData },
  'dispute.closed': { says: 'It ended.', data: DisputeData.extend({ outcome: z.string(), settledBy: z.string() }) },
  'claim.changed': {
    says: 'A claim against a carrier, marketplace, supplier or buyer took a step.',
    data: z.object({
      occurredAt: OccurredAt,
      claimId: z.string(),
      code: z.string(),
      version: Version,
      state: z.enum(CLAIM_STATES),
      against: z.enum(AGAINST),
      why: z.enum(CLAIM_REASONS),
      amount: Amount,
      currency: z.string(),
      returnId: z.string().optional(),
    }),
  },
  'survey.answered': {
    says: 'A buyer said how it went, or whether it is well now. What they wrote is not in here.',
    data: z.object({
      occurredAt: OccurredAt,
      returnId: z.string(),
      rma: z.string(),
      version: Version,
      question: z.enum(['first', 'again']),
      score: z.int().describe('1 is very bad, 5 very good.'),
      topics: z.array(z.enum(SURVEY_TOPICS)),
      wrote: z.boolean(),
      contact: z.boolean().describe('They want to be contacted.'),
      changed: z.boolean().describe('Not the first answer to this question.'),
    }),
  },
  'follow_up.opened': {
    says: 'An unhappy answer: somebody owes the buyer a word.',
    data: z.object({
      occurredAt: OccurredAt,
      followUpId: z.string(),
      code: z.string(),
      version: Version,
      returnId: z.string(),
      rma: z.string(),
      score: z.int(),
      dueAt: Time,
      owner: z.string().nullable(),
    }),
  },
  'unit.moved': {
    says: 'A unit moved in stock.',
    data: z.object({
      occurredAt: OccurredAt,
      unitId: z.string(),
      sku: z.string(),
      version: Version,
      from: z.string(),
      to: z.string(),
      grade: z.string().nullable(),
      place: z.string().nullable(),
      returnId: z.string().nullable(),
    }),
  },
};

/** The document's `webhooks` (OpenAPI 3.1). */
export const webhooksDocument = (): Record<string, object> =>
  Object.fromEntries(
    Object.entries(WEBHOOK_PAYLOADS).map(([type, { says, data }]) => {
      const body = z.object({ type: z.literal(type), timestamp: Time.describe('When we took note of it.'), data });
      const { $schema: _, ...schema } = z.toJSONSchema(body, { target: 'draft-2020-12' });
      const header = (name: string, description: string) => ({
        name,
        in: 'header',
        required: true,
        description,
        schema: { type: 'string' },
      });
      return [
        type,
        {
          post: {
            operationId: `on_${type.replace('.', '_')}`,
            tags: ['webhooks'],
            summary: says,
            parameters: [
              header('webhook-id', 'The same at every attempt: what was seen once is not done again.'),
              header('webhook-timestamp', 'Seconds since 1970, of this attempt.'),
              header(
                'webhook-signature',
                '`v1,` and the HMAC-SHA-256 of `id.timestamp.body`; several, with blanks between, while a secret is being changed.',
              ),
            ],
            requestBody: { required: true, content: { 'application/json': { schema } } },
            responses: {
              '2XX': { description: 'Arrived: anything else, or no answer in 15 seconds, is tried again.' },
              '410': { description: 'Nobody listens here any more: the endpoint is switched off.' },
            },
          },
        },
      ];
    }),
  );
