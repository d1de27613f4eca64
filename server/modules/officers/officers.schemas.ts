import { z } from 'zod';

export const locale = z.enum(['hi', 'en', 'mr']);

export const createOfficerInput = z.object({
  username: z
    .string()
    .trim()
    .toLowerCase()
    .min(2)
    .max(60)
    .regex(/^[a-z0-9_.]+$/),
  name: z.string().trim().min(1).max(120),
  locale: locale.default('hi'),
});
export type CreateOfficerInput = z.output<typeof createOfficerInput>;

/** Languages that an officer can say he reads. */
export const READING = ['hi', 'en', 'mr'] as const;

export const changeMeInput = z
  .object({ locale: locale.optional(), languages: z.array(z.enum(READING)).max(READING.length).nullable().optional() })
  .refine((input) => input.locale !== undefined || input.languages !== undefined, 'required');
export type ChangeMeInput = z.output<typeof changeMeInput>;

export const listOfficersQuery = z.object({
  q: z.string().trim().max(100).optional(),
  cursor: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListOfficersQuery = z.output<typeof listOfficersQuery>;

export const createApiKeyInput = z.object({ position: z.string().max(80), label: z.string().trim().min(1).max(120) });
export type CreateApiKeyInput = z.output<typeof createApiKeyInput>;
