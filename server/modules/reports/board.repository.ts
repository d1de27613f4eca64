import { and, asc, between, eq, inArray, or, sql } from 'drizzle-orm';
import { below } from '../../platform/db/below.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read } from '../../schema.ts';
import type { BucketSpan } from './bucket.rules.ts';
import { readPart, readSums, type Parts, type Sums } from './sums.rules.ts';

export interface SumsRow {
  readonly unit: string;
  readonly bucket: number;
  readonly hidden: string;
  readonly sums: Sums;
}

/** Units of one statement. */
const TOGETHER = 100;

/** Codes of what is open, as they stand in a row: most rows of past years have none left, and are not handed over. */
const HAS_OPEN = sql`(sums LIKE '%"s"%' OR sums LIKE '%"d.%')`;

/** Rows of these units in these spans of buckets: a range of the key for each. `open`: those alone that tell of open dockets. */
export async function sumsOf(
  read: Read,
  { units, spans, open = false }: { units: readonly string[]; spans: readonly BucketSpan[]; open?: boolean },
): Promise<SumsRow[]> {
  const { rollup } = read.tables;
  const found: SumsRow[] = [];
  for (const { from, to } of spans)
    for (let at = 0; at < units.length; at += TOGETHER) {
      const some = units.slice(at, at + TOGETHER);
      const places = some.map((_, index) => sql.placeholder(`unit${index}`));
      const query = prepared(read, `reports.sums.${open}.${some.length}`, () =>
        read
          .select({ unit: rollup.unit, bucket: rollup.bucket, hidden: rollup.hidden, sums: rollup.sums })
          .from(rollup)
          .where(
            and(
              inArray(rollup.unit, places),
              between(rollup.bucket, sql.placeholder('from'), sql.placeholder('to')),
              open ? HAS_OPEN : undefined,
            ),
          ),
      );
      const wanted = Object.fromEntries(some.map((unit, index) => [`unit${index}`, unit]));
      const rows = await query.execute({ ...wanted, from, to });
      for (const row of rows) found.push({ ...row, sums: readSums(row.sums) });
    }
  return found;
}

/** What one unit's rows are told apart by, in one way. */
export async function partsOf(
  read: Read,
  { unit, spans, letter }: { unit: string; spans: readonly BucketSpan[]; letter: 'c:' | 'h:' | 'w' },
): Promise<{ bucket: number; hidden: string; parts: Parts }[]> {
  if (spans.length === 0) return [];
  const { rollup } = read.tables;
  const rows = await read
    .select({ bucket: rollup.bucket, hidden: rollup.hidden, parts: rollup.parts })
    .from(rollup)
    .where(and(eq(rollup.unit, unit), or(...spans.map(({ from, to }) => between(rollup.bucket, from, to)))));
  return rows.map((row) => ({ ...row, parts: readPart(row.parts, letter) }));
}

/** Active accounts of a unit and everything below it, with what their handles lived through. */
export async function handlesUnder(read: Read, unit: string) {
  const { channelAccount, handleLife } = read.tables;
  return read
    .select({
      account: channelAccount.id,
      handle: channelAccount.handle,
      unit: channelAccount.unit,
      mentionedAt: handleLife.mentionedAt,
      answeredAt: handleLife.answeredAt,
      createdAt: channelAccount.createdAt,
    })
    .from(channelAccount)
    .leftJoin(handleLife, eq(handleLife.account, channelAccount.id))
    .where(
      and(eq(channelAccount.status, 'active'), sql`${channelAccount.unit} IN ${below({ table: 'unit', ids: [unit] })}`),
    )
    .orderBy(asc(channelAccount.handle));
}
