import type { Read } from '../../schema.ts';
import { personsBehind } from '../officers/behind.usecases.ts';
import { reportsOf } from './action-reports.repository.ts';
import { approvalsOf } from './closing.repository.ts';
import type { Ticket } from './tickets.types.ts';

/** A closing that somebody looks at again. */
interface Closing {
  readonly ticket: string;
  readonly closedAt: number;
  /** Whoever wrote its report. */
  readonly closer: string;
}

/**
 * Those of closings in which this officer had no hand: neither wrote the report nor approved it, by himself or by a key,
 * nor acts now by a key behind which such a one may stand.
 */
export async function withoutHandOf<Row extends Closing>(
  read: Read,
  { officer, rows, now }: { officer: string; rows: readonly Row[]; now: number },
): Promise<Set<Row>> {
  const approvals = await approvalsOf(
    read,
    rows.map(({ ticket }) => ticket),
  );
  const free = new Set<Row>();
  const acting = await personsBehind(read, { officer, at: now });
  for (const row of rows) {
    const approvers = approvals.filter(({ ticket, at }) => ticket === row.ticket && at === row.closedAt);
    const hands = [row.closer, ...approvers.map((one) => one.officer)];
    const behind = await Promise.all(hands.map((one) => personsBehind(read, { officer: one, at: row.closedAt })));
    if (!behind.some((persons) => [...acting].some((one) => persons.has(one)))) free.add(row);
  }
  return free;
}

/** Whether this officer had a hand in the closing of a ticket as it stands. */
export async function hasClosed(
  read: Read,
  { officer, ticket: { id, closedAt }, now }: { officer: string; ticket: Ticket; now: number },
): Promise<boolean> {
  const report = closedAt === null ? undefined : (await reportsOf(read, id)).find(({ at }) => at === closedAt);
  if (!report || closedAt === null) return false;
  const rows = [{ ticket: id, closedAt, closer: report.officer }];
  return (await withoutHandOf(read, { officer, rows, now })).size === 0;
}
