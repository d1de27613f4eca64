import list from '../../data/language/subcategories.json';
import { createLabelFinder } from './phrases.rules.ts';

export interface Subcategory {
  readonly key: string;
  /** Key of the category that it belongs to. */
  readonly parent: string;
  /** Number 1..10 of the kind of tip under which the force files it. */
  readonly tip: number;
  readonly hi: string;
  readonly en: string;
  readonly mr: string;
}

/** The second level of what a complaint can be about, by category in the order of the desk's list. */
export const subcategories: readonly Subcategory[] = list.map(({ words: _, ...subcategory }) => subcategory);

const byKey = new Map(subcategories.map((subcategory) => [subcategory.key, subcategory]));

/** What a second-level category is called; null for one that is not known any more. */
export function subcategoryNames(key: unknown): Pick<Subcategory, 'hi' | 'en' | 'mr'> | null {
  const found = typeof key === 'string' ? byKey.get(key) : undefined;
  return found ? { hi: found.hi, en: found.en, mr: found.mr } : null;
}

/** The second level where it belongs to the category; null where it belongs to another. */
export const subcategoryWithin = (category: string | null, key: string | null): string | null =>
  key !== null && byKey.get(key)?.parent === category ? key : null;

const finder = createLabelFinder(Object.fromEntries(list.map(({ key, words }) => [key, words])));
const parentOf: ReadonlyMap<string, string> = new Map(list.map(({ key, parent }) => [key, parent]));

/** The sub-category of which most clues stand in the words; null when none does or two are level. */
export function readSubcategory({ category, words }: { category: string; words: readonly string[] }): string | null {
  const [first, second] = [...finder.count(words)]
    .filter(([key]) => parentOf.get(key) === category)
    .sort((a, b) => b[1] - a[1]);
  return first === undefined || first[1] === second?.[1] ? null : first[0];
}
