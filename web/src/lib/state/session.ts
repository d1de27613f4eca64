import { getContext, setContext } from 'svelte';
import type { Me, Vocabulary } from '$lib/api/types.ts';
import { outcomeWord, reasonWord, urgencyWord } from '$lib/features/words.ts';
import type { Names } from '$lib/i18n/names.ts';
import type { MessageKey, Translate } from '$lib/i18n/translate.ts';

export interface Session {
  me: () => Me;
  vocabulary: () => Vocabulary;
  can: (capability: string) => boolean;
  categoryName: (key: string | null) => Names | string | null;
  subcategoryName: (key: string) => Names | string | null;
  outcomeName: (key: string) => string;
  reasonName: (key: string) => string;
  urgencyName: (key: string) => string;
  /** Whether single keys act; an officer can switch them off. */
  keys: () => boolean;
}

const KEY = Symbol('session');

const named = ({ list, key }: { list: { key: string; name: Names }[]; key: string | null }) =>
  key === null ? null : (list.find((entry) => entry.key === key)?.name ?? key);

export const capabilitiesOf = (me: Me): Set<string> => new Set(me.posts.flatMap((post) => post.capabilities));

export function createSession({
  source,
  t,
}: {
  source: () => { me: Me; vocabulary: Vocabulary; keys: boolean };
  t: Translate;
}): Session {
  const worded = ({ key, word }: { key: string; word: MessageKey | null }) => (word === null ? key : t(word));
  return {
    me: () => source().me,
    vocabulary: () => source().vocabulary,
    can: (capability) => source().me.posts.some((post) => post.capabilities.includes(capability)),
    categoryName: (key) => named({ list: source().vocabulary.categories, key }),
    subcategoryName: (key) => named({ list: source().vocabulary.subcategories, key }),
    outcomeName: (key) => worded({ key, word: outcomeWord(key) }),
    reasonName: (key) => worded({ key, word: reasonWord(key) }),
    urgencyName: (key) => worded({ key, word: urgencyWord(key) }),
    keys: () => source().keys,
  };
}

export const setSession = (session: Session): Session => setContext(KEY, session);
export const useSession = (): Session => getContext<Session>(KEY);
