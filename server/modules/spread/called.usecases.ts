import type { Read } from '../../schema.ts';
import { capabilitiesOf } from '../officers/officers.rules.ts';
import { onDutyAlong, type Called } from '../roster/on-duty.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { unitsSeeing } from './lock.usecases.ts';
import { dutyUnits } from './people.rules.ts';
import type { SpreadDeps } from './spread.types.ts';

/**
 * Who is on duty for tickets that spread, by their number; none where nobody is. Whoever may not read the ticket is not
 * called: he would not see why.
 */
export async function callDuty(
  { tree, offices }: Pick<SpreadDeps, 'tree' | 'offices'>,
  read: Read,
  { tickets, now }: { tickets: readonly Ticket[]; now: number },
): Promise<ReadonlyMap<number, Called>> {
  const ways = tickets.map((ticket) => {
    const sees = unitsSeeing({ tree }, ticket);
    const mayKnow = (position: string): boolean => {
      const office = offices.office(position);
      return office !== null && sees.has(office.unit) && capabilitiesOf(office.role).includes('ticket.read');
    };
    return { num: ticket.num, units: dutyUnits(tree, { matter: ticket, sees }), mayKnow };
  });
  return ways.length === 0 ? new Map() : onDutyAlong(read, { ways, now });
}
