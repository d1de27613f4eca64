import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { postsWith } from '../officers/officers.rules.ts';
import type { TicketDeps } from './tickets.types.ts';
import { deleteView, putView, viewsOf, type SavedView } from './views.repository.ts';

/** More lists than this nobody finds anything in. */
const MOST = 40;

type ViewDeps = Pick<TicketDeps, 'db' | 'clock' | 'ids'>;

/** What officers see of a list that was saved. */
const present = ({ id, position, name, search }: SavedView) => ({ id, position, name, search });

const positionsOf = (actor: Actor): string[] => postsWith(actor, 'ticket.read').map(({ position }) => position);

/** Lists of the positions held now: they stay with the position when its holder changes. */
export async function listViews(deps: Pick<ViewDeps, 'db'>, actor: Actor) {
  return (await viewsOf(deps.db.read, positionsOf(actor))).map(present);
}

/**
 * Saves a list for a position of the officer's own, the first one unless it is named. Under a known name it takes the
 * other's place. Throws officers.not_allowed, tickets.views_full.
 */
export async function saveView(
  deps: ViewDeps,
  { actor, name, search, position }: { actor: Actor; name: string; search: string; position?: string | undefined },
) {
  const held = positionsOf(actor);
  const own = position ?? held[0];
  if (own === undefined || !held.includes(own)) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  return deps.db.write(async (tx) => {
    const known = await viewsOf(tx, [own]);
    if (known.length >= MOST && !known.some((one) => one.name === name))
      fail({ code: 'tickets.views_full', kind: 'conflict' });
    const view = {
      id: deps.ids.make('view'),
      position: own,
      name,
      search,
      officer: actor.officer,
      at: deps.clock.now(),
    };
    return present(await putView(tx, view));
  });
}

/** Takes a list of one's own position away. Throws tickets.view_unknown. */
export async function removeView(
  deps: Pick<ViewDeps, 'db'>,
  { actor, id }: { actor: Actor; id: string },
): Promise<void> {
  const isGone = await deps.db.write((tx) => deleteView(tx, { id, positions: positionsOf(actor) }));
  if (!isGone) fail({ code: 'tickets.view_unknown', kind: 'not-found' });
}
