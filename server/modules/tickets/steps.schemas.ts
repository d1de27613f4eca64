import { z } from 'zod';
import { PAUSE_REASONS } from './pause.rules.ts';

const version = z.number().int().positive();
const why = z.string().trim().min(1, 'required').max(1000, 'too_long');

/** What stands open on a ticket until somebody ends it. */
export const stepBodies = {
  pause: z.object({ version, reason: z.enum(PAUSE_REASONS), note: why }),
  bounce: z.object({ version, to: z.string().min(1).max(80), reason: why }),
  /** Given back, with why. */
  back: z.object({ version, reason: why }),
  plain: z.object({ version }),
} as const;
