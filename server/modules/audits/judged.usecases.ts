import type { Actor } from '../officers/actor.types.ts';
import { requirePost } from '../officers/officers.rules.ts';
import { presentRow } from '../tickets/present.rules.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { judgedAudits, unitsWithCell } from './audits.repository.ts';
import { judgingPost } from './audits.rules.ts';
import { viewerOf } from './audits.usecases.ts';

const SHOWN = 20;
const LOOKED_AT = 200;

/**
 * What blind audits found, newest first, with the auditor's note: for those who may judge such closings themselves. Who
 * judged is told to nobody. Throws officers.not_allowed.
 */
export async function listJudged(deps: TicketDeps, { actor, before }: { actor: Actor; before: number | null }) {
  requirePost(actor, 'ticket.verify');
  const { read } = deps.db;
  const viewer = viewerOf(actor);
  const found = await judgedAudits(read, { viewer, before, limit: LOOKED_AT });
  const cells = await unitsWithCell(read, { units: viewer.units, at: deps.clock.now() });
  // Whoever closed it may read what was found as well, where he stands outside the circle.
  const may = found.filter(({ audit }) => judgingPost(deps.tree, { audit, posts: actor.posts, cells }));
  const shown = may.slice(0, SHOWN);
  const isWhole = may.length <= SHOWN && found.length < LOOKED_AT;
  const last = may.length > SHOWN ? shown.at(-1) : found.at(-1);
  return {
    judged: shown.map(({ audit: { id, judged, note, judgedAt, closedAt }, ticket }) => ({
      ...{ id, judged, note, judgedAt, closedAt },
      ticket: presentRow(deps.tree, ticket),
    })),
    next: isWhole ? null : (last?.audit.judgedAt ?? null),
  };
}
