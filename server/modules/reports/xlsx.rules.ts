import type { Cell, Sheet, SheetPages } from './sheet.rules.ts';
import { zipOf } from './zip.rules.ts';
import { zipStreamOf } from './zip-stream.rules.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const PARTS = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Pukaar" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/** XML 1.0 has no place for these, not even escaped. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escaped = (text: string): string =>
  text.replace(UNWRITABLE, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Words stand as words: a spreadsheet runs none of them as a formula. */
const cellOf = (cell: Cell): string =>
  cell === null
    ? '<c/>'
    : typeof cell === 'number'
      ? `<c><v>${cell}</v></c>`
      : `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;

const OPENING =
  `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/>` +
  '</sheetView></sheetViews><sheetData>';
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
