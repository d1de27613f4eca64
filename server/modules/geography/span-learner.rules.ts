import { fitLogLinear } from '../assessment/log-linear.rules.ts';
import type { Example, Features } from '../assessment/classifier.types.ts';
import { FEATURE_SPACE } from '../assessment/features.rules.ts';
import { placeWords, type PlacedWord } from './places.rules.ts';

export interface TaggedText {
  readonly text: string;
  /** UTF-16 offsets. */
  readonly spans: readonly (readonly [number, number])[];
}

const AROUND = [-2, -1, 0, 1, 2];

function hash(text: string): number {
  let value = 2166136261;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16777619);
  value ^= value >>> 15;
  return Math.imul(value, 0x2c1b3c6d) & (FEATURE_SPACE - 1);
}

const shapeOf = (surface: string): string =>
  /^\p{Lu}\p{Ll}+$/u.test(surface)
    ? 'Title'
    : /^\p{Lu}+$/u.test(surface)
      ? 'UPPER'
      : /^\d+$/.test(surface)
        ? 'digits'
        : /^\p{Ll}+$/u.test(surface)
          ? 'lower'
          : 'other';

function featuresAt({ words, at, text }: { words: readonly PlacedWord[]; at: number; text: string }): Features {
  const ids: number[] = [];
  for (const offset of AROUND) {
    const word = words[at + offset];
    const key = `${offset}`;
    ids.push(hash(`f${key}${word?.fold ?? '#'}`), hash(`s${key}${word === undefined ? '#' : shapeOf(word.surface)}`));
  }
  const own = words[at];
  const surface = own?.surface.toLowerCase() ?? '';
  for (let size = 2; size <= 4; size++) ids.push(hash(`e${surface.slice(-size)}`), hash(`b${surface.slice(0, size)}`));
  ids.push(
    hash(`p${words[at - 1]?.fold ?? ''} ${own?.fold ?? ''}`),
    hash(`n${own?.fold ?? ''} ${words[at + 1]?.fold ?? ''}`),
  );
  if (own !== undefined) ids.push(hash(`c${text.charAt(own.start - 1)}`), hash(`d${text.charAt(own.end)}`));
  return { ids: Int32Array.from(new Set(ids)), words: [] };
}

function labelOf(word: PlacedWord, spans: TaggedText['spans']): string {
  const span = spans.find(([start, end]) => word.start < end && start < word.end);
  if (span === undefined) return 'out';
  return word.start <= span[0] ? 'begin' : 'inside';
}

/** Learns from tagged texts which words name places; gives a function from text to spans. */
export function learnSpans(texts: readonly TaggedText[]): (text: string) => [number, number][] {
  const examples = texts.flatMap(({ text, spans }): Example[] => {
    const words = placeWords(text);
    return words.map((word, at) => ({
      features: featuresAt({ words, at, text }),
      label: labelOf(word, spans),
      weight: 1,
    }));
  });
  const model = fitLogLinear(examples, { rounds: 6 });
  return (text) => {
    const words = placeWords(text);
    const found: [number, number][] = [];
    let isOpen = false;
    words.forEach((word, at) => {
      const label = model.classify(featuresAt({ words, at, text }))[0]?.label ?? 'out';
      const last = found[found.length - 1];
      if (label === 'out') isOpen = false;
      else if (label === 'inside' && isOpen && last !== undefined) last[1] = word.end;
      else {
        found.push([word.start, word.end]);
        isOpen = true;
      }
    });
    return found;
  };
}
