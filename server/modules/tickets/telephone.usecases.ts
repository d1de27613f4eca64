import type { Read } from '../../schema.ts';
import { numbersOf } from '../inbound/inbound.usecases.ts';
import type { Viewer } from './access.repository.ts';
import { accessUnits } from './access.rules.ts';
import { maskedAmong } from './masked.repository.ts';
import { mayKnowAuthor } from './secrecy.rules.ts';
import type { Ticket, UnitTree } from './tickets.types.ts';

/** Numbers that citizens left at the desk, by ticket, as far as the viewer, who sees the tickets, may know whose they are. */
export async function telephonesFor(
  read: Read,
  { tree, viewer, tickets }: { tree: UnitTree; viewer: Viewer; tickets: readonly Ticket[] },
): Promise<Map<string, string>> {
  const masked = await maskedAmong(read, { viewer, tickets });
  const open = tickets.flatMap((ticket) => {
    const seeing = new Set(accessUnits({ tree, ...ticket }));
    const units = viewer.units.filter((unit) => seeing.has(unit));
    const isOpen = !masked.has(ticket.id) && mayKnowAuthor({ tree, ticket, units });
    return isOpen && ticket.reporter !== null ? [{ id: ticket.id, reporter: ticket.reporter }] : [];
  });
  const numbers = await numbersOf(
    read,
    open.map(({ reporter }) => reporter),
  );
  return new Map(
    open.flatMap(({ id, reporter }) => {
      const number = numbers.get(reporter);
      return number === undefined ? [] : [[id, number] as const];
    }),
  );
}
