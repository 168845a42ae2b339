/** Bad lots over HTTP (M28): what came back beyond chance, what pulling it would do, and the click that does it. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { acceptPull, dismissPull, lookForBadLots, planPull, type PullAct, stopsOfPull, undoPull } from '../app/pulls.ts';
import type { Language } from '../core/access.ts';
import { isUuid } from '../core/ids.ts';
import { clusterSays, groupSays } from '../core/quality/explain.ts';
import { casesOf, countPulled, lastLook, listPulls, type PullRow, readPull } from '../store/pulls.ts';
import { only } from './auth.ts';
import { problem } from './problems.ts';

const Pull = z
  .object({
    id: z.string(),
    state: z.enum(['open', 'accepted', 'dismissed', 'expired']),
    says: z.string().describe('What came back, what would be expected, and how seldom chance does that.'),
    group: z.string(),
    sku: z.string().nullable(),
    supplier: z.string().nullable(),
    lot: z.string().nullable(),
    fault: z.string(),
    why: z.enum(['beyond_chance', 'most']),
    sold: z.int(),
    faulty: z.int(),
    expected: z.number(),
    chance: z.number().describe('How often chance alone shows as many or more: an exact figure, not below 1e-12.'),
    asked: z.int().describe('How many groups and faults were asked in the same look.'),
    since: z.string(),
    until: z.string(),
    proposedAt: z.string(),
    decidedAt: z.string().nullable(),
    decidedBy: z.string().nullable(),
    because: z.string().nullable(),
  })
  .meta({ id: 'Pull' });

const PullPage = Pull.extend({
  units: z
    .array(
      z.object({ sku: z.string(), forSale: z.int(), held: z.int(), others: z.int().describe('Other units of the SKU that are for sale.') }),
    )
    .describe('What of the group is in stock now.'),
  stops: z.array(z.string()).describe('SKUs whose offers accepting would stop.'),
  stays: z.array(z.string()).describe('SKUs that stay on offer: other units of them are in stock.'),
  pulled: z.object({ units: z.int(), still: z.int() }).describe('Units that were pulled, and those that have not moved since.'),
  listings: z.array(
    z.object({
      channel: z.string(),
      sku: z.string(),
      state: z.enum(['stopping', 'stopped', 'no_listing', 'resuming', 'resumed', 'failed']),
      quantity: z.int().nullable().describe('How many pieces were on offer before.'),
      says: z.string().nullable(),
      at: z.string(),
    }),
  ),
  cases: z.array(
    z.object({
      returnId: z.string(),
      rma: z.string(),
      title: z.string(),
      sku: z.string(),
      lot: z.string().nullable(),
      verdict: z.string().nullable(),
      openedAt: z.string(),
    }),
  ),
});

const pullView = (pull: PullRow, language: Language): z.output<typeof Pull> => {
  const { why, sold, faulty, expected, chance, asked, since, until } = pull.evidence;
  return {
    id: pull.id,
    state: pull.state,
    says: clusterSays({ ...pull, why, sold, faulty, expected, chance, asked }, language),
    group: groupSays(pull, language),
    sku: pull.sku,
    supplier: pull.supplier,
    lot: pull.lot,
    fault: pull.fault,
    why,
    sold,
    faulty,
    expected,
    chance,
    asked,
    since,
    until,
    proposedAt: pull.proposed_at,
    decidedAt: pull.decided_at,
    decidedBy: pull.decided_by,
    because: pull.decided_says,
  };
};

export const pulls =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const params = z.object({ id: z.string() });
    const Look = z.object({ at: z.string(), groups: z.int(), found: z.int() }).nullable();

    app.get(
      '/pulls',
      {
        schema: {
          operationId: 'listPulls',
          tags: ['stock'],
          summary: 'Groups of units that come back with a fault beyond chance; open ones first',
          response: { 200: z.object({ items: z.array(Pull), lastLook: Look }) },
        },
      },
      async (request) => {
        const { sellerId, language } = request.caller;
        return ctx.db.withSeller(sellerId, async (tx) => {
          const [rows, look] = await Promise.all([listPulls(tx), lastLook(tx)]);
          return {
            items: rows.map((row) => pullView(row, language)),
            lastLook: look && { at: look.at, groups: look.groups, found: look.found },
          };
        });
      },
    );

    app.post(
      '/pulls/looks',
      {
        schema: {
          operationId: 'lookForBadLots',
          tags: ['stock'],
          summary: 'Look through the sales of half a year now; it is done every night by itself',
          response: { 200: z.object({ asked: z.int(), proposed: z.int(), standing: z.int() }) },
        },
      },
      async (request) => {
        only(request.caller, 'warehouse', 'manager', 'administrator');
        return lookForBadLots(ctx, request.caller.sellerId);
      },
    );

    const page = async (sellerId: string, id: string, language: Language): Promise<z.output<typeof PullPage>> => {
      const found = isUuid(id)
        ? await ctx.db.withSeller(sellerId, async (tx) => {
            const pull = await readPull(tx, id);
            if (!pull) return null;
            const { since, until } = pull.evidence;
            const [plan, pulled, listings, cases] = await Promise.all([
              planPull(tx, pull),
              countPulled(tx, id),
              stopsOfPull(tx, id),
              casesOf(tx, pull, pull.fault, since, until),
            ]);
            return { pull, plan, pulled, listings, cases };
          })
        : null;
      if (!found) throw problem('not_found', { detail: `There is no proposal ${id}.` });
      const { pull, plan, pulled, listings, cases } = found;
      return {
        ...pullView(pull, language),
        units: plan.reach.map(({ sku, for_sale, held, others }) => ({ sku, forSale: for_sale, held, others })),
        stops: [...plan.stops],
        stays: [...plan.stays],
        pulled: { units: pulled.pulled, still: pulled.still },
        listings: listings.map(({ channel, sku, state, before, says, moved_at }) => ({
          channel,
          sku,
          state,
          quantity: before?.quantity ?? null,
          says,
          at: moved_at,
        })),
        cases: cases.map(({ return_id, opened_at, ...rest }) => ({ ...rest, returnId: return_id, openedAt: opened_at })),
      };
    };

    app.get(
      '/pulls/:id',
      {
        schema: {
          operationId: 'getPull',
          tags: ['stock'],
          summary: 'A proposal with its evidence, and what accepting it would do',
          params,
          response: { 200: PullPage },
        },
      },
      async (request) => page(request.caller.sellerId, request.params.id, request.caller.language),
    );

    const SAYS = {
      not_open: 'This proposal was decided already.',
      not_accepted: 'Only a pull that was done can be taken back.',
    } as Readonly<Record<string, string>>;
    const answered = async (
      request: { params: { id: string }; caller: { sellerId: string; language: Language } },
      act: (id: string) => Promise<PullAct>,
    ) => {
      const { id } = request.params;
      const done = isUuid(id) ? await act(id) : ({ ok: false, refusal: 'not_found' } as const);
      if (!done.ok) throw problem(done.refusal, { ...(SAYS[done.refusal] && { detail: SAYS[done.refusal] }) });
      return page(request.caller.sellerId, id, request.caller.language);
    };

    app.post(
      '/pulls/:id/acceptance',
      {
        schema: {
          operationId: 'acceptPull',
          tags: ['stock'],
          summary: 'Pull the units of the group that are for sale, and stop their offers',
          params,
          response: { 200: PullPage },
        },
      },
      async (request) => {
        only(request.caller, 'warehouse', 'manager', 'administrator');
        return answered(request, (id) => acceptPull(ctx, request.caller.sellerId, id, request.caller.actor));
      },
    );
    app.delete(
      '/pulls/:id/acceptance',
      {
        schema: {
          operationId: 'undoPull',
          tags: ['stock'],
          summary: 'Take the pull back: units that have not moved since are for sale again, offers stand as they were',
          params,
          response: { 200: PullPage },
        },
      },
      async (request) => {
        only(request.caller, 'warehouse', 'manager', 'administrator');
        return answered(request, (id) => undoPull(ctx, request.caller.sellerId, id, request.caller.actor));
      },
    );
    app.post(
      '/pulls/:id/dismissal',
      {
        schema: {
          operationId: 'dismissPull',
          tags: ['stock'],
          summary: 'Leave the group on sale, with the reason; it is proposed again when clearly more has come back',
          params,
          body: z.object({ because: z.string().trim().min(1, 'must not be empty').max(2000) }),
          response: { 200: PullPage },
        },
      },
      async (request) => {
        only(request.caller, 'warehouse', 'manager', 'administrator');
        return answered(request, (id) => dismissPull(ctx, request.caller.sellerId, id, request.body.because, request.caller.actor));
      },
    );
  };
