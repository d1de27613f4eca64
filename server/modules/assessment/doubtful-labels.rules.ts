import type { Example } from './classifier.types.ts';
import { learnLinear, type LinearOptions } from './linear-learner.rules.ts';

/** Fewer trusted examples of either label say nothing about the doubtful ones. */
const FEWEST_TRUSTED = 40;
const ROUNDS = 50;
const LEAST_SHARE = 0.01;
/** No labeller is without mistakes: what was marked is never quite sure. */
const LEAST_MISTAKEN = 0.03;

interface Doubt {
  /** Probability of the label `1` by what the trusted examples teach. */
  readonly taught: readonly number[];
  /** Whether the doubtful label says `1`. */
  readonly said: readonly boolean[];
}

/**
 * Probability that the true label is `1`, given the text and the doubtful label: how often the labellers marked what is and what is not
 * `1` is found by expectation and maximisation (Dawid and Skene, 1979, with the classifier in the place of a second reader).
 */
export function settleShares({ taught, said }: Doubt): number[] {
  let marked = 0.5;
  let mistaken = 0.1;
  let shares = [...taught];
  for (let round = 0; round < ROUNDS; round++) {
    shares = taught.map((share, at) => {
      const yes = share * (said[at] === true ? marked : 1 - marked);
      const no = (1 - share) * (said[at] === true ? mistaken : 1 - mistaken);
      return yes / Math.max(yes + no, 1e-12);
    });
    const [yes, no, yesMarked, noMarked] = shares.reduce(
      ([a = 0, b = 0, c = 0, d = 0], share, at) =>
        said[at] === true ? [a + share, b + 1 - share, c + share, d + 1 - share] : [a + share, b + 1 - share, c, d],
      [1, 1, 0.5, 0.1],
    );
    marked = (yesMarked ?? 0) / (yes ?? 1);
    mistaken = Math.max(LEAST_MISTAKEN, (noMarked ?? 0) / (no ?? 1));
  }
  return shares;
}

/**
 * Labels that count for less than the most trusted ones may be wrong by habit, not by chance: where labellers left half of the
 * complaints unmarked, learning from their labels teaches to overlook them. Each doubtful example comes back as two, one for each
 * label, weighed by how likely it is. Examples without doubt come back as they are.
 */
export function settleDoubtful(input: {
  examples: readonly Example[];
  options: LinearOptions;
  factor: number;
}): readonly Example[] {
  const { examples, options, factor } = input;
  const most = examples.reduce((top, { weight }) => Math.max(top, weight), 0);
  const trusted = examples.filter(({ weight }) => weight >= most);
  const doubtful = examples.filter(({ weight }) => weight < most);
  const ones = trusted.filter(({ label }) => label === '1').length;
  if (doubtful.length === 0 || Math.min(ones, trusted.length - ones) < FEWEST_TRUSTED) return examples;
  const { model } = learnLinear(trusted, options);
  const shares = settleShares({
    taught: doubtful.map(({ features }) => model.classify(features).find(({ label }) => label === '1')?.score ?? 0),
    said: doubtful.map(({ label }) => label === '1'),
  });
  const settled = doubtful.flatMap((example, at): Example[] => {
    const share = shares[at] ?? 0;
    const group = example.group === undefined || example.group === '' ? `doubtful ${at}` : example.group;
    return [
      { ...example, group, label: '1', weight: example.weight * factor * share },
      { ...example, group, label: '0', weight: example.weight * factor * (1 - share) },
    ].filter(({ weight }) => weight >= LEAST_SHARE * example.weight);
  });
  return [...trusted, ...settled];
}
