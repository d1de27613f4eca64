export const LOCALES = ['hi', 'en', 'mr'] as const;
export type Locale = (typeof LOCALES)[number];

/** How each language calls itself; never translated. */
export const OWN_NAMES: Record<Locale, string> = { hi: 'हिन्दी', en: 'English', mr: 'मराठी' };

export const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value);

/** Picks the first of our languages that an Accept-Language header asks for, by weight. */
export function preferredLocale(header: string | null): Locale | null {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().split(';');
      const weight = options.map((option) => /^\s*q=([\d.]+)/.exec(option)?.[1]).find((q) => q !== undefined);
      return { language: tag.slice(0, 2).toLowerCase(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted.map(({ language }) => language).find(isLocale) ?? null;
}
