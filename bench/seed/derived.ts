import type Sqlite from 'better-sqlite3';
import { answerHash } from '../../server/modules/replies/answer-hash.rules.ts';
import { deadline, type ClockKind } from '../../server/modules/tickets/clock.rules.ts';
import type { SeedTree } from './units.ts';

const KINDS: readonly ClockKind[] = ['action', 'closure', 'first_response', 'pick_up'];
const URGENCIES = ['normal', 'urgent', 'life-risk'] as const;
const ANSWER = 'Your plea was looked into and action was taken by the police station. Thank you for telling us.';

/** Which units see what; which deadlines run how long: small tables that the statements below join. */
function writeLookups(connection: Sqlite.Database, tree: SeedTree): void {
  connection.exec(`CREATE TEMP TABLE seed_path (start TEXT, unit TEXT, PRIMARY KEY (start, unit)) WITHOUT ROWID;
    CREATE TEMP TABLE seed_clock (urgency TEXT, kind TEXT, allowed INTEGER, PRIMARY KEY (urgency, kind)) WITHOUT ROWID`);
  const path = connection.prepare('INSERT OR IGNORE INTO seed_path VALUES (?, ?)');
  const starts = new Set(['u_up', ...tree.districts, ...tree.stations.flatMap((station) => station.path.slice(0, 2))]);
  for (const start of starts) for (const unit of tree.pathOf(start)) path.run(start, unit);
  const clock = connection.prepare('INSERT INTO seed_clock VALUES (?, ?, ?)');
  for (const urgency of URGENCIES)
    for (const kind of KINDS) clock.run(urgency, kind, deadline({ kind, urgency, from: 0 }));
}

/** Rows that follow from the tickets: who may see them, clocks, conversations, people, reports, counters. */
export function writeDerived(connection: Sqlite.Database, { tree, now }: { tree: SeedTree; now: number }): void {
  writeLookups(connection, tree);
  connection.function('answer_hash', { deterministic: true }, (text) => answerHash(String(text)));
  connection.exec(`
    INSERT INTO ticket_access (unit, state, num)
      SELECT p.unit, t.state, t.num FROM ticket t JOIN seed_path p ON p.start = coalesce(t.owner, t.desk) ORDER BY 1, 2, 3;
    INSERT INTO clock (ticket, kind, started_at, due_at, stopped_at, breached_at)
      SELECT ticket, kind, started, due, stopped, CASE WHEN due < coalesce(stopped, ${now}) THEN due END FROM (
        SELECT t.id AS ticket, c.kind AS kind, t.received_at AS started, t.received_at + c.allowed AS due,
          CASE c.kind WHEN 'first_response' THEN CASE t.state WHEN 'received' THEN NULL ELSE coalesce(t.opened_at, t.received_at + 60000) END
            WHEN 'pick_up' THEN t.in_process_at ELSE t.closed_at END AS stopped
        FROM ticket t CROSS JOIN seed_clock c ON c.urgency = t.urgency
        WHERE t.docket IS NOT NULL OR (c.kind = 'first_response' AND t.state IN ('received', 'ask_back')));
    INSERT INTO conversation (id, realm, external_id, created_at) SELECT conversation, 'x', substr(conversation, 5), received_at FROM ticket ORDER BY rowid;
    INSERT INTO contact (id, realm, external_id, handle, name, created_at)
      SELECT reporter, 'x', substr(reporter, 5), '@' || substr(reporter, 5), NULL, min(received_at) FROM ticket GROUP BY reporter ORDER BY reporter;
    INSERT INTO action_report (id, ticket, outcome, details, internal_text, public_answer, officer, position, at, withdrawn_at)
      SELECT 'rep_' || substr(id, 5), id, outcome, '{}', '${ANSWER} Checked on the spot with the beat constable.', '${ANSWER}', 'off_made', 'pos_made', closed_at, NULL
      FROM ticket WHERE closed_at IS NOT NULL ORDER BY rowid;
    INSERT INTO outbox (id, dedupe_key, account, ticket, purpose, kind, in_reply_to, to_contact, text, state, not_before, attempts, lease_until, first_tried_at, sent_at, external_id, error, officer, created_at, text_hash)
      SELECT 'out_' || substr(id, 5), id || ':ack:' || docket, 'acc_seed', id, 'acknowledgement', 'reply', NULL, reporter, 'Your docket number is ' || docket, 'sent', opened_at, 1, NULL, opened_at, opened_at + 2000,
        substr(id, 20), NULL, NULL, opened_at, answer_hash('Your docket number is ' || docket) FROM ticket WHERE docket IS NOT NULL ORDER BY rowid;
    INSERT INTO verdict (id, ticket, closed_at, said, reason, words, way, position, first_at, at, changes, reopened, was, version)
      SELECT 'vrd_' || substr(id, 5), id, closed_at, 'silent', NULL, NULL, 'none', NULL, closed_at + 604800000, closed_at + 604800000, 0, 0, NULL, version
      FROM ticket WHERE closed_at BETWEEN ${now} - 2592000000 AND ${now} - 604800000 ORDER BY rowid;
    INSERT INTO docket_counter (code, day, last)
      SELECT substr(docket, 1, instr(docket, '-') - 1), substr(docket, instr(docket, '-') + 1, 6), count(*) FROM ticket WHERE docket IS NOT NULL GROUP BY 1, 2;`);
}
