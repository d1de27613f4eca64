import type { Read } from '../../schema.ts';
import { calledUnits } from '../tickets/alarm.rules.ts';
import { findVisible } from '../tickets/visible.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { Office } from '../units/units.types.ts';
import { contactsOf } from './contacts.repository.ts';
import type { Notification, NotifyDeps } from './notify.types.ts';
import { isOfLevel } from './reasons.rules.ts';

const WITH_STATION: readonly string[] = ['open', 'in_process'];
const ALARMED: readonly string[] = ['received', 'ask_back', 'open', 'in_process'];

/** Whether there is still something to tell: the docket is with a station, or what climbed of it is not over. */
export const isStillToTell = (
  { state, owner }: Ticket,
  { red, reason }: Pick<Notification, 'red' | 'reason'>,
): boolean => (red || isOfLevel(reason) ? ALARMED.includes(state) : owner !== null && WITH_STATION.includes(state));

/** The units to tell, nearest first. */
function unitsToTell({ directory }: Pick<NotifyDeps, 'directory'>, ticket: Ticket, row: Notification): string[] {
  if (row.red || isOfLevel(row.reason)) return [...calledUnits(directory, { ticket, level: row.level })];
  return ticket.owner === null ? [] : [...directory.pathToRoot(ticket.owner)];
}

/** Before anybody has the ticket the desk looks after an alarm: its own office, not whoever heads the unit. */
const deskOffice = ({ directory }: Pick<NotifyDeps, 'directory'>, ticket: Ticket, row: Notification): Office[] =>
  ticket.owner === null && row.level === 0
    ? directory
        .officesOf(ticket.desk)
        .filter(({ role }) => role === 'operator')
        .slice(0, 1)
    : [];

/** What an office may know of a ticket: nothing where its unit does not see it, or where it is about its holder. */
export const seenAt = (read: Read, { ticket, office }: { ticket: string; office: Pick<Office, 'unit' | 'holder'> }) =>
  findVisible(read, { id: ticket, viewer: { officer: office.holder?.officer ?? '', units: [office.unit] } });

/**
 * The office that is told: the head of the unit that has it. Where that one is vacant and has no official number, the
 * next one up to the district that is held or has one. Never one whom the ticket is about.
 */
export async function positionToTell(
  deps: Pick<NotifyDeps, 'directory'>,
  read: Read,
  { ticket, row }: { ticket: Ticket; row: Notification },
): Promise<Office | null> {
  const units = unitsToTell(deps, ticket, row);
  const heads = [...deskOffice(deps, ticket, row), ...units.flatMap((unit) => deps.directory.headOf(unit) ?? [])];
  const offices: Office[] = [];
  for (const office of heads) if (await seenAt(read, { ticket: ticket.id, office })) offices.push(office);
  const contacts = await contactsOf(
    read,
    offices.map(({ id }) => id),
  );
  const district = units[0] === undefined ? null : deps.directory.districtOf(units[0]);
  const isNear = ({ unit }: Office): boolean => district === null || deps.directory.isUnder(unit, district);
  const answers = ({ id, holder }: Office): boolean => holder !== null || contacts.has(id);
  return offices.find((office) => isNear(office) && answers(office)) ?? offices[0] ?? null;
}
