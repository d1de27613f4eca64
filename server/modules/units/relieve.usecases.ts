import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { claimPosition, endPosting, insertPosting, isActiveOfficer, postingsIn } from './offices.repository.ts';
import type { UnitDeps } from './units.types.ts';
import { claimTree } from './units.repository.ts';

/**
 * One officer takes a position over from another, in the caller's transaction: what he held it as, and until when, is
 * the other's from this moment on. Whoever calls it refreshes the directory afterwards. Throws units.posting_ended where
 * he does not hold it any more, officers.not_found where the other may not sign in.
 */
export async function relieve(
  deps: Pick<UnitDeps, 'ids' | 'events'>,
  tx: Tx,
  { position, from, to, at, handover }: { position: string; from: string; to: string; at: number; handover: string },
): Promise<void> {
  await claimTree(tx, deps.ids.make('ver'));
  const claimed = await claimPosition(tx, position);
  if (!claimed || claimed.validTo !== null) fail({ code: 'units.position_not_found', kind: 'not-found' });
  if (!(await isActiveOfficer(tx, to))) fail({ code: 'officers.not_found', kind: 'conflict' });
  const now = (await postingsIn(tx, position)).filter(
    ({ validFrom, validTo }) => validFrom <= at && (validTo === null || validTo > at),
  );
  const held = now.filter(({ officer }) => officer === from);
  if (held.length === 0) fail({ code: 'units.posting_ended', kind: 'conflict' });
  const already = new Set(now.filter(({ officer }) => officer === to).map(({ kind }) => kind));
  const by = { stream: `position:${position}`, actor: `officer:${to}/position:${position}` };
  for (const row of held) {
    await endPosting(tx, { id: row.id, at });
    const ended = { posting: row.id, officer: from, at, handover };
    await deps.events.append(tx, [{ ...by, type: 'posting.ended', data: ended }]);
    // He held it beside the other, as an acting officer may: it is his alone now.
    if (already.has(row.kind)) continue;
    const begun = { ...row, id: deps.ids.make('pst'), officer: to, validFrom: at };
    await insertPosting(tx, begun);
    const { id: posting, kind, validFrom, validTo } = begun;
    const data = { posting, officer: to, kind, validFrom, validTo, handover };
    await deps.events.append(tx, [{ ...by, type: 'posting.started', data }]);
  }
}
