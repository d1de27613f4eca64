import type { ActionName, SavedView } from '$lib/api/types.ts';
import { loadCatalogue } from '$lib/i18n/catalogues.ts';
import type { Locale } from '$lib/i18n/locale.ts';
import type { Catalogue, MessageKey } from '$lib/i18n/translate.ts';
import { ACTIONS } from '../ticket/actions.ts';
import { VIEWS } from './views.ts';
import { WAYS } from './ways.ts';
import type { WayName } from './ways.ts';

interface Named {
  id: string;
  label: MessageKey;
  /** Words of an officer beside the label: the name of a saved list, what is searched for. */
  words?: string;
  /** Its key, as shown. */
  shown: string | null;
}

export type Command = Named &
  ({ kind: 'act'; name: ActionName } | { kind: 'way'; name: WayName } | { kind: 'address'; address: string });

/** All that can be done now: acts of the ticket in focus, ways about the desk, lists. */
export function commandsOf(input: {
  isOpen: (name: WayName) => boolean;
  actions: readonly string[];
  saved: readonly SavedView[];
}): Command[] {
  const acts = ACTIONS.filter(({ name }) => input.actions.includes(name)).map(({ name, label, key }): Command => ({
    kind: 'act',
    id: `act-${name}`,
    name,
    label,
    shown: key.toUpperCase(),
  }));
  const ways = WAYS.filter(({ name }) => input.isOpen(name)).map(({ name, label, shown }): Command => ({
    kind: 'way',
    id: `way-${name}`,
    name,
    label,
    shown,
  }));
  const views = VIEWS.map(({ key, label, search }): Command => ({
    kind: 'address',
    id: `view-${key}`,
    label,
    shown: null,
    address: `/desk${search}`,
  }));
  const saved = input.saved.map(({ id, name, search }): Command => ({
    kind: 'address',
    id: `saved-${id}`,
    label: 'views.title',
    words: name,
    shown: null,
    address: `/desk?${search}`,
  }));
  return [...acts, ...ways, ...saved, ...views];
}

export interface NamesOfCommands {
  /** The language that stands beside the reader's own. */
  locale: Locale;
  second: Catalogue;
  /** By which commands are found too, whatever the reader's language. */
  others: Catalogue[];
}

/** The same names in the other languages: whoever learnt a desk in Hindi finds its commands in English. */
export async function loadNames(own: Locale): Promise<NamesOfCommands> {
  const locale: Locale = own === 'en' ? 'hi' : 'en';
  const second = await loadCatalogue(locale);
  return { locale, second, others: [second, await loadCatalogue(own === 'mr' ? 'hi' : 'mr')] };
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase();

/** Looks for the words, a docket number among them, in everything that the officer may see. */
export const searchFor = (words: string): Command => ({
  kind: 'address',
  id: 'search-words',
  label: 'desk.search',
  words,
  shown: null,
  address: `/desk?${new URLSearchParams({ q: words }).toString()}`,
});

/** Commands whose name holds every word, those that begin with them first; last the search for the words themselves. */
export function findCommands(input: {
  commands: readonly Command[];
  words: string;
  own: (label: MessageKey) => string;
  names: NamesOfCommands | null;
}): Command[] {
  const wanted = fold(input.words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...input.commands];
  const namesOf = ({ label, words = '' }: Command): string[] =>
    [words, input.own(label), ...(input.names?.others ?? []).map((catalogue) => catalogue[label] ?? '')].map(fold);
  const rank = (command: Command): number => {
    const fitting = namesOf(command).filter((name) => wanted.every((word) => name.includes(word)));
    if (fitting.length === 0) return -1;
    return fitting.some((name) => name.startsWith(wanted[0] ?? '')) ? 1 : 0;
  };
  const found = input.commands
    .map((command) => ({ command, rank: rank(command) }))
    .filter((one) => one.rank >= 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ command }) => command);
  return [...found, searchFor(input.words.trim())];
}
