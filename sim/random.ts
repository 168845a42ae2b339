/** A small generator of our own (splitmix into sfc32), so that a seed means the same run on every machine and version of Node. */
export type Random = {
  /** 0 ≤ x < 1 */
  next(): number;
  /** Whole, both ends included. */
  int(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Picks by weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  bytes(count: number): Uint8Array;
  /** A stream of its own: what is drawn there moves nothing here. */
  fork(name: string): Random;
};

export function random(seed: number | string): Random {
  let mixed = 0x9e3779b9;
  for (const sign of String(seed)) mixed = Math.imul(mixed ^ sign.codePointAt(0)!, 0x85ebca6b) ^ (mixed >>> 13);
  const splitmix = () => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let x = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return (x ^ (x >>> 15)) >>> 0;
  };
  let [a, b, c, counter] = [splitmix(), splitmix(), splitmix(), 1];
  const word = () => {
    const sum = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum;
  };
  for (let i = 0; i < 12; i++) word();
  const next = () => word() / 4_294_967_296;
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (from) => from[int(0, from.length - 1)]!,
    weighted(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
      return entries.at(-1)![0];
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => word() & 255),
    fork: (name) => random(`${seed}/${name}`),
  };
}
