import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '../modules/officers/actor.types.ts';
import { projectRoot } from '../platform/root.ts';

type Catalogue = Readonly<Record<string, Readonly<Record<Locale, string>>>>;

/** One file a module under server/data/messages; read once. */
function load(): Catalogue {
  const folder = join(projectRoot, 'server/data/messages');
  const parts = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Catalogue);
  return Object.assign({}, ...parts) as Catalogue;
}

const catalogue = load();

/** The reader's sentence for a code; the general sentence when the code has none. `{name}` is filled from `detail`. */
export function messageFor(code: string, locale: Locale, detail?: Readonly<Record<string, unknown>>): string {
  const entry = catalogue[code] ?? catalogue['http.refused'];
  const text = entry?.[locale] ?? entry?.en ?? code;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = detail?.[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
}

export const hasMessage = (code: string): boolean => code in catalogue;
