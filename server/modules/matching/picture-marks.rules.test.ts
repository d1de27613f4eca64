import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { markPicture } from './drivers/sharp-prints.ts';
import { decodeMarks, encodeMarks, isReused, keptKeys, soughtKeys, type PictureMark } from './picture-marks.rules.ts';

const WIDTH = 640;
const HEIGHT = 480;

function chance(seed: number): (below: number) => number {
  let state = seed * 7919 + 17;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

const draw = (width: number, height: number, inside: string): Promise<Buffer> =>
  sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`))
    .flatten({ background: '#fff' })
    .jpeg({ quality: 90 })
    .toBuffer();

/** Houses of a street, and what stands and drives there now. */
function street({ place, moment }: { place: number; moment: number }): Promise<Buffer> {
  const [of, now] = [chance(place), chance(moment + 1000)];
  const grey = (value: number): string => `rgb(${value},${value},${value})`;
  const houses = Array.from(
    { length: 5 },
    (_, at) =>
      `<rect x="${at * 130 + of(60) - 20}" y="${80 + of(150)}" width="${80 + of(80)}" height="300" fill="${grey(80 + of(150))}"/>`,
  );
  const windows = Array.from(
    { length: 14 },
    () =>
      `<rect x="${of(WIDTH)}" y="${120 + of(200)}" width="${10 + of(30)}" height="${15 + of(35)}" fill="${grey(of(90))}"/>`,
  );
  const things = Array.from({ length: 6 }, () => {
    const fill = `rgb(${now(256)},${now(256)},${now(256)})`;
    return now(2) === 0
      ? `<ellipse cx="${now(WIDTH)}" cy="${230 + now(180)}" rx="${15 + now(50)}" ry="${30 + now(70)}" fill="${fill}"/>`
      : `<rect x="${now(WIDTH)}" y="${230 + now(180)}" width="${50 + now(160)}" height="${40 + now(90)}" fill="${fill}"/>`;
  });
  const sky = `<rect width="100%" height="100%" fill="${grey(170 + of(60))}"/>`;
  const road = `<polygon points="0,480 640,480 ${400 + of(80)},300 ${200 + of(60)},300" fill="${grey(60 + of(70))}"/>`;
  return draw(WIDTH, HEIGHT, [sky, ...houses, ...windows, road, ...things].join(''));
}

/** The same printed form, filled in by another hand and laid down a little differently. */
function form(seed: number): Promise<Buffer> {
  const of = chance(seed);
  const lines = [
    'FIR No',
    'District',
    'PS',
    'Year',
    'Date',
    'Act',
    'Sections',
    'Day',
    'Time',
    'GD',
    'Type',
    'Place',
  ].map((name, at) => {
    const strokes = Array.from({ length: 10 + of(20) }, () => `l${3 + of(10)} ${of(16) - 8}`).join(' ');
    const y = 115 + at * 46;
    return `<text x="44" y="${y}" font-size="14">${name}</text><path d="M130 ${y} ${strokes}" stroke="#114" fill="none" stroke-width="2"/>`;
  });
  const sheet = `<text x="110" y="60" font-size="26">FIRST INFORMATION REPORT</text><rect x="30" y="80" width="420" height="620" fill="none" stroke="#000" stroke-width="3"/>${lines.join('')}`;
  return draw(
    480,
    740,
    `<g transform="translate(${of(20) - 10},${of(20) - 10}) rotate(${of(5) - 2} 240 370)">${sheet}</g>`,
  );
}

const cut =
  (left: number, top: number, wide: number, high: number) =>
  (bytes: Buffer): Promise<Buffer> =>
    sharp(bytes)
      .extract({
        left: Math.round(left * WIDTH),
        top: Math.round(top * HEIGHT),
        width: Math.round(wide * WIDTH),
        height: Math.round(high * HEIGHT),
      })
      .jpeg({ quality: 60 })
      .toBuffer();
const again =
  (quality: number) =>
  (bytes: Buffer): Promise<Buffer> =>
    sharp(bytes).jpeg({ quality }).toBuffer();
const scaled =
  (by: number) =>
  (bytes: Buffer): Promise<Buffer> =>
    sharp(bytes)
      .resize(Math.round(WIDTH * by))
      .jpeg({ quality: 60 })
      .toBuffer();
const stamp = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect y="422" width="640" height="58" fill="rgba(0,0,0,.5)"/><text x="20" y="465" font-size="44" fill="white">GPS CAMERA 20/11</text></svg>`,
);
const stamped = (bytes: Buffer): Promise<Buffer> =>
  sharp(bytes)
    .composite([{ input: stamp }])
    .jpeg({ quality: 60 })
    .toBuffer();

