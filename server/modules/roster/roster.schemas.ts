import { z } from 'zod';
import { DUTY_KINDS } from './roster.types.ts';

const id = z.string().min(1).max(80);
const day = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'invalid');

/** Days that one entry repeats over. */
const MOST_DAYS = 31;

export const rosterQuery = z.object({ unit: id.optional(), week: day.optional() });
export const officersQuery = z.object({ unit: id, q: z.string().max(100).default('') });

export const addInput = z.object({
  unit: id,
  officer: id,
  kind: z.enum(DUTY_KINDS),
  day,
  /** Times in Kolkata; a shift that ends before it begins ends on the next day. */
  from: time,
  until: time,
  days: z.number().int().min(1).max(MOST_DAYS).default(1),
});
export const copyInput = z.object({ unit: id, week: day });
export const dutiesInput = z.object({ ids: z.array(id).min(1).max(300) });

export type AddInput = z.infer<typeof addInput>;
