/** RFC 9457 problem documents: a stable type that ends in the refusal's name, words for people, and errors field by field. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { RefusalName } from '../core/return/refusals.ts';
import { consolePage, PAGE_HEADERS } from './console-page.ts';

export type FieldError = { readonly path: string; readonly says: string };
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
};

/** Names are stable: programs may rely on them. */
export const problemType = (name: string): string => `https://retour.example/problems/${name}`;

/** What is refused before the core is asked. Everything else comes from the core's table of refusals. */
const EDGE: Readonly<Record<string, { status: number; title: string }>> = {
  invalid_request: { status: 400, title: 'The request is not well formed' },
  unauthenticated: { status: 401, title: 'Sign in, or send an API key' },
  wrong_signature: { status: 401, title: 'The signature is wrong' },
  wrong_password: { status: 401, title: 'E-mail or password is wrong' },
  not_your_duty: { status: 403, title: 'Your role does not include this' },
  foreign_origin: { status: 403, title: 'The request came from another site' },
  not_found: { status: 404, title: 'There is nothing here' },
  no_way_to_ask: { status: 409, title: 'The buyer can’t be asked: no address, no wish to be, or a channel that forbids it' },
  asked_already: { status: 409, title: 'The buyer was asked already whether it is well now' },
  unknown_person: { status: 422, title: 'There is no such colleague' },
  return_not_found: { status: 422, title: 'There is no such return' },
  mail_ended: { status: 409, title: 'Somebody has taken care of this mail' },
  mail_not_undoable: { status: 409, title: 'This mail can’t be taken back any more' },
  mailbox_known: { status: 409, title: 'This folder of this mailbox is read already' },
  password_missing: { status: 422, title: 'Enter the password of the mailbox' },
  stray_ended: { status: 409, title: 'Somebody has found out whose parcel this is' },
  nothing_known_of_it: { status: 422, title: 'Say something about the parcel: a number that stands on it, or what you see' },
  report_unreadable: { status: 422, title: 'No device could be read from this report' },
  report_of_another_device: { status: 422, title: 'The report does not speak of this device' },
  checklist_has_problems: { status: 422, title: 'The questions have problems' },
  order_not_found: { status: 404, title: 'This order is not known' },
  channel_not_found: { status: 404, title: 'There is no connection of this name' },
  connection_exists: { status: 409, title: 'There is a connection of this name already' },
  connection_refused: { status: 422, title: 'The channel did not accept this connection' },
  line_not_found: { status: 422, title: 'The order has no such line' },
  no_such_unit: { status: 422, title: 'The line has fewer units' },
  same_item_twice: { status: 422, title: 'The same item stands there twice' },
  no_items: { status: 422, title: 'Say which items' },
  version_conflict: { status: 409, title: 'Somebody changed this in the meantime' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key was used for another request' },
  unknown_country: { status: 422, title: 'There is no such country code' },
  unknown_currency: { status: 422, title: 'There is no such currency code' },
  policy_has_problems: { status: 422, title: 'The policy has problems' },
  unknown_version: { status: 422, title: 'There is no policy version of this name' },
  date_in_the_past: { status: 422, title: 'A policy decides from today on, or later' },
  already_published: { status: 409, title: 'This draft was published already' },
  simulation_running: { status: 409, title: 'A draft is being tried on the past already' },
  not_scheduled: { status: 409, title: 'Only a version whose day has not come can be taken back' },
  unknown_pack: { status: 422, title: 'There is no such policy pack' },
  channel_pays_nothing_out: { status: 422, title: 'This channel pays nothing out: its terms have no payout days' },
  file_empty: { status: 422, title: 'The file is empty' },
  not_a_table: { status: 422, title: 'The file is no table that can be read' },
  no_headings: { status: 422, title: 'No heading of the file was understood' },
  no_lines: { status: 422, title: 'The file has no lines' },
  too_many_lines: { status: 422, title: 'The file has too many lines' },
  field_missing: { status: 422, title: 'Something is needed that no column brings' },
  column_twice: { status: 422, title: 'Two columns are the same field' },
  import_moved: { status: 409, title: 'The import stands elsewhere by now' },
  export_moved: { status: 409, title: 'The export stands elsewhere by now' },
  export_running: { status: 409, title: 'An export is being made already' },
  statement_unreadable: { status: 422, title: 'The file is not a table that can be read' },
  statement_empty: { status: 422, title: 'The statement has no lines' },
  payout_day_missing: { status: 422, title: 'The file does not say when it is paid: give the day' },
  statement_has_troubles: { status: 422, title: 'Some lines can not be read; nothing was imported' },
  statement_known: { status: 409, title: 'This statement was imported before' },
  payout_closed: { status: 409, title: 'This payout is closed' },
  item_not_found: { status: 404, title: 'The payout has no such line' },
  item_settled: { status: 409, title: 'Nothing is open about this line' },
  nothing_to_claim: { status: 422, title: 'The channel owes nothing here: it paid more, or it is about nothing' },
  payout_unexplained: { status: 409, title: 'Some lines are neither explained nor claimed' },
  receipt_missing: { status: 409, title: 'The receipt of the bank is missing' },
  receipt_recorded: { status: 409, title: 'The receipt of the bank is on the books already' },
  payload_too_large: { status: 413, title: 'That is too large' },
  unsupported_media: { status: 415, title: 'This kind of content is not accepted' },
  not_a_picture: { status: 422, title: 'The file is not a picture that can be read' },
  wrong_language: { status: 422, title: 'The channel wants another language' },
  answered_meanwhile: { status: 409, title: 'Somebody wrote in the meantime' },
  files_not_taken: { status: 422, title: 'The channel does not take these files' },
  unknown_template: { status: 404, title: 'There is no such template' },
  template_has_problems: { status: 422, title: 'The template has problems' },
  dispute_closed: { status: 409, title: 'The dispute is closed' },
  not_now: { status: 409, title: 'This can’t be done as it stands now' },
  own_proposal: { status: 409, title: 'Whoever proposed it can’t accept it as well' },
  own_decision: { status: 409, title: 'Another person has to rule on it' },
  not_the_sellers: { status: 409, title: 'This is not ours to rule on' },
  no_mail_address: { status: 422, title: 'The order has no e-mail address to write to' },
  not_waiting: { status: 409, title: 'Somebody has answered this case' },
  not_sent: { status: 409, title: 'Nothing of this was sent' },
  gesture_left: { status: 409, title: 'It has left, and can’t be taken back any more' },
  order_cancelled: { status: 409, title: 'The order was called off' },
  part_ends_line: { status: 422, title: 'After a partial refund this channel would refund nothing more on the item' },
  nobody_pays: { status: 422, title: 'Nobody behind this channel can pay back an order without a return' },
  not_shipped: { status: 422, title: 'A part can be paid back only once the order has left' },
  nothing_left_to_pay_back: { status: 422, title: 'That is more than is left of what the buyer paid' },
  not_own_shop: { status: 422, title: 'Vouchers are for the seller’s own shops' },
  no_code: { status: 422, title: 'No code of this worth is left' },
  code_missing: { status: 422, title: 'The letter of a voucher needs the place of its code: {{code}}' },
  had_one: { status: 409, title: 'This buyer had a gesture not long ago' },
  over_cap: { status: 409, title: 'That is more than one order may get' },
  over_budget: { status: 409, title: 'That is more than is left of this month’s budget' },
  above_limit: { status: 409, title: 'Above the refund limit only finance or a manager may do this' },
  settings_have_problems: { status: 422, title: 'The rules can’t be meant like that' },
  notice_needed: { status: 409, title: 'This notice always goes out: law or the buyer’s next step demands it' },
  no_person: { status: 409, title: 'Only a signed-in person has a mailbox to try it with' },
  no_address: { status: 422, title: 'This is not an address of the web' },
  not_https: { status: 422, title: 'Only https addresses are called' },
  with_credentials: { status: 422, title: 'The address must not hold a name or password' },
  not_public: { status: 422, title: 'This address is not on the public internet' },
  too_many: { status: 409, title: 'There are as many as there may be' },
  too_many_requests: { status: 429, title: 'Too many requests: wait a moment' },
  internal: { status: 500, title: 'Something broke on our side' },
  not_ready: { status: 503, title: 'Not ready yet' },
};

/** Refusals that say "your input does not fit"; the other refusals of the core say "not now". */
const INPUT: ReadonlySet<string> = new Set([
  'unknown_item',
  'which_unit',
  'no_items',
  'same_item_twice',
  'because_missing',
  'asks_missing',
  'number_missing',
  'label_incomplete',
  'amount_missing',
  'amount_out_of_range',
  'amount_not_wanted',
  'wrong_currency',
  'more_than_paid',
  'not_fit_for_stock',
  'below_the_law',
  'defective_not_for_sale',
  'faulty_grade_not_for_sale',
  'unit_without_name',
  'photo_missing',
  'not_wiped',
  'not_tested',
]);

/** Thrown by handlers of `api/` only, caught by the error handler below: the HTTP edge's way to stop. */
export class HttpProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

export function problem(
  name: string,
  more: { detail?: string; errors?: readonly FieldError[]; facts?: Record<string, unknown> } = {},
): HttpProblem {
  const known = EDGE[name] ?? { status: INPUT.has(name) ? 422 : name === 'unknown_refund' ? 404 : 409, title: name.replaceAll('_', ' ') };
  return new HttpProblem({ type: problemType(name), title: known.title, status: known.status, ...more });
}

export const refusalProblem = (
  refusal: { readonly name: RefusalName; readonly facts: Record<string, unknown> },
  says: string,
): HttpProblem => problem(refusal.name, { detail: says, facts: refusal.facts });

export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (error instanceof HttpProblem) return send(request, reply, error.problem);
    if (hasZodFastifySchemaValidationErrors(error)) {
      const where = error.validationContext ?? 'body';
      return send(
        request,
        reply,
        problem('invalid_request', {
          errors: error.validation.map((issue) => ({
            path: `${where === 'body' ? '' : `${where}:`}${issue.instancePath.replace(/^\//, '').replaceAll('/', '.')}`,
            says: issue.message ?? 'is wrong',
          })),
        }).problem,
      );
    }
    if (error.statusCode === 429) return send(request, reply, problem('too_many_requests').problem);
    if (error.statusCode === 413) return send(request, reply, problem('payload_too_large').problem);
    if (error.statusCode === 415) return send(request, reply, problem('unsupported_media').problem);
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return send(request, reply, problem('invalid_request', { detail: error.message }).problem);
    }
    request.log.error({ err: error }, 'request failed');
    return send(request, reply, problem('internal', { detail: 'It was logged with this request’s id. Nothing was half done.' }).problem);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!;
    // A person in a browser gets the console's own page for it; a program gets a problem.
    const person =
      request.method === 'GET' && request.headers.accept?.includes('text/html') && !/^\/(api|sandbox|portal|assets)\b/.test(path);
    const page = person ? consolePage() : null;
    if (page) return reply.code(404).type('text/html; charset=utf-8').headers(PAGE_HEADERS).send(page);
    return send(request, reply, problem('not_found', { detail: `${request.method} ${path}` }).problem);
  });
}

function send(request: FastifyRequest, reply: FastifyReply, body: Problem) {
  if (body.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(body.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({ ...body, requestId: request.id });
}