const CHANGES: readonly [string, (bytes: Buffer) => Promise<Buffer>][] = [
  ...[40, 60, 80].map((quality) => [`compressed to ${quality}`, again(quality)] as const),
  ...[0.3, 0.5, 2].map((by) => [`scaled by ${by}`, scaled(by)] as const),
  ['stamped by a camera app', stamped],
  ['cut all round', cut(0.05, 0.05, 0.9, 0.9)],
  ['cut at a corner', cut(0, 0.1, 0.9, 0.9)],
  ['cut at the left', cut(0.1, 0, 0.9, 1)],
  ['cut at the top', cut(0, 0.1, 1, 0.9)],
  ['cut anywhere', cut(0.0625, 0.03, 0.9, 0.9)],
  ['cut a little', cut(0.0625, 0.0625, 0.906, 0.908)],
  ['cut at the foot', cut(0, 0, 1, 0.9)],
].map(([name, change]) => [name, change] as [string, (bytes: Buffer) => Promise<Buffer>]);

/** As the desk does it: looked up by numbers, confirmed by what was found. */
function isFound(known: readonly PictureMark[], one: readonly PictureMark[]): boolean {
  const kept = new Set(keptKeys(known));
  return soughtKeys(one).some((key) => kept.has(key)) && isReused(known, one);
}

const SCENES = Array.from({ length: 12 }, (_, at) => at + 1);

describe('a picture used once more', () => {
  let pictures: { bytes: Buffer; marks: PictureMark[] }[];
  beforeAll(async () => {
    pictures = await Promise.all(
      SCENES.map(async (seed) => {
        const bytes = await street({ place: seed, moment: seed });
        return { bytes, marks: await markPicture(bytes) };
      }),
    );
  }, 60_000);

  it.each(CHANGES)('is found %s, whichever came first', async (_name, change) => {
    for (const { bytes, marks } of pictures) {
      const changed = await markPicture(await change(bytes));
      expect([isFound(marks, changed), isFound(changed, marks)]).toEqual([true, true]);
    }
  });

  it('is not found in another place', () => {
    const pairs = pictures.flatMap((one, at) =>
      pictures.slice(at + 1).map((other) => [one.marks, other.marks] as const),
    );
    expect(pairs.filter(([a, b]) => isReused(a, b))).toHaveLength(0);
  });

  it('is not the same street at another moment, nor the same form in another hand', async () => {
    const streets = await Promise.all(
      [1, 2, 3, 4].map(async (moment) => markPicture(await street({ place: 77, moment: moment * 31 }))),
    );
    const forms = await Promise.all([1, 2, 3, 4, 5, 6].map(async (seed) => markPicture(await form(seed))));
    for (const group of [streets, forms])
      for (const [at, one] of group.entries())
        expect(group.slice(at + 1).filter((other) => isReused(one, other))).toHaveLength(0);
  });

  it('has nothing to be known by when it is blank, or no picture', async () => {
    const blank = await draw(WIDTH, HEIGHT, '<rect width="100%" height="100%" fill="#556"/>');
    expect(await markPicture(blank)).toEqual([]);
    expect(await markPicture(Buffer.from('no picture'))).toEqual([]);
    expect([keptKeys([]), soughtKeys([]), isReused([], [])]).toEqual([[], [], false]);
  });

  it('is stored and read again as it was, under few numbers', () => {
    for (const { marks } of pictures) {
      expect(decodeMarks(encodeMarks(marks))).toEqual(marks);
      expect(keptKeys(marks).length).toBeLessThanOrEqual(75);
      expect(soughtKeys(marks).length).toBeLessThanOrEqual(2600);
    }
  });
});
