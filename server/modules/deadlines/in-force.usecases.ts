import type { Read } from '../../schema.ts';
import type { ClockKind } from '../tickets/clock.rules.ts';
import type { UnitTree } from '../tickets/tickets.types.ts';
import { afterWorking, calendarOf } from './calendar.rules.ts';
import { bookAt, calendarsSet } from './deadlines.repository.ts';
import { allowance, USUAL } from './deadlines.rules.ts';
import type { Matter, Terms } from './deadlines.types.ts';

/** When a clock of a matter ends that begins at a moment. */
export type DueAt = (of: { matter: Matter; kind: ClockKind; from: number }) => number;

/** What was set and in force at a moment. */
export const termsAt = async (read: Read, at: number): Promise<Terms> => (await bookAt(read, at))?.terms ?? USUAL;

/**
 * How deadlines are reckoned for clocks that begin at a moment: by what was in force then, so that nothing set since
 * moves them. Read once a transaction.
 */
export async function deadlinesAt(
  { tree }: { readonly tree: Pick<UnitTree, 'pathToRoot'> },
  read: Read,
  at: number,
): Promise<DueAt> {
  const { rules } = await termsAt(read, at);
  const calendars = rules.some(({ working }) => working) ? await calendarsSet(read) : [];
  return ({ matter, kind, from }) => {
    const { span, isWorking } = allowance(rules, { matter, kind });
    if (!isWorking) return from + span;
    return afterWorking({ from, span, isWorking: calendarOf(tree, { unit: matter.owner ?? matter.desk, calendars }) });
  };
}
