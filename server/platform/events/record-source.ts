import type { Seal } from './seal.rules.ts';
import type { Positioned, RecordedEvent, RecordSource } from './verify.types.ts';

/** Runs a statement with `?` for its values. */
export type Query = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

const PAGE = 5000;

async function* paged<Row>(next: (last: Row | undefined) => Promise<Row[]>): AsyncGenerator<Row> {
  let last: Row | undefined;
  for (;;) {
    const rows = await next(last);
    yield* rows;
    last = rows.at(-1);
    if (rows.length < PAGE) return;
  }
}

/** The record read page by page, so that millions of rows need no memory. The connection must see one snapshot. */
export function createRecordSource(engine: RecordSource['engine'], query: Query): RecordSource {
  return {
    engine,
    byStream: () =>
      paged<RecordedEvent>((last) =>
        query(
          `SELECT stream, seq, position, at, type, actor, data, prev, hash FROM events
           WHERE (stream, seq) > (?, ?) ORDER BY stream, seq LIMIT ${PAGE}`,
          last ? [last.stream, last.seq] : ['', -1],
        ),
      ),
    byPosition: () =>
      paged<Positioned>((last) =>
        query(`SELECT position, stream, seq, hash FROM events WHERE position > ? ORDER BY position LIMIT ${PAGE}`, [
          last?.position ?? Number.MIN_SAFE_INTEGER,
        ]),
      ),
    seals: () =>
      paged<Seal>((last) =>
        query(
          `SELECT number, from_position AS "fromPosition", to_position AS "toPosition", count, digest, prev, signature, at
           FROM seal WHERE number > ? ORDER BY number LIMIT ${PAGE}`,
          [last?.number ?? -1],
        ),
      ),
    has: async (stream, seq) =>
      (await query('SELECT 1 FROM events WHERE stream = ? AND seq = ?', [stream, seq])).length > 0,
  };
}
