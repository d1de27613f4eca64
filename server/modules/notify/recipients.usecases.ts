import type { Read } from '../../schema.ts';
import { contactsOf, devicesOf } from './contacts.repository.ts';
import { ladderOf } from './ladder.rules.ts';
import type { NotifyDeps, PositionContact, Recipient, SendingWay, Way, Ways } from './notify.types.ts';
import { QUIET } from './quiet.rules.ts';

/** How a position is told when nobody has said how. */
export const noContact = (position: string): PositionContact => ({
  ...{ position, phone: null, mail: null, locale: 'hi', ways: [], ...QUIET, version: 0, updatedAt: 0 },
});

export interface Reached {
  readonly contact: PositionContact;
  readonly to: Recipient;
  readonly ladder: readonly Way[];
}

/** Where a position is reached now, and by which ways in which order. */
export async function reach(
  deps: Pick<NotifyDeps, 'directory' | 'clock'>,
  read: Read,
  { position, ways }: { position: string; ways: Ways },
): Promise<Reached> {
  const contact = (await contactsOf(read, [position])).get(position) ?? noContact(position);
  const office = deps.directory.office(position);
  const holder = office?.holder?.officer;
  const devices = await devicesOf(read, { officers: holder ? [holder] : [], now: deps.clock.now() });
  const { mail, phone } = contact;
  const has: Record<SendingWay, boolean> = {
    ...{ push: devices.length > 0, mail: mail !== null, whatsapp: phone !== null, sms: phone !== null },
  };
  const canUse = (way: SendingWay): boolean => ways[way] !== null && has[way];
  const ladder = ladderOf(contact.ways, { canUse });
  // The desk is who telephones, and has the alarm before it.
  const isDesk = office?.role === 'operator';
  return { contact, to: { mail, phone, devices }, ladder: isDesk ? ladder.filter((way) => way !== 'call') : ladder };
}
