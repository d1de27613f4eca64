import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, requirePost, unitsWith } from '../officers/officers.rules.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { visibleAlarms } from './alarm.repository.ts';
import { acceptNote, handoversOf, insertHandover, passOn } from './handover.repository.ts';
import { countTickets, viewerOf } from './list.usecases.ts';
import { presentRow } from './present.rules.ts';
import type { TicketDeps } from './tickets.types.ts';
import { readToday } from './today.usecases.ts';

const SHOWN = 10;
/** Lives at risk that one note lists; more than these stand on top of every page all the same. */
const MOST_RED = 50;

type HandoverDeps = Pick<TicketDeps, 'db' | 'clock' | 'events' | 'ids' | 'tree'>;

const desksOf = (actor: Actor): string[] => unitsWith(actor, 'ticket.triage');

/** What the next shift must know: lives at risk that are not safe yet, how much waits, and the last notes. */
export async function readHandover(deps: TicketDeps, actor: Actor) {
  requirePost(actor, 'ticket.triage');
  const { read } = deps.db;
  const red = await visibleAlarms(read, { viewer: viewerOf(actor), limit: MOST_RED });
  const notes = await handoversOf(read, { units: desksOf(actor), limit: SHOWN });
  const names = await officerNames(
    read,
    [...notes.flatMap((note) => [note.officer, note.acceptedBy]), ...red.map(({ alarm }) => alarm.takenBy)].filter(
      (id) => id !== null,
    ),
  );
  return {
    red: red.map(({ alarm, ticket }) => ({
      ticket: presentRow(deps.tree, ticket),
      raisedAt: alarm.raisedAt,
      takenBy: alarm.takenBy === null ? null : (names.get(alarm.takenBy) ?? null),
      eventNumber: alarm.eventNumber,
      returnStatus: alarm.returnStatus,
    })),
    counts: await countTickets(deps, actor),
    today: await readToday(deps, actor),
    notes: notes.map((note) => ({
      id: note.id,
      text: note.text,
      at: note.at,
      by: names.get(note.officer) ?? null,
      isOwn: note.officer === actor.officer,
      red: note.red.length,
      acceptedAt: note.acceptedAt,
      acceptedBy: note.acceptedBy === null ? null : (names.get(note.acceptedBy) ?? null),
    })),
  };
}

/** Leaves a note for the next shift at the officer's desk, with the lives at risk that are open now. */
export async function writeHandover(
  deps: HandoverDeps,
  { actor, text }: { actor: Actor; text: string },
): Promise<{ id: string }> {
  const post = requirePost(actor, 'ticket.triage');
  const id = deps.ids.make('hnd');
  await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const red = (await visibleAlarms(tx, { viewer: viewerOf(actor), limit: MOST_RED })).map(({ ticket }) => ticket.id);
    const note = { id, unit: post.unit, officer: actor.officer, position: post.position, text, red, at };
    await insertHandover(tx, { ...note, acceptedBy: null, acceptedAt: null });
    await deps.events.append(tx, [
      {
        stream: `unit:${post.unit}`,
        type: 'desk.handed-over',
        actor: actorAt(actor, post),
        data: { handover: id, red },
      },
    ]);
  });
  return { id };
}

/**
 * Accepts a note by name: what its writer had in hand is this officer's from now on. Of two who accept at one moment one
 * does. Throws tickets.handover_own, tickets.handover_accepted.
 */
export async function acceptHandover(deps: HandoverDeps, { actor, id }: { actor: Actor; id: string }): Promise<void> {
  const post = requirePost(actor, 'ticket.triage');
  await deps.db.write(async (tx) => {
    const note = await acceptNote(tx, { id, units: desksOf(actor), officer: actor.officer, at: deps.clock.now() });
    if (!note) fail({ code: 'tickets.handover_accepted', kind: 'conflict' });
    if (note.officer === actor.officer) fail({ code: 'tickets.handover_own', kind: 'conflict' });
    const passed = await passOn(tx, {
      from: note.officer,
      to: viewerOf(actor),
      position: post.position,
      red: note.red,
    });
    await deps.events.append(tx, [
      { stream: `unit:${note.unit}`, type: 'desk.accepted', actor: actorAt(actor, post), data: { handover: id } },
      ...passed.map((ticket) => ({
        ...{ stream: `ticket:${ticket}`, type: 'ticket.alarm-passed', actor: actorAt(actor, post) },
        data: { handover: id, from: note.officer },
      })),
    ]);
  });
}

/**
 * Charge of a position has passed, in the caller's transaction: what its former holder had in hand there is its new
 * holder's, as far as that one may see it.
 */
export async function passInHand(
  deps: Pick<TicketDeps, 'events'>,
  tx: Tx,
  {
    from,
    to,
    post,
    handover,
  }: { from: string; to: string; post: { position: string; unit: string }; handover: string },
): Promise<void> {
  const units = [post.unit];
  const eyes = { own: units, desks: [], positions: [post.position] };
  const open = await visibleAlarms(tx, { viewer: { officer: from, units, eyes }, limit: MOST_RED });
  const own = open.filter(({ alarm }) => alarm.takenBy === from && alarm.takenPosition === post.position);
  const red = own.map(({ ticket }) => ticket.id);
  const passed = await passOn(tx, { from, to: { officer: to, units, eyes }, position: post.position, red });
  await deps.events.append(
    tx,
    passed.map((ticket) => ({
      ...{ stream: `ticket:${ticket}`, type: 'ticket.alarm-passed' },
      ...{ actor: `officer:${to}/position:${post.position}`, data: { handover, from } },
    })),
  );
}
