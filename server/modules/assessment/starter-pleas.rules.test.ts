import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../platform/root.ts';
import { normalise } from '../language/normalise.rules.ts';
import { categories } from './categories.rules.ts';
import { withClues } from './clues.rules.ts';
import { featuresOf } from './features.rules.ts';
import { starterModel } from './starter.ts';
import { expandPleas, readMark, starterCategories } from './starter-pleas.rules.ts';

const heldBack: Record<string, string[]> = JSON.parse(
  readFileSync(path.join(projectRoot, 'server/data/language/held-back-pleas.json'), 'utf8'),
);

const { categories: classifier } = starterModel();

/** Mean over the categories of the F1 with which each is found. */
function macroF1(pairs: readonly { truth: string; found: string | undefined }[]): number {
  const labels = [...new Set(pairs.map(({ truth }) => truth))];
  const each = labels.map((label) => {
    const hits = pairs.filter(({ truth, found }) => truth === label && found === label).length;
    const either =
      pairs.filter(({ truth }) => truth === label).length + pairs.filter((pair) => pair.found === label).length;
    return (2 * hits) / either;
  });
  return each.reduce((sum, value) => sum + value, 0) / labels.length;
}

describe('the starter set of complaints', () => {
  const expanded = expandPleas();

  it('covers every category in every language, and says the same at every start', () => {
    for (const tongue of ['hi', 'hinglish', 'en', 'mr'])
      for (const { key } of categories)
        expect(expanded.filter(({ plea }) => plea.tongue === tongue && plea.category === key).length).toBeGreaterThan(
          15,
        );
    expect(expandPleas()).toEqual(expanded);
    expect(expanded.some(({ text }) => /[{}]/.test(text))).toBe(false);
  });

  it('holds no held-back text, so that the measure stays honest', () => {
    const taught = new Set(starterCategories().map(({ text }) => normalise(text).fold));
    for (const line of Object.values(heldBack).flat())
      expect(taught).not.toContain(normalise(readMark(line).core).fold);
  });

  it('tells what messages are about that taught it nothing and are worded otherwise', () => {
    const pairs = Object.entries(heldBack).flatMap(([truth, lines]) =>
      lines.map((line) => ({
        truth,
        found: classifier.classify(withClues(featuresOf(normalise(readMark(line).core))))[0]?.label,
      })),
    );
    expect(pairs.length).toBeGreaterThan(150);
    expect(macroF1(pairs)).toBeGreaterThanOrEqual(0.7);
  });
});

it('reads the marks of urgency', () => {
  expect(readMark('!! आग')).toEqual({ core: 'आग', level: 'life-risk' });
  expect(readMark('! आग')).toEqual({ core: 'आग', level: 'urgent' });
  expect(readMark('? आग')).toEqual({ core: 'आग', level: null });
  expect(readMark('आग!')).toEqual({ core: 'आग!', level: 'normal' });
});
