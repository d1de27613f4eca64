import type { Locale } from '../officers/actor.types.ts';
import { categoryNames, isHidden } from '../notify/text.rules.ts';
import type { Place } from '../reports/place.rules.ts';
import type { Board } from '../reports/reports.schemas.ts';
import type { Ticket, UnitName, UnitTree } from '../tickets/tickets.types.ts';
import type { MorningPage, PageTable } from './morning.types.ts';
import { dateOf, nameIn, number, percent, say, timeOf, type Word } from './words.rules.ts';

/** What a page is made of. */
export interface Morning {
  readonly unit: string;
  readonly at: number;
  readonly yesterday: Board;
  readonly week: Board;
  readonly place: Place | null;
  readonly overdue: readonly Ticket[];
  readonly due: readonly { readonly ticket: Ticket; readonly dueAt: number }[];
  /** Of the due ones there are more than are listed. */
  readonly dueMore: boolean;
}

interface Told {
  readonly tree: Pick<UnitTree, 'byId'>;
  readonly locale: Locale;
}

/** Dockets that one page has room for. */
export const LISTED = { overdue: 12, due: 8 } as const;
const DAY = 24 * 60 * 60_000;

const unitName = ({ tree, locale }: Told, id: string | null): string => {
  const names: UnitName | undefined = id === null ? undefined : tree.byId(id)?.names;
  return names ? nameIn(names, locale) : '';
};

/** Number, category, unit and time: of what is protected or complains of police no category. */
function docketRow(told: Told, { ticket, at }: { ticket: Ticket; at: number }): string[] {
  const { locale } = told;
  const names = categoryNames(ticket.category);
  const isKept = isHidden({ ticket, isVeiled: ticket.secrecy !== null && ticket.secrecy !== 'no' });
  const about = isKept ? say('protected', locale) : names ? nameIn(names, locale) : '';
  return [ticket.docket ?? '', about, unitName(told, ticket.owner), `${dateOf(at)} ${timeOf(at)}`];
}

function docketTable(
  told: Told,
  input: { title: Word; moment: Word; rows: readonly { ticket: Ticket; at: number }[]; more: string | null },
): PageTable {
  const { locale } = told;
  return {
    title: say(input.title, locale),
    head: [say('docket', locale), say('about', locale), say('with', locale), say(input.moment, locale)],
    rows: input.rows.map((row) => docketRow(told, row)),
    widths: [0.22, 0.31, 0.28, 0.19],
    ends: [],
    note: input.rows.length === 0 ? say('none', locale) : input.more,
  };
}

const MEASURES = ['received', 'opened', 'closed', 'verified', 'reopened', 'falseClosures'] as const;
const passed = ({ breaches }: Board['figures']): number => Object.values(breaches).reduce((sum, one) => sum + one, 0);

function figureTable({ yesterday, week }: Morning, locale: Locale): PageTable {
  const columns = [yesterday.figures, week.figures, week.before.figures];
  const solved = ({ satisfaction, saidSolved }: Board['figures']): string =>
    say('answered', locale, { said: number(saidSolved), of: number(satisfaction.answers) });
  return {
    title: say('figures', locale),
    head: ['', say('yesterday', locale), say('week', locale), say('before', locale)],
    rows: [
      ...MEASURES.map((name) => [say(name, locale), ...columns.map((figures) => number(figures[name]))]),
      [say('passed', locale), ...columns.map((figures) => number(passed(figures)))],
      [say('satisfaction', locale), ...columns.map(solved)],
    ],
    widths: [0.4, 0.2, 0.2, 0.2],
    ends: [1, 2, 3],
    note: null,
  };
}

const AGES = ['0–1', '2–3', '4–10', '11–30', '30+'] as const;

