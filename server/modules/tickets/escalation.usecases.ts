import type { NewEvent } from '../../platform/events/port.ts';
import type { Read } from '../../schema.ts';
import { changeEscalation, dueEscalations, headsOf, sightOf, type ClimbingClock } from './escalation.repository.ts';
import { nextMove, patienceOf, rungsOf, type Escalation, type Move } from './escalation.rules.ts';
import type { TicketDeps } from './tickets.types.ts';

type ClimbDeps = Pick<TicketDeps, 'db' | 'clock' | 'events' | 'tree'>;

/** The office of a unit that a ticket may climb to; undefined where nobody holds it who may know of the ticket. */
type OfficeFor = (of: { num: number; unit: string }) => string | undefined;

async function officesFor(
  read: Read,
  { tree, due, now }: { tree: TicketDeps['tree']; due: readonly ClimbingClock[]; now: number },
): Promise<OfficeFor> {
  const units = [...new Set(due.flatMap(({ ticket }) => rungsOf(tree, ticket).map(({ unit }) => unit)))];
  const heads = await headsOf(read, { units, now });
  const { seen, hidden } = await sightOf(
    read,
    due.map(({ ticket }) => ticket.num),
  );
  const isSeen = new Set(seen.map(({ num, unit }) => `${num} ${unit}`));
  const isHidden = new Set(hidden.map(({ num, officer }) => `${num} ${officer}`));
  return ({ num, unit }) => {
    if (!isSeen.has(`${num} ${unit}`)) return undefined;
    const own = heads.filter((head) => head.unit === unit);
    // Whoever acts for an officer on leave answers in his place.
    const holder = own.findLast(({ kind }) => kind === 'acting') ?? own.at(-1);
    return holder && !isHidden.has(`${num} ${holder.officer}`) ? holder.position : undefined;
  };
}

function change(
  move: Move,
  { now, position, patience }: { now: number; position: string | null; patience: number },
): Partial<Escalation> {
  if (move.move === 'end') return { endedAt: now, dueAt: null };
  if (move.move === 'wait') return { dueAt: move.dueAt };
  const { unit, level } = move.rung;
  const fresh = { answer: null, answeredBy: null, answeredAt: null };
  return { unit, level, position, at: now, dueAt: now + patience, ...fresh };
}

/**
 * Lets deadlines that passed climb where their time has come, each once, with its event. Whoever else does so at the
 * same moment finds the rows changed. Returns how many were looked at.
 */
export async function climbEscalations(deps: ClimbDeps, { limit }: { limit: number }): Promise<number> {
  if ((await dueEscalations(deps.db.read, { now: deps.clock.now(), limit: 1 })).length === 0) return 0;
  return deps.db.write(
    async (tx) => {
      const now = deps.clock.now();
      const due = await dueEscalations(tx, { now, limit });
      if (due.length === 0) return 0;
      const officeFor = await officesFor(tx, { tree: deps.tree, due, now });
      const events: NewEvent[] = [];
      for (const { row, clock, ticket } of due) {
        const at = (unit: string) => officeFor({ num: ticket.num, unit });
        const isHeld = (unit: string): boolean => at(unit) !== undefined;
        const move = nextMove({ row, clock, ticket, tree: deps.tree, isHeld, now });
        const position = move.move === 'climb' ? (at(move.rung.unit) ?? null) : null;
        const set = change(move, { now, position, patience: patienceOf(ticket.urgency) });
        if (!(await changeEscalation(tx, { before: row, set }))) continue;
        if (move.move !== 'climb') continue;
        const { isRed: red, isLate: late } = move;
        events.push({
          ...{ stream: `ticket:${row.ticket}`, type: 'ticket.climbed', actor: 'system' },
          data: { clock: row.clock, ...move.rung, position, red, late },
        });
      }
      await deps.events.append(tx, events);
      return due.length;
    },
    { lane: 'batch' },
  );
}
