import type { GazetteerUnit } from '../inbound/stages.types.ts';
import { foldWord, wordPattern } from '../language/fold.rules.ts';
import { districtAliases, stationAliases } from './aliases.rules.ts';
import { plainSpelling } from './spelling.rules.ts';
import { createBoundaryIndex, type BoundaryIndex } from './boundary-index.rules.ts';
import { commonNames, isEverydayName, outsidePlaces } from './outside.rules.ts';

/** One name of one unit. */
export interface NameEntry {
  readonly unit: string;
  readonly level: 'district' | 'station' | 'between';
  readonly district: string | null;
  /** Counts only beside a word such as thana or district. */
  readonly isEveryday: boolean;
  /** A name such as Kotwali or Cantt, which stations of many towns bear: it says nothing without the district. */
  readonly isCommon: boolean;
  /** How the name is listed: short folds are shared by unlike names. */
  readonly spellings: ReadonlySet<string>;
  /** A locality or landmark rather than the unit's own name. */
  readonly isAlias: boolean;
}

export interface Gazetteer {
  readonly units: ReadonlyMap<string, GazetteerUnit>;
  /** Folded name without blanks → who bears it. */
  readonly names: ReadonlyMap<string, readonly NameEntry[]>;
  /** Names of one edit less → the names they may stand for. */
  readonly edits: ReadonlyMap<string, readonly string[]>;
  /** Every beginning of every name: where no name can follow, none is looked for. */
  readonly beginnings: ReadonlySet<string>;
  /** Answers of the approximate search, kept since the same words come again and again. */
  readonly guesses: Map<string, readonly NameEntry[]>;
  /** Words with which no name begins, as they are written: most words of a text are such. */
  readonly plainWords: Set<string>;
  /** Handle in lower case with @ → district or station. */
  readonly handles: ReadonlyMap<string, string>;
  readonly longestName: number;
  readonly boundaries: BoundaryIndex;
  /** District or commissionerate of a unit, itself included; null above that level. */
  districtOf(unit: string): string | null;
  /** The district or commissionerate whose own name this is. */
  districtNamed(name: string): string | null;
}

const DISTRICT_TYPES = new Set(['district', 'commissionerate']);
const STATION_TYPES = new Set(['station', 'outpost']);
const SHORTEST_FUZZY_NAME = 7;
const HIGHEST_CLIMB = 12;

export const isDistrict = (unit: GazetteerUnit | undefined): boolean =>
  unit !== undefined && DISTRICT_TYPES.has(unit.type);
export const isStation = (unit: GazetteerUnit | undefined): boolean =>
  unit !== undefined && STATION_TYPES.has(unit.type);

const wordsOf = (name: string): string[] => (name.match(wordPattern) ?? []).map(foldWord).filter((word) => word !== '');

const furniture = /^(?:commissionerate|district|police|station|thana|ps|zila|janpad|city)$/i;

/** A name, what stands before and in its brackets, and the name without words such as `district`. */
function variants(name: string): string[] {
  const outside = name.replace(/\s*\([^)]*\)/g, '').trim();
  const inside = [...name.matchAll(/\(([^)]*)\)/g)].map((found) =>
    (found[1] ?? '').replace(/^(?:formerly|पूर्वीचे)\s+/i, ''),
  );
  const bare = outside
    .split(/\s+/)
    .filter((word) => !furniture.test(word))
    .join(' ');
  return [
    name,
    outside,
    bare,
    ...inside.filter((part) => part.length > 4 && !/^(?:rural|ग्रामीण|नगर|nagar|airport)$/i.test(part)),
  ].filter((part) => part !== '');
}

type Bearer = NameEntry & { readonly spellings: Set<string> };

const isLocality = (entry: Omit<NameEntry, 'isEveryday' | 'isCommon' | 'spellings'>): boolean =>
  entry.level === 'district' && entry.isAlias;

/** Every spelling of `word` with one letter less. */
export function deletions(word: string): string[] {
  const out: string[] = [];
  for (let at = 0; at < word.length; at++) out.push(word.slice(0, at) + word.slice(at + 1));
  return out;
}

