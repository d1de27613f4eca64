import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { attachmentsOf, reportsOf } from './action-reports.repository.ts';
import { act } from './change.usecases.ts';
import { holdTickets } from './intake.repository.ts';
import { openAgain } from './open-again.usecases.ts';
import { reopening } from './review.usecases.ts';
import { sceneOf } from './scene.rules.ts';
import { findById } from './tickets.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';
import { closerOfReport } from './verdict.repository.ts';

/** In which closings an officer had no hand. */
export { withoutHandOf } from './hands.usecases.ts';

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

/** The report that a closing was made with, as headquarters read it; null when there is none any more. */
export async function reportForLook(read: Read, { ticket, at }: { ticket: Ticket; at: number }) {
  const report = (await reportsOf(read, ticket.id)).find((one) => one.at === at);
  if (!report) return null;
  const files = (await attachmentsOf(read, ticket.id)).filter((one) => one.report === report.id);
  const { outcome, internalText, publicAnswer } = report;
  return {
    ...{ outcome, internalText, publicAnswer },
    files: files.map((file) => ({
      ...{ id: file.id, name: file.name, mime: file.mime },
      scene: sceneOf({ taken: file, ticket, reportedAt: at }),
    })),
  };
}

interface SendingBack {
  readonly actor: Actor;
  readonly id: string;
  /** The closing that was looked at: another one since is not sent back. */
  readonly closedAt: number;
  readonly note: string;
  /** What the sending back is of, by which an undo finds it. */
  readonly look: string;
  readonly save: (tx: Tx, done: { at: number; version: number }) => Promise<void>;
}

/** Sends a closed docket back one rank above who closed it, as a senior's finding of a false closure. */
export async function sendBack(
  deps: TicketDeps,
  { actor, id, closedAt, note, look, save }: SendingBack,
): Promise<void> {
  const known = await findById(deps.db.read, id);
  if (known?.closedAt !== closedAt) fail({ code: 'tickets.wrong_state', kind: 'conflict' });
  await act(deps, {
    ...{ actor, id, version: known.version, action: 'reopen' },
    decide: async ({ ticket, tx, at }) => {
      await save(tx, { at, version: ticket.version + 1 });
      return reopening(deps, tx, { ticket, actor, at, reason: note === '' ? null : note, data: { look } });
    },
  });
}
