import { z } from 'zod';
import { makeSeller } from '../app/make-seller.ts';
import { readSettings } from '../app/settings.ts';
import { createContext } from '../app/wire.ts';
import { LANGUAGES } from '../core/access.ts';
import { zoneOf } from '../core/calendar.ts';
import { isCountry } from '../core/policy/law/countries.ts';
import { packOf, PACKS } from '../core/policy/packs/packs.ts';
import { migrate } from '../store/migrate.ts';
import { fillIn, reachDatabase } from './ready.ts';
import { optionsOf, UsageError } from './usage.ts';

/** Slugs that stand for something else in the portal's addresses. */
const TAKEN = ['r', 'assets'];

const Asked = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,40}$/, 'two to forty small letters, figures or dashes')
    .refine((slug) => !TAKEN.includes(slug), 'is taken'),
  name: z.string().trim().min(1).max(200),
  country: z.string().refine(isCountry, 'no country of ISO 3166-1'),
  language: z.enum(LANGUAGES),
  'mail-from': z.email(),
  'refund-limit': z.string().regex(/^\d{1,9}$/, 'whole euros or whatever the currency is'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  policy: z.string().refine((name) => packOf(name) !== null, `one of ${Object.keys(PACKS).join(', ')}`),
  'return-address': z.string().refine((text) => text.split(';').length === 4, '"name; street; postal code; city"'),
  admin: z.email(),
  'admin-name': z.string().trim().min(1).max(200),
});

/**
 * Makes a seller and its first administrator, who signs in with the password of RETOUR_ADMIN_PASSWORD (a word on the command line
 * would stand in the shell's history).
 */
export async function run(args: readonly string[]): Promise<number> {
  const values = optionsOf(args, Object.keys(Asked.shape));
  const asked = Asked.safeParse({ language: 'en', currency: 'EUR', 'refund-limit': '1000', policy: 'backmarket-2026', ...values });
  if (!asked.success) throw new UsageError(asked.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'));
  const password = process.env['RETOUR_ADMIN_PASSWORD'] ?? '';
  if (password.length < 12) throw new UsageError('RETOUR_ADMIN_PASSWORD: set the first password, twelve signs or more.');
  const seller = asked.data;
  const settings = readSettings(process.env);
  const database = await reachDatabase(settings);
  try {
    await migrate(database.url);
    const ctx = await createContext(fillIn({ ...settings, demo: false }, database.url, 'warn'));
    try {
      if (ctx.sellers.bySlug(seller.slug)) throw new UsageError(`There is a seller "${seller.slug}" already.`);
      const [name = '', street = '', postalCode = '', city = ''] = seller['return-address'].split(';').map((part) => part.trim());
      await makeSeller(ctx, {
        seller: {
          slug: seller.slug,
          name: seller.name,
          country: seller.country,
          zone: zoneOf(seller.country),
          language: seller.language,
          sandbox: false,
          settings: {
            refundLimit: { minor: Number(seller['refund-limit']) * 100, currency: seller.currency },
            colour: '#0f5c63',
            mailFrom: seller['mail-from'],
            returnAddresses: { '*': { name, street, postalCode, city, country: seller.country } },
          },
        },
        policy: packOf(seller.policy)!,
        connections: [{ slug: 'shop', kind: 'shop', name: seller.name, polled: false }],
        people: [{ email: seller.admin, name: seller['admin-name'], language: seller.language, roles: ['administrator', 'manager'] }],
        password,
        since: packOf(seller.policy)!.effectiveFrom,
      });
      console.log(`${seller.name} is made. ${seller.admin} signs in at ${ctx.publicUrl}/; connect a marketplace with "retour connection".`);
      return 0;
    } finally {
      await ctx.close();
    }
  } finally {
    await database.stop();
  }
}
