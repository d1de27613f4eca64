import categoryWords from '../../data/language/lexicon.json';
import reasonWords from '../../data/language/lexicon-reasons.json';
import listed from '../../data/language/signals.json';
import { foldWord, wordPattern } from '../language/fold.rules.ts';

interface Entry {
  readonly folds: readonly string[];
  readonly signal: number;
}

const EMOJI: readonly (readonly [string, RegExp])[] = [
  ['laughs', /[😂🤣😆😄😅🤡🙃😏😜😁😉]/u],
  ['cheers', /[👏🙌👍🫡🥰❤🎉🌹🪔😊💐🌸🙂😇💪]|🇮🇳/u],
  ['folds-hands', /🙏/u],
  ['rages', /[😡😠🤬🖕👎😤🤮]/u],
  ['weeps', /[😢😭😰😨😱🥺]/u],
  ['sells', /[🔥🚀✅💸🛍🔔👉🚂💰🎁📞📲💯]/u],
  ['points', /[👇☝👆⬇]/u],
  ['alarms', /[⚠🚨🆘‼]/u],
];

const SHORTEST_STEM = 4;

const lists: readonly (readonly [string, readonly string[]])[] = [
  ...Object.entries(listed),
  ...Object.entries(reasonWords).map(([reason, words]) => [`says-${reason}`, words] as const),
  ['names-crime', Object.values(categoryWords).flat()],
];

/** What a text can signal, whatever the words: speaks of oneself, names a time, thanks, asks for the rule, tells news … */
export const SIGNALS: readonly string[] = [...lists.map(([name]) => name), ...EMOJI.map(([name]) => name)];

const keyOf = (fold: string): string => (fold.length < SHORTEST_STEM ? fold : fold.slice(0, SHORTEST_STEM));

const byStart = new Map<string, Entry[]>();
lists.forEach(([, words], signal) => {
  for (const phrase of words) {
    const folds = (phrase.match(wordPattern) ?? []).map(foldWord).filter((fold) => fold !== '');
    const [first] = folds;
    if (first === undefined) continue;
    const entries = byStart.get(keyOf(first)) ?? [];
    entries.push({ folds, signal });
    byStart.set(keyOf(first), entries);
  }
});

const fits = (word: string | undefined, fold: string): boolean =>
  word !== undefined && (word === fold || (fold.length > SHORTEST_STEM && word.startsWith(fold)));

function standsAt({ folds, words, at }: { folds: readonly string[]; words: readonly string[]; at: number }): boolean {
  for (let offset = 0; offset < folds.length; offset++)
    if (!fits(words[at + offset], folds[offset] ?? '')) return false;
  return true;
}

/** How often each of `SIGNALS` is found in folded words and in the text's pictographs. */
export function readSignals({ words, plain }: { words: readonly string[]; plain: string }): Uint8Array {
  const counts = new Uint8Array(SIGNALS.length);
  for (let at = 0; at < words.length; at++) {
    for (const { folds, signal } of byStart.get(keyOf(words[at] ?? '')) ?? [])
      if (standsAt({ folds, words, at })) counts[signal] = Math.min(200, (counts[signal] ?? 0) + 1);
  }
  EMOJI.forEach(([, pattern], offset) => {
    if (pattern.test(plain)) counts[lists.length + offset] = 1;
  });
  return counts;
}
