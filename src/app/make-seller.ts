/** A seller with its people, connections and policy: what a new account starts with. */
import type { Role } from '../core/access.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import { putConnection } from '../store/connections.ts';
import { insertPolicyVersion } from '../store/policies.ts';
import { insertSeller, type Seller } from '../store/platform.ts';
import { type Context, newId } from './context.ts';
import { addPerson } from './sign-in.ts';

export type NewSeller = {
  readonly seller: Omit<Seller, 'id' | 'clock_offset_ms'>;
  readonly policy: PolicyDocument;
  readonly connections: readonly {
    readonly slug: string;
    readonly kind: string;
    readonly name: string;
    readonly settings?: Record<string, unknown>;
    readonly polled: boolean;
  }[];
  readonly people: readonly { readonly email: string; readonly name: string; readonly language: string; readonly roles: readonly Role[] }[];
  readonly password: string;
  /** Since when the policy is in force (ISO 8601). */
  readonly since: string;
};

export async function makeSeller(ctx: Context, made: NewSeller): Promise<string> {
  const now = ctx.clock.realNow();
  const id = newId(ctx, now);
  await ctx.db.withPlatform((tx) => insertSeller(tx, { ...made.seller, id, clock_offset_ms: 0 }, now));
  await ctx.sellers.refresh();
  await ctx.db.withSeller(id, async (tx) => {
    for (const { slug, kind, name, settings = {}, polled } of made.connections) {
      await putConnection(tx, { slug, kind, name, settings, secrets: {}, next_poll_at: polled ? now : null });
    }
    await insertPolicyVersion(tx, {
      version: made.policy.version,
      name: made.policy.name,
      document: made.policy,
      effective_from: made.since,
      published_at: now,
      published_by: 'Retour',
      restores: null,
    });
  });
  for (const person of made.people) await addPerson(ctx, id, { ...person, password: made.password });
  return id;
}
