/** How one public set is measured: which of our tasks answers it, and what of the scorer's figures is shown. */
export interface PublicSet {
  readonly name: string;
  readonly folder: string;
  readonly file: string;
  readonly task: 'actionable' | 'category' | 'language' | 'place' | 'pair' | 'retrieve' | 'cluster';
  /** Fitted on a part of the development file and scored on the rest. */
  readonly isTrained: boolean;
  readonly shown: readonly string[];
}

const binary = ['F1', 'AP', 'cut@R98'];
const classes = ['acc', 'macroF1'];
const spans = ['lenientF1', 'strictF1', 'msgAcc'];
const ranks = ['R@1', 'R@10', 'meanN'];

export const PUBLIC_SETS: readonly PublicSet[] = [
  { name: 'a1', folder: 'a1-complaint-mumbai', file: 'dev.jsonl', task: 'actionable', isTrained: true, shown: binary },
  {
    name: 'a2',
    folder: 'a2-complaint-acl2019',
    file: 'dev.jsonl',
    task: 'actionable',
    isTrained: true,
    shown: ['macroF1', 'AP', 'cut@R98'],
  },
  {
    name: 'b1',
    folder: 'b1-paraphrase-twitter-url',
    file: 'dev.jsonl',
    task: 'pair',
    isTrained: true,
    shown: ['F1', 'AP', 'R@P95'],
  },
  {
    name: 'b2',
    folder: 'b2-paraphrase-marathi',
    file: 'dev.jsonl',
    task: 'pair',
    isTrained: true,
    shown: ['F1', 'AP', 'R@P95'],
  },
  { name: 'b3a', folder: 'b3a-english-hinglish', file: 'dev.jsonl', task: 'retrieve', isTrained: false, shown: ranks },
  {
    name: 'b3b',
    folder: 'b3b-transliteration-words',
    file: 'dev.jsonl',
    task: 'retrieve',
    isTrained: false,
    shown: ranks,
  },
  {
    name: 'b4',
    folder: 'b4-near-copies-mumbai',
    file: 'dev.jsonl',
    task: 'cluster',
    isTrained: false,
    shown: ['pairP', 'pairR', 'pairF1'],
  },
  { name: 'c1', folder: 'c1-topic-cybercrime', file: 'dev.jsonl', task: 'category', isTrained: true, shown: classes },
  { name: 'c2-hi', folder: 'c2-headlines-hindi', file: 'dev.jsonl', task: 'category', isTrained: true, shown: classes },
  {
    name: 'c2-mr',
    folder: 'c2-headlines-marathi',
    file: 'dev.jsonl',
    task: 'category',
    isTrained: true,
    shown: classes,
  },
  {
    name: 'c3',
    folder: 'c3-civic-topic-bengaluru',
    file: 'dev.jsonl',
    task: 'category',
    isTrained: true,
    shown: classes,
  },
  { name: 'd1', folder: 'd1-language-id', file: 'dev.jsonl', task: 'language', isTrained: true, shown: classes },
  { name: 'e1', folder: 'e1-places-delhi-tweets', file: 'dev.jsonl', task: 'place', isTrained: true, shown: spans },
  {
    name: 'e1-mr',
    folder: 'e1-places-marathi-social',
    file: 'dev.jsonl',
    task: 'place',
    isTrained: true,
    shown: spans,
  },
];

/** Tasks of the police set, scored together by their own scorer. */
export const POLICE_TASKS: readonly string[] = ['actionable', 'category', 'urgency', 'language', 'place', 'cluster'];
