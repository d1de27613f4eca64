import localities from '../../data/language/localities.json';
import { foldWord, wordPattern } from '../language/fold.rules.ts';

const joined = (name: string): string => (name.match(wordPattern) ?? []).map(foldWord).join('');

/** Folded names of places where the force has no jurisdiction. */
export const outsidePlaces: ReadonlySet<string> = new Set(localities.outside.map(joined));

/** Folded names that are also everyday words: they count only beside a word such as thana or district. */
export const everydayNames: ReadonlySet<string> = new Set(localities.needContext.map(joined));
