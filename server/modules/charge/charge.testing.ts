import type { Engine } from '../../platform/db/port.ts';
import type { Actor } from '../officers/actor.types.ts';
import { postOfficer } from '../officers/officers.testing.ts';
import { createTicketDesk } from '../tickets/desk.testing.ts';

export const SHO = 'pos_up_lucknow_hazratganj_sho';

/** A desk with officers posted at stations, signed in by name and password. */
export async function createChargeDesk(engine: Engine) {
  const desk = await createTicketDesk(engine);
  const directory = desk.deps.offices;
  const sessions = { invalidateSessions: () => undefined, invalidateAll: () => undefined };
  const config = { secret: 'a secret of more than thirty-two characters', publicUrl: null };
  const deps = { ...desk.deps, directory, sessions, config };
  const post = async (officer: string, name: string, position: string): Promise<Actor> => ({
    ...(await postOfficer({ ...deps, clock: desk.clock }, { officer, name, position })),
    session: `ses_${officer}`,
  });
  const byPin = ({ session: _, ...actor }: Actor, device: string): Actor => ({ ...actor, session: null, device });
  return { ...desk, deps, post, byPin };
}

export type ChargeDesk = Awaited<ReturnType<typeof createChargeDesk>>;
