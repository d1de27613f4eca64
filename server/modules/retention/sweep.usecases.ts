import type { Tx } from '../../schema.ts';
import { heldAmong, takeTurns } from '../evidence/on-ticket.usecases.ts';
import { noteUnused } from '../evidence/unused.usecases.ts';
import { dropOldReads } from '../readers/old-reads.usecases.ts';
import { dueEnvelopes, dueExamples, duePhotos, dueTickets, stillDue } from './due.repository.ts';
import { dropAttachments, dropExamples, emptyEnvelopes } from './erase.repository.ts';
import { eraseTickets, type Erased } from './erase.usecases.ts';
import { currentRule, proveErasure } from './prove.usecases.ts';
import { dueBefore, NOTHING } from './retention.rules.ts';
import {
  CLASSES,
  TICKET_CLASSES,
  type RetentionClass,
  type RetentionDeps,
  type TicketClass,
} from './retention.types.ts';

/** Tickets of one transaction: officers wait for the writer. */
const FEW = 10;
/** Of what is one row each. */
const MANY = 200;
/** Steps of one run for each class; what is left is for the next one. */
const STEPS = 500;

const nothing = { ...NOTHING, ids: [] };

interface Step {
  readonly before: number;
  readonly at: number;
  readonly version: number;
}

const isTicketClass = (kept: RetentionClass): kept is TicketClass =>
  (TICKET_CLASSES as readonly RetentionClass[]).includes(kept);

async function eraseDue(
  deps: RetentionDeps,
  tx: Tx,
  { kept, before, at, version }: Step & { kept: TicketClass },
): Promise<Erased> {
  const due = await dueTickets(tx, { kept, before, limit: FEW });
  if (due.length === 0) return nothing;
  // An order that was given in this very moment keeps it.
  const ids = due.map(({ id }) => id);
  await takeTurns(tx, ids);
  const held = await heldAmong(tx, ids);
  // Or an act that opened it again, or another process that erased it.
  const still = await stillDue(tx, { kept, before, ids });
  const tickets = due.filter(({ id }) => !held.has(id) && still.has(id));
  if (tickets.length === 0) return nothing;
  return eraseTickets(deps, tx, { tickets, at, by: 'system', data: { class: kept, version } });
}

async function dropPhotos(tx: Tx, { before, at }: Step): Promise<Erased> {
  const due = await duePhotos(tx, { before, limit: MANY });
  if (due.length === 0) return nothing;
  const of = due.map(({ ticket }) => ticket);
  await takeTurns(tx, of);
  const held = await heldAmong(tx, of);
  const files = due.flatMap(({ id, ticket }) => (held.has(ticket) ? [] : [id]));
  if (files.length === 0) return nothing;
  const blobs = await dropAttachments(tx, { files });
  await noteUnused(tx, { hashes: blobs, at });
  return { ...nothing, ids: files, files: blobs.length };
}

const asOthers = (ids: readonly string[]): Erased => ({ ...nothing, ids, others: ids.length });

async function takeStep(deps: RetentionDeps, tx: Tx, step: Step & { kept: RetentionClass }): Promise<Erased> {
  const { kept, before } = step;
  if (isTicketClass(kept)) return eraseDue(deps, tx, { ...step, kept });
  switch (kept) {
    case 'report-photos':
      return dropPhotos(tx, step);
    case 'envelopes':
      return asOthers(await emptyEnvelopes(tx, await dueEnvelopes(tx, { before, limit: MANY })));
    case 'examples':
      return asOthers(await dropExamples(tx, await dueExamples(tx, { before, limit: MANY })));
    default:
      return asOthers(await dropOldReads(tx, { before, limit: MANY }));
  }
}

const sizeOf = ({ tickets, messages, files, others }: Erased): number => tickets + messages + files + others;

/** One step of a class by the setting as it is now; false when nothing was due. */
function sweepStep(deps: RetentionDeps, kept: RetentionClass): Promise<boolean> {
  return deps.db.write(
    async (tx) => {
      const { version, terms } = await currentRule(tx);
      const at = deps.clock.now();
      const before = dueBefore(terms, { kept, now: at });
      if (before === null) return false;
      const erased = await takeStep(deps, tx, { kept, before, at, version });
      if (sizeOf(erased) === 0) return false;
      const by = { by: 'system', officer: null, reason: null };
      await proveErasure(deps, tx, { erased, why: { kept, version, backupDays: terms.backupDays, at, ...by } });
      return true;
    },
    { lane: 'batch' },
  );
}

/**
 * Removes what was kept long enough, a few at a time, each with its proof. May run twice, and beside itself: what is
 * gone is not due any more. Answers how many steps it took.
 */
export async function sweepRetention(deps: RetentionDeps): Promise<number> {
  let steps = 0;
  for (const kept of CLASSES)
    for (let step = 0; step < STEPS && (await sweepStep(deps, kept)); step += 1) {
      steps += 1;
      await new Promise(setImmediate);
    }
  return steps;
}
