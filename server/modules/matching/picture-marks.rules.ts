import {
  CROPS,
  hashOf,
  isBlank,
  printDistance,
  shrink,
  wavesOf,
  type Crop,
  type GreyPicture,
} from './picture-hash.rules.ts';

/** What a part of a picture is found and known by. */
export interface PictureMark {
  /** 64 signs. */
  readonly print: bigint;
  /** 256 signs, which tell two sheets of one form apart, and two pictures of one street. */
  readonly fine: bigint;
  /** Places of the least sure signs of the print, band by band. */
  readonly unsure: readonly (readonly number[])[];
}

const LOW = 8;
const FINE_LOW = 16;
/** As pictures are cut, and what remains where a tenth was cut from one or two sides. */
const COARSE_PARTS: readonly Crop[] = [
  ...CROPS,
  ...([
    [0.1, 0, 0.9, 1],
    [0, 0, 0.9, 1],
    [0.05, 0, 0.9, 1],
    [0, 0.1, 1, 0.9],
    [0, 0, 1, 0.9],
    [0, 0.05, 1, 0.9],
  ] as const),
];
const STEPS = [0, 1 / 30, 2 / 30, 0.1] as const;
const isCorner = (step: number): boolean => step === 0 || step === 0.1;
/** A tenth may be cut at any place: no cut is further than a sixtieth from one of these. */
const PARTS: readonly Crop[] = [
  ...COARSE_PARTS,
  ...STEPS.flatMap((left) => STEPS.map((top) => [left, top, 0.9] as const)).filter(
    ([left, top]) => !(isCorner(left) && isCorner(top)),
  ),
];

/** The first sign is how bright the picture is, which tells nothing; the others fall into bands. */
const FIRST_SIGN = 1;
const BANDS = [0, 1, 2] as const;
const BAND_SIGNS = 21;
const MOST_UNSURE = 6;
const placesOf = (band: number): number[] =>
  Array.from({ length: BAND_SIGNS }, (_, at) => FIRST_SIGN + band * BAND_SIGNS + at);

function markOf(picture: GreyPicture, part: Crop): PictureMark {
  const grey = shrink(picture, part);
  const coarse = wavesOf(grey, LOW);
  const { waves, middle } = coarse;
  const doubt = (at: number): number => Math.abs((waves[at] ?? 0) - middle);
  return {
    print: hashOf(coarse),
    fine: hashOf(wavesOf(grey, FINE_LOW)),
    unsure: BANDS.map((band) =>
      placesOf(band)
        .sort((a, b) => doubt(a) - doubt(b))
        .slice(0, MOST_UNSURE),
    ),
  };
}

/**
 * Marks of a picture, of the whole first, then of its parts: one at a time, so that whoever asks can let others go first.
 * A blank one has none.
 */
export function* pictureMarks(picture: GreyPicture): Generator<PictureMark> {
  if (isBlank(picture)) return;
  for (const part of PARTS) yield markOf(picture, part);
}

const BAND_MASK = (1n << BigInt(BAND_SIGNS)) - 1n;
const keyOf = ({ print, band, isWhole }: { print: bigint; band: number; isWhole: boolean }): number =>
  Number((print >> BigInt(FIRST_SIGN + band * BAND_SIGNS)) & BAND_MASK) * 8 + band * 2 + (isWhole ? 1 : 0);

/** Numbers that a picture is kept under, so that an index finds it: each of its marks by each band. */
export const keptKeys = (marks: readonly PictureMark[]): number[] => [
  ...new Set(marks.flatMap(({ print }, at) => BANDS.map((band) => keyOf({ print, band, isWhole: at === 0 })))),
];

/**
 * Numbers to ask for: those of pictures that have a band in common with this one, its least sure signs turned either
 * way. The whole is looked for among the parts of others, its coarse parts among their wholes.
 */
export function soughtKeys(marks: readonly PictureMark[]): number[] {
  const keys = new Set<number>();
  marks.slice(0, COARSE_PARTS.length).forEach(({ print, unsure }, part) => {
    for (const band of BANDS) {
      let variants = [print];
      for (const sign of unsure[band] ?? []) variants = variants.flatMap((one) => [one, one ^ (1n << BigInt(sign))]);
      for (const one of variants) {
        keys.add(keyOf({ print: one, band, isWhole: true }));
        if (part === 0) keys.add(keyOf({ print: one, band, isWhole: false }));
      }
    }
  });
  return [...keys];
}

/** So near that nothing else was, however alike, among the pictures it was measured on. */
const SURE = 6;
/** Near enough when the finer signs agree too. */
const NEAR = 14;
const FINE_NEAR = 48;

function isLike(a: PictureMark, b: PictureMark): boolean {
  const distance = printDistance(a.print, b.print);
  return distance <= SURE || (distance <= NEAR && printDistance(a.fine, b.fine) <= FINE_NEAR);
}

/** Whether one is the other, compressed, scaled, marked or cut by a tenth. Compares each whole with all of the other. */
export function isReused(a: readonly PictureMark[], b: readonly PictureMark[]): boolean {
  const [wholeA, wholeB] = [a[0], b[0]];
  if (!wholeA || !wholeB) return false;
  return b.some((mark) => isLike(wholeA, mark)) || a.some((mark) => isLike(wholeB, mark));
}

const WORD = 8;
const FINE_WORDS = 4;
const MARK_BYTES = WORD + WORD * FINE_WORDS + BANDS.length * MOST_UNSURE;

/** Marks side by side, as they are stored. */
export function encodeMarks(marks: readonly PictureMark[]): Uint8Array {
  const bytes = new Uint8Array(MARK_BYTES * marks.length);
  const view = new DataView(bytes.buffer);
  marks.forEach(({ print, fine, unsure }, at) => {
    const start = MARK_BYTES * at;
    view.setBigUint64(start, print);
    for (let word = 0; word < FINE_WORDS; word++)
      view.setBigUint64(start + WORD * (1 + word), BigInt.asUintN(64, fine >> BigInt(64 * word)));
    bytes.set(unsure.flat(), start + WORD * (1 + FINE_WORDS));
  });
  return bytes;
}

export function decodeMarks(bytes: Uint8Array): PictureMark[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / MARK_BYTES) }, (_, at) => {
    const start = MARK_BYTES * at;
    let fine = 0n;
    for (let word = 0; word < FINE_WORDS; word++)
      fine |= view.getBigUint64(start + WORD * (1 + word)) << BigInt(64 * word);
    const places = [...bytes.subarray(start + WORD * (1 + FINE_WORDS), start + MARK_BYTES)];
    return {
      print: view.getBigUint64(start),
      fine,
      unsure: BANDS.map((band) => places.slice(band * MOST_UNSURE, (band + 1) * MOST_UNSURE)),
    };
  });
}
