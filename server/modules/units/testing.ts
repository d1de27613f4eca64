import { createManualClock } from '../../platform/clock/clock.ts';
import { createTestDatabase } from '../../platform/db/testing.ts';
import type { Engine } from '../../platform/db/port.ts';
import { createEventLog } from '../../platform/events/event-log.ts';
import { createIds } from '../../platform/ids/ids.ts';
import type { Actor, Role } from '../officers/actor.types.ts';
import { capabilitiesOf } from '../officers/officers.rules.ts';
import type { DemoAccount } from '../officers/accounts.usecases.ts';
import { createUnitDirectory } from './directory.usecases.ts';
import { loadReference } from './reference.usecases.ts';

/** An officer with one position of this role at this unit, made of nothing. */
export function actorAt(unit: string, role: Role, officer = `off_${role}`): Actor {
  const post = { position: `pos_test_${role}`, unit, rank: role, role, capabilities: capabilitiesOf(role) };
  return { officer, username: role, name: role, locale: 'en', posts: [post], session: null };
}

/** A database with the reference units, the directory over it, and what use cases need besides. */
export async function createTestOrganisation(engine: Engine, options: { demo?: boolean } = {}) {
  const db = await createTestDatabase(engine);
  const clock = createManualClock(Date.now());
  const ids = createIds();
  const events = createEventLog({ db, clock });
  const accounts: readonly DemoAccount[] = (
    await loadReference({ db, clock, ids, events }, { demo: options.demo ?? false })
  ).accounts;
  const directory = await createUnitDirectory({ db, clock });
  const dropped: string[] = [];
  const sessions = {
    invalidateSessions: (officer: string) => void dropped.push(officer),
    invalidateAll: () => void dropped.push('*'),
  };
  const countEvents = (): Promise<number> => db.read.$count(db.tables.events);
  return { db, clock, ids, events, countEvents, directory, sessions, dropped, accounts };
}

export type TestOrganisation = Awaited<ReturnType<typeof createTestOrganisation>>;
