import type { Engine } from '../../platform/db/port.ts';
import { isDomainError } from '../../platform/errors.ts';
import { createActor, createTestDesk } from '../inbound/inbound.testing.ts';
import { parseEnvelope } from '../inbound/envelopes.usecases.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import { settleStaged, stageNext } from '../inbound/intake.usecases.ts';
import { listTickets } from './list.usecases.ts';
import type { Ticket } from './tickets.types.ts';

export const HAZRATGANJ = 'u_up_lucknow_hazratganj';
export const GOMTI_NAGAR = 'u_up_lucknow_gomti_nagar';
export const LUCKNOW = 'u_up_lucknow';

/** One of each who may act on a docket of Hazratganj, and one who may not see it. */
export const people = {
  operator: createActor({ unit: 'u_up', role: 'operator' }),
  station: createActor({ unit: HAZRATGANJ, role: 'station' }),
  commissioner: createActor({ unit: LUCKNOW, role: 'district' }),
  chief: createActor({ unit: 'u_up', role: 'state' }),
  stranger: createActor({ unit: GOMTI_NAGAR, role: 'station' }),
  admin: createActor({ unit: 'u_up', role: 'admin' }),
} as const;

export type Person = keyof typeof people;

const THEFT = 'मेरा मोबाइल हजरतगंज चौराहे पर दो लड़के छीनकर भाग गए, काली बाइक थी। कृपया मदद करें';

/** A test desk whose pleas wait for the operator, with short ways to bring a ticket into any state. */
export async function createTicketDesk(engine: Engine, options: { policy?: string } = {}) {
  const desk = await createTestDesk(engine, { policy: options.policy ?? 'off' });
  const { deps } = desk;
  // The day moves on with every step, so that no two acts share a moment.
  const clock = deps.clock;
  let count = 0;

  async function take(lines: readonly object[]): Promise<void> {
    await parseEnvelope(deps, await desk.deliver(lines));
    for (;;) {
      const staged = await stageNext(deps, { limit: 50, skip: 0 });
      if (!staged) return;
      await settleStaged(deps, staged);
    }
  }

  async function read(id: string): Promise<Ticket> {
    const { ticket } = deps.db.tables;
    const found = (await deps.db.read.select().from(ticket)).find((row) => row.id === id);
    if (!found) throw new Error('the ticket is not there');
    return found;
  }

  /** A new plea by an author of its own; `text` must differ to be a ticket of its own. */
  async function plea({ text, author, id }: { text?: string; author?: string; id?: string } = {}): Promise<Ticket> {
    count += 1;
    const known = new Set((await everything()).map((row) => row.id));
    const line = {
      id: id ?? `${9000 + count}`,
      text: text ?? `${THEFT} घटना ${count * 7919}`,
      author: author ?? `citizen${count}`,
      kind: 'mention',
      tagged: ['@lkopolice'],
    };
    await take([line]);
    const made = (await everything()).find((row) => !known.has(row.id));
    if (!made) throw new Error('the plea made no ticket');
    return made;
  }

  /** Gives the plea of a ticket one stored picture; returns what names it. */
  async function showPicture(
    id: string,
    bytes: string | Buffer = 'picture',
  ): Promise<{ message: string; externalId: string }> {
    const plea = await findPlea(deps.db.read, id);
    if (!plea) throw new Error('the ticket has no plea');
    const { hash, size } = await deps.blobs.put(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
    const picture = { message: plea.id, externalId: 'm1', kind: 'photo', state: 'stored', mime: 'image/jpeg' };
    const row = { ...picture, url: null, blob: hash, size, alt: null, attempts: 1 };
    await deps.db.write((tx) => tx.insertRows(tx.tables.media, [row], { onConflict: 'ignore' }));
    return { message: plea.id, externalId: 'm1' };
  }

  const everything = async (): Promise<Ticket[]> => deps.db.read.select().from(deps.db.tables.ticket);
  const listed = async (person: Person): Promise<string[]> =>
    (await listTickets(deps, { actor: people[person], before: null, limit: 100 })).tickets.map((row) => row.id);

  return { ...desk, clock, take, plea, read, showPicture, everything, listed };
}

export type TicketDesk = Awaited<ReturnType<typeof createTicketDesk>>;

/** The code with which something is refused; null when it is not. */
export async function refusal(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (isDomainError(error)) return error.code;
    throw error;
  }
}
