import type { DeadlineRule, Terms } from '$lib/api/deadlines.ts';

const MINUTE = 1;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const PRESETS = ['usual', 'service', 'working'] as const;
export type Preset = (typeof PRESETS)[number];

const rule = (over: Partial<DeadlineRule>): DeadlineRule => ({
  ...{ category: null, urgency: null, channel: null, minutes: {}, working: false },
  ...over,
});

/** Sets of rows to begin with: none; the published promises of a comparable service; the same by working days. */
export const rulesOf = (preset: Preset, usual: Terms): DeadlineRule[] => {
  const promised = {
    ...{ acknowledgement: 5 * MINUTE, first_response: 30 * MINUTE, pick_up: 4 * HOUR, action: 3 * DAY },
    ...{ closure: 10 * DAY, review: 15 * DAY },
  };
  if (preset === 'service') return [rule({ urgency: 'normal', minutes: promised })];
  if (preset === 'working') return [rule({ urgency: 'normal', minutes: promised, working: true })];
  return usual.rules;
};

/** In which unit each clock is written, in minutes. */
export const UNITS = {
  ...{ acknowledgement: MINUTE, first_response: MINUTE, pick_up: MINUTE, action: HOUR, closure: DAY, review: DAY },
} as const;
