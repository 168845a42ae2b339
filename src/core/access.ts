/** What people do here (M44). One person may hold several roles at a seller. */
export const ROLES = ['customer_service', 'warehouse', 'finance', 'manager', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Who acts: kept on every event. `system` is the product itself, `carrier` and `channel` are the outside speaking. */
export type Actor =
  | { readonly kind: 'staff'; readonly id: string; readonly name: string; readonly roles: readonly Role[] }
  | { readonly kind: 'api'; readonly id: string; readonly name: string; readonly roles: readonly Role[] }
  | { readonly kind: 'buyer' }
  | { readonly kind: 'channel'; readonly slug: string }
  | { readonly kind: 'carrier'; readonly slug: string }
  | { readonly kind: 'system'; readonly name: string };

export const rolesOf = (actor: Actor): readonly Role[] => (actor.kind === 'staff' || actor.kind === 'api' ? actor.roles : []);

/** The name under which somebody's act is on record. */
export const actorName = (actor: Actor): string => ('name' in actor ? actor.name : 'slug' in actor ? actor.slug : actor.kind);

/** Languages that the product speaks to buyers and staff (M17); English where a text is missing. */
export const LANGUAGES = ['en', 'fr', 'de', 'es', 'it'] as const;
export type Language = (typeof LANGUAGES)[number];
export const languageOf = (tag: string | undefined): Language => {
  const base = (tag ?? '').slice(0, 2).toLowerCase();
  return (LANGUAGES as readonly string[]).includes(base) ? (base as Language) : 'en';
};
