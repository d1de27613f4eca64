import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { forgetPlea } from '../inbound/forget.usecases.ts';
import { cancelSends } from '../replies/outbox.usecases.ts';
import { replaceAccess } from './access.repository.ts';
import { attachmentsOf } from './action-reports.repository.ts';
import { changeAlarm, lastAlarm } from './alarm.repository.ts';
import { clocksOf, saveClocks } from './clocks.repository.ts';
import { isAloneIn } from './incident.repository.ts';
import { incidentOf } from './incident.rules.ts';
import { holdTickets } from './intake.repository.ts';
import { updateTicket } from './tickets.repository.ts';
import { WITHDRAWN, type Ticket, type TicketDeps } from './tickets.types.ts';

const FIRST_VERSION = 1;
/** Nothing stays of what an officer wrote by mistake. */
const GONE = { state: WITHDRAWN, dueAt: null, headline: '', summary: null };

/** Whether somebody did something about a matter since it was split off, or put another ticket to it. */
async function isActedOn(tx: Tx, { id, version, incident }: Ticket): Promise<boolean> {
  if (!(await isAloneIn(tx, { id, incident: incidentOf({ id, incident }) }))) return true;
  // Neither a file nor a step of an alarm raises the ticket's version.
  const alarm = await lastAlarm(tx, id);
  return version !== FIRST_VERSION || (alarm?.takenBy ?? null) !== null || (await attachmentsOf(tx, id)).length > 0;
}

/**
 * Takes back that a matter was split off, in the transaction that takes the act back: nobody finds it any more, nothing
 * of it is sent, and its number is burnt. Throws tickets.undo_acted_since, tickets.undo_too_late.
 */
export async function withdrawSplit(
  deps: Pick<TicketDeps, 'clock' | 'events' | 'search'>,
  tx: Tx,
  { id, by, detail }: { id: string; by: string; detail: Readonly<Record<string, unknown>> },
): Promise<void> {
  // Held first: whoever puts a ticket to it was faster, or waits and finds it gone.
  const [split] = await holdTickets(tx, [id]);
  const at = deps.clock.now();
  const isFree = split !== undefined && !(await isActedOn(tx, split));
  const gone = isFree && (await updateTicket(tx, { before: split, set: GONE, at }));
  if (!split || !gone) fail({ code: 'tickets.undo_acted_since', kind: 'conflict', detail });
  const isUnsent = await cancelSends(tx, { ticket: id, createdAt: split.updatedAt });
  if (!isUnsent) fail({ code: 'tickets.undo_too_late', kind: 'conflict', detail });
  await saveClocks(tx, { ticket: id, start: [], stop: (await clocksOf(tx, id)).map(({ kind }) => kind), at });
  await replaceAccess(tx, { num: split.num, state: WITHDRAWN, units: [] });
  await deps.search.remove(tx, [split.num]);
  await forgetPlea(tx, { ticket: id, at });
  const alarm = await lastAlarm(tx, id);
  if (alarm) await changeAlarm(tx, { before: alarm, set: { endedAt: at, ending: 'not-danger', dueAt: null } });
  // Open pages of those who saw it are told that it is gone, by the unit that had it.
  const data = { version: gone.version, before: { owner: split.owner ?? split.desk } };
  await deps.events.append(tx, [{ stream: `ticket:${id}`, type: 'ticket.withdrawn', actor: by, data }]);
}
