import type { Blobs } from '../../platform/blobs/port.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Db, Tables } from '../../schema.ts';

export type DecisionRow = Tables['decision']['$inferSelect'];
export type ModelRow = Tables['languageModel']['$inferSelect'];

/** How one model does on decisions that it was not fitted on; shares 0..1, null where nothing was to be counted. */
export interface Score {
  readonly n: number;
  /** Of what a person must see, the share that was kept. */
  readonly recall: number | null;
  /** Of what was not for us, the share that was filtered. */
  readonly filtered: number | null;
  /** Categories right, of what was acted on. */
  readonly category: number | null;
  /** Mean square of (probability − truth): 0 is perfect. */
  readonly brier: number | null;
}

/** Figures with which a candidate was judged: overall, and by language. */
export interface ModelFigures {
  readonly running: Readonly<Record<string, Score>>;
  readonly candidate: Readonly<Record<string, Score>>;
  readonly threshold: { readonly before: number; readonly after: number };
  readonly verdict: 'better' | 'no-better' | 'worse' | 'too-few';
}

/** One decision with the words it was made on. */
export interface Lesson {
  readonly text: string;
  readonly language: string;
  readonly answer: string | null;
  readonly category: string | null;
  readonly urgency: string;
  /** Weights may be fitted on it; otherwise it moves thresholds only. */
  readonly mayTrain: boolean;
  readonly heldBack: boolean;
}

export interface Fitted {
  readonly bytes: Uint8Array;
  readonly examples: number;
  readonly figures: ModelFigures;
}

/** Fits a candidate beside the running model, in a thread of its own. */
export interface ModelFitter {
  fit(input: { lessons: readonly Lesson[]; running: Uint8Array | null }): Promise<Fitted>;
}

export interface LearningDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
  readonly blobs: Blobs;
}
