import type { Tx } from '../../schema.ts';
import { findPlea, type PleaWords } from '../inbound/inbound.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { pictureText } from '../pictures/reading.rules.ts';
import { readingsOf } from '../pictures/pictures.usecases.ts';
import { headsOfUnit, moveAccess, replaceAccess, replaceConflicts } from './access.repository.ts';
import { accessUnits } from './access.rules.ts';
import { followDanger } from './alarm.usecases.ts';
import { lookAgainAtEscalations } from './escalation.repository.ts';
import { followSteps } from './follow-steps.usecases.ts';
import { followProtection } from './protected.usecases.ts';
import { indexTicket } from './search.usecases.ts';
import { ticketsById } from './intake.repository.ts';
import { originsOf } from './parts.repository.ts';
import { summariesOf } from './veil.repository.ts';
import type { NewTicket, Ticket, TicketDeps } from './tickets.types.ts';

type FollowDeps = Pick<TicketDeps, 'tree' | 'search'>;

/** Who may see the ticket as it is. */
const unitsOf = ({ tree }: FollowDeps, { desk, owner, second, offered, accusedUnit }: Ticket): string[] =>
  accessUnits({ tree, desk, owner, second, offered, accusedUnit });

/** The words of a ticket's plea and those of the plea's pictures; the summaries, where some who see it may read only them. */
async function wordsToFind(tx: Tx, { ticket, plea }: { ticket: Ticket; plea: PleaWords | null }): Promise<string> {
  const summaries = ticket.splitAt === null ? [] : await summariesOf(tx, ticket.id);
  if (summaries.length > 0) return summaries.join('\n');
  const pictures = plea === null ? '' : pictureText(await readingsOf(tx, [plea.id]));
  return [plea?.text || ticket.headline, pictures].filter((part) => part !== '').join('\n');
}

/** Writes what search finds of a ticket. */
export async function indexAgain(
  deps: FollowDeps,
  tx: Tx,
  ticket: Ticket,
  units: readonly string[] = unitsOf(deps, ticket),
): Promise<void> {
  const plea = await findPlea(tx, ticket.id);
  const text = await wordsToFind(tx, { ticket, plea });
  await indexTicket(deps, tx, {
    ticket,
    units,
    text,
    handle: ticket.secrecy === 'asked' ? null : (plea?.handle ?? null),
  });
}

/** Columns that a change touches, as they were and as they are: ids, codes and times only. */
export function difference(
  before: Ticket,
  set: Partial<NewTicket>,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const result = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> };
  for (const [column, value] of Object.entries(set)) {
    const old = before[column as keyof Ticket];
    // A short code can be guessed from its hash, and a headline is the citizen's words: events are kept for ever.
    if (old === value || column === 'codeHash' || column === 'headline') continue;
    result.before[column] = old;
    result.after[column] = value;
  }
  return result;
}

/**
 * Brings rows that follow from a ticket up to date: who may see it, what search finds, what waits to be said of it, and
 * its alarm. `by` is the officer whose act it is.
 */
export async function follow(
  deps: FollowDeps & Pick<TicketDeps, 'clock' | 'ids' | 'events'>,
  tx: Tx,
  { before, after, by }: { before: Ticket; after: Ticket; by?: Actor },
): Promise<void> {
  for (const split of await followProtection(deps, tx, { before, after })) await indexAgain(deps, tx, split);
  await followAccess(deps, tx, { before, after });
  await followSteps(tx, { before, after });
  await followSplit(deps, tx, { before, after });
  await followDanger(deps, tx, { before, after, ...(by ? { by } : {}) });
}

async function followAccess(
  deps: FollowDeps,
  tx: Tx,
  { before, after }: { before: Ticket; after: Ticket },
): Promise<void> {
  const moved = (['owner', 'second', 'offered', 'accusedUnit'] as const).some((one) => before[one] !== after[one]);
  if (!moved) {
    const isRaised = after.foldedUntil !== null && after.urgency === 'life-risk' && before.urgency !== 'life-risk';
    if (before.state !== after.state || isRaised) await moveAccess(tx, { num: after.num, state: after.state });
    return;
  }
  const units = unitsOf(deps, after);
  await replaceAccess(tx, { num: after.num, state: after.state, units });
  await lookAgainAtEscalations(tx, after.id);
  await indexAgain(deps, tx, after, units);
  if (after.accusedUnit === before.accusedUnit) return;
  const heads = after.accusedUnit ? await headsOfUnit(tx, { unit: after.accusedUnit, at: after.receivedAt }) : [];
  await replaceConflicts(tx, { num: after.num, officers: heads });
}

/** What search finds of a ticket changes when a matter is split off, and when that one begins or ceases to complain of police. */
async function followSplit(
  deps: FollowDeps,
  tx: Tx,
  { before, after }: { before: Ticket; after: Ticket },
): Promise<void> {
  // A name that is kept is not found by either.
  const isNamedAnew = before.secrecy !== after.secrecy;
  if (before.splitAt !== after.splitAt || isNamedAnew) await indexAgain(deps, tx, after);
  if (before.aboutPolice === after.aboutPolice && before.splitAt === after.splitAt) return;
  for (const origin of await ticketsById(tx, await originsOf(tx, after))) await indexAgain(deps, tx, origin);
}
