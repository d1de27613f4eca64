import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { isSamePicture } from '../picture-hash.rules.ts';
import { hashPicture } from './sharp-prints.ts';

const WIDTH = 640;
const HEIGHT = 480;

/** A scene of a sky, houses and vehicles, different for every seed. */
function scene(seed: number): Promise<Buffer> {
  let state = seed * 7919 + 17;
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const shapes = Array.from({ length: 14 }, () => {
    const colour = `rgb(${next(256)},${next(256)},${next(256)})`;
    return next(2) === 0
      ? `<rect x="${next(WIDTH)}" y="${next(HEIGHT)}" width="${40 + next(260)}" height="${40 + next(200)}" fill="${colour}"/>`
      : `<circle cx="${next(WIDTH)}" cy="${next(HEIGHT)}" r="${20 + next(110)}" fill="${colour}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="rgb(${next(200)},${next(200)},${next(200)})"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 92 }).toBuffer();
}

const watermark = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><text x="20" y="460" font-size="44" fill="white" stroke="black">NEWS 24x7 LIVE</text></svg>`,
);

const CHANGES: readonly [string, (bytes: Buffer) => Promise<Buffer>][] = [
  ['compressed hard', (bytes) => sharp(bytes).jpeg({ quality: 40 }).toBuffer()],
  ['made smaller', (bytes) => sharp(bytes).resize(320).jpeg({ quality: 60 }).toBuffer()],
  [
    'with a watermark',
    (bytes) =>
      sharp(bytes)
        .composite([{ input: watermark }])
        .jpeg({ quality: 60 })
        .toBuffer(),
  ],
  [
    'cut all round by a tenth',
    (bytes) => sharp(bytes).extract({ left: 32, top: 24, width: 576, height: 432 }).jpeg({ quality: 60 }).toBuffer(),
  ],
  [
    'cut at one corner',
    (bytes) => sharp(bytes).extract({ left: 0, top: 0, width: 576, height: 432 }).jpeg({ quality: 60 }).toBuffer(),
  ],
  [
    'cut at one side',
    (bytes) => sharp(bytes).extract({ left: 64, top: 0, width: 576, height: 480 }).jpeg({ quality: 60 }).toBuffer(),
  ],
];

const SEEDS = Array.from({ length: 20 }, (_, at) => at + 1);
const prints = async (bytes: Buffer): Promise<bigint[]> => (await hashPicture(bytes)) ?? [];

describe('pictures', () => {
  it.each(CHANGES)('are known again %s', async (_name, change) => {
    const known: boolean[] = [];
    for (const seed of SEEDS) {
      const bytes = await scene(seed);
      known.push(isSamePicture(await prints(bytes), await prints(await change(bytes))));
    }
    expect(known.filter(Boolean).length).toBeGreaterThanOrEqual(19);
  });

  it('stay apart when they show something else', async () => {
    const all = await Promise.all(SEEDS.map(async (seed) => prints(await scene(seed))));
    const joined = all.flatMap((one, at) => all.slice(at + 1).filter((other) => isSamePicture(one, other)));
    expect(joined).toHaveLength(0);
  });

  it('that cannot be read give none', async () => {
    expect(await hashPicture(Buffer.from('no picture'))).toBeNull();
  });
});
