import type { Read } from '../../schema.ts';
import { calledUnits, isRed } from '../tickets/alarm.rules.ts';
import { capabilitiesOf } from '../officers/officers.rules.ts';
import { eyesOf } from '../tickets/eyes.rules.ts';
import { alarmedAmong, findVisible } from '../tickets/visible.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { Office } from '../units/units.types.ts';
import { contactsOf } from './contacts.repository.ts';
import type { Notification, NotifyDeps } from './notify.types.ts';
import { isOfLevel } from './reasons.rules.ts';

const WITH_STATION: readonly string[] = ['open', 'in_process'];
const UNENDED: readonly string[] = ['received', 'ask_back', ...WITH_STATION];

/** Whether there is still something to tell: the docket is with a station, its danger is not over, or what climbed of it. */
export async function isStillToTell(
  read: Read,
  { ticket, row }: { ticket: Ticket; row: Pick<Notification, 'red' | 'reason'> },
): Promise<boolean> {
  if (isOfLevel(row.reason)) return UNENDED.includes(ticket.state);
  if (!row.red) return ticket.owner !== null && WITH_STATION.includes(ticket.state);
  return isRed(ticket) && (await alarmedAmong(read, [ticket.id])).has(ticket.id);
}

/** The units to tell, nearest first. */
function unitsToTell({ directory }: Pick<NotifyDeps, 'directory'>, ticket: Ticket, row: Notification): string[] {
  if (row.red || isOfLevel(row.reason)) return [...calledUnits(directory, { ticket, level: row.level })];
  if (row.reason === 'offered') return ticket.offered === null ? [] : [...directory.pathToRoot(ticket.offered)];
  if (ticket.owner === null) return [];
  const path = directory.pathToRoot(ticket.owner);
  // Somebody above whoever wrote a report approves it.
  return row.reason === 'closing-proposed' ? path.slice(1) : [...path];
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
export const seenAt = (
  read: Read,
  { ticket, office }: { ticket: string; office: Pick<Office, 'id' | 'role' | 'unit' | 'holder'> },
) => {
  const seat = { position: office.id, unit: office.unit, capabilities: capabilitiesOf(office.role) };
  const viewer = { officer: office.holder?.officer ?? '', units: [office.unit], eyes: eyesOf([seat]) };
  return findVisible(read, { id: ticket, viewer });
};

/** Whether the office would still be told: it has the docket or is above whoever has it, or its desk has the alarm. */
function isOneToTell(
  deps: Pick<NotifyDeps, 'directory'>,
  { ticket, row, office }: { ticket: Ticket; row: Notification; office: Office },
): boolean {
  // An alarm that climbed has not left those who were told before.
  if (unitsToTell(deps, ticket, { ...row, level: 0 }).includes(office.unit)) return true;
  return row.red && office.role === 'operator' && office.unit === ticket.desk;
}

/** The ticket as a position that was told, or is to be, may know it now; null where it has nothing to know any more. */
export async function stillToTell(
  deps: Pick<NotifyDeps, 'directory'>,
  read: Read,
  { ticket, row, position }: { ticket: Ticket; row: Notification; position: string },
): Promise<Awaited<ReturnType<typeof seenAt>>> {
  const office = deps.directory.office(position);
  if (!office || !isOneToTell(deps, { ticket, row, office })) return null;
  return (await isStillToTell(read, { ticket, row })) ? seenAt(read, { ticket: ticket.id, office }) : null;
}

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
