import { KOLKATA } from '../../platform/clock/kolkata.ts';
import type { Cell, Sheet, SheetPages } from './sheet.rules.ts';
import { zipOf } from './zip.rules.ts';
import { zipStreamOf } from './zip-stream.rules.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const PARTS = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Pukaar" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  // The second way to show a cell is as a moment.
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};

/** XML 1.0 has no place for these, not even escaped. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escaped = (text: string): string =>
  text.replace(UNWRITABLE, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const MINUTE = 60_000;
const DAY = 1440;
/** Days from the first of January 1900, as spreadsheets count them, to that of 1970. */
const TO_1970 = 25_569;
/** A moment of Kolkata as a spreadsheet counts it: sheets know no time zones. */
const serialOf = (at: number): number => Math.floor((at + KOLKATA) / MINUTE) / DAY + TO_1970;

/** Words stand as words: a spreadsheet runs none of them as a formula. */
function cellOf(cell: Cell): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c s="1"><v>${serialOf(cell.at)}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

const OPENING =
  `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/>` +
  '</sheetView></sheetViews><sheetFormatPr defaultColWidth="17" defaultRowHeight="15"/><sheetData>';
const CLOSING = '</sheetData></worksheet>';
const SHEET = 'xl/worksheets/sheet1.xml';

const rowOf = (row: readonly Cell[]): string => `<row>${row.map(cellOf).join('')}</row>`;

/** A workbook of one sheet (ECMA-376), its first row kept in sight. */
export function xlsxOf({ head, rows }: Sheet): Buffer {
  const sheet = OPENING + [head, ...rows].map(rowOf).join('') + CLOSING;
  return zipOf(
    Object.entries({ ...PARTS, [SHEET]: sheet }).map(([name, text]) => ({
      name,
      bytes: Buffer.from(XML + text, 'utf8'),
    })),
  );
}

async function* sheetOf({ head, pages }: SheetPages): AsyncGenerator<string> {
  yield XML + OPENING + rowOf(head);
  for await (const rows of pages) yield rows.map(rowOf).join('');
  yield CLOSING;
}

/** The same of any length, written while its rows are read. */
export const xlsxStreamOf = (pages: SheetPages): AsyncGenerator<Buffer> =>
  zipStreamOf([
    ...Object.entries(PARTS).map(([name, text]) => ({ name, text: [XML + text] })),
    { name: SHEET, text: sheetOf(pages) },
  ]);
