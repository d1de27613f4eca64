import type { Tx } from '../../schema.ts';
import { heldAmong, takeTurns } from '../evidence/on-ticket.usecases.ts';
import { dropContacts } from './erase.repository.ts';
import { eraseTickets, eraseVoices, type Erased } from './erase.usecases.ts';
import {
  countKept,
  endOrder,
  findOrder,
  openOrders,
  someMessagesBy,
  someTicketsBy,
  takePart,
} from './order.repository.ts';
import { currentRule, proveErasure } from './prove.usecases.ts';
import { DAY, NOTHING } from './retention.rules.ts';
import type { ErasureOrder, RetentionDeps } from './retention.types.ts';

/** Tickets and other posts of one transaction: officers wait for the writer. */
const FEW = 10;
const MANY = 200;
/** Orders that one run carries on. */
const ORDERS = 20;

const nothing: Erased = { ...NOTHING, ids: [] };

const plus = (one: Erased, other: Erased): Erased => ({
  ids: [...one.ids, ...other.ids],
  tickets: one.tickets + other.tickets,
  messages: one.messages + other.messages,
  files: one.files + other.files,
  others: one.others + other.others,
});

interface Part {
  readonly contact: string;
  readonly at: number;
  readonly by: string;
}

/** Some of his tickets; whether more may be there. An order to keep that was given in this very moment holds. */
async function ownPart(deps: RetentionDeps, tx: Tx, { contact, at, by }: Part) {
  const found = await someTicketsBy(tx, { contact, limit: FEW });
  const ids = found.map(({ id }) => id);
  await takeTurns(tx, ids);
  const held = await heldAmong(tx, ids);
  const tickets = found.filter(({ id }) => !held.has(id));
  if (tickets.length === 0) return { erased: nothing, isMore: found.length === FEW };
  const erased = await eraseTickets(deps, tx, { tickets, at, by, data: { class: 'citizen' } });
  return { erased, isMore: found.length === FEW };
}

/** The same of what he wrote elsewhere. */
async function spokenPart(deps: RetentionDeps, tx: Tx, { contact, at, by }: Part) {
  const found = await someMessagesBy(tx, { contact, limit: MANY });
  const of = found.flatMap(({ ticket }) => ticket ?? []);
  await takeTurns(tx, of);
  const held = await heldAmong(tx, of);
  const messages = found.filter(({ ticket }) => ticket === null || !held.has(ticket));
  const erased = await eraseVoices(deps, tx, { messages, at, by });
  return { erased, isMore: found.length === MANY };
}

/** The next part of an order in one transaction with its proof; the last one ends it. */
function carryOutPart(deps: RetentionDeps, order: ErasureOrder): Promise<void> {
  return deps.db.write(
    async (tx) => {
      const { id, contact, officer, by, reason } = order;
      if (!(await takePart(tx, order))) return;
      const at = deps.clock.now();
      const { backupDays } = (await currentRule(tx)).terms;
      const part = { contact, at, by };
      const own = await ownPart(deps, tx, part);
      const spoken = own.isMore ? null : await spokenPart(deps, tx, part);
      let erased = plus(own.erased, spoken?.erased ?? nothing);
      const isLast = spoken?.isMore === false;
      if (isLast) {
        const gone = await dropContacts(tx, [contact]);
        erased = plus(erased, { ...nothing, ids: gone, others: gone.length });
        const kept = await countKept(tx, contact);
        await endOrder(tx, { id, doneAt: at, kept, backupsUntil: at + backupDays * DAY });
      }
      if (erased.ids.length === 0) return;
      const why = { kept: 'citizen', version: null, backupDays, at, by, officer, reason, order: id };
      await proveErasure(deps, tx, { erased, why });
    },
    { lane: 'batch' },
  );
}

/** Carries an order on for so many parts; as it stands then. */
export async function carryOut(
  deps: RetentionDeps,
  { id, parts, signal }: { id: string; parts: number; signal?: AbortSignal | undefined },
): Promise<ErasureOrder | null> {
  for (let done = 0; done < parts && signal?.aborted !== true; done += 1) {
    const order = await findOrder(deps.db.read, id);
    if (!order || order.doneAt !== null) return order;
    await carryOutPart(deps, order);
    await new Promise(setImmediate);
  }
  return findOrder(deps.db.read, id);
}

/**
 * Carries on what was asked for and is not done, also what a killed process left. May run twice, and beside itself: of
 * two who take a part at one moment one does.
 */
export async function carryOnErasures(deps: RetentionDeps, signal?: AbortSignal): Promise<void> {
  for (const { id } of await openOrders(deps.db.read, ORDERS)) await carryOut(deps, { id, parts: Infinity, signal });
}
