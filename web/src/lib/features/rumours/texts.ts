import type { Texts } from '$lib/api/rumours.ts';
import type { Locale } from '$lib/i18n/locale.ts';

export const noTexts = (): Texts => ({ hi: '', en: '', mr: '' });

export const isEmpty = (texts: Texts): boolean => Object.values(texts).every((text) => text.trim() === '');

/** In the reader's language where it was written, else in one that it was written in. */
export function textIn({ texts, locale }: { texts: Texts; locale: Locale }): { text: string; lang: Locale } {
  const order: Locale[] = locale === 'en' ? ['en', 'hi', 'mr'] : [locale, 'hi', 'en', 'mr'];
  const lang = order.find((one) => texts[one].trim() !== '') ?? locale;
  return { text: texts[lang], lang };
}

/** Shape and colour of a verdict; the word stands beside it. */
export const MARKS: Readonly<Record<string, { sign: string; tone: string }>> = {
  noted: { sign: '○', tone: 'plain' },
  checking: { sign: '◐', tone: 'amber' },
  false: { sign: '✕', tone: 'red' },
  misleading: { sign: '◑', tone: 'amber' },
  true: { sign: '✓', tone: 'green' },
  unclear: { sign: '?', tone: 'plain' },
  withdrawn: { sign: '–', tone: 'plain' },
};
