import type { StoredEvent } from '../../platform/events/port.ts';
import type { Ticket } from '../tickets/tickets.types.ts';

export type Told = Pick<StoredEvent, 'seq' | 'at' | 'type' | 'actor' | 'data'>;

/** Something that a unit did or let pass, which the ticket's row does not tell. */
export interface Act {
  readonly seq: number;
  readonly kind:
    'answered' | 'transferred' | 'bounced' | 'came-back' | 'paused' | 'reopened' | 'breached' | 'judged' | 'audited';

  readonly at: number;
  /** Unit that had the ticket until then; null before it was opened. */
  readonly unit: string | null;
  /** Who reopened it; which clock ran out; how long it waited; what the citizen, or a second look, said of a closing. */
  readonly detail: string;
}

export interface History {
  readonly acts: readonly Act[];
  /** Files with the report that it was closed with last; null when nobody knows. */
  readonly photos: number | null;
  /** It left the incident that it was in, and was put to no other since. */
  readonly isApart: boolean;
}

const isOfficer = (actor: string): boolean => actor.startsWith('officer:');
const fields = (value: unknown): Partial<Ticket> => (value ?? {}) as Partial<Ticket>;

/** By which an officer, and no machine, answers the citizen. */
const ANSWERS: ReadonlySet<string> = new Set(
  ['asked-back', 'replied', 'closed', 'answered-outside'].map((name) => `ticket.${name}`),
);

function isAnswer({ type, actor, data }: Told): boolean {
  if (type === 'ticket.not-for-us') return data.answered === true;
  // What one of our handles says beside the desk was written by a person.
  return ANSWERS.has(type) && (isOfficer(actor) || type === 'ticket.answered-outside');
}

/** Where the ticket is after an event. */
function ownerAfter({ type, data }: Told, before: string | null): string | null {
  const { owner } = fields(data.after);
  if (owner !== undefined) return owner;
  return type === 'ticket.opened' && typeof data.owner === 'string' ? data.owner : before;
}

/** The state it is in after an event. */
function stateAfter({ data }: Told, before: string): string {
  const { state } = fields(data.after);
  return state ?? (typeof data.state === 'string' ? data.state : before);
}

/**
 * A verdict, at the unit that had closed the ticket, and the opening anew that it brought. One that takes the place of
 * an earlier one leaves nothing of it but what has followed.
 */
function judge(acts: Act[], { seq, at, data }: Told, unit: string | null): void {
  const before = acts.findLast(({ kind }) => kind === 'judged');
  const isInPlace = data.changed === true && before !== undefined;
  if (isInPlace) {
    const left = acts.filter(
      ({ kind, seq: of }) => of !== before.seq || (kind === 'reopened' && data.restored !== true),
    );
    acts.splice(0, acts.length, ...left);
  }
  acts.push({ seq, kind: 'judged', at, unit: isInPlace ? before.unit : unit, detail: String(data.said) });
  if (data.reopened === true) acts.push({ seq, kind: 'reopened', at, unit, detail: 'citizen' });
}

/** What a second look found, and the opening anew that it brought. */
function audit(acts: Act[], { seq, at, data }: Told, owner: string | null): void {
  const unit = typeof data.unit === 'string' ? data.unit : owner;
  acts.push({ seq, kind: 'audited', at, unit, detail: String(data.judged) });
  if (data.reopened === true) acts.push({ seq, kind: 'reopened', at, unit, detail: 'senior' });
}

/** A docket that waits for somebody outside, and the unit that lets it wait. */
interface Waiting {
  readonly pause: unknown;
  readonly at: number;
  readonly until: number;
  readonly unit: string | null;
}

const RUNNING: ReadonlySet<string> = new Set(['open', 'in_process']);

/** Whether an event ends what a docket waits for: somebody says so, it is done with, or a life is at risk. */
function endsWaiting({ pause }: Waiting, event: Told, state: string): boolean {
  const { type, data } = event;
  if (type === 'ticket.resumed') return data.pause === pause;
  const isDanger = fields(data.after).urgency === 'life-risk' || data.urgency === 'life-risk';
  return isDanger || !RUNNING.has(stateAfter(event, state));
}

/** What an event that hands a docket on tells: it was bounced, or came back to whoever offered it. */
function handing({ seq, at, type, data }: Told, unit: string | null): Act | null {
  if (type === 'ticket.offer-returned') return { seq, kind: 'came-back', at, unit, detail: '' };
  const isBounce = type === 'ticket.offered' || (type === 'ticket.transferred' && data.handedUp === true);
  return isBounce ? { seq, kind: 'bounced', at, unit, detail: '' } : null;
}

const DONE: ReadonlySet<string> = new Set(['closed', 'verified']);

function actOf(event: Told, { unit, state }: { unit: string | null; state: string }): Act | null {
  const { seq, type, at, data } = event;
  if (type === 'ticket.transferred') return { seq, kind: 'transferred', at, unit, detail: '' };
  if (DONE.has(state) && type === 'ticket.reopened') return { seq, kind: 'reopened', at, unit, detail: 'senior' };
  if (DONE.has(state) && type === 'ticket.wrote-again' && data.state === 'open')
    return { seq, kind: 'reopened', at, unit, detail: 'citizen' };
  if (type === 'ticket.deadline-passed' && data.again !== true)
    return { seq, kind: 'breached', at: Number(data.dueAt), unit, detail: String(data.clock) };
  return null;
}

/**
 * What a ticket's events tell besides its row: acts that stand, each at the unit that had the ticket then. What was
 * taken back is left out as if it had never been.
 */
export function readHistory(events: readonly Told[]): History {
  const undone = new Set(events.flatMap(({ type, data }) => (type === 'ticket.undone' ? [Number(data.of)] : [])));
  let owner: string | null = null;
  let state = '';
  let answered: Act | null = null;
  let photos: number | null = null;
  let isApart = false;
  let waiting: Waiting | null = null;
  const acts: Act[] = [];
  for (const event of events) {
    const { seq, at, type, data } = event;
    if (!undone.has(seq)) {
      const act = actOf(event, { unit: owner, state });
      if (act) acts.push(act);
      const handed = handing(event, owner);
      if (handed) acts.push(handed);
      if (waiting && endsWaiting(waiting, event, state)) {
        const end = Math.min(at, waiting.until);
        acts.push({ seq, kind: 'paused', at: end, unit: waiting.unit, detail: String(end - waiting.at) });
        waiting = null;
      }
      if (type === 'ticket.paused') waiting = { pause: data.pause, at, until: Number(data.until), unit: owner };
      if (type === 'ticket.verdict') judge(acts, event, owner);
      if (type === 'ticket.audited') audit(acts, event, owner);
      if (!answered && isAnswer(event)) answered = { seq, kind: 'answered', at, unit: owner, detail: '' };
      if (type === 'ticket.closed') photos = typeof data.attachments === 'number' ? data.attachments : null;
      if (type === 'ticket.incident-joined') isApart = false;
      if (type === 'ticket.incident-left') isApart = true;
    }
    owner = ownerAfter(event, owner);
    state = stateAfter(event, state);
  }
  return { acts: answered ? [...acts, answered] : acts, photos, isApart };
}
