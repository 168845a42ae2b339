/** The play world over HTTP: the toy marketplace's API and pages, the carrier's counter, the mailbox, and the clock that can be moved. */
import type { FastifyInstance } from 'fastify';
import { newId } from '../app/context.ts';
import { advanceClock, drainEffects } from '../app/drain.ts';
import { keepMail } from '../app/intake.ts';
import { pollCarriers } from '../app/poll-carriers.ts';
import { pollChannel } from '../app/poll-channel.ts';
import type { WiredContext } from '../app/wire.ts';
import { sandboxMarketplace } from '../channels/backmarket/sandbox.ts';
import { sandboxMirakl } from '../channels/mirakl/sandbox.ts';
import { sandboxShop } from '../channels/rest/sandbox.ts';
import { sandboxShopify } from '../channels/shopify/sandbox.ts';
import { assert } from '../core/assert.ts';
import { progressUrl } from '../app/words.ts';
import type { SandboxPost } from '../carriers/sandbox/client.ts';
import { failed } from '../channels/channel.ts';
import { languageOf } from '../core/access.ts';
import { describeNext } from '../core/return/describe.ts';
import { nextStep } from '../core/return/next.ts';
import { findByChannelReturn, readReturn } from '../store/returns.ts';
import { listMails } from '../store/thread.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './demo.ts';
import type { SandboxCase } from './page.ts';
import { composeMail } from './post.ts';
import { sandboxPages } from './routes.ts';

const domainOf = (address: string): string => address.split('@').at(-1) ?? '';

export async function mountSandbox(ctx: WiredContext, app: FastifyInstance): Promise<void> {
  const { sandbox } = ctx;
  assert(sandbox, 'only where the demo is on');
  const toySeller = () => {
    const seller = ctx.sellers.all().find((s) => s.sandbox);
    assert(seller, 'the demo seller was made');
    return seller;
  };
  const now = () => ctx.clock.now(toySeller().id);
  // Our own client finds the toy marketplace at the address that we really listen on.
  app.addHook('onListen', async () => {
    const address = app.server.address();
    if (address && typeof address === 'object')
      sandbox.reach = { ...sandbox.reach, baseUrl: `http://127.0.0.1:${address.port}/sandbox/backmarket` };
  });

  app.get('/api/v1/demo', { schema: { hide: true } }, () => ({
    password: DEMO_PASSWORD,
    people: DEMO_PEOPLE.map(({ name, email, roles }) => ({ name, email, role: roles[0], roles })),
  }));
  await app.register(sandboxMarketplace({ db: sandbox.store, market: sandbox.market, now }));
  await app.register(sandboxMirakl({ db: sandbox.store, now }));
  await app.register(sandboxShopify({ db: sandbox.store, now }));
  await app.register(sandboxShop({ db: sandbox.store, now }));
  await app.register(
    sandboxPages({
      market: sandbox.market,
      now: async () => now(),
      advanceClock: (duration) => oneAtATime(() => advanceClock(ctx, toySeller().id, duration)),
      listMail: async (to) => {
        const mails = await ctx.db.withSeller(toySeller().id, (tx) => listMails(tx, to === undefined ? {} : { to }));
        return mails.map((mail) => ({
          to: mail.recipient,
          subject: mail.subject,
          text: mail.body_text,
          html: mail.body_html,
          at: mail.at,
          reference: `<${mail.id}@retour@${domainOf(toySeller().settings.mailFrom)}>`,
        }));
      },
      async receiveMail(mail) {
        const seller = toySeller();
        const id = newId(ctx, now());
        const bytes = 'raw' in mail ? mail.raw : await composeMail({ ...mail, to: seller.settings.mailFrom }, id, now());
        const kept = await keepMail(ctx, seller.id, { bytes, source: 'sandbox' });
        await drainEffects(ctx, seller.id);
        return { id: kept.id };
      },
      async dropParcel(trackingNumber) {
        const post = ctx.carriers['sandbox-post'] as SandboxPost;
        const dropped = await post.drop(trackingNumber, now());
        if (!failed(dropped)) await pollCarriers(ctx, toySeller().id);
        return dropped;
      },
      pokePoll: async () => void (await pollChannel(ctx, toySeller().id, 'backmarket')),
      caseOf: async (folderId) => {
        const seller = toySeller();
        return ctx.db.withSeller(seller.id, async (tx): Promise<SandboxCase | null> => {
          const id = await findByChannelReturn(tx, 'backmarket', String(folderId));
          const loaded = id === null ? null : await readReturn(tx, id);
          if (!loaded) return null;
          const { ret, buyer } = loaded;
          const portalUrl = progressUrl(ctx, seller, ret);
          return {
            rma: ret.rma,
            says: describeNext(nextStep(ret, ctx.holidays), languageOf(buyer.language), 'buyer'),
            portalUrl,
            deskUrl: `/returns/${ret.id}`,
            ...(ret.label &&
              ret.label.kind !== 'own' && {
                label: {
                  carrier: ctx.carriers[ret.label.carrier]?.name ?? ret.label.carrier,
                  trackingNumber: ret.label.trackingNumber,
                  url: portalUrl,
                  dropped: ret.milestones.dispatchedAt !== undefined,
                },
              }),
          };
        });
      },
    }),
  );
}

/** Two visitors who move the clock at once move it one after the other. */
let last: Promise<unknown> = Promise.resolve();
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work);
  last = next.catch(() => {});
  return next;
}
