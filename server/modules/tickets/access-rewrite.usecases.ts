import { readSetting, writeSetting } from '../../platform/settings/settings.repository.ts';
import { movedUnits, ticketsSeenBy } from './access-rewrite.repository.ts';
import { accessUnits } from './access.rules.ts';
import { indexTicket } from './search.usecases.ts';
import { replaceAccess } from './tickets.repository.ts';
import type { TicketDeps } from './tickets.types.ts';

/** How far the tickets follow the tree: every move up to `position`, and of the next one every ticket up to `num`. */
interface Progress {
  readonly position: number;
  readonly num: number;
}

const STEP = 50;
const NAME = 'accessRewrite';

type RewriteDeps = Pick<TicketDeps, 'db' | 'tree' | 'search'>;

async function rewriteSome(
  deps: RewriteDeps,
  { unit, progress }: { unit: string; progress: Progress },
): Promise<number | null> {
  return deps.db.write(
    async (tx) => {
      const tickets = await ticketsSeenBy(tx, { unit, after: progress.num, limit: STEP });
      for (const ticket of tickets) {
        const units = accessUnits({ ...ticket, tree: deps.tree });
        await replaceAccess(tx, { num: ticket.num, state: ticket.state, units });
        await indexTicket(deps, tx, { ticket, units });
      }
      const last = tickets.length < STEP ? null : (tickets.at(-1)?.num ?? null);
      if (last !== null) await writeSetting(tx, { name: NAME, value: { ...progress, num: last } });
      return last;
    },
    { lane: 'batch' },
  );
}

/**
 * Lets who may see tickets follow units that moved in the tree, a few tickets a transaction. A killed run goes on
 * where it stopped. Returns how many moves were followed.
 */
export async function followMovedUnits(deps: RewriteDeps): Promise<number> {
  let progress = ((await readSetting(deps.db.read, NAME)) ?? { position: 0, num: 0 }) as Progress;
  const moves = await movedUnits(deps.db.read, { after: progress.position, limit: 100 });
  for (const { unit, position } of moves) {
    for (;;) {
      const last = await rewriteSome(deps, { unit, progress });
      if (last === null) break;
      progress = { ...progress, num: last };
    }
    progress = { position, num: 0 };
    await deps.db.write(async (tx) => writeSetting(tx, { name: NAME, value: progress }));
  }
  return moves.length;
}
