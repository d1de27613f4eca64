import type {
  ExplainedPair,
  FoundMessage,
  MatchReasons,
  SignedMessage,
} from '../../server/modules/matching/matching.types.ts';

/** What is asked of the matching thread. Answers carry the same number. */
export type MatchQuestion =
  | { readonly kind: 'add'; readonly messages: readonly SignedMessage[] }
  | { readonly kind: 'find'; readonly messages: readonly SignedMessage[] }
  | { readonly kind: 'explain'; readonly pairs: readonly ExplainedPair[] }
  | { readonly kind: 'clear' };

export type MatchRequest = MatchQuestion & { readonly number: number };

export type MatchReply =
  | { readonly kind: 'done'; readonly number: number }
  | { readonly kind: 'found'; readonly number: number; readonly found: readonly (readonly FoundMessage[])[] }
  | { readonly kind: 'explained'; readonly number: number; readonly reasons: readonly MatchReasons[] }
  | { readonly kind: 'failed'; readonly number: number; readonly reason: string };
