import type { SpelledWord } from '../modules/matching/letter-channel.rules.ts';
import { createRetriever } from '../modules/matching/retrieve.rules.ts';
import type { SameText } from '../modules/matching/retrieve.types.ts';
import { textOf, type Line } from './json-lines.ts';

const MOST_ATTESTED = 3;

/** Spellings of a line `{"native", "latin": [[spelling, times], …]}`. */
function spelledOf(line: Line): SpelledWord[] {
  const devanagari = textOf(line['native']);
  const latin: unknown = line['latin'];
  if (devanagari === '' || !Array.isArray(latin)) return [];
  return latin.flatMap((entry: unknown): SpelledWord[] => {
    if (!Array.isArray(entry)) return [];
    const [spelling, times]: unknown[] = entry;
    if (typeof spelling !== 'string') return [];
    return [{ devanagari, latin: spelling, weight: Math.min(MOST_ATTESTED, typeof times === 'number' ? times : 1) }];
  });
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/);

/** Lines `{"en", "hinglish"}` turned so that `query` is the language in which the queries are asked. */
function sameTextsOf({ train, queries }: { train: readonly Line[]; queries: readonly string[] }): SameText[] {
  const pairs = train
    .map((line) => ({ query: textOf(line['hinglish']), candidate: textOf(line['en']) }))
    .filter(({ query, candidate }) => query !== '' && candidate !== '');
  const hinglish = new Set(pairs.flatMap(({ query }) => wordsOf(query)));
  const english = new Set(pairs.flatMap(({ candidate }) => wordsOf(candidate)));
  let lean = 0;
  for (const word of queries.flatMap(wordsOf)) lean += (hinglish.has(word) ? 1 : 0) - (english.has(word) ? 1 : 0);
  return lean >= 0 ? pairs : pairs.map(({ query, candidate }) => ({ query: candidate, candidate: query }));
}

/** Task `retrieve`: lines with `query` ask, lines with `candidate` are searched; `train` holds spellings or pairs of texts. */
export function predictRanks({ lines, train }: { lines: readonly Line[]; train: readonly Line[] }): object[] {
  const asked = lines.filter((line) => 'query' in line);
  const candidates = lines
    .filter((line) => 'candidate' in line)
    .map((line) => ({ id: textOf(line['candidate']), text: textOf(line['text']) }));
  const lessons = {
    spelled: train.flatMap(spelledOf),
    known: sameTextsOf({ train, queries: asked.map((line) => textOf(line['text'])) }),
  };
  const retriever = createRetriever({ candidates, lessons });
  return asked.map((line) => {
    const { ranked, compared } = retriever.rank(textOf(line['text']));
    return { id: line['query'], ranked, n: compared };
  });
}
