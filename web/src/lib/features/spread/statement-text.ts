import type { StatementTemplate, Thread } from '$lib/api/spread.ts';
import { createFormats } from '$lib/i18n/formats.ts';
import { nameIn } from '$lib/i18n/names.ts';
import type { Names } from '$lib/i18n/names.ts';

const QUARTER = 15 * 60_000;
const HOUR = 60 * 60_000;

/** So many hours from now, on a quarter hour: a promise that can be read out. */
export const nextWordIn = ({ hours, now }: { hours: number; now: number }): number =>
  Math.ceil((now + hours * HOUR) / QUARTER) * QUARTER;

/** Languages in which the chosen threads are answered, each once. */
export const languagesOf = ({
  threads,
  chosen,
}: {
  threads: readonly Thread[];
  chosen: readonly string[];
}): string[] => [...new Set(threads.filter(({ id }) => chosen.includes(id)).map(({ language }) => language))];

const formats = createFormats({ locale: 'en', t: (key) => key });

/** The words of a template in a language, its places filled. */
export function fillStatement(input: {
  template: StatementTemplate;
  language: string;
  /** Who inquires. */
  title: Names | null;
  nextWordAt: number;
}): string {
  const locale = input.language === 'mr' ? 'mr' : input.language === 'hi' ? 'hi' : 'en';
  const text = input.template.texts[input.language] ?? input.template.texts.hi ?? '';
  return text
    .replaceAll('{rank}', nameIn({ name: input.title, locale }))
    .replaceAll('{time}', formats.moment(input.nextWordAt));
}

/** A place that somebody must confirm before it is said: `[?Police are at the scene.]` */
const BLANK = /\[\?([^[\]]*)\]/g;

/** What stands in the open places of a text, in order. */
export const blanksOf = (text: string): string[] => [...text.matchAll(BLANK)].map(([, words = '']) => words);

/**
 * Confirms the place of this number in a text, or leaves its words out. Where all texts still have the same places, as
 * their template gave them, it is the same fact in each.
 */
export function settleBlank({
  texts,
  language,
  at,
  keep,
}: {
  texts: Readonly<Record<string, string>>;
  language: string;
  at: number;
  keep: 'confirm' | 'drop';
}): Record<string, string> {
  const settle = (text: string): string => {
    let n = -1;
    const settled = text.replace(BLANK, (whole, words: string) => {
      n += 1;
      return n !== at ? whole : keep === 'confirm' ? words : '';
    });
    return keep === 'drop' ? settled.replaceAll(/ {2,}/g, ' ').trim() : settled;
  };
  const many = new Set(Object.values(texts).map((text) => blanksOf(text).length));
  return Object.fromEntries(
    Object.entries(texts).map(([one, text]) => [one, one === language || many.size === 1 ? settle(text) : text]),
  );
}
