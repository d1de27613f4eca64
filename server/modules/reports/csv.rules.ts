import type { Cell, Sheet } from './sheet.rules.ts';

/** So that spreadsheets read it as UTF-8. */
const MARK = '\uFEFF';
/** What a spreadsheet would run as a formula when a cell begins with it. */
const RUNS = /^[=+\-@\t\r\n]/;

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = RUNS.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180 with a byte order mark; words that would be run as a formula begin with an apostrophe. */
export const csvOf = ({ head, rows }: Sheet): string =>
  MARK + [head, ...rows].map((row) => `${row.map(written).join(',')}\r\n`).join('');
