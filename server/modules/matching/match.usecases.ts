import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog, NewEvent } from '../../platform/events/port.ts';
import { readSetting, writeSetting } from '../../platform/settings/settings.repository.ts';
import type { Db, Tx } from '../../schema.ts';
import { incidentOf } from '../tickets/incident.rules.ts';
import { joinUnasked, ticketsToJoin } from '../tickets/join-unasked.usecases.ts';
import {
  insertSuggestions,
  signaturesAfter,
  suggestionsOfTickets,
  toldBy,
  type SignatureRow,
  type SuggestionRow,
} from './matching.repository.ts';
import type { FoundMessage, MatchEngine } from './matching.types.ts';

export interface MatchDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: EventLog;
  readonly engine: MatchEngine;
}

const DAY = 24 * 60 * 60_000;
const WINDOW = 90 * DAY;
/** Number of the last signature that was matched. */
const CURSOR = 'matching.cursor';
const PAGE = 400;

const cursorOf = async (deps: Pick<MatchDeps, 'db'>): Promise<number> => {
  const value = await readSetting(deps.db.read, CURSOR);
  return typeof value === 'number' ? value : 0;
};

const toSigned = ({ message, realm, bytes }: SignatureRow) => ({ id: message, realm, bytes });

/** Fills an empty engine with what was matched before; `mayRun` false ends it early. Answers how many. */
export async function rebuildMatching(deps: MatchDeps, mayRun: () => boolean): Promise<number> {
  await deps.engine.clear();
  const last = await cursorOf(deps);
  const since = deps.clock.now() - WINDOW;
  let [num, count] = [0, 0];
  while (mayRun()) {
    const rows = (await signaturesAfter(deps.db.read, { num, since, limit: PAGE })).filter((row) => row.num <= last);
    if (rows.length === 0) break;
    await deps.engine.add(rows.map(toSigned));
    num = rows.at(-1)?.num ?? last;
    count += rows.length;
  }
  return count;
}

type Told = Awaited<ReturnType<typeof toldBy>>[number];

interface Found {
  readonly plea: Told;
  readonly like: Told;
  readonly match: FoundMessage;
}

/** Messages of one reading: their rows lie far apart, and officers must not wait for all of them. */
const TOGETHER = 32;

async function readTold({ db }: Pick<MatchDeps, 'db'>, ids: readonly string[]): Promise<Told[]> {
  const wanted = [...new Set(ids)];
  const told: Told[] = [];
  for (let from = 0; from < wanted.length; from += TOGETHER) {
    if (from > 0) await new Promise(setImmediate);
    told.push(...(await toldBy(db.read, wanted.slice(from, from + TOGETHER))));
  }
  return told;
}

/** Of each plea the tickets that were there before it and are perhaps the same, best first, each once. */
function pairUp(
  rows: readonly SignatureRow[],
  found: readonly (readonly FoundMessage[])[],
  told: readonly Told[],
): Found[] {
  const byMessage = new Map(told.map((one) => [one.message.id, one]));
  return rows.flatMap((row, at): Found[] => {
    const told = byMessage.get(row.message);
    if (told === undefined || told.ticket.state === 'not_for_us') return [];
    const seen = new Set([told.ticket.id]);
    return (found[at] ?? []).flatMap((match): Found[] => {
      const other = byMessage.get(match.id);
      if (!other || other.message.realm !== row.realm || other.ticket.state === 'not_for_us') return [];
      // A message may be signed anew (its picture was read) after a younger one was: the younger ticket has the question.
      const [plea, like] = other.ticket.num > told.ticket.num ? [other, told] : [told, other];
      if (!plea.isPlea || seen.has(other.ticket.id)) return [];
      seen.add(other.ticket.id);
      return [{ plea, like, match }];
    });
  });
}

/**
 * Matches the next messages that were settled, in order: what is nearly certain joins the incident of the earlier
 * ticket, what is likely is suggested. Suggests a pair once, so that it may run twice; null: none wait.
 */
export async function matchNext(
  deps: MatchDeps,
  { limit, confirm }: { limit: number; confirm?: ((tx: Tx) => Promise<void>) | undefined },
): Promise<{ joined: number; suggested: number } | null> {
  const num = await cursorOf(deps);
  const rows = await signaturesAfter(deps.db.read, { num, since: deps.clock.now() - WINDOW, limit });
  const last = rows.at(-1);
  if (!last) return null;
  const found = await deps.engine.find(rows.map(toSigned));
  const ids = rows.flatMap((row, at) =>
    (found[at]?.length ?? 0) > 0 ? [row.message, ...(found[at] ?? []).map(({ id }) => id)] : [],
  );
  const pairs = pairUp(rows, found, await readTold(deps, ids));
  const reasons = await deps.engine.explain(
    pairs.map(({ plea, like, match: { differences } }) => ({
      newer: textOf(plea.message),
      older: textOf(like.message),
      differences,
    })),
  );
  return deps.db.write(
    async (tx) => {
      await confirm?.(tx);
      const answer = await keepFound(
        deps,
        tx,
        pairs.map((pair, at) => ({ ...pair, reasons: reasons[at] ?? NO_REASONS })),
      );
      await writeSetting(tx, { name: CURSOR, value: last.num });
      return answer;
    },
    { lane: 'batch' },
  );
}

const NO_REASONS: SuggestionRow['reasons'] = { shared: [], differences: [], fresh: [] };
const textOf = ({ text, tagged }: Told['message']) => ({ text, tagged });

async function keepFound(
  deps: MatchDeps,
  tx: Tx,
  found: readonly (Found & { reasons: SuggestionRow['reasons'] })[],
): Promise<{ joined: number; suggested: number }> {
  if (found.length === 0) return { joined: 0, suggested: 0 };
  const pleas = found.map(({ plea }) => plea.ticket.id);
  const tickets = await ticketsToJoin(tx, [...pleas, ...found.map(({ like }) => like.ticket.id)]);
  const known = new Set((await suggestionsOfTickets(tx, pleas)).map(keyOf));
  const at = deps.clock.now();
  const rows: SuggestionRow[] = [];
  const events: NewEvent[] = [];
  for (const { plea, like, match, reasons } of found) {
    const [mine, other] = [tickets.get(plea.ticket.id), tickets.get(like.ticket.id)];
    const why = { message: plea.message.id, like: like.message.id, score: match.score, kind: match.kind };
    const row = { ticket: plea.ticket.id, other: like.ticket.id, ...why, reasons, state: 'open', at };
    if (!mine || !other || known.has(keyOf(row))) continue;
    known.add(keyOf(row));
    const isOne = incidentOf(mine) === incidentOf(other);
    const joined = match.decision === 'join' && !isOne ? await joinUnasked(tx, { mine, other, why }) : null;
    if (joined) {
      tickets.set(joined.ticket.id, joined.ticket);
      events.push(joined.event);
    }
    rows.push({ ...row, state: isOne || joined ? 'joined' : 'open' });
  }
  await insertSuggestions(tx, rows);
  await deps.events.append(tx, events);
  return { joined: events.length, suggested: rows.length - events.length };
}

const keyOf = ({ ticket, other }: Pick<SuggestionRow, 'ticket' | 'other'>): string => `${ticket} ${other}`;
