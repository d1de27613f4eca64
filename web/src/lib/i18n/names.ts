import type { Locale } from './locale.ts';

export interface Names {
  en: string;
  hi?: string | null;
  mr?: string | null;
}

/** A name in the reader's language; Marathi falls back to Hindi (same script), everything to English. */
export function nameIn({ name, locale }: { name: Names | string | null | undefined; locale: Locale }): string {
  if (name === null || name === undefined) return '';
  if (typeof name === 'string') return name;
  if (locale === 'mr') return name.mr ?? name.hi ?? name.en;
  if (locale === 'hi') return name.hi ?? name.en;
  return name.en;
}
