import { z } from 'zod';
import { JUDGEMENTS } from './audits.rules.ts';
import { LOOKS } from './look.rules.ts';

export const judgementInput = z.object({
  judged: z.enum(JUDGEMENTS),
  note: z.string().trim().max(2000).default(''),
});

export type JudgementInput = z.infer<typeof judgementInput>;

export const lookQuery = z.object({
  /** Where the next page begins: weight and number of the last one seen. */
  weight: z.coerce.number().int().min(0).max(100).optional(),
  num: z.coerce.number().int().min(0).optional(),
});

export const lookInput = z.object({ judged: z.enum(LOOKS), note: z.string().trim().max(2000).default('') });

export const judgedQuery = z.object({ before: z.coerce.number().int().min(0).optional() });

const share = z.number().min(0).max(0.5);

/** Which share of closings others look at again, and when nobody's answer goes up. */
export const closingRule = z.object({
  auditShare: share,
  lookShare: share,
  silentAfterDays: z.number().int().min(1).max(29),
});

export type ClosingRule = z.infer<typeof closingRule>;

export const closingRuleInput = z.object({ rule: closingRule, version: z.number().int().min(0) });
