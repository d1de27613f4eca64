import { fail } from '../../platform/errors.ts';
import type { NewEvent } from '../../platform/events/port.ts';
import type { Read, Tx } from '../../schema.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import { foldText } from '../language/fold.rules.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { calledAlong, type Called } from '../roster/on-duty.usecases.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { changeAlarm, dueAlarms, insertAlarms, lastAlarm, openAlarm, visibleAlarms } from './alarm.repository.ts';
import {
  alarmKind,
  calledUnits,
  calls,
  CHECK_BACK,
  CLIMB,
  isRed,
  isWaiting,
  topLevel,
  type Alarm,
} from './alarm.rules.ts';
import { loadForWork } from './lease.usecases.ts';
import { viewerOf } from './list.usecases.ts';
import { writeNote } from './notes.usecases.ts';
import { namedUnit, presentRow } from './present.rules.ts';
import type { FoundTicket } from './tickets.repository.ts';
import type { Ticket, TicketDeps, UnitTree } from './tickets.types.ts';

const SHOWN = 50;
const TOGETHER = 20;
const STAGES = 'stages';

type AlarmDeps = Pick<TicketDeps, 'db' | 'clock' | 'events' | 'ids' | 'tree'>;

export const RETURN_STATUSES = ['on-the-way', 'at-the-scene', 'attended', 'nobody-found'] as const;

/** What an officer did about a life at risk. */
export type AlarmStep =
  | { readonly step: 'take' }
  /** Told to 112, whose event number it is. */
  | { readonly step: 'hand-over'; readonly eventNumber: string }
  | { readonly step: 'return'; readonly status: (typeof RETURN_STATUSES)[number] }
  /** Asked again, and not reached: to be asked once more. */
  | { readonly step: 'not-reached' }
  /** Reached and safe: who was reached, and how, stays as a note for the force. */
  | { readonly step: 'safe'; readonly note: string }
  /** After it ended: the danger is there again. */
  | { readonly step: 'raise' };

export interface Raising {
  readonly ticket: Pick<Ticket, 'id' | 'num'>;
  readonly siren: boolean;
  /** An officer's id; the stages when it is left out. */
  readonly by?: string;
}

/** Raises alarms, one a ticket, with their events, in the caller's transaction. */
export async function raiseAlarms(
  deps: Pick<TicketDeps, 'clock' | 'ids' | 'events'>,
  tx: Tx,
  raisings: readonly Raising[],
): Promise<void> {
  const at = deps.clock.now();
  const alarms = raisings.map(({ ticket, siren, by = STAGES }) => ({
    ...{ id: deps.ids.make('alm'), ticket: ticket.id, num: ticket.num, siren, raisedBy: by, raisedAt: at },
    ...{ level: 0, dueAt: at + CLIMB, takenBy: null, takenPosition: null, takenAt: null },
    ...{ eventNumber: null, handedAt: null, returnStatus: null, returnedAt: null, checkedAt: null },
    ...{ endedAt: null, ending: null, version: 1 },
  }));
  const fresh = await insertAlarms(tx, alarms);
  const raised = alarms.filter(({ ticket }) => fresh.has(ticket));
  await deps.events.append(
    tx,
    raised.map(({ ticket, siren, raisedBy }) => ({
      ...{ stream: `ticket:${ticket}`, type: 'ticket.alarm-raised', data: { siren } },
      actor: raisedBy === STAGES ? 'system' : `officer:${raisedBy}`,
    })),
  );
}

/** Lets the alarm follow what became of its ticket: danger raises one, what is said to be none ends it. */
export async function followDanger(
  deps: Pick<TicketDeps, 'clock' | 'ids' | 'events'>,
  tx: Tx,
  { before, after, by }: { before: Ticket; after: Ticket; by?: Actor },
): Promise<void> {
  const [was, is] = [isRed(before), isRed(after)];
  if (was === is) return;
  if (is) {
    // Whoever was reached and safe is not in danger again because a closing is taken back or looked into once more.
    const isSettled = before.urgency === after.urgency && (await lastAlarm(tx, after.id))?.ending === 'safe';
    if (isSettled) return;
    const officer = by && before.urgency !== 'life-risk' ? { by: by.officer } : {};
    return raiseAlarms(deps, tx, [
      { ticket: after, siren: by !== undefined && before.urgency !== after.urgency, ...officer },
    ]);
  }
  const alarm = await openAlarm(tx, after.id);
  if (!alarm) return;
  await changeAlarm(tx, { before: alarm, set: { endedAt: deps.clock.now(), ending: 'not-danger', dueAt: null } });
}

