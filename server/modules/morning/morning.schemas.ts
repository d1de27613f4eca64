import { z } from 'zod';

export const LOCALES = ['hi', 'en', 'mr'] as const;

export const pageQuery = z.object({ unit: z.string().max(80).optional(), language: z.enum(LOCALES).optional() });

export const mailInput = z.object({
  unit: z.string().max(80),
  language: z.enum(LOCALES),
  minute: z.number().int().min(0).max(1439),
  days: z.array(z.number().int().min(0).max(6)).max(7),
  version: z.number().int().min(0),
});

export type MailInput = z.infer<typeof mailInput>;
