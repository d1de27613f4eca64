import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorName } from '../officers/officers.rules.ts';
import { requireReach } from '../officers/scope.rules.ts';
import { contactsOf, saveContact } from './contacts.repository.ts';
import type { ContactInput } from './notify.schemas.ts';
import type { NotifyDeps, PositionContact } from './notify.types.ts';
import { noContact } from './recipients.usecases.ts';

const present = ({ updatedAt: _at, ...contact }: PositionContact) => contact;

/** Where the positions of a unit are reached. Throws officers.not_allowed. */
export async function readContacts(deps: NotifyDeps, { actor, unit }: { actor: Actor; unit: string }) {
  requireReach({ actor, capability: 'admin.units', tree: deps.directory, unit });
  const offices = deps.directory.officesOf(unit);
  const contacts = await contactsOf(
    deps.db.read,
    offices.map(({ id }) => id),
  );
  return offices.map(({ id, title }) => ({ title, ...present(contacts.get(id) ?? noContact(id)) }));
}

/** Writes a contact in the caller's transaction with its event, which says that it changed and not to what. */
export async function writeContact(
  deps: Pick<NotifyDeps, 'clock' | 'events'>,
  tx: Tx,
  { actor, contact }: { actor: Actor; contact: PositionContact },
): Promise<void> {
  if (!(await saveContact(tx, { ...contact, updatedAt: deps.clock.now() })))
    fail({ code: 'notify.contact_changed', kind: 'conflict' });
  const { position, phone, mail, ways } = contact;
  const data = { hasPhone: phone !== null, hasMail: mail !== null, ways };
  await deps.events.append(tx, [
    { stream: `position:${position}`, type: 'position.contact-changed', actor: actorName(actor, 'admin.units'), data },
  ]);
}

/**
 * Says where and how a position is reached. Throws officers.not_allowed, units.position_not_found,
 * notify.contact_changed.
 */
export async function changeContact(
  deps: NotifyDeps,
  { actor, position, input }: { actor: Actor; position: string; input: ContactInput },
): Promise<void> {
  const office = deps.directory.office(position);
  requireReach({ actor, capability: 'admin.units', tree: deps.directory, unit: office?.unit ?? null });
  if (!office) fail({ code: 'units.position_not_found', kind: 'not-found' });
  await deps.db.write((tx) => writeContact(deps, tx, { actor, contact: { ...input, position, updatedAt: 0 } }));
}
