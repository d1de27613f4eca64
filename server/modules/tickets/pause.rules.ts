import type { Tables } from '../../schema.ts';

export type Pause = Tables['pause']['$inferSelect'];

export const PAUSE_REASONS = ['citizen', 'agency'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

const DAY = 24 * 60 * 60_000;

/** Clocks that wait with a ticket. To be answered and picked up depends on nobody outside. */
const WAITING: ReadonlySet<string> = new Set(['action', 'closure']);

export const waits = ({ kind, stoppedAt }: { kind: string; stoppedAt: number | null }): boolean =>
  stoppedAt === null && WAITING.has(kind);

type Span = Pick<Pause, 'startedAt' | 'untilAt' | 'endedAt'>;

/** How long a pause counts: to its end, or, while it lasts, as long as it may. */
const spanOf = ({ startedAt, untilAt, endedAt }: Span): number => (endedAt ?? untilAt) - startedAt;

/** How long a ticket has waited until a moment. */
export const waited = (pauses: readonly Span[], at: number): number =>
  pauses.reduce((sum, one) => sum + Math.max(0, Math.min(one.endedAt ?? one.untilAt, at) - one.startedAt), 0);

/** How long a ticket may still wait, of so many days in all. */
export const waitLeft = (pauses: readonly Span[], days: number): number =>
  Math.max(0, days * DAY - pauses.reduce((sum, one) => sum + spanOf(one), 0));

/** By how much the pauses have moved the deadline of a clock. */
export const movedBy = (
  pauses: readonly (Span & Pick<Pause, 'clocks'>)[],
  clock: { kind: string; startedAt: number },
): number =>
  pauses
    .filter(({ clocks }) => clocks.some(({ kind, startedAt }) => kind === clock.kind && startedAt === clock.startedAt))
    .reduce((sum, one) => sum + spanOf(one), 0);
