/** Bytes of a sketch: each is the low byte of one MinHash. */
export const SKETCH_SIZE = 32;

const GRAM = 4;
const LONGEST = 600;
const MULTIPLIERS = Uint32Array.from({ length: SKETCH_SIZE }, (_, at) => (Math.imul(at + 1, 0x9e3779b1) | 1) >>> 0);
const OFFSETS = Uint32Array.from({ length: SKETCH_SIZE }, (_, at) => Math.imul(at + 7, 0x85ebca6b) >>> 0);

/** MinHash over the runs of four letters of a folded text. Equal bytes tell which share of the runs two texts have in common. */
export function sketchOf(fold: string): Uint8Array {
  const least = new Uint32Array(SKETCH_SIZE).fill(0xffffffff);
  const end = Math.max(1, Math.min(fold.length, LONGEST) - GRAM + 1);
  for (let at = 0; at < end; at++) {
    let value = 2166136261;
    for (let step = 0; step < GRAM; step++) value = Math.imul(value ^ (fold.charCodeAt(at + step) | 0), 16777619);
    value ^= value >>> 15;
    for (let row = 0; row < SKETCH_SIZE; row++) {
      const mixed = (Math.imul(value, MULTIPLIERS[row] ?? 1) + (OFFSETS[row] ?? 0)) >>> 0;
      const spread = (mixed ^ (mixed >>> 16)) >>> 0;
      if (spread < (least[row] ?? 0)) least[row] = spread;
    }
  }
  return Uint8Array.from(least, (value) => value & 0xff);
}

/** Share of letter runs in common, 0..1, as two sketches tell it. */
export function sketchLikeness(a: Uint8Array, b: Uint8Array): number {
  let same = 0;
  for (let row = 0; row < SKETCH_SIZE; row++) if (a[row] === b[row]) same++;
  return same / SKETCH_SIZE;
}
