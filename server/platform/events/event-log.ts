import type { Db } from '../../schema.ts';
import type { Clock } from '../clock/clock.ts';
import { canonical, hashOf } from './chain.rules.ts';
import { lastPosition, listAfter, listOfStream, listOfStreams, readHeads } from './events.repository.ts';
import type { EventLog, NewEvent } from './port.ts';

/** Streams whose head must be read: all but those that the caller just made. */
function knownStreams(events: readonly NewEvent[]): string[] {
  const fresh = new Map<string, boolean>();
  for (const event of events) if (!fresh.has(event.stream)) fresh.set(event.stream, event.fresh === true);
  return [...fresh].filter(([, isFresh]) => !isFresh).map(([stream]) => stream);
}

/**
 * The chained record in table `events`. On SQLite an event gets its position in the transaction (there is one
 * writer); on PostgreSQL `createEventRelay` gives it after the commit.
 */
export function createEventLog({ db, clock }: { readonly db: Db; readonly clock: Clock }): EventLog {
  return {
    append: async (tx, events) => {
      if (events.length === 0) return;
      const { heads, position } = await readHeads(tx, knownStreams(events));
      const last = new Map<string, { seq: number; hash: string; at: number }>(heads);
      const now = clock.now();
      let next = position;
      const rows = events.map(({ stream, type, actor, data }) => {
        const before = last.get(stream);
        const link = {
          stream,
          seq: (before?.seq ?? 0) + 1,
          at: Math.max(now, before?.at ?? 0),
          type,
          actor,
          data: canonical(data),
          prev: before?.hash ?? '',
        };
        const row = { ...link, hash: hashOf(link), position: tx.engine === 'sqlite' ? ++next : null };
        last.set(stream, row);
        return row;
      });
      await tx.insertRows(tx.tables.events, rows);
    },
    after: (position, limit) => listAfter(db.read, position, limit),
    ofStream: (stream) => listOfStream(db.read, stream),
    ofStreams: (streams, page) => listOfStreams(db.read, { streams, ...page }),
    head: () => lastPosition(db.read),
  };
}
