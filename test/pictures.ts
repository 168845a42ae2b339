/** Pictures for tests, drawn from a number: scenes of one kind (a phone on a table) that differ as photos of different phones do. */
import sharp from 'sharp';

/** A small generator of numbers in 0 … 1 (mulberry32): the same seed is the same picture. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const [WIDTH, HEIGHT] = [800, 600];

/** A dark phone with a cracked screen in the middle of a bright table, with a thing or two around it. */
export async function phoneOnTable(seed: number): Promise<Buffer> {
  const roll = dice(seed);
  const grey = (light: number) => `rgb(${Array(3).fill(Math.round(light)).join(' ')})`;
  const tall = HEIGHT * (0.6 + roll() * 0.2);
  const wide = tall * 0.48;
  const things = Array.from(
    { length: 1 + Math.floor(roll() * 3) },
    () =>
      `<ellipse cx="${roll() * WIDTH}" cy="${roll() * HEIGHT}" rx="${20 + roll() * 140}" ry="${20 + roll() * 110}" fill="${grey(90 + roll() * 130)}" opacity="${0.3 + roll() * 0.6}"/>`,
  );
  const cracks = Array.from(
    { length: 14 },
    () =>
      `<path d="M${(roll() - 0.5) * wide} ${(roll() - 0.5) * tall}l${(roll() - 0.5) * wide} ${(roll() - 0.5) * tall}" stroke="#dfe6ee" stroke-width="${1 + roll() * 4}"/>`,
  );
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
      <defs>
        <linearGradient id="table" gradientTransform="rotate(${roll() * 90})"><stop offset="0" stop-color="${grey(200 + roll() * 30)}"/><stop offset="1" stop-color="${grey(160 + roll() * 40)}"/></linearGradient>
        <radialGradient id="lamp" cx="${roll()}" cy="${roll()}" r="0.9"><stop offset="0" stop-color="#fff" stop-opacity="${0.2 + roll() * 0.3}"/><stop offset="1" stop-opacity="${0.1 + roll() * 0.3}"/></radialGradient>
      </defs>
      <rect width="100%" height="100%" fill="url(#table)"/>${things.join('')}
      <g transform="translate(${WIDTH * (0.5 + (roll() - 0.5) * 0.15)} ${HEIGHT * (0.5 + (roll() - 0.5) * 0.12)}) rotate(${roll() * 20 - 10})">
        <rect x="${-wide / 2}" y="${-tall / 2}" width="${wide}" height="${tall}" rx="24" fill="#15171a"/>${cracks.join('')}
      </g>
      <rect width="100%" height="100%" fill="url(#lamp)"/></svg>`),
  )
    .png()
    .toBuffer();
}

/** One colour, with the grain of a sensor: a lens held against a finger. */
export async function blank(light: number, seed = 1): Promise<Buffer> {
  const roll = dice(seed);
  const grain = Uint8Array.from({ length: 200 * 150 }, () => light + Math.round((roll() - 0.5) * 6));
  return sharp(grain, { raw: { width: 200, height: 150, channels: 1 } })
    .png()
    .toBuffer();
}

/** What becomes of a photo on its way through messengers and editors. */
export const TRAVELS: Readonly<Record<string, (photo: Buffer) => Promise<Buffer>>> = {
  'as a poor JPEG': (photo) => sharp(photo).jpeg({ quality: 30 }).toBuffer(),
  'as a poor WebP': (photo) => sharp(photo).webp({ quality: 40 }).toBuffer(),
  'at a third of its size': (photo) => sharp(photo).resize(260).jpeg({ quality: 70 }).toBuffer(),
  brighter: (photo) => sharp(photo).modulate({ brightness: 1.2 }).jpeg().toBuffer(),
  darker: (photo) => sharp(photo).modulate({ brightness: 0.8 }).jpeg().toBuffer(),
  'without colour': (photo) => sharp(photo).greyscale().jpeg().toBuffer(),
  'a little blurred': (photo) => sharp(photo).blur(2).jpeg().toBuffer(),
  'cropped by a hundredth on each side': (photo) =>
    sharp(photo)
      .extract({ left: 8, top: 6, width: WIDTH - 16, height: HEIGHT - 12 })
      .jpeg()
      .toBuffer(),
  // A camera that was held on its side: the pixels lie, a tag says how.
  'with the way up in a tag': (photo) => sharp(photo).rotate(270).jpeg().withMetadata({ orientation: 6 }).toBuffer(),
};
