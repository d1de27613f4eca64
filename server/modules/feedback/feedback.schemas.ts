import { z } from 'zod';
import { VERDICT_REASONS } from '../tickets/verdict.rules.ts';
import { RESULTS } from './feedback.rules.ts';

export const resultInput = z.object({
  version: z.number().int().positive(),
  result: z.enum(RESULTS),
  reason: z.enum(VERDICT_REASONS).optional(),
  words: z.string().trim().max(1000, 'too_long').optional(),
});

export type ResultInput = z.infer<typeof resultInput>;
export const takeInput = z.object({ version: z.number().int().positive() });
