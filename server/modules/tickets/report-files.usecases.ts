import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { decodeMarks, isReused, soughtKeys } from '../matching/picture-marks.rules.ts';
import { attachmentsById, bindAttachments, insertAttachments } from './action-reports.repository.ts';
import { incidentOf, mayJoinUnasked } from './incident.rules.ts';
import { viewerOf } from './list.usecases.ts';
import { reportedUnder, reportedWith, type ReportedFile } from './picture-use.repository.ts';
import { visibleTickets } from './tickets.repository.ts';
import type { Attachment, Ticket, TicketDeps } from './tickets.types.ts';
import { toldInPart, veilsOf } from './veil.repository.ts';

/** Files of a report: those that wait at its own ticket, and those of others of its incident. */
export interface Files {
  readonly own: readonly string[];
  readonly shared: readonly Attachment[];
}

const isPicture = ({ mime }: Attachment): boolean => /^(image|video)\//.test(mime);

/** How many of these files are photographs or films: what shows that somebody was there. */
export const countPhotos = async (read: Read, ids: readonly string[]): Promise<number> =>
  (await attachmentsById(read, ids)).filter(isPicture).length;

/**
 * Whether the report of this ticket may carry all of them: files of its own, and of tickets that tell of the same and
 * are kept from the same officers. What stood on a ticket before a complaint was split off is for neither whoever
 * reads a summary, nor another ticket.
 */
async function mayCarry(
  read: Read,
  { actor, ticket, files }: { actor: Actor; ticket: Ticket; files: readonly Attachment[] },
): Promise<boolean> {
  const viewer = viewerOf(actor);
  const ids = [...new Set(files.map((file) => file.ticket))];
  const seen = await visibleTickets(read, { viewer, ids });
  const veils = await veilsOf(read, { viewer, tickets: seen });
  const mixed = await toldInPart(read, ids);
  return files.every(({ ticket: source, at }) => {
    const from = seen.find(({ id }) => id === source);
    if (!from) return false;
    const isOld = at < (from.splitAt ?? 0);
    if (source === ticket.id) return !(isOld && veils.has(source));
    return incidentOf(from) === incidentOf(ticket) && mayJoinUnasked(from, ticket) && !(isOld && mixed.has(source));
  });
}

/** Files on reports of other incidents that are one of these pictures, or were made from it, or it from them. */
async function usedElsewhere(
  read: Read,
  { ticket, files }: { ticket: Ticket; files: readonly Attachment[] },
): Promise<ReportedFile[]> {
  const pictures = files.filter(isPicture);
  const found = await reportedWith(read, { blobs: pictures.map(({ blob }) => blob), ticket: ticket.id });
  for (const { marks } of pictures) {
    if (marks === null) continue;
    const own = decodeMarks(marks);
    const near = await reportedUnder(read, { keys: soughtKeys(own), ticket: ticket.id });
    found.push(...near.filter((file) => file.marks !== null && isReused(own, decodeMarks(file.marks))));
  }
  return found.filter((file) => incidentOf({ id: file.ticket, incident: file.incident }) !== incidentOf(ticket));
}

/** Refuses a picture that another incident's report stands on, by the docket if the officer may see that. */
async function refuseReused(
  read: Read,
  { actor, used }: { actor: Actor; used: readonly ReportedFile[] },
): Promise<never> {
  const ids = [...new Set(used.map(({ ticket }) => ticket))];
  const seen = await visibleTickets(read, { viewer: viewerOf(actor), ids });
  const docket = seen.find((one) => one.docket !== null)?.docket;
  const code = docket ? 'tickets.picture_reused_on' : 'tickets.picture_reused';
  return fail({
    code,
    kind: 'unprocessable',
    fields: { attachments: 'tickets.picture_reused' },
    ...(docket ? { detail: { docket } } : {}),
  });
}

/**
 * The files that a report names. One photograph may stand for every docket of an incident, and for no other: who was
 * at one place has not shown that he was at another. Throws tickets.file_missing, tickets.picture_reused,
 * tickets.picture_reused_on.
 */
export async function requireFiles(
  read: Read,
  { actor, ticket, ids }: { actor: Actor; ticket: Ticket; ids: readonly string[] },
): Promise<Files> {
  const files = await attachmentsById(read, ids);
  const own = files.filter((file) => file.ticket === ticket.id);
  const shared = files.filter((file) => file.ticket !== ticket.id);
  const isWhole = files.length === new Set(ids).size && own.every(({ report }) => report === null);
  if (!isWhole || !(await mayCarry(read, { actor, ticket, files })))
    fail({ code: 'tickets.file_missing', kind: 'unprocessable', fields: { attachments: 'invalid' } });
  const used = await usedElsewhere(read, { ticket, files });
  if (used.length > 0) await refuseReused(read, { actor, used });
  return { own: own.map(({ id }) => id), shared };
}

/** Binds files to a report in the caller's transaction: those of other tickets as copies, so that each docket has its own. */
export async function bindFiles(
  deps: Pick<TicketDeps, 'ids'>,
  tx: Tx,
  { actor, ticket, report, files, at }: { actor: Actor; ticket: string; report: string; files: Files; at: number },
): Promise<void> {
  const bound = await bindAttachments(tx, { ticket, report, ids: files.own });
  if (bound !== files.own.length)
    fail({ code: 'tickets.file_missing', kind: 'unprocessable', fields: { attachments: 'invalid' } });
  await insertAttachments(
    tx,
    files.shared.map((file) => ({
      ...file,
      ...{ id: deps.ids.make('att'), ticket, report, copyOf: file.copyOf ?? file.id, officer: actor.officer, at },
    })),
  );
}
