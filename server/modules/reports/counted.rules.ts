import type { Ticket } from '../tickets/tickets.types.ts';
import { dayOf, hourOf, weekHourOf } from './bucket.rules.ts';
import { addDuration } from './histogram.rules.ts';
import type { Act, History } from './history.rules.ts';
import { FAMILIES, MEASURES, QUICK, type Measure } from './measures.rules.ts';
import type { Adding, Sums } from './sums.rules.ts';

/** What of a ticket's row is counted. */
export type Facts = Pick<
  Ticket,
  | 'num'
  | 'id'
  | 'state'
  | 'outcome'
  | 'category'
  | 'channel'
  | 'desk'
  | 'owner'
  | 'accusedUnit'
  | 'incident'
  | 'voices'
  | 'at'
  | 'receivedAt'
  | 'openedAt'
  | 'inProcessAt'
  | 'closedAt'
  | 'verifiedAt'
  | 'dueAt'
>;

/** What one ticket adds to the figures: sums by unit and day, and what they are told apart by. */
export interface Counted {
  readonly num: number;
  readonly hidden: string;
  readonly category: string;
  readonly channel: string;
  readonly cells: Readonly<Record<string, Readonly<Record<number, Sums>>>>;
}

const OPENED: ReadonlySet<string> = new Set(['open', 'in_process', 'closed', 'verified']);
const DONE: ReadonlySet<string> = new Set(['closed', 'verified']);
const RUNNING: ReadonlySet<string> = new Set(['open', 'in_process']);

const STANDING: Readonly<Record<string, Measure>> = {
  ask_back: 'askBack',
  not_for_us: 'notForUs',
  received: 'waiting',
};

type Cells = Record<string, Record<number, Adding>>;

/**
 * What a ticket adds to the figures, of its row and its history. Where it stands in its life counts at the unit that has
 * it now (its desk before it is opened), so that a figure is as many as the list behind it holds; what a unit did or let
 * pass counts there, whoever has the ticket since. All of it is hidden from whom the ticket is hidden from.
 */
export function countTicket(ticket: Facts, history: History): Counted {
  const cells: Cells = {};
  const holder = ticket.owner ?? ticket.desk;
  const sumsAt = (unit: string, at: number): Adding => {
    const days = (cells[unit] ??= {});
    return (days[dayOf(at)] ??= {});
  };
  const add = (sums: Adding, code: string, many = 1): void => {
    if (many !== 0) sums[code] = (sums[code] ?? 0) + many;
  };
  const count = (measure: Measure, sums: Adding, many = 1): void => add(sums, MEASURES[measure].code, many);
  if (ticket.state !== 'withdrawn') {
    countLife(ticket, history, { count, add, at: (moment) => sumsAt(holder, moment) });
    for (const act of history.acts)
      countAct(act, ticket, { count, add, sums: sumsAt(act.unit ?? ticket.desk, act.at) });
  }
  return {
    num: ticket.num,
    hidden: ticket.accusedUnit ?? '',
    category: ticket.category ?? '',
    channel: ticket.channel,
    cells,
  };
}

interface Counting {
  readonly count: (measure: Measure, sums: Adding, many?: number) => void;
  readonly add: (sums: Adding, code: string, many?: number) => void;
}

function countLife(
  ticket: Facts,
  { isApart, photos }: History,
  { count, add, at }: Counting & { at: (moment: number) => Adding },
): void {
  const { state, openedAt, inProcessAt, dueAt } = ticket;
  const told = at(ticket.at);
  count('received', told);
  count(STANDING[state] ?? 'act', told);
  count('supporters', told, ticket.voices);
  if (ticket.incident !== null && ticket.incident !== ticket.id && !isApart) count('duplicates', told);
  add(told, `${FAMILIES.weekHour}.${weekHourOf(ticket.at)}`);
  if (openedAt !== null && OPENED.has(state)) count('opened', at(openedAt));
  if (inProcessAt !== null && OPENED.has(state)) {
    count('takenUp', at(inProcessAt));
    addDuration(at(inProcessAt), FAMILIES.timeToAction, inProcessAt - ticket.receivedAt);
  }
  if (RUNNING.has(state)) {
    const opened = at(openedAt ?? ticket.receivedAt);
    add(opened, FAMILIES.open);
    if (state === 'in_process') add(opened, FAMILIES.inProcess);
    if (dueAt !== null) add(at(dueAt), `${FAMILIES.due}.${hourOf(dueAt)}`);
  }
  if (DONE.has(state)) countClosing(ticket, { photos, count, add, at });
}

function countClosing(
  { state, openedAt, closedAt, verifiedAt, receivedAt, outcome }: Facts,
  { photos, count, add, at }: Counting & { photos: number | null; at: (moment: number) => Adding },
): void {
  if (closedAt !== null) {
    const sums = at(closedAt);
    count('closed', sums);
    addDuration(sums, FAMILIES.timeToClose, closedAt - receivedAt);
    if (outcome !== null) add(sums, `${FAMILIES.outcomes}.${outcome}`);
    if (openedAt !== null && closedAt - openedAt < QUICK) count('closedQuickly', sums);
    if (photos === 0) count('closedWithoutPhoto', sums);
  }
  if (state === 'verified' && verifiedAt !== null) count('verified', at(verifiedAt));
}

function countAct(
  { kind, at, detail }: Act,
  { receivedAt }: Facts,
  { count, add, sums }: Counting & { sums: Adding },
): void {
  if (kind === 'transferred') count('transfers', sums);
  if (kind === 'bounced') count('bounces', sums);
  if (kind === 'came-back') count('cameBack', sums);
  if (kind === 'paused') addDuration(sums, FAMILIES.paused, Number(detail));
  if (kind === 'reopened') {
    count('reopened', sums);
    if (detail === 'senior') count('falseClosures', sums);
  }
  if (kind === 'audited') {
    count('audited', sums);
    if (detail === 'false') count('auditedFalse', sums);
  }
  if (kind === 'judged') count(detail === 'solved' ? 'saidSolved' : 'saidNotSolved', sums);
  if (kind === 'breached') add(sums, `${FAMILIES.breaches}.${detail}`);
  if (kind === 'answered') addDuration(sums, FAMILIES.firstResponse, at - receivedAt);
}
