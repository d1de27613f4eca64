import { openSqlite } from './engines/sqlite.ts';

/** Tables with a row or more for every message: none is walked to answer one question. */
const LARGE = [
  ...['message', 'media', 'prediction', 'contact', 'conversation', 'envelope', 'match_join', 'message_signature'],
  ...['ticket', 'ticket_access', 'clock', 'events', 'outbox', 'match_suggestion', 'decision', 'picture_reading'],
  ...['rollup', 'rollup_ticket'],
];
const WALKED = new RegExp(`^SCAN (${LARGE.join('|')})\\b`);

/** Equalities that most rows of a large table answer to. */
const WIDE = [
  'message_state (state=?)',
  'message_ticket (ticket=?)',
  'ticket_access_1 (unit=?)',
  'ticket_access_1 (unit=? AND state=?)',
  'clock_due (stopped_at=?)',
];

const checked = new Map<string, string | null>();

/** What is dear about the way a statement takes; null where nothing is. Statements that read all of a table mean to. */
function dearStep(source: string, steps: readonly string[]): string | null {
  if (!/\bwhere\b/i.test(source) || /\blimit\b/i.test(source)) return null;
  return (
    steps.find(
      (step) =>
        WALKED.test(step) ||
        (/\bin \(/i.test(source) && WIDE.some((wide) => step.includes(wide)) && !/\bin \(select/i.test(source)),
    ) ?? null
  );
}

/**
 * Holds the statements of a test against the plans that SQLite makes of them without statistics. What a test's small
 * file hides is a second a statement in a large one.
 */
export function createPlanCheck(file: string): { add(source: string): void; dear(): string[] } {
  const sources = new Set<string>();
  return {
    add: (source) => sources.add(source),
    dear() {
      const fresh = [...sources].filter(
        (source) => !checked.has(source) && /^\s*(select|update|delete|with)\b/i.test(source),
      );
      if (fresh.length > 0) {
        const connection = openSqlite(file, true);
        for (const source of fresh) checked.set(source, dearStep(source, stepsOf(connection, source)));
        connection.close();
      }
      return [...sources].flatMap((source) => {
        const step = checked.get(source);
        return step ? [`${step}: ${source}`] : [];
      });
    },
  };
}

function stepsOf(connection: ReturnType<typeof openSqlite>, source: string): string[] {
  const values = (source.match(/\?/g) ?? []).map(() => null);
  const rows = connection.prepare(`EXPLAIN QUERY PLAN ${source}`).all(...values) as { detail: string }[];
  return rows.map((row) => row.detail);
}
