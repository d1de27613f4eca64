/** Grey values of a picture, row by row. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const SIDE = 32;
const LOW = 8;
const MOST_LOW = 16;

/** Where a part begins and how much of the picture it has, in shares of its sides; `high` is `wide` when it is left out. */
export type Crop = readonly [left: number, top: number, wide: number, high?: number];

/** Parts of the picture that are hashed beside the whole: what remains after a crop of about a tenth, wherever it was cut. */
export const CROPS: readonly Crop[] = [
  [0, 0, 1],
  [0.05, 0.05, 0.9],
  [0, 0, 0.9],
  [0.1, 0, 0.9],
  [0, 0.1, 0.9],
  [0.1, 0.1, 0.9],
];

const COSINES = Float64Array.from({ length: MOST_LOW * SIDE }, (_, at) =>
  Math.cos(((2 * (at % SIDE) + 1) * Math.floor(at / SIDE) * Math.PI) / (2 * SIDE)),
);

/** A part of the picture in 32 by 32 mean grey values. */
export function shrink({ width, height, pixels }: GreyPicture, [left, top, wide, high = wide]: Crop): Float64Array {
  const out = new Float64Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const fromX = Math.floor((left + (wide * column) / SIDE) * width);
      const fromY = Math.floor((top + (high * row) / SIDE) * height);
      const toX = Math.min(width, Math.max(fromX + 1, Math.floor((left + (wide * (column + 1)) / SIDE) * width)));
      const toY = Math.min(height, Math.max(fromY + 1, Math.floor((top + (high * (row + 1)) / SIDE) * height)));
      let sum = 0;
      for (let y = fromY; y < toY; y++) for (let x = fromX; x < toX; x++) sum += pixels[y * width + x] ?? 0;
      out[row * SIDE + column] = sum / Math.max((toX - fromX) * (toY - fromY), 1);
    }
  return out;
}

/** The lowest frequencies of a part, and their median: whether each is above it is what hashes are made of. */
export interface Waves {
  readonly waves: Float64Array;
  readonly middle: number;
}

/** `low` by `low` frequencies of a part, at most sixteen. */
export function wavesOf(grey: Float64Array, low: number): Waves {
  const rows = new Float64Array(low * SIDE);
  for (let wave = 0; wave < low; wave++)
    for (let row = 0; row < SIDE; row++) {
      let sum = 0;
      for (let at = 0; at < SIDE; at++) sum += (grey[row * SIDE + at] ?? 0) * (COSINES[wave * SIDE + at] ?? 0);
      rows[wave * SIDE + row] = sum;
    }
  const waves = new Float64Array(low * low);
  for (let down = 0; down < low; down++)
    for (let across = 0; across < low; across++) {
      let sum = 0;
      for (let at = 0; at < SIDE; at++) sum += (rows[across * SIDE + at] ?? 0) * (COSINES[down * SIDE + at] ?? 0);
      waves[down * low + across] = sum;
    }
  const sorted = waves.slice(1).sort();
  return { waves, middle: sorted[sorted.length >> 1] ?? 0 };
}

/** 64 signs of the lowest frequencies against their median: what of a picture survives compression and small changes. */
export function hashOf({ waves, middle }: Waves): bigint {
  let hash = 0n;
  for (let at = 0; at < waves.length; at++) if ((waves[at] ?? 0) > middle) hash |= 1n << BigInt(at);
  return hash;
}

/** A picture whose grey values hardly differ has nothing to be told by: every blank page is like every other. */
const LEAST_SPREAD = 8;

export function isBlank({ pixels }: GreyPicture): boolean {
  let [sum, squares] = [0, 0];
  for (const value of pixels) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / Math.max(pixels.length, 1);
  return squares / Math.max(pixels.length, 1) - mean * mean < LEAST_SPREAD * LEAST_SPREAD;
}

/** Perceptual hashes of a picture: of the whole first, then of its parts; none of a blank one. */
export const picturePrints = (picture: GreyPicture): bigint[] =>
  isBlank(picture) ? [] : CROPS.map((crop) => hashOf(wavesOf(shrink(picture, crop), LOW)));

const BYTES = 8;

/** Hashes side by side, little-endian. */
export function encodePrints(prints: readonly bigint[]): Uint8Array {
  const bytes = new Uint8Array(BYTES * prints.length);
  const view = new DataView(bytes.buffer);
  prints.forEach((print, at) => view.setBigUint64(BYTES * at, print, true));
  return bytes;
}

export function decodePrints(bytes: Uint8Array): bigint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / BYTES) }, (_, at) => view.getBigUint64(BYTES * at, true));
}

/** Signs in which two hashes differ, 0..64. */
export function printDistance(a: bigint, b: bigint): number {
  let bits = a ^ b;
  let count = 0;
  for (; bits !== 0n; bits &= bits - 1n) count++;
  return count;
}

const SAME_PICTURE = 14;

/** Whether the one is the other, or cut from it. Compares each whole with all parts of the other, never part with part. */
export function isSamePicture(a: readonly bigint[], b: readonly bigint[]): boolean {
  const [wholeA, wholeB] = [a[0], b[0]];
  if (wholeA === undefined || wholeB === undefined) return false;
  return (
    b.some((print) => printDistance(wholeA, print) <= SAME_PICTURE) ||
    a.some((print) => printDistance(wholeB, print) <= SAME_PICTURE)
  );
}
