import type { Read } from '../../schema.ts';
import type { Viewer } from './access.repository.ts';
import { reportsById, reportsOfUnit } from './action-reports.repository.ts';
import { incidentOf } from './incident.rules.ts';
import { nearlyCopied, wordsHash } from './report-words.rules.ts';
import { ticketsById } from './intake.repository.ts';
import { visibleTickets } from './tickets.repository.ts';
import type { ActionReport, Ticket } from './tickets.types.ts';

const DAY = 24 * 60 * 60 * 1000;
const LOOKED_BACK = 90 * DAY;
/** Of the same words one is enough; those of the same incident may stand before it. */
const MOST_SAME = 20;
const MOST_LATE = 60;

/**
 * Whether the unit wrote these words, or nearly, on another incident in the last ninety days: what its report is marked
 * with for whoever verifies it. Within an incident one report may stand for all.
 */
export async function findCopied(
  read: Read,
  { ticket, text, at }: { ticket: Ticket; text: string; at: number },
): Promise<{ textHash: string | null; copiedFrom: string | null }> {
  const textHash = wordsHash(text);
  if (textHash === null || ticket.owner === null) return { textHash, copiedFrom: null };
  const range = { unit: ticket.owner, ticket: ticket.id, since: at - LOOKED_BACK };
  const isApart = (one: { ticket: string; incident: string | null }): boolean =>
    incidentOf({ id: one.ticket, incident: one.incident }) !== incidentOf(ticket);
  const same = await reportsOfUnit(read, { ...range, textHash, limit: MOST_SAME });
  const found =
    same.find(isApart) ??
    nearlyCopied(text, (await reportsOfUnit(read, { ...range, limit: MOST_LATE })).filter(isApart));
  return { textHash, copiedFrom: found?.id ?? null };
}

/** Where the words of a report stood before; the docket only for those who may see it. */
export interface Copied {
  readonly at: number;
  readonly ticket: string | null;
  readonly docket: string | null;
}

/** Where the words of a report that is not written yet stood before; null where they did not. */
export async function readCopiedFrom(
  read: Read,
  { ticket, viewer, copiedFrom }: { ticket: Ticket; viewer: Viewer; copiedFrom: string | null },
): Promise<Copied | null> {
  const marked = { id: '', copiedFrom };
  return (await readCopied(read, { ticket, viewer, reports: [marked] })).get('') ?? null;
}

/** Reports of a ticket that are marked as copied, unless what they were copied from is of the same incident by now. */
export async function readCopied(
  read: Read,
  {
    ticket,
    viewer,
    reports,
  }: { ticket: Ticket; viewer: Viewer; reports: readonly Pick<ActionReport, 'id' | 'copiedFrom'>[] },
): Promise<Map<string, Copied>> {
  const sources = await reportsById(
    read,
    reports.flatMap(({ copiedFrom }) => copiedFrom ?? []),
  );
  if (sources.length === 0) return new Map();
  const ids = [...new Set(sources.map((source) => source.ticket))];
  const seen = await visibleTickets(read, { viewer, ids });
  const others = (await ticketsById(read, ids)).filter((other) => incidentOf(other) !== incidentOf(ticket));
  return new Map(
    reports.flatMap(({ id, copiedFrom }) => {
      const source = sources.find((one) => one.id === copiedFrom);
      if (!source || !others.some((other) => other.id === source.ticket)) return [];
      const shown = seen.find((other) => other.id === source.ticket);
      return [[id, { at: source.at, ticket: shown?.id ?? null, docket: shown?.docket ?? null }] as const];
    }),
  );
}