function linesOf(told: Told, { unit, week, yesterday }: Morning): MorningPage['lines'] {
  const { locale } = told;
  // Where something is open, something came, if only today.
  const isBusy = (now: (typeof week.rows)[number]['now']): boolean => (now?.open ?? 0) + (now?.inProcess ?? 0) > 0;
  const silent = week.rows.filter(({ key, figures, now }) => key !== unit && figures.received === 0 && !isBusy(now));
  const handles = (sign: 'dormant' | 'silent') => week.handles.filter((one) => one.sign === sign);
  const listed = (texts: readonly string[]): string => (texts.length === 0 ? say('none', locale) : texts.join(', '));
  return [
    {
      label: say('ages', locale),
      text: AGES.map((age, at) => `${age}: ${number(yesterday.now.ages[at] ?? 0)}`).join(' · '),
    },
    ...(week.rows.length > 0
      ? [{ label: say('silent', locale), text: listed(silent.map(({ key }) => unitName(told, key))) }]
      : []),
    { label: say('dormant', locale), text: listed(handles('dormant').map(({ handle }) => handle)) },
    { label: say('mute', locale), text: listed(handles('silent').map(({ handle }) => handle)) },
  ];
}

function numbersOf({ yesterday, place, due, dueMore }: Morning, locale: Locale): MorningPage['numbers'] {
  const { open, inProcess, overdue } = yesterday.now;
  const ranked = place && { place: number(place.place), of: number(place.of) };
  return [
    { label: say('open', locale), value: number(open), more: say('inProcess', locale, { n: number(inProcess) }) },
    { label: say('overdue', locale), value: number(overdue), more: say('overdueMore', locale, { n: number(open) }) },
    {
      label: say('dueToday', locale),
      value: `${number(due.length)}${dueMore ? '+' : ''}`,
      more: say('dueTodayMore', locale),
    },
    {
      label: say('place', locale),
      value: ranked ? say('placeOf', locale, ranked) : '–',
      more: place ? say('placeMore', locale, { share: percent(place.share) }) : say('unranked', locale),
    },
  ];
}

/** The page in the reader's words: numbers and docket numbers, never a citizen's words. */
export function pageOf(morning: Morning, told: Told): MorningPage {
  const { locale } = told;
  const { at, overdue, due, dueMore, yesterday } = morning;
  const rest = (n: number, isMore = false): string | null =>
    n > 0 || isMore ? say('more', locale, { n: `${number(Math.max(n, 1))}${isMore ? '+' : ''}` }) : null;
  const late = overdue.slice(0, LISTED.overdue).map((ticket) => ({ ticket, at: ticket.dueAt ?? at }));
  const soon = due.slice(0, LISTED.due).map(({ ticket, dueAt }) => ({ ticket, at: dueAt }));
  return {
    title: say('title', locale),
    unit: unitName(told, morning.unit),
    when: say('when', locale, { date: dateOf(at), time: timeOf(at), day: dateOf(at - DAY) }),
    numbers: numbersOf(morning, locale),
    tables: [
      figureTable(morning, locale),
      docketTable(told, {
        ...{ title: 'overdueList', moment: 'since', rows: late },
        // The count is of the last full hour; what is listed is of now.
        more: overdue.length > late.length ? rest(Math.max(yesterday.now.overdue - late.length, 1)) : null,
      }),
      docketTable(told, {
        ...{ title: 'dueList', moment: 'until', rows: soon, more: rest(due.length - soon.length, dueMore) },
      }),
    ],
    lines: linesOf(told, morning),
    foot: say('foot', locale),
  };
}

/** What the mail says beside the page. */
export const mailWords = ({ yesterday, unit, at }: Morning, told: Told): { title: string; text: string } => {
  const { locale } = told;
  const name = unitName(told, unit);
  const { open, overdue } = yesterday.now;
  return {
    title: `${say('title', locale)}: ${name}, ${dateOf(at)}`,
    text: say('mail', locale, {
      ...{ unit: name, received: number(yesterday.figures.received) },
      ...{ open: number(open), overdue: number(overdue) },
    }),
  };
};
