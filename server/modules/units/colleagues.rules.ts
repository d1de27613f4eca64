import { nameRank } from '../officers/name-search.rules.ts';
import type { Names, Office, UnitDirectory } from './units.types.ts';

/** An officer in an office, as he is looked for by name. */
export interface Colleague {
  readonly officer: string;
  readonly name: string;
  readonly position: string;
  readonly title: Names;
  readonly unit: string;
}

export const asColleague = ({ id, unit, title, holder }: Office): Colleague | null =>
  holder && { officer: holder.officer, name: holder.name, position: id, title, unit };

/** The office through which an officer is posted at or under a unit. */
export function postUnder(
  directory: Pick<UnitDirectory, 'under' | 'officesOf'>,
  { unit, officer }: { unit: string; officer: string },
): Colleague | null {
  for (const below of directory.under(unit))
    for (const office of directory.officesOf(below)) if (office.holder?.officer === officer) return asColleague(office);
  return null;
}

/** Of these officers those whose name or office is meant, the nearest first; each once. */
export function findColleagues(
  colleagues: readonly Colleague[],
  { q, limit }: { q: string; limit: number },
): Colleague[] {
  const ranked = colleagues
    .map((colleague) => {
      const { name, title } = colleague;
      const own = nameRank(name, q);
      const office = Math.max(...[title.en, title.hi, title.mr ?? ''].map((one) => nameRank(one, q)));
      return { colleague, rank: own > 0 ? own + 2 : office };
    })
    .filter(({ rank }) => q.trim() === '' || rank > 0)
    .sort((a, b) => b.rank - a.rank);
  const once = new Map<string, Colleague>();
  for (const { colleague } of ranked) if (!once.has(colleague.officer)) once.set(colleague.officer, colleague);
  return [...once.values()].slice(0, limit);
}

/** Officers posted at or under a unit. */
export const colleaguesUnder = (directory: Pick<UnitDirectory, 'under' | 'officesOf'>, unit: string): Colleague[] =>
  directory.under(unit).flatMap((below) => directory.officesOf(below).flatMap((office) => asColleague(office) ?? []));
