import { z } from 'zod';
import { RULE_BOUNDS, type SpreadRule } from './velocity.rules.ts';

const within = ({ min, max }: { readonly min: number; readonly max: number }) =>
  z.number().int('invalid').min(min, 'invalid').max(max, 'invalid');

/** From when on something spreads fast: whole numbers within their bounds, and calm below quick. */
export const spreadRule = z
  .object({
    quick: within(RULE_BOUNDS.quick),
    steeper: within(RULE_BOUNDS.steeper),
    calm: within(RULE_BOUNDS.calm),
    voiceWeight: within(RULE_BOUNDS.voiceWeight),
  })
  .refine(({ calm, quick }) => calm < quick, { path: ['calm'], message: 'invalid' }) satisfies z.ZodType<SpreadRule>;

export const ruleBodies = {
  try: z.object({ rule: spreadRule }),
  set: z.object({ rule: spreadRule, version: z.number().int().nonnegative() }),
} as const;
