import { DomainError } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import type { Reason, Urgency } from '../inbound/stages.types.ts';
import { requireActable, undoLast, type Changed } from './change.usecases.ts';
import { transferTicket } from './station.usecases.ts';
import {
  correctTicket,
  markNotForUs,
  openTicket,
  requireDangerKept,
  requireSafeAside,
  type Target,
} from './triage.usecases.ts';
import type { TicketDeps } from './tickets.types.ts';

/** What is done to many tickets at once; each keeps its own version check, event and undo. */
export type BulkWork =
  | { readonly action: 'open' }
  | { readonly action: 'not-for-us'; readonly reason: Reason }
  | { readonly action: 'correct'; readonly category?: string | undefined; readonly urgency?: Urgency | undefined }
  | { readonly action: 'transfer'; readonly to: string; readonly reason: string };

export interface Chosen {
  readonly id: string;
  readonly version: number;
}

/** What became of one ticket of the batch: done, or refused and why. */
export type BulkResult<Done = Changed> =
  { readonly id: string; readonly done: Done } | { readonly id: string; readonly refused: DomainError };

const workOn = (deps: TicketDeps, target: Target, work: BulkWork): Promise<Changed> => {
  switch (work.action) {
    case 'open':
      return openTicket(deps, target);
    case 'not-for-us':
      return markNotForUs(deps, { ...target, reason: work.reason });
    case 'correct':
      return correctTicket(deps, { ...target, category: work.category, urgency: work.urgency });
    case 'transfer':
      return transferTicket(deps, { ...target, to: work.to, reason: work.reason });
  }
};

/** One after the other, so that a hundred do not stand before an officer's single act; a refusal stops none but its own. */
export async function each<One extends { readonly id: string }, Done>(
  chosen: readonly One[],
  work: (one: One) => Promise<Done>,
): Promise<BulkResult<Done>[]> {
  const results: BulkResult<Done>[] = [];
  for (const one of chosen) {
    try {
      results.push({ id: one.id, done: await work(one) });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      results.push({ id: one.id, refused: error });
    }
  }
  return results;
}

/** Does one thing to many tickets. Answers one by one; events carry the batch. */
export function actOnMany(
  deps: TicketDeps,
  { actor, chosen, work }: { actor: Actor; chosen: readonly Chosen[]; work: BulkWork },
): Promise<BulkResult[]> {
  const batch = deps.ids.make('bat');
  return each(chosen, (one) => workOn(deps, { ...one, actor, batch }, work));
}

async function foresee(deps: TicketDeps, target: Target, work: BulkWork): Promise<void> {
  const { ticket } = await requireActable(deps, { ...target, action: work.action });
  if (work.action === 'not-for-us') requireSafeAside(ticket);
  if (work.action === 'correct') requireDangerKept(ticket, work);
}

/** Which of them could be done now: nothing is changed. */
export const previewMany = (
  deps: TicketDeps,
  { actor, chosen, work }: { actor: Actor; chosen: readonly Chosen[]; work: BulkWork },
): Promise<BulkResult<void>[]> => each(chosen, (one) => foresee(deps, { ...one, actor }, work));

/** Takes a batch back: what somebody acted on since stays as it is. */
export function undoMany(
  deps: TicketDeps,
  { actor, chosen }: { actor: Actor; chosen: readonly Chosen[] },
): Promise<BulkResult[]> {
  const batch = deps.ids.make('bat');
  return each(chosen, (one) => undoLast(deps, { ...one, actor, batch }));
}