/** Prepares names, aliases and handles of the units for looking up. Units above districts are known by handle only. */
export function createGazetteer(list: readonly GazetteerUnit[]): Gazetteer {
  const units = new Map(list.map((unit) => [unit.id, unit]));
  const districtOf = (id: string): string | null => {
    let current = units.get(id);
    for (let step = 0; step < HIGHEST_CLIMB && current !== undefined; step++) {
      if (isDistrict(current)) return current.id;
      current = current.parent === null ? undefined : units.get(current.parent);
    }
    return null;
  };
  const names = new Map<string, Bearer[]>();
  const handles = new Map<string, string>();
  let longestName = 1;
  const add = (name: string, entry: Omit<NameEntry, 'isEveryday' | 'isCommon' | 'spellings'>): void => {
    const words = wordsOf(name);
    if (words.length === 0) return;
    const spelled = plainSpelling(name);
    longestName = Math.max(longestName, Math.min(words.length, 4));
    for (const key of new Set([words.join(''), wordsOf(name.replace(/\s+/g, '')).join('')])) {
      if (key.length < 2) continue;
      const bearers = names.get(key) ?? [];
      const known = bearers.find((bearer) => bearer.unit === entry.unit);
      if (known !== undefined) {
        known.spellings.add(spelled);
        continue;
      }
      // A station that bears the name of a locality is meant by it, not its whole district.
      if (isLocality(entry) && bearers.some((bearer) => bearer.level === 'station' && bearer.district === entry.unit))
        continue;
      if (entry.level === 'station') {
        const whole = bearers.findIndex((bearer) => isLocality(bearer) && bearer.unit === entry.district);
        if (whole >= 0) bearers.splice(whole, 1);
      }
      bearers.push({
        ...entry,
        spellings: new Set([spelled]),
        isEveryday: isEverydayName({ key, spelled }) || key.length < 3,
        isCommon: entry.level === 'station' && commonNames.has(key),
      });
      names.set(key, bearers);
    }
  };
  for (const unit of list) {
    for (const handle of unit.handles) handles.set(`@${handle.replace(/^@/, '').toLowerCase()}`, unit.id);
    const district = districtOf(unit.id);
    if (district === null) continue;
    const level = isDistrict(unit) ? 'district' : isStation(unit) ? 'station' : 'between';
    if (level === 'between') continue;
    const entry = { unit: unit.id, level, district } as const;
    for (const name of unit.names.flatMap(variants)) add(name, { ...entry, isAlias: false });
    const english = unit.names[0] ?? '';
    const districtNames = units.get(district)?.names.flatMap(variants) ?? [];
    const own =
      level === 'district'
        ? districtNames.flatMap(districtAliases)
        : districtNames.flatMap((name) => stationAliases({ district: name, name: english }));
    for (const alias of [...unit.aliases, ...own]) add(alias, { ...entry, isAlias: true });
  }
  const edits = new Map<string, string[]>();
  for (const key of names.keys()) {
    if (key.length < SHORTEST_FUZZY_NAME) continue;
    for (const shorter of [key, ...deletions(key)]) {
      const known = edits.get(shorter);
      if (known === undefined) edits.set(shorter, [key]);
      else known.push(key);
    }
  }
  const beginnings = new Set<string>();
  for (const key of [...names.keys(), ...outsidePlaces.keys()])
    for (let end = 1; end <= key.length; end++) beginnings.add(key.slice(0, end));
  const districtIds = new Map(list.filter(isDistrict).flatMap((unit) => unit.names.map((name) => [name, unit.id])));
  const districtNamed = (name: string): string | null => districtIds.get(name) ?? null;
  return {
    units,
    names,
    edits,
    beginnings,
    guesses: new Map(),
    plainWords: new Set(),
    handles,
    boundaries: createBoundaryIndex(list.flatMap(({ id, boundary }) => (boundary ? [{ id, boundary }] : []))),
    longestName,
    districtOf,
    districtNamed,
  };
}
