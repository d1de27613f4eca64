import type { Tx } from '../../schema.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import type { InboundDeps, Message } from '../inbound/inbound.types.ts';
import type { StageResult } from '../inbound/stages.types.ts';
import { deadlinesAt } from '../deadlines/in-force.usecases.ts';
import { dueAnew } from './due-anew.usecases.ts';
import { soonest } from './clock.rules.ts';
import { clocksOf, insertClocks, moveDeadlines } from './clocks.repository.ts';
import { difference, follow, indexAgain } from './follow.usecases.ts';
import { changeAfterReading } from './read-again.rules.ts';
import { findById, updateTicket } from './tickets.repository.ts';
import type { Ticket } from './tickets.types.ts';

/** Acts that say what a ticket is. Looking at it, or working on what is around it, says nothing. */
const DECIDING: ReadonlySet<string> = new Set(
  [
    ...['received', 'opened', 'asked-back', 'not-for-us', 'corrected', 'transferred', 'taken-up', 'replied', 'split'],
    ...['paused', 'resumed', 'offered', 'closing-proposed'],
    ...['closed', 'verified', 'reopened', 'incident-joined', 'incident-left', 'told-apart'],
  ].map((name) => `ticket.${name}`),
);

/** The ticket's version as long as no officer and no policy decided on it; null once somebody did. */
export async function undecidedVersion(
  deps: Pick<InboundDeps, 'db' | 'events'>,
  ticket: string,
): Promise<number | null> {
  const current = await findById(deps.db.read, ticket);
  const events = await deps.events.ofStream(`ticket:${ticket}`);
  const isDecided = events.some(({ actor, type }) => DECIDING.has(type) && /^(?:officer|policy):/.test(actor));
  return current === null || isDecided ? null : current.version;
}

/** Brings a ticket after a second reading of one of its messages, in the caller's transaction. */
export async function followReading(
  deps: InboundDeps,
  tx: Tx,
  {
    message,
    result,
    words,
    undecidedAt,
  }: { message: Message; result: StageResult; words: string; undecidedAt: number | null },
): Promise<void> {
  const ticket = message.ticket === null ? null : await findById(tx, message.ticket);
  if (!ticket) return;
  const plea = await findPlea(tx, ticket.id);
  const set = changeAfterReading({
    ticket,
    result,
    isPlea: plea?.id === message.id,
    isReporters: message.voice === 'reporter',
    isUndecided: ticket.version === undecidedAt,
    own: message.text,
    pictures: words,
  });
  const isChanged = Object.entries(set).some(([column, value]) => ticket[column as keyof Ticket] !== value);
  const after = isChanged ? await save(deps, tx, { ticket, set }) : ticket;
  if (after) await indexAgain(deps, tx, after);
}

async function save(
  deps: InboundDeps,
  tx: Tx,
  { ticket, set }: { ticket: Ticket; set: Partial<Ticket> },
): Promise<Ticket | null> {
  const matter = { ...ticket, ...set };
  if (matter.urgency !== ticket.urgency || matter.category !== ticket.category)
    await moveDeadlines(tx, { ticket: ticket.id, dueAt: dueAnew(deps, tx, matter) });
  if (set.state === 'received') {
    const startedAt = ticket.receivedAt;
    const clock = { ticket: ticket.id, kind: 'first_response', stoppedAt: null, breachedAt: null };
    const dueAt = await deadlinesAt(deps, tx, startedAt);
    await insertClocks(tx, [
      { ...clock, startedAt, dueAt: dueAt({ matter, kind: 'first_response', from: startedAt }) },
    ]);
  }
  const clocks = await clocksOf(tx, ticket.id);
  const after = await updateTicket(tx, {
    before: ticket,
    set: { ...set, dueAt: soonest(clocks) },
    at: deps.clock.now(),
  });
  if (!after) return null;
  await follow(deps, tx, { before: ticket, after });
  const data = { version: after.version, ...difference(ticket, set) };
  await deps.events.append(tx, [{ stream: `ticket:${ticket.id}`, type: 'ticket.read-again', actor: 'system', data }]);
  return after;
}
