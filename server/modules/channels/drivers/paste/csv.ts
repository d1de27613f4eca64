import { parse } from 'csv-parse/sync';
import { readable } from '../../../language/kruti-dev.rules.ts';
import type { ChannelDriver, InboundItem, ParsedEnvelope } from '../../driver.types.ts';
import { readId, readLine, silentDescriptor } from '../jsonl/driver.ts';
import { asList, asRecord, asText } from '../read.ts';
import { createReport } from '../report.ts';

/** Other names that people give the columns. */
const COLUMNS: Readonly<Record<string, string>> = {
  id: 'id',
  tweet_id: 'id',
  post_id: 'id',
  text: 'text',
  message: 'text',
  tweet: 'text',
  at: 'at',
  time: 'at',
  date: 'at',
  created_at: 'at',
  author: 'author',
  handle: 'author',
  user: 'author',
  kind: 'kind',
  inreplyto: 'inReplyTo',
  in_reply_to: 'inReplyTo',
  tagged: 'tagged',
  lat: 'lat',
  lon: 'lon',
};

const known = (name: unknown): string | null => COLUMNS[(asText(name) ?? '').trim().toLowerCase()] ?? null;

/** dd/mm/yyyy, as sheets in India have it, besides ISO and epoch milliseconds. */
function readDate(text: string): unknown {
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const [, day, month, year, hour = '00', minute = '00'] =
    /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::\d{2})?)?$/.exec(text) ?? [];
  if (!day || !month || !year) return text;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hour.padStart(2, '0')}:${minute}:00+05:30`;
}

/** A row's cells under our names; empty cells count as absent. */
function rowOf({
  names,
  cells,
}: {
  names: readonly (string | null)[];
  cells: readonly unknown[];
}): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  names.forEach((name, index) => {
    const cell = asText(cells[index])?.trim();
    if (name && cell) row[name] = name === 'at' ? readDate(cell) : name === 'text' ? readable(cell) : cell;
  });
  const { lat, lon, ...rest } = row;
  return lat === undefined && lon === undefined ? rest : { ...rest, geo: { lat: Number(lat), lon: Number(lon) } };
}

/** Sheets are saved with commas, semicolons or tabs: whichever the heading has most of. */
function delimiterOf(heading: string): string {
  const count = (mark: string): number => heading.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

interface TableRow {
  readonly cells: readonly unknown[];
  /** As it stands in the file. */
  readonly raw: string;
}

function readTable(body: string): readonly TableRow[] | null {
  try {
    const delimiter = delimiterOf(body.split('\n', 1)[0] ?? '');
    const rows: unknown = parse(body, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: 200_000,
      raw: true,
    });
    return asList(rows).map((row) => {
      const read = asRecord(row);
      return { cells: asList(read?.['record']), raw: (asText(read?.['raw']) ?? '').replace(/[\r\n]+$/, '') };
    });
  } catch {
    return null;
  }
}

/**
 * Reads a table whose heading names at least `id` and `text` (other common names are understood).
 * Rows are numbered as a sheet shows them: the heading is row 1. Never throws.
 */
function parseCsv(body: string): ParsedEnvelope {
  const report = createReport();
  const [heading, ...rows] = readTable(body) ?? [];
  const names = (heading?.cells ?? []).map(known);
  if (!heading) report.reject('body', 'not-a-table');
  else if (!names.includes('text') || !names.includes('id')) report.reject('body', 'no-heading');
  else {
    const items = rows.flatMap(({ cells }, index): readonly InboundItem[] => {
      const item = readLine({ value: rowOf({ names, cells }), where: `row ${index + 2}`, report, usualKind: 'import' });
      return item ? [item] : [];
    });
    return { items, gone: [], rejections: report.rejections };
  }
  return { items: [], gone: [], rejections: report.rejections };
}

/** Leaves the table without these rows. */
function withoutRows(body: string, gone: ReadonlySet<string>): string {
  const [heading, ...rows] = readTable(body) ?? [];
  if (!heading) return '';
  const names = heading.cells.map(known);
  const left = rows.filter(({ cells }) => !gone.has(readId(rowOf({ names, cells })['id']) ?? ''));
  return [heading, ...left].map(({ raw }) => raw).join(/\r\n|\n|\r/.exec(body)?.[0] ?? '\n');
}

export const csvDriver: ChannelDriver = {
  descriptor: silentDescriptor('csv'),
  parse: parseCsv,
  without: withoutRows,
};
