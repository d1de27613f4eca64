import lists from '../../data/language/accused-ranks.json';
import about from '../../data/language/about-police.json';
import { createPhraseFinder } from '../assessment/phrases.rules.ts';
import type { StageResult } from '../inbound/stages.types.ts';
import type { UnitTree } from './tickets.types.ts';

/** How high an officer who is complained of stands. */
export type AccusedLevel = 'station' | 'circle' | 'district' | 'commissioner';

const LEVELS = (['station', 'circle', 'district', 'commissioner'] as const).map((level) => ({
  level,
  finder: createPhraseFinder(lists[level]),
}));
const deeds = [createPhraseFinder(about.wrongdoing), createPhraseFinder(about.misdeeds)];
/** Words between an officer and the deed: one further away is only told of it. */
const NEAR = 4;

const TYPES: Record<AccusedLevel, ReadonlySet<string>> = {
  station: new Set(['station', 'outpost']),
  circle: new Set(['circle']),
  // A deputy commissioner's zone is to a commissionerate what a district is to a range.
  district: new Set(['district', 'dcp-zone', 'commissionerate']),
  commissioner: new Set(['commissionerate']),
};

/** Which officer stands nearest to the deed in folded words of a complaint about police; a station's when none is named. */
export function accusedLevel(words: readonly string[]): AccusedLevel {
  const at = deeds.flatMap((finder) => finder.find(words).map((one) => one.at));
  let nearest: { level: AccusedLevel; distance: number } = { level: 'station', distance: NEAR + 1 };
  for (const { level, finder } of LEVELS)
    for (const officer of finder.find(words))
      for (const deed of at) {
        const distance = Math.abs(deed - officer.at);
        if (distance < nearest.distance) nearest = { level, distance };
      }
  return nearest.level;
}

/** The unit of that level at or above the one that a plea names; null when it has none, as when a higher one is to inquire. */
export function accusedUnitAt({
  tree,
  unit,
  level,
}: {
  tree: UnitTree;
  unit: string | null;
  level: AccusedLevel;
}): string | null {
  if (unit === null) return null;
  const path = tree.pathToRoot(unit);
  return path.find((id) => TYPES[level].has(tree.byId(id)?.type ?? '')) ?? null;
}

/** Unit whose head a plea from a channel complains of; null when it complains of none, or the place is unknown. */
export const accusedIn = ({
  tree,
  result,
  unit,
}: {
  tree: UnitTree;
  result: Pick<StageResult, 'assessment' | 'text'>;
  unit: string | null;
}): string | null =>
  result.assessment.aboutPolice === 'no'
    ? null
    : accusedUnitAt({ tree, unit, level: accusedLevel(result.text.fold.split(' ')) });
