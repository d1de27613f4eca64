import type { Because, NormalisedText } from '../inbound/stages.types.ts';
import { isStopFold } from '../language/copy.rules.ts';
import type { ExplainableClassifier } from './classifier.types.ts';
import { wordFeature } from './features.rules.ts';

const MOST_REASONS_SHOWN = 6;
const MOST_TOPIC_WORDS = 4;
const LEAST_WEIGHT = 0.05;
const LEAST_TOPIC_WEIGHT = 0.15;
const WEIGHT_OF_HASTE = 0.5;

const round = (weight: number): number => Math.round(weight * 1000) / 1000;

/**
 * The words that decided, heaviest first, in the message's own spelling: positive speaks for a person seeing it, negative for
 * the reason why not. `urgentAt` are positions of words that made it pressing.
 */
export function explain({
  text,
  words,
  answers,
  label,
  isKept,
  urgentAt,
}: {
  text: NormalisedText;
  words: readonly string[];
  answers: ExplainableClassifier;
  /** `plea`, or the reason of the verdict. */
  label: string;
  isKept: boolean;
  urgentAt: readonly number[];
}): Because[] {
  const heaviest = new Map<string, number>();
  words.forEach((fold, at) => {
    const word = text.tokens[at];
    if (word === undefined || isStopFold(fold)) return;
    const share = answers.weightOf({ feature: wordFeature(fold), label }) * (isKept ? 1 : -1);
    const weight = share + (urgentAt.includes(at) ? WEIGHT_OF_HASTE : 0);
    if (Math.abs(weight) >= LEAST_WEIGHT && Math.abs(weight) > Math.abs(heaviest.get(word) ?? 0))
      heaviest.set(word, weight);
  });
  return [...heaviest]
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, MOST_REASONS_SHOWN)
    .map(([word, weight]) => ({ word, weight: round(weight), says: 'answer' }));
}

/** The words that speak for the category against all others, heaviest first, in the message's own spelling. */
export function explainCategory({
  text,
  words,
  categories,
  category,
}: {
  text: NormalisedText;
  words: readonly string[];
  categories: ExplainableClassifier;
  category: string;
}): Because[] {
  const heaviest = new Map<string, number>();
  words.forEach((fold, at) => {
    const word = text.tokens[at];
    if (word === undefined || isStopFold(fold)) return;
    const weight = categories.weightOf({ feature: wordFeature(fold), label: category });
    if (weight >= LEAST_TOPIC_WEIGHT && weight > (heaviest.get(word) ?? 0)) heaviest.set(word, weight);
  });
  return [...heaviest]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_TOPIC_WORDS)
    .map(([word, weight]) => ({ word, weight: round(weight), says: 'category' }));
}
