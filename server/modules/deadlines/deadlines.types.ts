import type { Urgency } from '../inbound/stages.types.ts';
import type { ClockKind } from '../tickets/clock.rules.ts';

/** What a row of the book says of tickets that are all it names; null: any. */
export interface DeadlineRule {
  readonly category: string | null;
  readonly urgency: Urgency | null;
  readonly channel: string | null;
  /** Kinds of clock that it says nothing of follow the next row. */
  readonly minutes: Readonly<Partial<Record<ClockKind, number>>>;
  /** Action and closure of what is not urgent count working days only. */
  readonly working: boolean;
}

export interface Terms {
  readonly rules: readonly DeadlineRule[];
  /** So many days in all a ticket may wait for somebody else. */
  readonly pauseDays: number;
  /** Categories in which a closing is a proposal until a senior approves it. */
  readonly approval: readonly string[];
  /** So many days after a closing without a verdict its citizen is telephoned. */
  readonly callAfterDays: number;
}

export interface Holiday {
  /** yyyy-mm-dd */
  readonly day: string;
  readonly name: string;
}

/** What decides a ticket's deadlines. */
export interface Matter {
  readonly category: string | null;
  readonly urgency: string;
  readonly channel: string;
  readonly owner: string | null;
  readonly desk: string;
}
