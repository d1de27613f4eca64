import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Db, Tables } from '../../schema.ts';
import type { EnteredWord, StageRunner } from '../inbound/stages.types.ts';
import type { Reach } from '../officers/scope.rules.ts';

export type WordRow = Tables['enteredWord']['$inferSelect'];

/** A word that may be entered, or one that is there and would be changed. */
export interface WordDraft extends EnteredWord {
  readonly id?: string | undefined;
}

export interface WordInput extends EnteredWord {
  /** Why it is entered. */
  readonly note: string;
}

export interface LexiconDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
  readonly tree: Reach;
  readonly stages: Pick<StageRunner, 'tryWords'>;
}
