import { z } from 'zod';
import { ERASABLE } from './request.usecases.ts';
import { CLASSES } from './retention.types.ts';

const days = z.number().int().min(1).max(10_000);
const terms = z.object({ days: z.record(z.enum(CLASSES), days.nullable()), backupDays: days });

export const retentionBodies = {
  try: z.object({ terms }),
  set: z.object({ terms, version: z.number().int().min(0) }),
  preview: z.object({ for: z.string().trim().min(2, 'required').max(80, 'too_long') }),
  erase: z.object({
    kind: z.enum(ERASABLE),
    id: z.string().min(1).max(80),
    reason: z.string().trim().min(5, 'required').max(500, 'too_long'),
  }),
};
