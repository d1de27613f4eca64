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
