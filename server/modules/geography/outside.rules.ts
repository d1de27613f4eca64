import localities from '../../data/places/localities.json';
import { plainSpelling, SHORT_KEY } from './spelling.rules.ts';
import { foldWord, wordPattern } from '../language/fold.rules.ts';

const joined = (name: string): string => (name.match(wordPattern) ?? []).map(foldWord).join('');

const outside = [...localities.outside, ...localities.abroad];

const bySpelling = (names: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> =>
  names.reduce(
    (all, name) => all.set(joined(name), (all.get(joined(name)) ?? new Set()).add(plainSpelling(name))),
    new Map<string, Set<string>>(),
  );

/** Folded names of places where the force has no jurisdiction → their spellings. */
export const outsidePlaces = bySpelling(outside);

const everyday = bySpelling(localities.needContext);

/** Whether a name is also an everyday word: then it counts only beside a word such as thana or district. */
export function isEverydayName({ key, spelled }: { key: string; spelled: string }): boolean {
  const known = everyday.get(key);
  return known !== undefined && (key.length > SHORT_KEY || known.has(spelled) || !sameScript(known, spelled));
}

const devanagari = /[\u0900-\u097f]/;
const sameScript = (known: ReadonlySet<string>, spelled: string): boolean =>
  [...known].some((name) => devanagari.test(name) === devanagari.test(spelled));

/** Folded names that stations of many towns bear: they say nothing without the district. */
export const commonNames: ReadonlySet<string> = new Set(localities.common.map(joined));
