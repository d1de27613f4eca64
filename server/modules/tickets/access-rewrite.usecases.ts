import { readSetting, writeSetting } from '../../platform/settings/settings.repository.ts';
import { movedUnits, ticketsSeenBy } from './access-rewrite.repository.ts';
import { accessUnits } from './access.rules.ts';
import { indexAgain } from './follow.usecases.ts';
import { replaceAccess } from './access.repository.ts';
import type { TicketDeps } from './tickets.types.ts';

/** How far the tickets follow the tree: every move up to `position`, and of the next one every ticket up to `num`. */
interface Progress {
  readonly position: number;
  readonly num: number;
}

const STEP = 50;
/** Events looked through at once: a few milliseconds. */
const STRETCH = 1000;
const NAME = 'accessRewrite';

type RewriteDeps = Pick<TicketDeps, 'db' | 'tree' | 'search' | 'events'>;

async function rewriteSome(
  deps: RewriteDeps,
  { unit, progress }: { unit: string; progress: Progress },
): Promise<number | null> {
  return deps.db.write(
    async (tx) => {
      const tickets = await ticketsSeenBy(tx, { unit, after: progress.num, limit: STEP });
      for (const { ticket, listed } of tickets) {
        const units = accessUnits({ ...ticket, tree: deps.tree });
        await replaceAccess(tx, { num: ticket.num, state: listed, units });
        await indexAgain(deps, tx, ticket, units);
      }
      const last = tickets.length < STEP ? null : (tickets.at(-1)?.ticket.num ?? null);
      if (last !== null) await writeSetting(tx, { name: NAME, value: { ...progress, num: last } });
      return last;
    },
    { lane: 'batch' },
  );
}

/** Follows the moves of one stretch of the record, to its end. */
async function followStretch(deps: RewriteDeps, { from, upTo }: { from: Progress; upTo: number }): Promise<number> {
  const moves = await movedUnits(deps.db.read, { after: from.position, upTo });
  let progress = from;
  for (const { unit, position } of moves) {
    for (;;) {
      const last = await rewriteSome(deps, { unit, progress });
      if (last === null) break;
      progress = { ...progress, num: last };
    }
    progress = { position, num: 0 };
    await remember(deps, progress);
  }
  return moves.length;
}

const remember = (deps: RewriteDeps, progress: Progress): Promise<void> =>
  deps.db.write(async (tx) => writeSetting(tx, { name: NAME, value: progress }));

/**
 * Lets who may see tickets follow units that moved in the tree, a few tickets a transaction. A killed run goes on
 * where it stopped. The record is looked through a stretch at a time, each once: it may hold millions of events, and
 * few are moves. Returns how many moves were followed.
 */
export async function followMovedUnits(deps: RewriteDeps): Promise<number> {
  let progress = ((await readSetting(deps.db.read, NAME)) ?? { position: 0, num: 0 }) as Progress;
  const head = await deps.events.head();
  let followed = 0;
  for (;;) {
    const upTo = Math.min(head, progress.position + STRETCH);
    followed += await followStretch(deps, { from: progress, upTo });
    if (upTo < progress.position + STRETCH) return followed;
    progress = { position: upTo, num: 0 };
    await remember(deps, progress);
  }
}
