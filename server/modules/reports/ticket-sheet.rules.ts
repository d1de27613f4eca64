import words from '../../data/reports/tickets.json';
import type { Locale } from '../officers/actor.types.ts';
import { categoryNames, isHidden } from '../notify/text.rules.ts';
import type { presentRow } from '../tickets/present.rules.ts';
import type { UnitName } from '../tickets/tickets.types.ts';
import type { Cell } from './sheet.rules.ts';

type Row = ReturnType<typeof presentRow>;
type Column = keyof typeof words.columns;
type Texts = Readonly<Record<string, Readonly<Record<Locale, string>>>>;

const COLUMNS = Object.keys(words.columns) as Column[];

const nameIn = (names: UnitName | null | undefined, locale: Locale): Cell => {
  if (!names) return null;
  return locale === 'mr' ? (names.mr ?? names.hi) : names[locale];
};

/** What a code is called; the code itself where nobody has named it. */
const said = (texts: Texts, code: string | null, locale: Locale): Cell =>
  code === null ? null : (texts[code]?.[locale] ?? code);

/** What the list shows of a ticket; of what is protected, or complains of police, no word and no category leaves. */
function cellOf(row: Row, { column, locale, masked }: { column: Column; locale: Locale; masked: boolean }): Cell {
  switch (column) {
    case 'state':
      return said(words.states, row.state, locale);
    case 'urgency':
      return said(words.urgency, row.urgency, locale);
    case 'outcome':
      return said(words.outcomes, row.outcome, locale);
    case 'language':
      return said(words.languages, row.language, locale);
    case 'channel':
      return said(words.channels, row.channel, locale);
    case 'headline':
      return masked ? words.masked[locale] : row.headline;
    case 'category':
      return masked ? null : nameIn(categoryNames(row.category), locale);
    case 'owner':
    case 'station':
    case 'district':
      return nameIn(row[column]?.name, locale);
    case 'at':
    case 'receivedAt':
    case 'openedAt':
    case 'inProcessAt':
    case 'closedAt':
    case 'verifiedAt':
    case 'dueAt':
      return row[column] === null ? null : { at: row[column] };
    default:
      return row[column];
  }
}

export const ticketHead = (locale: Locale): string[] => COLUMNS.map((column) => words.columns[column][locale]);

/** A ticket as the reader's list shows it, to take away. */
export function ticketCells(row: Row, locale: Locale): Cell[] {
  const masked = isHidden({ ticket: row, isVeiled: row.secrecy !== 'no' });
  return COLUMNS.map((column) => cellOf(row, { column, locale, masked }));
}
