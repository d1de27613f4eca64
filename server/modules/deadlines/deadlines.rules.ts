import type { Urgency } from '../inbound/stages.types.ts';
import { deadline, type ClockKind } from '../tickets/clock.rules.ts';
import type { DeadlineRule, Matter, Terms } from './deadlines.types.ts';

const MINUTE = 60_000;

export const CLOCKS: readonly ClockKind[] = [
  'acknowledgement',
  'first_response',
  'pick_up',
  'action',
  'closure',
  'review',
];
export const URGENCIES: readonly Urgency[] = ['normal', 'urgent', 'life-risk'];

/** While nobody has set anything. */
export const USUAL: Terms = { rules: [], pauseDays: 7, approval: [], callAfterDays: 3 };

/** Clocks that may count working days: nobody waits over Sunday to be answered. */
const PATIENT: ReadonlySet<ClockKind> = new Set(['action', 'closure']);

type Kind = Pick<Matter, 'category' | 'urgency' | 'channel'>;

const fits = (rule: DeadlineRule, { category, urgency, channel }: Kind): boolean =>
  (rule.category === null || rule.category === category) &&
  (rule.urgency === null || rule.urgency === urgency) &&
  (rule.channel === null || rule.channel === channel);

/** How much a row names: more names win; of as many, the category before the urgency before the channel. */
const weight = ({ category, urgency, channel }: DeadlineRule): number =>
  [category, urgency, channel].filter((one) => one !== null).length * 8 +
  (category === null ? 0 : 4) +
  (urgency === null ? 0 : 2) +
  (channel === null ? 0 : 1);

/** The row that decides one clock of a matter; null where the usual time holds. */
export function ruleFor(
  rules: readonly DeadlineRule[],
  { matter, kind }: { matter: Kind; kind: ClockKind },
): DeadlineRule | null {
  const found = rules.filter((rule) => rule.minutes[kind] !== undefined && fits(rule, matter));
  return found.sort((one, other) => weight(other) - weight(one))[0] ?? null;
}

export interface Allowance {
  /** Milliseconds. */
  readonly span: number;
  /** They count on working days only. */
  readonly isWorking: boolean;
  readonly rule: DeadlineRule | null;
}

/** How long a clock of a matter may run. What is urgent, or a life at risk, runs around the clock whatever is set. */
export function allowance(
  rules: readonly DeadlineRule[],
  { matter, kind }: { matter: Kind; kind: ClockKind },
): Allowance {
  const rule = ruleFor(rules, { matter, kind });
  const minutes = rule?.minutes[kind];
  const usual = deadline({ kind, urgency: matter.urgency as Urgency, from: 0 });
  return {
    rule,
    span: minutes === undefined ? usual : minutes * MINUTE,
    isWorking: rule !== null && rule.working && matter.urgency === 'normal' && PATIENT.has(kind),
  };
}
