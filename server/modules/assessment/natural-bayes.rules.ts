import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import type { Example, TextClassifier } from './classifier.types.ts';

const byBlanks = { tokenizeAndStem: (text: string): string[] => text.split(' ').filter((word) => word !== '') };

/** The library's naive Bayes over folded words: the baseline that our own classifier is measured against. */
export function fitNaturalBayes(examples: readonly Example[]): TextClassifier {
  const bayes = new BayesClassifier(byBlanks, 0.1);
  for (const { features, label } of examples) bayes.addDocument([...features.words], label);
  bayes.train();
  return {
    classify(features) {
      const found = bayes.getClassifications([...features.words]);
      const total = found.reduce((sum, { value }) => sum + value, 0) || 1;
      return found.map(({ label, value }) => ({ label, score: value / total })).sort((a, b) => b.score - a.score);
    },
  };
}
