import type Sqlite from 'better-sqlite3';
import { createBatch } from './batch.ts';
import { versionOf } from './events.ts';
import type { SeedTicket } from './stream.ts';

const TICKET = {
  head: `INSERT INTO ticket (id, num, docket, state, reason, outcome, category, urgency, language, channel, account, desk, owner, second, district, station, lat, lon,
  suggested, about_police, accused_unit, protected, reporter, conversation, incident, headline, voices, reach, wrote_again_at, at, received_at, opened_at, in_process_at, closed_at,
  verified_at, due_at, code_hash, code_tries, version, updated_at)`,
  row: `(?, ?, ?, ?, ?, ?, ?, ?, ?, 'x', 'acc_seed', ?, ?, NULL, ?, ?, NULL, NULL, ?, ?, ?, ?, ?, ?, NULL, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, ?, ?)`,
};
const MESSAGE = {
  head: `INSERT INTO message (id, realm, external_id, version_id, account, envelope, direction, kind, voice, contact, conversation, ticket, text, salt, language, at, received_at,
  in_reply_to, quotes, retweet_of, tagged, media, lat, lon, copy_key, reach, state, deleted_at)`,
  row: `(?, 'x', ?, ?, 'acc_seed', NULL, 'in', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, '["@Uppolice"]', '[]', NULL, NULL, ?, 0, 'done', NULL)`,
};

/** Writes tickets with their messages. */
export function writeTickets(
  connection: Sqlite.Database,
  tickets: Iterable<SeedTicket>,
): { tickets: number; messages: number } {
  const ticketRows = createBatch(connection, TICKET);
  const messageRows = createBatch(connection, MESSAGE);
  let messages = 0;
  let count = 0;
  for (const ticket of tickets) {
    const [first, ...more] = ticket.messages;
    if (!first) continue;
    count += 1;
    messages += ticket.messages.length;
    const isNotForUs = ticket.state === 'not_for_us';
    const isDone = ticket.closedAt !== null;
    const voices = more.filter(({ voice }) => voice === 'voice').length;
    const wroteAgain = !isDone && more.length > voices ? (more.at(-1)?.at ?? null) : null;
    ticketRows.add([
      ticket.id,
      ticket.num,
      ticket.docket,
      ticket.state,
      isNotForUs ? 'news-opinion' : null,
      isDone ? 'action_without_fir' : null,
      ticket.category,
      ticket.urgency,
      ticket.language,
      ticket.desk,
      ticket.owner,
      ticket.station.district,
      ticket.station.id,
      ticket.station.id,
      ticket.accused === null ? 'no' : 'yes',
      ticket.accused,
      ticket.isProtected ? 1 : 0,
      first.contact,
      ticket.conversation,
      first.text.slice(0, 280),
      voices,
      wroteAgain,
      ticket.at,
      ticket.at,
      ticket.openedAt,
      ticket.inProcessAt,
      ticket.closedAt,
      ticket.verifiedAt,
      ticket.dueAt,
      versionOf(ticket),
      ticket.verifiedAt ?? ticket.closedAt ?? ticket.inProcessAt ?? ticket.openedAt ?? ticket.at,
    ]);
    for (const message of ticket.messages) {
      const isFirst = message === first;
      messageRows.add([
        message.id,
        message.external,
        message.external,
        isFirst ? 'mention' : 'reply',
        message.voice,
        message.contact,
        ticket.conversation,
        ticket.id,
        message.text,
        message.salt,
        ticket.language,
        message.at,
        message.at,
        isFirst ? null : first.external,
        message.id.slice(-16),
      ]);
    }
  }
  ticketRows.end();
  messageRows.end();
  return { tickets: count, messages };
}
