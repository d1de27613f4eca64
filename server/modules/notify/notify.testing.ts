import type { Engine } from '../../platform/db/port.ts';
import { createSecrets } from '../../platform/secrets.ts';
import { createTicketDesk, HAZRATGANJ } from '../tickets/desk.testing.ts';
import { withNotifications } from './note.usecases.ts';
import { runNotifier } from '../../../workers/notify/notifier.ts';
import {
  WayError,
  type PositionContact,
  type Telling,
  type Told,
  type WayDriver,
  type WayFailure,
} from './notify.types.ts';
import { noContact } from './recipients.usecases.ts';

/** A way that keeps what it was given, and fails as it is told to. */
export function createHeardWay() {
  const heard: Telling[] = [];
  const failures: WayFailure[] = [];
  const tell = async (telling: Telling): Promise<Told> => {
    await Promise.resolve();
    heard.push(telling);
    const failure = failures.shift();
    if (failure) throw new WayError(failure);
    return { externalId: null, isDelivered: false, gone: [] };
  };
  const driver: WayDriver = { tell };
  return { heard, failures, driver };
}

/** A ticket desk whose positions are told, by ways that are heard here. */
export async function createNotifyDesk(engine: Engine) {
  const desk = await createTicketDesk(engine);
  const { clock, ids } = desk.deps;
  const [mail, push, sms] = [createHeardWay(), createHeardWay(), createHeardWay()];
  const events = withNotifications(desk.deps.events, { ids, clock });
  const deps = {
    ...desk.deps,
    events,
    directory: desk.directory,
    secrets: createSecrets('a key for tests alone'),
    config: { publicUrl: 'https://desk.example', port: 3000, secret: 'a secret for tests' },
    notify: {
      mail: () => mail.driver,
      push: push.driver,
      gateway: () => sms.driver,
      pushKey: 'public',
      linkKey: 'a key of links for tests',
    },
  };
  const sho = desk.directory.headOf(HAZRATGANJ)?.id ?? '';

  async function setContact(position: string, set: Partial<PositionContact>): Promise<void> {
    const { positionContact } = deps.db.tables;
    const row = { ...noContact(position), locale: 'en', ...set };
    await deps.db.write(async (tx) => {
      await tx.insert(positionContact).values(row).onConflictDoUpdate({ target: positionContact.position, set: row });
    });
  }
  const rows = () => deps.db.read.select().from(deps.db.tables.notification);
  const sends = () => deps.db.read.select().from(deps.db.tables.notificationSend);
  /** Lets the time of undo pass and runs the notifier once. */
  const after = async (milliseconds: number): Promise<void> => {
    clock.advance(milliseconds);
    await runNotifier(deps);
  };
  return { ...desk, deps, mail, push, sms, sho, setContact, rows, sends, after };
}

export type NotifyDesk = Awaited<ReturnType<typeof createNotifyDesk>>;
