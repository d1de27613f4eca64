const CP1252_BYTES: ReadonlyMap<number, number> = new Map(
  [...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'].map((character, index) => [
    character.charCodeAt(0),
    [
      0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96,
      0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
    ][index] ?? 0,
  ]),
);

const suspicious = /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/;

function byteOf(code: number): number {
  if (code >= 0x80 && code <= 0xff) return code;
  return CP1252_BYTES.get(code) ?? 0;
}

function lengthOf(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

interface Sequence {
  readonly character: string;
  readonly length: number;
}

/** One UTF-8 sequence written as single characters from `at` on, or null. */
function readSequence(text: string, at: number): Sequence | null {
  const lead = byteOf(text.charCodeAt(at));
  const length = lengthOf(lead);
  if (length === 0 || at + length > text.length) return null;
  let point = lead & (0xff >> (length + 1));
  for (let offset = 1; offset < length; offset++) {
    const byte = byteOf(text.charCodeAt(at + offset));
    if ((byte & 0xc0) !== 0x80) return null;
    point = (point << 6) | (byte & 0x3f);
  }
  const least = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
  if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return null;
  return { character: String.fromCodePoint(point), length };
}

export interface RepairedText {
  readonly text: string;
  /** Position in the original of every UTF-16 unit of `text` and of its end; null when nothing was changed. */
  readonly origin: readonly number[] | null;
}

function repairOnce(input: RepairedText): RepairedText {
  const { text, origin } = input;
  if (!suspicious.test(text)) return input;
  let out = '';
  const positions: number[] = [];
  let mended = false;
  for (let at = 0; at < text.length;) {
    const sequence = readSequence(text, at);
    const piece = sequence?.character ?? text.charAt(at);
    const from = origin === null ? at : (origin[at] ?? at);
    for (let unit = 0; unit < piece.length; unit++) positions.push(from);
    out += piece;
    at += sequence?.length ?? 1;
    if (sequence !== null) mended = true;
  }
  if (!mended) return input;
  positions.push(origin === null ? text.length : (origin[text.length] ?? text.length));
  return { text: out, origin: positions };
}

/** Mends UTF-8 that was read as Windows-1252 or Latin-1, also when that happened twice, and remembers where each letter stood. */
export function repairMojibake(text: string): RepairedText {
  const once = repairOnce({ text, origin: null });
  return once.origin === null ? once : repairOnce(once);
}
