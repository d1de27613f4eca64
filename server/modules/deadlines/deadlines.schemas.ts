import { z } from 'zod';
import { categories } from '../assessment/categories.rules.ts';
import { CLOCKS, URGENCIES } from './deadlines.rules.ts';
import type { Holiday, Terms } from './deadlines.types.ts';

/** Three months, in minutes. */
const LONGEST = 90 * 24 * 60;
const MOST_RULES = 200;
const MOST_HOLIDAYS = 400;

const KEYS = new Set(categories.map(({ key }) => key));
const category = z.string().refine((key) => KEYS.has(key), 'invalid');
const minutes = z.number().int('invalid').min(1, 'invalid').max(LONGEST, 'invalid');

const rule = z.object({
  category: category.nullable(),
  urgency: z.enum(URGENCIES).nullable(),
  channel: z.string().min(1).max(40).nullable(),
  minutes: z.partialRecord(z.enum(CLOCKS), minutes).refine((said) => Object.keys(said).length > 0, 'required'),
  working: z.boolean(),
});

type Named = Pick<z.infer<typeof rule>, 'category' | 'urgency' | 'channel'>;
const kindOf = ({ category: one, urgency, channel }: Named): string => JSON.stringify([one, urgency, channel]);

/** Two rows for the same kind would be one too many: nobody could tell which of them holds. */
const terms = z.object({
  rules: z
    .array(rule)
    .max(MOST_RULES)
    .refine((rules) => new Set(rules.map(kindOf)).size === rules.length, 'deadlines.rule_twice'),
  pauseDays: z.number().int('invalid').min(0, 'invalid').max(30, 'invalid'),
  approval: z.array(category).max(KEYS.size),
  callAfterDays: z.number().int('invalid').min(1, 'invalid').max(29, 'invalid'),
}) satisfies z.ZodType<Terms>;

const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};

const holiday = z.object({
  day: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'invalid')
    .refine(isDay, 'invalid'),
  name: z.string().trim().max(120, 'too_long'),
}) satisfies z.ZodType<Holiday>;

const version = z.number().int().nonnegative();
const unit = z.string().min(1).max(120);

export const deadlineBodies = {
  try: z.object({ terms, channel: z.string().max(40).nullable() }),
  set: z.object({
    ...{ terms, version, validFrom: z.number().int().nullable() },
    planned: z.enum(['keep', 'replace']).optional(),
  }),
  calendar: z.object({
    unit,
    version,
    week: z.array(z.number().int().min(0).max(6)).min(1, 'required').max(7).nullable(),
    holidays: z.array(holiday).max(MOST_HOLIDAYS, 'too_long'),
  }),
  dropCalendar: z.object({ unit, version }),
} as const;
