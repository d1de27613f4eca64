import { createHash } from 'node:crypto';

const known = new Map<string, string>();

/** A unit as the embedded search index writes it (see platform/search/fts.repository). */
export function unitToken(unit: string): string {
  let token = known.get(unit);
  if (token === undefined)
    known.set(unit, (token = `\u{e000}${createHash('sha256').update(unit).digest('hex').slice(0, 16)}`));
  return token;
}
