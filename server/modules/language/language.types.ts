export type Language = 'hi' | 'hinglish' | 'en' | 'mr' | 'mixed' | 'other';
export type Script = 'Deva' | 'Latn' | 'mixed' | 'other';

export interface NormalisedText {
  /** NFC, mojibake and elongation mended, links and handles taken out, RT prefix removed. */
  readonly plain: string;
  /** Script- and spelling-independent form of the words, joined by blanks: for search, matching, gazetteer, classifier. */
  readonly fold: string;
  readonly tokens: readonly string[];
  readonly handles: readonly string[];
  readonly hashtags: readonly string[];
  readonly isRetweet: boolean;
  /** The end is missing: cut by the platform or by a retweet. */
  readonly isTruncated: boolean;
  /** Hex of a hash over the fold without stop words: equal for copies. Empty when fewer than four words are left. */
  readonly copyKey: string;
}
