import type { Point } from './geotag.rules.ts';

const degrees = String.raw`(-?\d{1,3}\.\d{2,9})`;
/** `26.85,80.95` · `26.85 N 80.95 E` · `lat 26.85 long 80.95` · a map's link with `@26.85,80.95` or `q=26.85,80.95`. */
const pair = new RegExp(
  String.raw`(?:lat(?:itude)?\s*[:=]?\s*)?${degrees}\s*°?\s*[NnउU]?\s*(?:,|%2C|\s|/|;)\s*(?:l(?:on|ong|ng|ongitude)\s*[:=]?\s*)?${degrees}`,
  'i',
);
const mayHold = /\d\.\d\d/;
const INDIA = { south: 6, north: 38, west: 68, east: 98 };

/** Coordinates that the text gives, in India; in Google's links and in plain writing. Latitude comes first, as people write it. */
export function pointInText(text: string): { readonly point: Point; readonly words: string } | null {
  if (!mayHold.test(text)) return null;
  const found = pair.exec(text);
  if (found === null) return null;
  const point = { lat: Number(found[1]), lon: Number(found[2]) };
  const isIndia =
    point.lat > INDIA.south && point.lat < INDIA.north && point.lon > INDIA.west && point.lon < INDIA.east;
  return isIndia ? { point, words: found[0].trim() } : null;
}

const pinPattern = /(?<![\p{L}\p{N}.])([1-8]\d{2})[ -]?(\d{3})(?![\p{L}\p{N}]|\.\d)/u;
const pinCue = /pin|पिन|address|पता|post|पोस्ट/i;
const money = /(?:रु|rs\.?|₹|inr|रुपये?|rupees?|लाख|हजार)/i;
const asciiDigits = (text: string): string =>
  text.replace(/[०-९]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x0966 + 48));

/** A PIN code of six digits; a number beside money is none. */
export function pinInText(text: string): string | null {
  const plain = asciiDigits(text);
  const found = pinPattern.exec(plain);
  if (found === null) return null;
  const before = plain.slice(Math.max(0, found.index - 14), found.index);
  const after = plain.slice(found.index + found[0].length, found.index + found[0].length + 10);
  const hasCue = pinCue.test(before) || pinCue.test(after);
  if (!hasCue && (money.test(before) || money.test(after))) return null;
  return `${found[1] ?? ''}${found[2] ?? ''}`;
}
