import type { Locale } from './locale.ts';
import type { Catalogue } from './translate.ts';

const LOADERS: Record<Locale, () => Promise<Catalogue>> = {
  en: async () => (await import('./en.ts')).en,
  hi: async () => (await import('./hi.ts')).hi,
  mr: async () => (await import('./mr.ts')).mr,
};

/** Only the reader's own language travels to the browser. */
export const loadCatalogue = (locale: Locale): Promise<Catalogue> => LOADERS[locale]();
