import { z } from 'zod';

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

export const situationBodies = {
  declare: z.object({
    kind: z.enum(SITUATION_KINDS),
    name: text(80),
    units: z.array(id).min(1, 'required').max(40),
    orderNumber: text(60),
    orderDate: moment,
    fromAt: moment,
    untilAt: moment,
    silenceMinutes: z.number().int().min(10).max(1440).nullable().default(null),
    floodLimit: z.number().int().min(20).max(500).nullable().default(null),
    answers: z.array(answer).max(20).default([]),
  }),
  change: z.object({ version: z.number().int().positive() }),
} as const;
