import words from '../../data/templates/notifications.json';
import { categories } from '../assessment/categories.rules.ts';
import { KOLKATA } from '../../platform/clock/kolkata.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { Names } from '../units/units.types.ts';
import type { Reason } from './reasons.rules.ts';

type Forms = Readonly<Record<string, string>>;

const say = (forms: Forms | undefined, locale: string, values: Forms = {}): string =>
  (forms?.[locale] ?? forms?.hi ?? '').replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

const inLocale = (names: Names | undefined, locale: string): string => {
  if (!names) return '';
  if (locale === 'en') return names.en;
  return locale === 'mr' ? (names.mr ?? names.hi) : names.hi;
};

const two = (value: number): string => String(value).padStart(2, '0');

/** Day, month, hour and minute in Kolkata, as officers write them. */
function moment(at: number): string {
  const local = new Date(at + KOLKATA);
  const day = `${two(local.getUTCDate())}/${two(local.getUTCMonth() + 1)}`;
  return `${day} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

/** One thing to tell, with what its ticket says and where it is. */
export interface ToTell {
  readonly reason: Reason;
  readonly ticket: Pick<Ticket, 'docket' | 'category' | 'urgency' | 'dueAt' | 'protected' | 'aboutPolice'>;
  /** The reader may see a part of its words only. */
  readonly isVeiled: boolean;
  readonly place: Names | undefined;
}

/**
 * Whether only its number may be told outside the desk: what is protected, or complains of police, or may do so.
 */
export const isHidden = ({
  ticket,
  isVeiled,
}: {
  readonly ticket: Pick<Ticket, 'protected' | 'aboutPolice'>;
  readonly isVeiled: boolean;
}): boolean => ticket.protected || ticket.aboutPolice !== 'no' || isVeiled;

/** What a category is called; null for none. */
export function categoryNames(key: string | null): Names | null {
  const category = categories.find((one) => one.key === key);
  return category ? { en: category.en, hi: category.hi, mr: category.mr } : null;
}

const docketOf = ({ ticket }: ToTell, locale: string): string => ticket.docket ?? say(words['no-docket'], locale);

export interface Words {
  readonly title: string;
  readonly text: string;
  /** What a gateway's template is filled with. */
  readonly values: Forms;
}

/** What may be told of one docket: number, category, urgency, place and due time; never the citizen's words or name. */
export function wordsOf(one: ToTell, locale: string): Words {
  const docket = docketOf(one, locale);
  if (isHidden(one)) {
    const text = say(words.hidden, locale);
    return { title: docket, text, values: { docket } };
  }
  const { reason, ticket } = one;
  const values = {
    docket,
    category: inLocale(categoryNames(ticket.category) ?? undefined, locale),
    urgency: say((words.urgency as Readonly<Record<string, Forms>>)[ticket.urgency], locale),
    place: inLocale(one.place, locale),
    due: ticket.dueAt === null ? '' : moment(ticket.dueAt),
  };
  const due = values.due === '' ? '' : say(words.due, locale, { at: values.due });
  const text = [values.category, values.urgency, values.place, due].filter((part) => part !== '').join(' · ');
  return { title: say(words.reasons[reason], locale, { docket }), text, values };
}

const LISTED = 10;

/** Several dockets as one message: their numbers. */
export function digestOf(many: readonly ToTell[], locale: string): Words {
  const dockets = [...new Set(many.map((one) => docketOf(one, locale)))];
  const shown = dockets.slice(0, LISTED);
  const more = dockets.length - shown.length;
  const rest = more > 0 ? [say(words.more, locale, { n: String(more) })] : [];
  const n = String(dockets.length);
  return { title: say(words.digest, locale, { n }), text: [...shown, ...rest].join(', '), values: { n } };
}

/** A message that shows that a way works. */
export const testWords = (locale: string): Words => ({
  title: say(words.test, locale),
  text: say(words['test-text'], locale),
  values: {},
});

/** The whole of a mail. */
export const bodyOf = (
  { title, text, link, page }: { title: string; text: string; link: string | null; page: string },
  locale: string,
): string =>
  [
    ...[title, text, ''],
    ...(link === null ? [] : [say(words.link, locale), link, '']),
    ...[say(words.page, locale), page, '', say(words.official, locale)],
  ].join('\n');
