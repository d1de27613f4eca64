import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorName, requirePost } from '../officers/officers.rules.ts';
import type { Viewer } from '../tickets/visible.usecases.ts';
import { contactsOf } from './contacts.repository.ts';
import type { NotifyDeps } from './notify.types.ts';
import { stillToTell } from './position.usecases.ts';
import { isHidden } from './text.rules.ts';
import { callsFor, findCalls, noteCalled } from './told.repository.ts';
import { viewerWith } from '../tickets/eyes.rules.ts';

/** Dockets that are looked at, and those that one position is called about. */
const LOOKED_AT = 200;

const viewerOf = (actor: Actor): Viewer => viewerWith(actor, 'ticket.triage');

type Found = Awaited<ReturnType<typeof callsFor>>[number];
type Standing = Found & { readonly isVeiled: boolean };

/** Those of which the position that is called may still know. */
async function standing(deps: NotifyDeps, read: Read, found: readonly Found[]): Promise<Standing[]> {
  const left: Standing[] = [];
  for (const one of found) {
    const seen = await stillToTell(deps, read, { ticket: one.ticket, row: one.row, position: one.send.position });
    if (seen) left.push({ ...one, isVeiled: seen.isVeiled });
  }
  return left;
}

/** A docket as it is told on a telephone: no more than what is written. */
const presentDocket = ({ row, ticket, isVeiled }: Standing) => ({
  ...{ id: ticket.id, docket: ticket.docket, urgency: ticket.urgency, reason: row.reason, red: row.red },
  category: isHidden({ ticket, isVeiled }) ? null : ticket.category,
});

const onceBy = <Row>(rows: readonly Row[], key: (row: Row) => string): Row[] =>
  [...new Map([...rows].reverse().map((row) => [key(row), row])).values()].reverse();

/**
 * Which positions somebody must telephone, by their official numbers and about which dockets: each position once, danger
 * to life first. Throws officers.not_allowed.
 */
export async function readCalls(deps: NotifyDeps, actor: Actor) {
  requirePost(actor, 'ticket.triage');
  const { read } = deps.db;
  const found = await callsFor(read, { viewer: viewerOf(actor), now: deps.clock.now(), limit: LOOKED_AT });
  const byPosition = new Map<string, Standing[]>();
  for (const one of await standing(deps, read, found)) {
    const { position } = one.send;
    byPosition.set(position, [...(byPosition.get(position) ?? []), one]);
  }
  const contacts = await contactsOf(read, [...byPosition.keys()]);
  return [...byPosition].map(([position, rows]) => {
    const office = deps.directory.office(position);
    const sends = onceBy(
      rows.map(({ send }) => send),
      ({ id }) => id,
    );
    const tried = sends.flatMap(({ sentAt }) => sentAt ?? []);
    return {
      ...{ position, red: sends.some(({ red }) => red), since: Math.min(...sends.map(({ createdAt }) => createdAt)) },
      attempts: Math.max(...sends.map(({ attempts }) => attempts)),
      triedAt: tried.length === 0 ? null : Math.max(...tried),
      title: office?.title ?? null,
      unitName: office ? (deps.directory.names(office.unit) ?? null) : null,
      phone: contacts.get(position)?.phone ?? null,
      calls: sends.map(({ id, attempts }) => ({ id, attempts })),
      dockets: onceBy(rows, ({ ticket }) => ticket.id).map(presentDocket),
    };
  });
}

/**
 * Notes that a position was telephoned about these calls, as each was read. Reached ends them; not reached leaves them on
 * the list. Of two who note at one moment one does. Throws officers.not_allowed, notify.call_not_found, notify.call_done.
 */
export async function noteTelephoned(
  deps: NotifyDeps,
  {
    actor,
    position,
    calls,
    reached,
  }: {
    actor: Actor;
    position: string;
    calls: readonly { readonly id: string; readonly attempts: number }[];
    reached: boolean;
  },
): Promise<void> {
  requirePost(actor, 'ticket.triage');
  await deps.db.write(async (tx) => {
    const viewer = viewerOf(actor);
    const ids = calls.map(({ id }) => id);
    const rows = await standing(deps, tx, await findCalls(tx, { ids, position, viewer }));
    if (rows.length === 0) fail({ code: 'notify.call_not_found', kind: 'not-found' });
    const noted = new Set<string>();
    for (const { id, attempts } of calls) {
      if (!rows.some(({ send }) => send.id === id)) continue;
      if (await noteCalled(tx, { id, attempts, reached, at: deps.clock.now() })) noted.add(id);
    }
    if (noted.size === 0) fail({ code: 'notify.call_done', kind: 'conflict' });
    const told = onceBy(
      rows.filter(({ send }) => noted.has(send.id)),
      ({ send, ticket }) => `${send.id} ${ticket.id}`,
    );
    await deps.events.append(
      tx,
      told.map(({ send, ticket }) => ({
        ...{ stream: `ticket:${ticket.id}`, type: 'ticket.told-by-telephone' },
        actor: actorName(actor, 'ticket.triage'),
        data: { send: send.id, to: position, reached },
      })),
    );
  });
}
