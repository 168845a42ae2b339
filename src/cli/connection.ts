import { z } from 'zod';
import { editConnection, makeConnection } from '../app/connections.ts';
import { readSettings } from '../app/settings.ts';
import { createContext } from '../app/wire.ts';
import { CONNECTION_FIELDS, CONNECTION_KINDS } from '../core/connections.ts';
import { readConnection } from '../store/connections.ts';
import { fillIn, reachDatabase } from './ready.ts';
import { optionsOf, UsageError } from './usage.ts';

/** As options of the command: `--base-url`, `--market`, `--shop-id` … */
const dashed = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const OPEN_KEYS = [
  ...new Set(Object.values(CONNECTION_FIELDS).flatMap((fields) => fields.flatMap(({ key, secret }) => (secret ? [] : key)))),
];

const Asked = z.object({
  seller: z.string(),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'small letters, figures or dashes'),
  kind: z.enum(CONNECTION_KINDS),
  name: z.string().trim().min(1).max(200),
});

/**
 * Connects a seller to a channel once the channel has answered, or changes the connection of that slug. Keys come from the environment, not from the
 * shell's history: RETOUR_CHANNEL_TOKEN is the kind's first, RETOUR_CHANNEL_SECRET its second.
 */
export async function run(args: readonly string[]): Promise<number> {
  const given = optionsOf(args, [...Object.keys(Asked.shape), ...OPEN_KEYS.map(dashed)]);
  const kind = String(given['kind'] ?? 'backmarket');
  const asked = Asked.safeParse({ slug: kind, name: kind === 'backmarket' ? 'Back Market' : kind, ...given, kind });
  if (!asked.success) throw new UsageError(asked.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'));
  const wanted = asked.data;
  const fields = CONNECTION_FIELDS[wanted.kind];
  const keys = [process.env['RETOUR_CHANNEL_TOKEN'] ?? '', process.env['RETOUR_CHANNEL_SECRET'] ?? ''];
  const secrets = Object.fromEntries(fields.filter(({ secret }) => secret).map(({ key }, i) => [key, keys[i] ?? '']));
  const settings = Object.fromEntries(
    fields.flatMap(({ key, secret, usual }) => (secret ? [] : [[key, String(given[dashed(key)] ?? usual ?? '')]])),
  );
  const read = readSettings(process.env);
  const database = await reachDatabase(read);
  try {
    const ctx = await createContext(fillIn({ ...read, demo: false }, database.url, 'warn'));
    try {
      const seller = ctx.sellers.bySlug(wanted.seller);
      if (!seller) throw new UsageError(`There is no seller "${wanted.seller}".`);
      if (seller.sandbox) throw new UsageError('The demo seller stays in its sandbox.');
      const known = await ctx.db.withSeller(seller.id, (tx) => readConnection(tx, wanted.slug));
      if (known && known.kind !== wanted.kind)
        throw new UsageError(`"${wanted.slug}" is a connection of kind ${known.kind}: it stays what it is.`);
      const made = known
        ? await editConnection(ctx, seller.id, wanted.slug, { name: wanted.name, settings, secrets })
        : await makeConnection(ctx, seller.id, { ...wanted, settings, secrets });
      if (made.ok) {
        console.log(`Connected: ${made.says}`);
        return 0;
      }
      if (made.refusal === 'fields') {
        const second = fields.filter(({ secret }) => secret)[1]?.key;
        const option = (path: string) => {
          const [part, key = ''] = path.split('.');
          return part === 'settings' ? `--${dashed(key)}` : key === second ? 'RETOUR_CHANNEL_SECRET' : 'RETOUR_CHANNEL_TOKEN';
        };
        throw new UsageError(made.troubles.map(({ path, says }) => `${option(path)}: ${says}`).join('\n'));
      }
      console.log(made.refusal === 'connection_refused' ? `Not connected: ${made.failure.says}` : `Not connected: ${made.refusal}`);
      return 1;
    } finally {
      await ctx.close();
    }
  } finally {
    await database.stop();
  }
}
