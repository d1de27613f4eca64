import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { loadForWork } from '../tickets/lease.usecases.ts';
import { deleteCarrying, findRumour, insertCarrying } from './rumours.repository.ts';
import { insertNoted, rumourViewer } from './rumours.usecases.ts';
import type { RumourDeps, Texts } from './rumours.types.ts';

/**
 * Says that a ticket's post carries a rumour: one that is known, or one that is noted with it. A second time changes
 * nothing. Throws tickets.not_found, rumours.not_found, officers.not_allowed, rumours.claim_missing.
 */
export async function carryRumour(
  deps: RumourDeps,
  { actor, id, rumour, claim }: { actor: Actor; id: string; rumour?: string | undefined; claim?: Texts | undefined },
): Promise<{ rumour: string }> {
  return deps.db.write(async (tx) => {
    const { ticket, post } = await loadForWork(tx, { actor, id });
    if (rumour === undefined && claim === undefined)
      fail({ code: 'rumours.claim_missing', kind: 'unprocessable', fields: { claim: 'required' } });
    const known =
      rumour === undefined
        ? await insertNoted(deps, tx, { actor, post, claim: claim ?? { hi: '', en: '', mr: '' } })
        : await findRumour(tx, { viewer: rumourViewer(deps.tree, actor), id: rumour });
    if (!known) fail({ code: 'rumours.not_found', kind: 'not-found' });
    const row = { rumour: known.id, ticket: id, num: ticket.num, officer: actor.officer, at: deps.clock.now() };
    if (await insertCarrying(tx, row))
      await deps.events.append(tx, [
        {
          stream: `ticket:${id}`,
          type: 'ticket.rumour-carried',
          actor: actorAt(actor, post),
          data: { rumour: known.id },
        },
      ]);
    return { rumour: known.id };
  });
}

/** Takes that back; what is not linked stays so. Throws tickets.not_found. */
export async function uncarryRumour(
  deps: RumourDeps,
  { actor, id, rumour }: { actor: Actor; id: string; rumour: string },
): Promise<void> {
  await deps.db.write(async (tx) => {
    const { post } = await loadForWork(tx, { actor, id });
    if (await deleteCarrying(tx, { rumour, ticket: id }))
      await deps.events.append(tx, [
        { stream: `ticket:${id}`, type: 'ticket.rumour-dropped', actor: actorAt(actor, post), data: { rumour } },
      ]);
  });
}
