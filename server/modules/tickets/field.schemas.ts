import { z } from 'zod';
import { BOARD_TABS } from './board.rules.ts';
import type { SafeContactInput } from './safe-contact.rules.ts';

export const boardQuery = z.object({
  tab: z.enum(BOARD_TABS).optional(),
  cursor: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const codeBody = z.object({ version: z.number().int().positive() });

export const calledBody = z.object({ version: z.number().int().positive(), reached: z.boolean() });

const minute = z.number().int('invalid').min(0, 'invalid').max(1439, 'invalid');

export const safeContact = z.object({
  mayCall: z.boolean(),
  hours: z
    .object({ from: minute, until: minute })
    .refine(({ from, until }) => from !== until, 'invalid')
    .nullable(),
  words: z.string().trim().max(300, 'too_long'),
}) satisfies z.ZodType<SafeContactInput>;

export const safeContactBody = safeContact.extend({ version: z.number().int().positive() });
