import { z } from 'zod';
import { CLIMB_STEPS } from './escalation.rules.ts';

export const climbAnswer = z.object({
  clock: z.enum(['first_response', 'pick_up', 'action', 'closure', 'review']),
  version: z.number().int().nonnegative(),
  step: z.enum(CLIMB_STEPS),
});
