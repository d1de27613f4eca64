declare module 'natural/lib/natural/distance/levenshtein_distance.js' {
  interface LevenshteinOptions {
    insertion_cost?: number;
    deletion_cost?: number;
    substitution_cost?: number;
  }
  const distances: {
    LevenshteinDistance(source: string, target: string, options?: LevenshteinOptions): number;
    DamerauLevenshteinDistance(
      source: string,
      target: string,
      options?: LevenshteinOptions & { restricted?: boolean },
    ): number;
  };
  export default distances;
}

declare module 'natural/lib/natural/distance/jaro-winkler_distance.js' {
  export default function JaroWinklerDistance(a: string, b: string, options?: { ignoreCase?: boolean }): number;
}

declare module 'natural/lib/natural/tokenizers/aggressive_tokenizer_hi.js' {
  export default class AggressiveTokenizerHi {
    tokenize(text: string): string[];
  }
}

declare module 'natural/lib/natural/classifiers/bayes_classifier.js' {
  interface Stemmer {
    tokenizeAndStem(text: string): string[];
  }
  export default class BayesClassifier {
    constructor(stemmer?: Stemmer, smoothing?: number);
    addDocument(text: string | string[], label: string): void;
    train(): void;
    getClassifications(text: string | string[]): { label: string; value: number }[];
  }
}
