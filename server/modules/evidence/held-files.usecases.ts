import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { findVisible } from '../tickets/visible.usecases.ts';
import type { EvidenceDeps } from './evidence.types.ts';
import { heldFiles, ticketsOfHeld } from './held-files.repository.ts';
import { formatHeldKey, parseHeldKey, shortHash } from './held-files.rules.ts';
import { custodyUnits } from './quarantine.repository.ts';

const PAGE = 50;

/**
 * The files in quarantine for which the officer is a custodian: what a custodian answers for, without a picture or a way
 * to one. They are opened on their docket, for a recorded reason. To all others there is none.
 */
export async function listHeldFiles(
  deps: Pick<EvidenceDeps, 'db' | 'clock'>,
  { actor, before }: { actor: Actor; before: string | null },
) {
  const { read } = deps.db;
  const units = await custodyUnits(read, { officer: actor.officer, now: deps.clock.now() });
  const viewer = { officer: actor.officer, units, eyes: 'all' as const };
  const found = await heldFiles(read, {
    viewer,
    before: before === null ? null : parseHeldKey(before),
    limit: PAGE + 1,
  });
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  const tickets = await ticketsOfHeld(read, { viewer, files: page.map(({ sha256 }) => sha256) });
  // Whoever reads a summary handles none of the files.
  const veiled = new Set<string>();
  for (const { id, splitAt } of tickets)
    if (splitAt !== null && (await findVisible(read, { id, viewer }))?.isVeiled !== false) veiled.add(id);
  const open = tickets.filter(({ id }) => !veiled.has(id));
  const names = await officerNames(
    read,
    page.flatMap(({ officer }) => officer ?? []),
  );
  return {
    isCustodian: units.length > 0,
    files: page.flatMap(({ sha256, at, officer }) => {
      const on = open.filter((one) => one.sha256 === sha256).map(({ id, docket }) => ({ id, docket }));
      if (on.length === 0) return [];
      return [
        {
          hash: shortHash(sha256),
          at,
          /** Known by its hash, or said by an officer. */
          why: officer === null ? ('known' as const) : ('said' as const),
          by: officer === null ? null : (names.get(officer) ?? null),
          tickets: on,
        },
      ];
    }),
    next: last && found.length > PAGE ? formatHeldKey(last) : null,
  };
}
