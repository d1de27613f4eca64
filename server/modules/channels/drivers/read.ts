/** Careful readers of what came from outside: each gives the value in the wanted shape or null, and never throws. */

export type Unknowns = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Unknowns =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asRecord = (value: unknown): Unknowns | null => (isRecord(value) ? value : null);
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const asNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** Text that any store and any reader can hold: no NUL, no half of a surrogate pair. */
export const asText = (value: unknown): string | null =>
  typeof value === 'string' ? value.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\uFFFD') : null;

export function asCount(value: unknown): number | null {
  const number = asNumber(value);
  return number !== null && number >= 0 && Number.isSafeInteger(number) ? number : null;
}

export function asWebAddress(value: unknown): string | null {
  const text = asText(value);
  if (text === null || !URL.canParse(text)) return null;
  return /^https?:$/.test(new URL(text).protocol) ? text : null;
}

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Epoch milliseconds of an ISO 8601 time with a zone. */
export function asTime(value: unknown): number | null {
  if (typeof value !== 'string' || !ISO.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

export function asPoint(lat: unknown, lon: unknown): { lat: number; lon: number } | null {
  const north = asNumber(lat);
  const east = asNumber(lon);
  if (north === null || east === null || Math.abs(north) > 90 || Math.abs(east) > 180) return null;
  return { lat: north, lon: east };
}

/** The value of a JSON text; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const HANDLE = /(?<![\w@/.])[@\uFF20](\w{1,20})(?!\w)/g;

/** Each handle once, with @, however it is written; the last spelling counts. */
export const distinctHandles = (names: readonly string[]): readonly string[] => {
  const plain = names.map((name) => name.replace(/^[@\uFF20]/, '')).filter((name) => /^\w{1,20}$/.test(name));
  return [...new Map(plain.map((name) => [name.toLowerCase(), `@${name}`])).values()];
};

/** Handles that stand in a text; an e-mail address is none. */
export const handlesIn = (text: string): readonly string[] =>
  distinctHandles([...text.matchAll(HANDLE)].map((match) => match[1] ?? ''));
