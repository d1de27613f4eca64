import type { GazetteerUnit, StageInput, StageResult } from '../../server/modules/inbound/stages.types.ts';

/** What is asked of a thread. Answers carry the same number. */
export type StageRequest =
  | { readonly kind: 'run'; readonly number: number; readonly inputs: readonly StageInput[] }
  | { readonly kind: 'model'; readonly number: number; readonly bytes: Uint8Array | null }
  | { readonly kind: 'units'; readonly number: number; readonly units: readonly GazetteerUnit[] };

export type StageReply =
  | { readonly kind: 'done'; readonly number: number; readonly results: readonly StageResult[] }
  | { readonly kind: 'failed'; readonly number: number; readonly reason: string };
