import { z } from 'zod';
import { JUDGEMENTS } from './audits.rules.ts';

export const judgementInput = z.object({
  judged: z.enum(JUDGEMENTS),
  note: z.string().trim().max(2000).default(''),
});

export type JudgementInput = z.infer<typeof judgementInput>;
