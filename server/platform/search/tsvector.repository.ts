import { sql } from 'drizzle-orm';
import type { Search } from './port.ts';
import { queryWords, wordsOf } from './words.rules.ts';

/** Units stand among the words behind a colon, which no word contains. */
const unitToken = (unit: string): string => `u:${unit}`;

const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Search in PostgreSQL: lexemes are made here, its own parser would split by its locale. */
export const tsvectorSearch: Search = {
  index: async (tx, documents) => {
    if (documents.length === 0) return;
    const latest = new Map(documents.map((document) => [document.num, document]));
    const rows = [...latest.values()].map(({ num, tokens, units }) => ({
      num,
      words: [...wordsOf(tokens), ...units.map(unitToken)],
    }));
    await tx.all(sql`INSERT INTO ticket_search (num, words)
      SELECT (row->>'num')::bigint, array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(row->'words')))
      FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) AS given(row)
      ON CONFLICT (num) DO UPDATE SET words = excluded.words`);
  },
  remove: async (tx, nums) => {
    if (nums.length > 0)
      await tx.all(
        sql`DELETE FROM ticket_search WHERE num IN (SELECT value::bigint FROM jsonb_array_elements_text(${JSON.stringify(nums)}::jsonb))`,
      );
  },
  find: async (read, { tokens, endings, units, before, limit }) => {
    const words = queryWords(tokens, endings);
    if (words === null || units.length === 0) return [];
    const wanted = [
      ...words.whole.map(quoted),
      `(${words.prefixes.map((prefix) => `${quoted(prefix)}:*`).join(' | ')})`,
    ].join(' & ');
    const query = `${wanted} & (${units.map((unit) => quoted(unitToken(unit))).join(' | ')})`;
    const rows = await read.all<{ num: number }>(sql`SELECT num FROM ticket_search
      WHERE words @@ ${query}::tsquery AND num < ${before ?? Number.MAX_SAFE_INTEGER} ORDER BY num DESC LIMIT ${limit}`);
    return rows.map(({ num }) => num);
  },
};
