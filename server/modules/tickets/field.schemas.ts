import { z } from 'zod';
import { BOARD_TABS } from './board.rules.ts';

export const boardQuery = z.object({
  tab: z.enum(BOARD_TABS).optional(),
  cursor: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const calledBody = z.object({ version: z.number().int().positive(), reached: z.boolean() });
