import list from '../../data/language/categories.json';

export interface Category {
  readonly key: string;
  /** Protected matters are never shown in public, and their pictures not by themselves. */
  readonly protected: boolean;
  readonly hi: string;
  readonly en: string;
  readonly mr: string;
}

/** What a complaint can be about, in the order of the desk's list. */
export const categories: readonly Category[] = list;

const byKey: ReadonlyMap<string, Category> = new Map(list.map((category) => [category.key, category]));

/** Whether what the complaint is about must stay out of public view; unknown keys count as protected. */
export const isProtectedCategory = (key: string | null): boolean => key !== null && (byKey.get(key)?.protected ?? true);
