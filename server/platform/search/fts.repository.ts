import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { prepared } from '../db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';
import type { Search, SearchDocument } from './port.ts';
import { queryWords } from './words.rules.ts';

/** The virtual table of SQLite's full-text index; its rows are numbered by the ticket. */
const ftsTable = sqliteTable('ticket_search', {
  rowid: integer('rowid').notNull(),
  tokens: text('tokens').notNull(),
  units: text('units').notNull(),
});

const tokensOfUnits = new Map<string, string>();

/** A unit as one word (its id may hold characters at which the index splits), behind all words of people in the vocabulary. */
function unitToken(unit: string): string {
  let token = tokensOfUnits.get(unit);
  if (token === undefined) {
    token = `\u{e000}${createHash('sha256').update(unit).digest('hex').slice(0, 16)}`;
    tokensOfUnits.set(unit, token);
  }
  return token;
}

const quoted = (word: string): string => `"${word}"`;

/** How many words a beginning may stand for; a longer beginning stands for fewer. */
const EXPANSIONS = 128;

/**
 * Indexed words that begin so, by steps along the vocabulary. The index's own prefix query would first merge
 * every occurrence of every such word: a second at a million tickets, where this takes milliseconds.
 */
async function expand(read: Read, prefix: string): Promise<string[]> {
  const rows = await read.all<{ word: string }>(sql`
    WITH RECURSIVE step(word, count) AS (
      SELECT (SELECT term FROM ticket_vocabulary WHERE term >= ${prefix} LIMIT 1), 1
      UNION ALL
      SELECT (SELECT term FROM ticket_vocabulary WHERE term >= step.word || char(1) LIMIT 1), count + 1 FROM step
      WHERE substr(word, 1, length(${prefix})) = ${prefix} AND count < ${EXPANSIONS})
    SELECT word FROM step WHERE substr(word, 1, length(${prefix})) = ${prefix}`);
  return rows.map(({ word }) => word);
}

/** A document to write; without one, the ticket's goes. */
interface Change {
  readonly num: number;
  readonly document: SearchDocument | null;
}

/**
 * Writes what a whole commit changes, in the order of the numbers: the index then makes one segment of it, where every
 * savepoint between two documents, and every number out of order, would make one more to be merged.
 */
async function writeChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  const known = new Set<number>();
  const latest = new Map<number, SearchDocument | null>();
  for (const { num, document } of changes) {
    if (!latest.has(num) && document?.fresh !== true) known.add(num);
    latest.set(num, document);
  }
  const query = prepared(tx, 'search.remove', () =>
    tx.delete(ftsTable).where(eq(ftsTable.rowid, sql.placeholder('num'))),
  );
  for (const num of known) await query.execute({ num });
  const rows = [...latest.values()]
    .filter((document) => document !== null)
    .map(({ num, tokens, units }) => ({ rowid: num, tokens, units: units.map(unitToken).join(' ') }))
    .sort((one, other) => one.rowid - other.rowid);
  await tx.insertRows(ftsTable, rows);
}

/** Search in SQLite's FTS5. */
export const ftsSearch: Search = {
  index: async (tx, documents) =>
    tx.gather(
      writeChanges,
      documents.map((document) => ({ num: document.num, document })),
    ),
  remove: async (tx, nums) =>
    tx.gather(
      writeChanges,
      nums.map((num) => ({ num, document: null })),
    ),
  find: async (read, { tokens, endings: others, units, before, limit }) => {
    const words = queryWords(tokens, others);
    if (words === null || units.length === 0) return [];
    const found = [];
    for (const prefix of words.prefixes) found.push(...(await expand(read, prefix)));
    const endings = [...new Set(found)];
    if (endings.length === 0) return [];
    const match = [
      ...words.whole.map((word) => `tokens : ${quoted(word)}`),
      `tokens : (${endings.map(quoted).join(' OR ')})`,
      `units : (${units.map((unit) => quoted(unitToken(unit))).join(' OR ')})`,
    ].join(' AND ');
    const rows = await read.all<{ num: number }>(sql`SELECT rowid AS num FROM ticket_search
      WHERE ticket_search MATCH ${match} AND rowid < ${before ?? Number.MAX_SAFE_INTEGER} ORDER BY rowid DESC LIMIT ${limit}`);
    return rows.map(({ num }) => num);
  },
};
