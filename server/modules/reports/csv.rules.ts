import { KOLKATA } from '../../platform/clock/kolkata.ts';
import type { Cell, Sheet, SheetPages } from './sheet.rules.ts';

/** So that spreadsheets read it as UTF-8. */
const MARK = '\uFEFF';
/** What a spreadsheet would run as a formula when a cell begins with it. */
const RUNS = /^[=+\-@\t\r\n]/;

/** `27/11/2026 14:02` in Kolkata. */
function momentText(at: number): string {
  const [day = '', time = ''] = new Date(at + KOLKATA).toISOString().split('T');
  return `${day.split('-').reverse().join('/')} ${time.slice(0, 5)}`;
}

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return momentText(cell.at);
  const text = RUNS.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const lineOf = (row: readonly Cell[]): string => `${row.map(written).join(',')}\r\n`;

/** RFC 4180 with a byte order mark; words that would be run as a formula begin with an apostrophe. */
export const csvOf = ({ head, rows }: Sheet): string => MARK + [head, ...rows].map(lineOf).join('');

/** The same of any length, written while its rows are read. */
export async function* csvStreamOf({ head, pages }: SheetPages): AsyncGenerator<Buffer> {
  yield Buffer.from(MARK + lineOf(head), 'utf8');
  for await (const rows of pages) yield Buffer.from(rows.map(lineOf).join(''), 'utf8');
}
