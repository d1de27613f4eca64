import type { Read, Tx } from '../../schema.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { attachmentsOf, reportsOf } from './action-reports.repository.ts';
import { holdTickets } from './intake.repository.ts';
import { openAgain } from './open-again.usecases.ts';
import type { TicketDeps } from './tickets.types.ts';
import { closerOfReport } from './verdict.repository.ts';

/** Who closed a ticket, and at which unit. */
export const closerOf = (read: Read, ticket: string) => closerOfReport(read, ticket);

/** What whoever looks at a closing again reads of its report; null when there is none any more. */
export async function reportsForAudit(read: Read, { ticket, at }: { ticket: string; at: number }) {
  const report = (await reportsOf(read, ticket)).find((one) => one.at === at);
  if (!report) return null;
  const names = [...(await officerNames(read, [report.officer])).values()];
  const files = (await attachmentsOf(read, ticket)).filter((one) => one.report === report.id);
  const { outcome, internalText, publicAnswer, unit } = report;
  return { outcome, internalText, publicAnswer, unit, names, attachments: files.length };
}

/**
 * Records what a second look at a closing found, in the caller's transaction; found false, it is opened again one rank
 * above who closed it, unless it has been already.
 */
export async function recordAudit(
  deps: Pick<TicketDeps, 'tree' | 'search' | 'clock' | 'ids' | 'events'>,
  tx: Tx,
  { audit, judged, by }: { audit: { id: string; ticket: string; closedAt: number }; judged: string; by: string },
): Promise<void> {
  const [ticket] = await holdTickets(tx, [audit.ticket]);
  if (!ticket) return;
  const stands = ticket.closedAt === audit.closedAt && ['closed', 'verified'].includes(ticket.state);
  const isFalse = judged === 'false' && stands;
  const data = isFalse ? (await openAgain(deps, tx, { ticket, at: deps.clock.now(), set: {} })).data : {};
  // What was found is told of the unit that closed, wherever the docket has gone since.
  const unit = (await reportsOf(tx, ticket.id)).find(({ at }) => at === audit.closedAt)?.unit ?? null;
  await deps.events.append(tx, [
    {
      stream: `ticket:${ticket.id}`,
      type: 'ticket.audited',
      actor: by,
      data: { ...data, audit: audit.id, judged, unit, reopened: isFalse },
    },
  ]);
}
