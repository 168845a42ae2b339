/** How the people of the simulation go about it: what they did is written down, and some of it two do at the same moment. */
import type { Random } from './random.ts';
import type { World } from './world.ts';

export type Deeds = {
  /** `$1` is the seller. */
  rows<T>(text: string, ...values: unknown[]): Promise<T[]>;
  /** Writes down what somebody was told. */
  noted<T>(what: string, work: Promise<T>): Promise<T>;
  /** Now and then the same thing by two at the same moment. */
  perhapsTwice(rate: number, work: () => Promise<unknown>): Promise<void>;
};

export function deedsOf({ admin, sellerId, note, race }: World, dice: Random): Deeds {
  return {
    rows: async <T>(text: string, ...values: unknown[]) => (await admin.query(text, [sellerId, ...values])).rows as T[],
    async noted(what, work) {
      const done = await work;
      const { ok, refusal } = done as { ok?: boolean; refusal?: unknown };
      note(`${what}: ${ok === false ? JSON.stringify(refusal) : 'done'}`);
      return done;
    },
    async perhapsTwice(rate, work) {
      await race(dice.chance(rate) ? [work, work] : [work]);
    },
  };
}
