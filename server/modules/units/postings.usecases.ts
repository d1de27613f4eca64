import { fail } from '../../platform/errors.ts';
import { actorName, capabilitiesOf } from '../officers/officers.rules.ts';
import { personsBehind } from '../officers/behind.usecases.ts';
import { requireReach } from '../officers/scope.rules.ts';
import {
  claimPosition,
  endPosting,
  findPosting,
  findPosition,
  hasOtherAdministrator,
  insertPosting,
  isActiveOfficer,
  postingsIn,
} from './offices.repository.ts';
import type { CreatePostingInput } from './units.schemas.ts';
import type { PostingRow } from './units.types.ts';
import type { UnitCommand } from './units.usecases.ts';
import { claimTree } from './units.repository.ts';

const ends = (row: { validTo: number | null }): number => row.validTo ?? Infinity;

/**
 * Puts an officer into a position from a moment on. Whoever held it in the same kind until then hands over at that
 * moment; a posting that begins later is not overrun.
 */
export async function createPosting({
  deps,
  actor,
  input,
}: UnitCommand<CreatePostingInput & { position: string }>): Promise<PostingRow> {
  const now = deps.clock.now();
  const posting: PostingRow = {
    ...{ id: deps.ids.make('pst'), position: input.position, officer: input.officer, kind: input.kind },
    ...{ validFrom: input.validFrom ?? now, validTo: input.validTo ?? null },
  };
  if (ends(posting) <= posting.validFrom)
    fail({ code: 'units.dates_reversed', kind: 'invalid', fields: { validTo: 'units.dates_reversed' } });
  const relieved = await deps.db.write(async (tx) => {
    await claimTree(tx, deps.ids.make('ver'));
    const position = await claimPosition(tx, input.position);
    const admin = requireReach({
      actor,
      capability: 'admin.officers',
      tree: deps.directory,
      unit: position?.unit ?? null,
    });
    if (!position || position.validTo !== null) fail({ code: 'units.position_not_found', kind: 'not-found' });
    if (!(await isActiveOfficer(tx, input.officer)))
      fail({ code: 'officers.not_found', kind: 'invalid', fields: { officer: 'officers.not_found' } });
    const behind = await personsBehind(tx, { officer: admin.officer, at: now });
    const isOwn = behind.has(input.officer) && capabilitiesOf(position.role).includes('ticket.read');
    // Who gives out offices must not take one himself that reads pleas; alone he must be able to, and it is recorded.
    if (isOwn && (await hasOtherAdministrator(tx, { officer: input.officer, at: now })))
      fail({ code: 'units.own_posting', kind: 'forbidden', fields: { officer: 'units.own_posting' } });
    const others = (await postingsIn(tx, position.id)).filter(
      (row) => row.kind === posting.kind && ends(row) > posting.validFrom && row.validFrom < ends(posting),
    );
    if (others.some((row) => row.officer === posting.officer)) fail({ code: 'units.posting_exists', kind: 'conflict' });
    if (others.some((row) => row.validFrom > posting.validFrom))
      fail({ code: 'units.posting_overlaps', kind: 'conflict' });
    for (const row of others) await endPosting(tx, { id: row.id, at: posting.validFrom });
    await insertPosting(tx, posting);
    const by = { stream: `position:${position.id}`, actor: actorName(admin, 'admin.officers') };
    const { officer, kind, validFrom, validTo } = posting;
    await deps.events.append(tx, [
      ...others.map((row) => ({
        ...by,
        type: 'posting.ended',
        data: { posting: row.id, officer: row.officer, at: validFrom },
      })),
      {
        ...by,
        type: 'posting.started',
        data: { posting: posting.id, officer, kind, validFrom, validTo, ...(isOwn ? { own: true } : {}) },
      },
    ]);
    return others.map((row) => row.officer);
  });
  await deps.directory.refresh();
  for (const officer of [posting.officer, ...relieved]) deps.sessions.invalidateSessions(officer);
  return posting;
}

/** Ends a posting now; the position is vacant unless another holds it. One's own administration is not ended by oneself. */
export async function endPostingNow({ deps, actor, input }: UnitCommand<{ id: string }>): Promise<PostingRow> {
  const at = deps.clock.now();
  const ended = await deps.db.write(async (tx) => {
    await claimTree(tx, deps.ids.make('ver'));
    const posting = await findPosting(tx, input.id);
    const position = posting && (await findPosition(tx, posting.position));
    const admin = requireReach({
      actor,
      capability: 'admin.officers',
      tree: deps.directory,
      unit: position?.unit ?? null,
    });
    if (!posting || !position) fail({ code: 'units.posting_not_found', kind: 'not-found' });
    if (posting.officer === admin.officer && position.role === 'admin')
      fail({ code: 'officers.own_account', kind: 'conflict' });
    const row = await endPosting(tx, { id: posting.id, at: Math.max(at, posting.validFrom) });
    if (!row) fail({ code: 'units.posting_ended', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        stream: `position:${position.id}`,
        type: 'posting.ended',
        actor: actorName(admin, 'admin.officers'),
        data: { posting: row.id, officer: row.officer, at },
      },
    ]);
    return row;
  });
  await deps.directory.refresh();
  deps.sessions.invalidateSessions(ended.officer);
  return ended;
}
