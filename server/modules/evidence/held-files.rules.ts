/** Where a page of held files ends. */
export interface HeldKey {
  readonly at: number;
  readonly sha256: string;
}

/** `at.hash` */
export const HELD_KEY = /^(\d{1,15})\.([0-9a-f]{64})$/;

export const formatHeldKey = ({ at, sha256 }: HeldKey): string => `${at}.${sha256}`;

/** Reads what `formatHeldKey` wrote; null for anything else. */
export function parseHeldKey(text: string): HeldKey | null {
  const [, at, sha256] = HELD_KEY.exec(text) ?? [];
  return at === undefined || sha256 === undefined ? null : { at: Number(at), sha256 };
}

/** Enough of a hash to tell two files apart on a page. */
export const shortHash = (sha256: string): string => sha256.slice(0, 12);
