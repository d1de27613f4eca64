import type { NewEvent } from '../../platform/events/port.ts';

export const REASONS = [
  ...(['opened', 'transferred', 'reopened', 'wrote-again', 'alarm'] as const),
  ...(['deadline-near', 'deadline-passed', 'climbed', 'climbed-late', 'answer-asked'] as const),
  ...(['offered', 'closing-proposed', 'closing-returned'] as const),
] as const;
export type Reason = (typeof REASONS)[number];

/** What an event on a ticket gives a position to know. */
export interface Cause {
  readonly ticket: string;
  readonly reason: Reason;
  readonly level: number;
  readonly red: boolean;
  readonly version: number | null;
}

const STREAM = 'ticket:';

const REASON_OF: Readonly<Record<string, Reason>> = {
  'ticket.opened': 'opened',
  'ticket.transferred': 'transferred',
  'ticket.reopened': 'reopened',
  'ticket.wrote-again': 'wrote-again',
  'ticket.alarm-raised': 'alarm',
  'ticket.alarm-climbed': 'alarm',
  'ticket.deadline-passed': 'deadline-passed',
  'ticket.climbed': 'climbed',
  'ticket.climb-asked': 'answer-asked',
  'ticket.offered': 'offered',
  'ticket.closing-proposed': 'closing-proposed',
  'ticket.closing-returned': 'closing-returned',
};

/** The first answer is the desk's own clock: no station is told of it. */
const OF_STATION = new Set(['pick_up', 'action', 'closure']);

const hasNewOwner = (data: NewEvent['data']): boolean =>
  typeof (data.after as { owner?: unknown } | undefined)?.owner === 'string';

function reasonOf({ type, data }: NewEvent): Reason | null {
  // Said to be about police, it went to another unit.
  if (type === 'ticket.corrected') return hasNewOwner(data) ? 'transferred' : null;
  if (type === 'ticket.deadline-passed' && !OF_STATION.has(String(data.clock))) return null;
  // Found late because something of ours stood still: told together, but for a life at risk.
  if (type === 'ticket.climbed' && data.late === true && data.red !== true) return GATHERED;
  // The citizen said that it is not solved, or a second look found so.
  if (type === 'ticket.verdict' || type === 'ticket.audited') return data.reopened === true ? 'reopened' : null;
  return REASON_OF[type] ?? null;
}

/** Told as one message, however many they are. */
export const GATHERED: Reason = 'climbed-late';

/** Whether it is told to the level that it climbed to, not to whoever has the ticket. */
export const isOfLevel = (reason: string): boolean => reason === 'climbed' || reason === 'climbed-late';

/** The ticket of an event; null for events of other things. */
export const ticketOf = ({ stream }: Pick<NewEvent, 'stream'>): string | null =>
  stream.startsWith(STREAM) ? stream.slice(STREAM.length) : null;

/** What must be told because of an event; null for most. */
export function causeOf(event: NewEvent): Cause | null {
  const ticket = ticketOf(event);
  const reason = ticket === null ? null : reasonOf(event);
  if (ticket === null || reason === null) return null;
  const { level, version, red } = event.data;
  return {
    ...{ ticket, reason, red: reason === 'alarm' || red === true },
    level: typeof level === 'number' ? level : 0,
    version: typeof version === 'number' ? version : null,
  };
}

/** The position through which an officer or the bearer of a link did something; null for citizens and machines. */
export const positionOf = (actor: string): string | null =>
  /^officer:[^/]+\/position:(.+)$/.exec(actor)?.[1] ?? /^link:(.+)$/.exec(actor)?.[1] ?? null;
