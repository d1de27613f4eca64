import type { Tx } from '../../schema.ts';
import { handlesOf } from '../inbound/inbound.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, requirePost } from '../officers/officers.rules.ts';
import { FOLDED } from './flood.rules.ts';
import { clearFold, unfoldDue } from './flood.repository.ts';
import { holdTickets } from './intake.repository.ts';
import { listNums, loadTickets } from './list.repository.ts';
import { viewerOf } from './list.usecases.ts';
import { swapListed } from './skim.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

/** Many tickets of one author, shown as one row. */
export interface FloodRow {
  /** The author's contact. */
  readonly reporter: string;
  readonly handle: string | null;
  readonly count: number;
  /** Epoch milliseconds: of the first and of the last message, and when the last of them unfolds by itself. */
  readonly from: number;
  readonly to: number;
  readonly until: number;
  /** First line of the newest. */
  readonly headline: string;
}

/** Folded tickets that are looked through; a greater flood is told as this many. */
const MOST = 1000;
const TOGETHER = 20;

type FloodDeps = Pick<TicketDeps, 'db' | 'clock' | 'events'>;

async function foldedFor(deps: FloodDeps, actor: Actor): Promise<Ticket[]> {
  const viewer = viewerOf(actor);
  const nums = await listNums(deps.db.read, { viewer, states: [FOLDED], before: null, limit: MOST });
  const tickets: Ticket[] = [];
  for (let at = 0; at < nums.length; at += 200) {
    if (at > 0) await new Promise(setImmediate);
    tickets.push(...(await loadTickets(deps.db.read, { viewer, nums: nums.slice(at, at + 200) })));
  }
  return tickets;
}

/** The floods among the tickets that the officer may see, newest first. */
export async function listFloods(deps: FloodDeps, actor: Actor): Promise<FloodRow[]> {
  const rows = new Map<string, FloodRow>();
  const unknown = new Set<string>();
  for (const { reporter, at, foldedUntil, headline, secrecy } of await foldedFor(deps, actor)) {
    if (reporter === null || foldedUntil === null) continue;
    if (secrecy === 'asked') unknown.add(reporter);
    const row = rows.get(reporter) ?? { reporter, handle: null, count: 0, from: at, to: at, until: 0, headline };
    rows.set(reporter, {
      ...row,
      count: row.count + 1,
      from: Math.min(row.from, at),
      to: Math.max(row.to, at),
      until: Math.max(row.until, foldedUntil),
    });
  }
  // Who asks to stay unknown is not named by the number of his posts either.
  const handles = await handlesOf(
    deps.db.read,
    [...rows.keys()].filter((reporter) => !unknown.has(reporter)),
  );
  return [...rows.values()].map((row) => ({ ...row, handle: handles.get(row.reporter) ?? null }));
}

/** Puts folded tickets among the others again, each with its event. */
async function unfold(deps: FloodDeps, tx: Tx, { tickets, actor }: { tickets: readonly Ticket[]; actor: string }) {
  // Read again and held: since they were listed, somebody may have acted on one.
  const held = await holdTickets(
    tx,
    tickets.map(({ id }) => id),
  );
  const moved: Ticket[] = [];
  for (const ticket of held)
    if (await swapListed(tx, { num: ticket.num, from: FOLDED, to: ticket.state })) moved.push(ticket);
  await clearFold(
    tx,
    held.map(({ id }) => id),
  );
  await deps.events.append(
    tx,
    moved.map(({ id }) => ({ stream: `ticket:${id}`, type: 'ticket.unfolded', actor, data: {} })),
  );
}

/** Unfolds an author's tickets at an officer's wish. Answers how many. */
export async function unfoldAuthor(
  deps: FloodDeps,
  { actor, reporter }: { actor: Actor; reporter: string },
): Promise<number> {
  const post = requirePost(actor, 'ticket.triage');
  const tickets = (await foldedFor(deps, actor)).filter((ticket) => ticket.reporter === reporter);
  for (let at = 0; at < tickets.length; at += TOGETHER)
    await deps.db.write(async (tx) =>
      unfold(deps, tx, { tickets: tickets.slice(at, at + TOGETHER), actor: actorAt(actor, post) }),
    );
  return tickets.length;
}

/** Unfolds what was folded for long enough, a few tickets a transaction. Answers how many. */
export async function unfoldInTime(deps: FloodDeps): Promise<number> {
  for (let total = 0; ;) {
    const many = await deps.db.write(
      async (tx) => {
        const tickets = await unfoldDue(tx, { at: deps.clock.now(), limit: TOGETHER });
        await unfold(deps, tx, { tickets, actor: 'system' });
        return tickets.length;
      },
      { lane: 'batch' },
    );
    total += many;
    if (many < TOGETHER) return total;
  }
}