/** A docket is not closed while nobody knows whether the person is safe. Throws tickets.alarm_open. */
export async function requireStoodDown(read: Read, ticket: Ticket): Promise<void> {
  if (await openAlarm(read, ticket.id)) fail({ code: 'tickets.alarm_open', kind: 'conflict' });
}

/** What officers see of an alarm. */
export const presentAlarm = (alarm: Alarm, names: ReadonlyMap<string, string>) => ({
  siren: alarm.siren,
  raisedByOfficer: alarm.raisedBy !== STAGES,
  raisedAt: alarm.raisedAt,
  level: alarm.level,
  dueAt: alarm.dueAt,
  isWaiting: isWaiting(alarm),
  takenBy: alarm.takenBy === null ? null : (names.get(alarm.takenBy) ?? null),
  takenAt: alarm.takenAt,
  eventNumber: alarm.eventNumber,
  handedAt: alarm.handedAt,
  returnStatus: alarm.returnStatus,
  returnedAt: alarm.returnedAt,
  checkedAt: alarm.checkedAt,
  endedAt: alarm.endedAt,
  ending: alarm.ending,
  version: alarm.version,
});

const holders = (read: Read, alarms: readonly Alarm[]): Promise<Map<string, string>> =>
  officerNames(
    read,
    alarms.flatMap(({ takenBy }) => takenBy ?? []),
  );

/** The alarm of a ticket, open or over, with the kind of script that helps; null when it never had one. */
export async function readAlarm(read: Read, { ticket, isVeiled }: Pick<FoundTicket, 'ticket' | 'isVeiled'>) {
  const alarm = await lastAlarm(read, ticket.id);
  if (!alarm) return null;
  const plea = isVeiled ? null : await findPlea(read, ticket.id);
  const kind = alarmKind(foldText(plea?.text ?? ticket.headline).split(' '));
  return { ...presentAlarm(alarm, await holders(read, [alarm])), kind };
}

/** Whom to call for the alarms that wait: those on duty at the level that each has climbed to. */
async function callOnDuty(
  deps: Pick<AlarmDeps, 'db' | 'tree' | 'clock'>,
  found: readonly { alarm: Alarm; ticket: Ticket }[],
): Promise<ReadonlyMap<number, Called>> {
  const ways = found
    .filter(({ alarm }) => isWaiting(alarm))
    .map(({ alarm, ticket }) => ({ num: ticket.num, units: calledUnits(deps.tree, { ticket, level: alarm.level }) }));
  return ways.length === 0 ? new Map() : calledAlong(deps.db.read, { ways, now: deps.clock.now() });
}

const presentCalled = (tree: UnitTree, called: Called | undefined, actor: Actor) =>
  called === undefined
    ? null
    : {
        unit: namedUnit(tree, called.unit),
        names: called.officers.map(({ name }) => name),
        isRostered: called.isRostered,
        isYou: called.officers.some(({ officer }) => officer === actor.officer),
      };

/**
 * Open alarms that the officer may see: those first that wait for him, and of these those that name him as the one on
 * duty. All who may hear of one hear of it, whoever is named.
 */
