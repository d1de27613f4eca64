import { z } from 'zod';
import { DUTY_KINDS } from '../roster/roster.types.ts';
import { spreadRule } from '../spread/velocity.schemas.ts';

export const SITUATION_KINDS = ['festival', 'vip', 'election', 'shutdown', 'disaster', 'other'] as const;

const text = (limit: number) => z.string().trim().min(1, 'required').max(limit, 'too_long');
const moment = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const id = z.string().min(1).max(80);

const answer = z.object({
  name: text(60),
  texts: z.object({ hi: text(260), en: text(260), mr: z.string().trim().max(260, 'too_long').default('') }),
  words: z.array(text(40)).min(1, 'required').max(20),
  until: moment.optional(),
});

const terms = {
  name: text(80),
  units: z.array(id).min(1, 'required').max(40),
  untilAt: moment,
  silenceMinutes: z.number().int().min(10).max(1440).nullable().default(null),
  floodLimit: z.number().int().min(20).max(500).nullable().default(null),
  /** From when on something spreads fast there; null: as everywhere. */
  spread: spreadRule.nullable().default(null),
};
const version = z.number().int().positive();

export const situationBodies = {
  declare: z.object({
    ...terms,
    kind: z.enum(SITUATION_KINDS),
    orderNumber: text(60),
    orderDate: moment,
    fromAt: moment,
    answers: z.array(answer).max(20).default([]),
  }),
  /** What it is from now on, whole. */
  edit: z.object({
    ...terms,
    version,
    reason: text(500),
    orderNumber: z.string().trim().max(60, 'too_long').nullable().default(null),
    answers: z
      .array(answer.extend({ id: id.optional() }))
      .max(20)
      .default([]),
  }),
  staff: z.object({ version, unit: id, officer: id, kind: z.enum(DUTY_KINDS) }),
  change: z.object({ version }),
} as const;
