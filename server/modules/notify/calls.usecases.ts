import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorName, requirePost, unitsWith } from '../officers/officers.rules.ts';
import type { Viewer } from '../tickets/visible.usecases.ts';
import { contactsOf } from './contacts.repository.ts';
import type { NotifyDeps } from './notify.types.ts';
import { callsFor, findCall, noteCalled } from './told.repository.ts';

const SHOWN = 100;

const viewerOf = (actor: Actor): Viewer => ({ officer: actor.officer, units: unitsWith(actor, 'ticket.triage') });

/** Which positions somebody must telephone, by their official numbers. Throws officers.not_allowed. */
export async function readCalls(deps: NotifyDeps, actor: Actor) {
  requirePost(actor, 'ticket.triage');
  const { read } = deps.db;
  const rows = await callsFor(read, { viewer: viewerOf(actor), now: deps.clock.now(), limit: SHOWN });
  const contacts = await contactsOf(
    read,
    rows.map(({ send }) => send.position),
  );
  return rows.map(({ send, reason, ticket }) => {
    const office = deps.directory.office(send.position);
    const isHidden = ticket.isProtected || ticket.aboutPolice !== 'no';
    return {
      ...{ id: send.id, red: send.red, reason, attempts: send.attempts, since: send.createdAt, triedAt: send.sentAt },
      title: office?.title ?? null,
      unitName: office ? (deps.directory.names(office.unit) ?? null) : null,
      phone: contacts.get(send.position)?.phone ?? null,
      ticket: {
        ...{ id: ticket.id, docket: ticket.docket, urgency: ticket.urgency },
        // What is said on a telephone is no more than what is written.
        category: isHidden ? null : ticket.category,
      },
    };
  });
}

/**
 * Notes that a position was telephoned. Reached ends it; not reached leaves it on the list. Of two who note at one
 * moment one does. Throws officers.not_allowed, notify.call_not_found, notify.call_done.
 */
export async function noteTelephoned(
  deps: NotifyDeps,
  { actor, id, attempts, reached }: { actor: Actor; id: string; attempts: number; reached: boolean },
): Promise<void> {
  requirePost(actor, 'ticket.triage');
  await deps.db.write(async (tx) => {
    const found = await findCall(tx, { id, viewer: viewerOf(actor) });
    if (!found) fail({ code: 'notify.call_not_found', kind: 'not-found' });
    if (!(await noteCalled(tx, { id, attempts, reached, at: deps.clock.now() })))
      fail({ code: 'notify.call_done', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        ...{ stream: `ticket:${found.ticket}`, type: 'ticket.told-by-telephone' },
        actor: actorName(actor, 'ticket.triage'),
        data: { send: id, to: found.send.position, reached },
      },
    ]);
  });
}
