import type { Fitted, Lesson } from '../../server/modules/learning/learning.types.ts';

/** What the fitting thread is asked, once. */
export interface FitRequest {
  readonly lessons: readonly Lesson[];
  readonly running: Uint8Array | null;
}

export type FitReply =
  { readonly kind: 'done'; readonly fitted: Fitted } | { readonly kind: 'failed'; readonly reason: string };
