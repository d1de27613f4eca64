import type {
  EnteredWord,
  GazetteerUnit,
  StageInput,
  StageResult,
  TriedMessage,
  WordTrial,
} from '../../server/modules/inbound/stages.types.ts';

/** What is asked of a thread. Answers carry the same number. */
export type StageRequest =
  | { readonly kind: 'run'; readonly number: number; readonly inputs: readonly StageInput[] }
  | { readonly kind: 'try'; readonly number: number; readonly trial: WordTrial }
  | { readonly kind: 'words'; readonly number: number; readonly words: readonly EnteredWord[] }
  | { readonly kind: 'model'; readonly number: number; readonly bytes: Uint8Array | null }
  | { readonly kind: 'units'; readonly number: number; readonly units: readonly GazetteerUnit[] };

export type StageReply =
  | { readonly kind: 'done'; readonly number: number; readonly results: readonly StageResult[] }
  | { readonly kind: 'tried'; readonly number: number; readonly tried: readonly TriedMessage[] }
  | { readonly kind: 'failed'; readonly number: number; readonly reason: string };
