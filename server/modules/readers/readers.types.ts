import type { Clock } from '../../platform/clock/clock.ts';
import type { Db, Tables } from '../../schema.ts';
import type { UnitName, UnitTree } from '../tickets/tickets.types.ts';

export type ReadRow = Tables['ticketRead']['$inferSelect'];

export const READ_KINDS = ['page', 'file', 'brief', 'evidence', 'link', 'approval', 'look', 'audit'] as const;
export type ReadKind = (typeof READ_KINDS)[number];

/** One reading, as whoever answered it tells. */
export interface Reading {
  readonly ticket: string;
  readonly officer: string;
  readonly position: string | null;
  readonly kind: ReadKind;
}

/** Notes what was read, behind the answer: nobody waits for it. */
export interface ReaderLog {
  note(reading: Reading): void;
  /** Writes what waits. */
  flush(): Promise<void>;
  /** Writes what waits, and nothing after it. */
  stop(): Promise<void>;
}

/** For whoever hands out what stands on tickets. */
export interface NotesReaders {
  readonly readers: Pick<ReaderLog, 'note'>;
}

export interface ReaderDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly tree: UnitTree;
  readonly offices: { office(position: string): { readonly title: UnitName; readonly unit: string } | null };
}