export async function listAlarms(deps: Pick<AlarmDeps, 'db' | 'tree' | 'clock'>, actor: Actor) {
  const found = await visibleAlarms(deps.db.read, { viewer: viewerOf(actor), limit: SHOWN });
  const names = await holders(
    deps.db.read,
    found.map(({ alarm }) => alarm),
  );
  const called = await callOnDuty(deps, found);
  const rows = found.map(({ alarm, ticket }) => ({
    ...presentAlarm(alarm, names),
    ticket: presentRow(deps.tree, ticket),
    callsYou: isWaiting(alarm) && calls(deps.tree, { ticket, level: alarm.level, posts: actor.posts }),
    onDuty: presentCalled(deps.tree, called.get(ticket.num), actor),
  }));
  const nearness = ({ callsYou, onDuty }: (typeof rows)[number]): number =>
    (callsYou ? 2 : 0) + (callsYou && onDuty?.isYou === true ? 1 : 0);
  return rows.sort((a, b) => nearness(b) - nearness(a));
}

function change(
  { at, alarm, actor, position }: { at: number; alarm: Alarm; actor: Actor; position: string },
  step: Exclude<AlarmStep, { step: 'raise' | 'safe' }>,
): Partial<Alarm> {
  const taken = { takenBy: actor.officer, takenPosition: position, takenAt: at };
  // Whoever does something about it has taken it, and looks after it again in a quarter of an hour.
  const base = { ...(alarm.takenAt === null || step.step === 'take' ? taken : {}), level: 0, dueAt: at + CHECK_BACK };
  if (step.step === 'hand-over') return { ...base, eventNumber: step.eventNumber, handedAt: at };
  if (step.step === 'return') return { ...base, returnStatus: step.status, returnedAt: at };
  if (step.step === 'not-reached') return { ...base, checkedAt: at };
  return base;
}

/**
 * One step of looking after a life at risk. Of two officers at one moment one does it, the other is told what he did.
 * Throws tickets.not_found, officers.not_allowed, tickets.no_alarm, tickets.alarm_changed.
 */
export async function stepAlarm(
  deps: AlarmDeps,
  { actor, id, version, ...step }: AlarmStep & { readonly actor: Actor; readonly id: string; readonly version: number },
): Promise<void> {
  await deps.db.write(async (tx) => {
    const { ticket, post } = await loadForWork(tx, { actor, id });
    if (step.step === 'raise') {
      if (!isRed(ticket)) fail({ code: 'tickets.no_alarm', kind: 'conflict' });
      return raiseAlarms(deps, tx, [{ ticket, siren: true, by: actor.officer }]);
    }
    const at = deps.clock.now();
    const alarm = await openAlarm(tx, id);
    if (!alarm) fail({ code: 'tickets.no_alarm', kind: 'conflict' });
    if (alarm.version !== version) fail({ code: 'tickets.alarm_changed', kind: 'conflict' });
    const note = step.step === 'safe' ? await writeNote(deps, tx, { ticket: id, text: step.note, actor, at }) : null;
    const set =
      step.step === 'safe'
        ? { endedAt: at, ending: 'safe', checkedAt: at, dueAt: null }
        : change({ at, alarm, actor, position: post.position }, step);
    if (!(await changeAlarm(tx, { before: alarm, set }))) fail({ code: 'tickets.alarm_changed', kind: 'conflict' });
    const data = step.step === 'return' ? { status: step.status } : note === null ? {} : { note };
    await deps.events.append(tx, [
      { stream: `ticket:${id}`, type: `ticket.alarm-${step.step}`, actor: actorAt(actor, post), data },
    ]);
  });
}

/** Lets alarms climb that nobody took, or nobody looked after again, each with its event. Returns how many. */
export async function climbAlarms(deps: Pick<AlarmDeps, 'db' | 'clock' | 'events' | 'tree'>): Promise<number> {
  return deps.db.write(async (tx) => {
    const now = deps.clock.now();
    const events: NewEvent[] = [];
    for (const { alarm, ticket } of await dueAlarms(tx, { now, limit: TOGETHER })) {
      const level = alarm.level + 1;
      const dueAt = level < topLevel(deps.tree, ticket) ? now + CLIMB : null;
      if (await changeAlarm(tx, { before: alarm, set: { level, dueAt } }))
        events.push({ stream: `ticket:${ticket.id}`, type: 'ticket.alarm-climbed', actor: 'system', data: { level } });
    }
    await deps.events.append(tx, events);
    return events.length;
  });
}
