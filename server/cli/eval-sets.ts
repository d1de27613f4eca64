/** How one public set is measured: which of our tasks answers it, and what of the scorer's figures is shown. */
export interface PublicSet {
  readonly name: string;
  readonly folder: string;
  readonly file: string;
  readonly task: 'actionable' | 'category' | 'language' | 'place' | 'pair' | 'retrieve' | 'cluster';
  /**
   * Of five parts of the development file, how many are scored, each by what was fitted on the other four; 0: nothing is fitted.
   * Large sets take one, for the time; small ones all.
   */
  readonly parts: 0 | 1 | 5;
  /** Field of the lines learnt from that stays among what is searched, so that the search is not made easy. */
  readonly pool?: string;
  /** Files of the same folder that are learnt from as well, but for near copies of what is scored; `weight` is what a line counts. */
  readonly also?: readonly { readonly file: string; readonly weight: number }[];
  readonly shown: readonly string[];
  /**
   * Figures of the strongest tools of others on the held-back part, in the order of `shown`, as written down in
   * `shared/notes/language-anchors.md`; null where there is none. Ours here are on the development part: near, but not the same rows.
   */
  readonly anchors: readonly (number | null)[];
}

const spans = ['lenientF1', 'strictF1', 'msgAcc'];
const ranks = ['R@1', 'R@10', 'meanN'];
const pairs = ['F1', 'AP', 'R@P95'];
const classes = ['acc', 'macroF1'];
const filter = ['F1', 'AP', 'cut@R98'];
const PUBLISHED_WEIGHT = 0.25;

const mumbai = 'a1-complaint-mumbai';
const reread = { file: 'reread.jsonl', weight: 1 };
const devanagari = { file: 'devanagari-reread.jsonl', weight: 1 };
const published = { file: 'dev.jsonl', weight: PUBLISHED_WEIGHT };

const dev = { file: 'dev.jsonl' };

export const PUBLIC_SETS: readonly PublicSet[] = [
  {
    name: 'a1-reread',
    folder: mumbai,
    file: 'reread.jsonl',
    task: 'actionable',
    parts: 5,
    also: [devanagari, published],
    shown: filter,
    anchors: [0.778, 0.855, 0.505],
  },
  {
    name: 'a1-deva',
    folder: mumbai,
    file: 'devanagari-reread.jsonl',
    task: 'actionable',
    parts: 5,
    also: [reread, published],
    shown: filter,
    anchors: [0.545, 0.592, 0.23],
  },
  { name: 'a1', folder: mumbai, ...dev, task: 'actionable', parts: 1, shown: filter, anchors: [0.663, 0.668, 0.59] },
  {
    name: 'a2',
    folder: 'a2-complaint-acl2019',
    ...dev,
    task: 'actionable',
    parts: 5,
    shown: ['macroF1', 'AUC', 'cut@R98'],
    anchors: [0.836, 0.923, 0.563],
  },
  {
    name: 'b1',
    folder: 'b1-paraphrase-twitter-url',
    ...dev,
    task: 'pair',
    parts: 1,
    shown: pairs,
    anchors: [0.684, 0.763, 0.174],
  },
  {
    name: 'b2',
    folder: 'b2-paraphrase-marathi',
    ...dev,
    task: 'pair',
    parts: 1,
    shown: pairs,
    anchors: [0.812, 0.868, null],
  },
  {
    name: 'b3a',
    folder: 'b3a-english-hinglish',
    ...dev,
    task: 'retrieve',
    parts: 1,
    pool: 'en',
    shown: ranks,
    anchors: [0.769, 0.942, null],
  },
  {
    name: 'b3b',
    folder: 'b3b-transliteration-words',
    ...dev,
    task: 'retrieve',
    parts: 1,
    pool: 'native',
    shown: ranks,
    anchors: [0.864, 0.947, 150],
  },
  {
    name: 'b4',
    folder: 'b4-near-copies-mumbai',
    ...dev,
    task: 'cluster',
    parts: 0,
    shown: ['pairP', 'pairR', 'pairF1'],
    anchors: [0.969, 0.969, 0.969],
  },
  {
    name: 'c1',
    folder: 'c1-topic-cybercrime',
    ...dev,
    task: 'category',
    parts: 5,
    shown: classes,
    anchors: [0.661, 0.503],
  },
  {
    name: 'c2-hi',
    folder: 'c2-headlines-hindi',
    ...dev,
    task: 'category',
    parts: 5,
    shown: classes,
    anchors: [0.813, 0.81],
  },
  {
    name: 'c2-mr',
    folder: 'c2-headlines-marathi',
    ...dev,
    task: 'category',
    parts: 5,
    shown: classes,
    anchors: [0.808, 0.733],
  },
  {
    name: 'c3',
    folder: 'c3-civic-topic-bengaluru',
    ...dev,
    task: 'category',
    parts: 1,
    shown: classes,
    anchors: [0.855, 0.763],
  },
  { name: 'd1', folder: 'd1-language-id', ...dev, task: 'language', parts: 1, shown: classes, anchors: [0.99, 0.99] },
  {
    name: 'e1',
    folder: 'e1-places-delhi-tweets',
    ...dev,
    task: 'place',
    parts: 1,
    shown: spans,
    anchors: [0.857, 0.625, 0.965],
  },
  {
    name: 'e1-mr',
    folder: 'e1-places-marathi-social',
    ...dev,
    task: 'place',
    parts: 1,
    shown: spans,
    anchors: [0.76, 0.677, 0.887],
  },
];

/** Tasks of the police set, scored together by their own scorer. */
export const POLICE_TASKS: readonly string[] = ['actionable', 'category', 'urgency', 'language', 'place', 'cluster'];
