import type { Read } from '../../schema.ts';
import { deadlinesAt } from '../deadlines/in-force.usecases.ts';
import type { Matter } from '../deadlines/deadlines.types.ts';
import type { ClockKind } from './clock.rules.ts';
import type { NewDeadline } from './clocks.repository.ts';
import { pausesOf } from './pause.repository.ts';
import { movedBy } from './pause.rules.ts';
import type { UnitTree } from './tickets.types.ts';

/**
 * When running clocks end once a ticket is another matter than it was taken for: by what was in force when each began,
 * and later by what it has waited, unless a life is at risk.
 */
export const dueAnew =
  (deps: { readonly tree: UnitTree }, read: Read, matter: Matter & { readonly id: string }): NewDeadline =>
  async (clock) => {
    const { kind, startedAt } = clock;
    const dueAt = (await deadlinesAt(deps, read, startedAt))({ matter, kind: kind as ClockKind, from: startedAt });
    return matter.urgency === 'life-risk' ? dueAt : dueAt + movedBy(await pausesOf(read, matter.id), clock);
  };
