import type { Seal } from './seal.rules.ts';

export interface RecordedEvent {
  readonly stream: string;
  readonly seq: number;
  readonly position: number | null;
  readonly at: number;
  readonly type: string;
  readonly actor: string;
  readonly data: string;
  readonly prev: string;
  readonly hash: string;
}

export interface Positioned {
  readonly position: number;
  readonly stream: string;
  readonly seq: number;
  readonly hash: string;
}

/** One unchanging view of the record. */
export interface RecordSource {
  readonly engine: 'sqlite' | 'postgres';
  byStream(): AsyncIterable<RecordedEvent>;
  byPosition(): AsyncIterable<Positioned>;
  seals(): AsyncIterable<Seal>;
  has(stream: string, seq: number): Promise<boolean>;
}

export type Tampering = 'edited' | 'deleted' | 'reordered' | 'inserted';

export interface Finding {
  readonly kind: Tampering;
  /** Stream of the event; `seal` for a seal; null when only the position is known. */
  readonly stream: string | null;
  readonly seq: number | null;
  readonly position: number | null;
  /** What the finding rests on. */
  readonly because: string;
}

export interface Verdict {
  readonly ok: boolean;
  readonly events: number;
  readonly seals: number;
  /** Events after the last seal: chained, not signed yet. */
  readonly unsealed: number;
  readonly findings: readonly Finding[];
  /** Findings beyond those listed. */
  readonly more: number;
}
