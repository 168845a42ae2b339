import { z } from 'zod';
import { readSettings } from '../app/settings.ts';
import { createContext } from '../app/wire.ts';
import { failed } from '../channels/channel.ts';
import { putConnection, readConnection } from '../store/connections.ts';
import { fillIn, reachDatabase } from './ready.ts';
import { optionsOf, UsageError } from './usage.ts';

const Asked = z.object({
  seller: z.string(),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'small letters, figures or dashes'),
  kind: z.enum(['backmarket', 'shop']),
  name: z.string().trim().min(1).max(200),
  'base-url': z.url({ protocol: /^https?$/ }),
  market: z.string().regex(/^[a-z]{2}-[a-z]{2}$/, 'such as fr-fr'),
});

/** Connects a seller to a channel, and asks the channel whether it answers. The token comes from RETOUR_CHANNEL_TOKEN, not from the shell's history. */
export async function run(args: readonly string[]): Promise<number> {
  const asked = Asked.safeParse({
    slug: 'backmarket',
    kind: 'backmarket',
    name: 'Back Market',
    'base-url': 'https://www.backmarket.fr',
    market: 'fr-fr',
    ...optionsOf(args, Object.keys(Asked.shape)),
  });
  if (!asked.success) throw new UsageError(asked.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'));
  const wanted = asked.data;
  const token = process.env['RETOUR_CHANNEL_TOKEN'] ?? '';
  if (wanted.kind === 'backmarket' && token === '')
    throw new UsageError('RETOUR_CHANNEL_TOKEN: set the token of the channel’s back office.');
  const settings = readSettings(process.env);
  const database = await reachDatabase(settings);
  try {
    const ctx = await createContext(fillIn({ ...settings, demo: false }, database.url, 'warn'));
    try {
      const seller = ctx.sellers.bySlug(wanted.seller);
      if (!seller) throw new UsageError(`There is no seller "${wanted.seller}".`);
      if (seller.sandbox) throw new UsageError('The demo seller stays in its sandbox.');
      const polled = wanted.kind === 'backmarket';
      const made = {
        slug: wanted.slug,
        kind: wanted.kind,
        name: wanted.name,
        settings: polled ? { baseUrl: wanted['base-url'], market: wanted.market } : {},
        secrets: token === '' ? {} : { token },
        next_poll_at: polled ? ctx.clock.realNow() : null,
      };
      const connection = await ctx.db.withSeller(seller.id, async (tx) => {
        await putConnection(tx, made);
        return (await readConnection(tx, made.slug))!;
      });
      const answer = await ctx.channel(seller, connection).probe();
      console.log(failed(answer) ? `Connected, but it does not answer as it should: ${answer.says}` : `Connected: ${answer.says}`);
      return failed(answer) ? 1 : 0;
    } finally {
      await ctx.close();
    }
  } finally {
    await database.stop();
  }
}
