import { z } from 'zod';

/** Tokens of an account: one bearer, or the four of OAuth 1.0a. */
export const credentialsSchema = z.union([
  z.strictObject({ bearer: z.string().min(1).max(500) }),
  z.strictObject({
    appKey: z.string().min(1).max(200),
    appSecret: z.string().min(1).max(200),
    accessToken: z.string().min(1).max(200),
    accessSecret: z.string().min(1).max(200),
  }),
]);

export const channelSettingsSchema = z.strictObject({
  /** Searched beside the handle. */
  hashtags: z
    .array(z.string().regex(/^#?[\p{L}\p{M}\p{N}_]{1,60}$/u))
    .max(10)
    .optional(),
  vocabulary: z.enum(['tweet', 'post']).optional(),
  directMessages: z.boolean().optional(),
  /** Milliseconds between two rounds of mentions. */
  pollEveryMs: z.number().int().min(1_000).max(900_000).optional(),
  /** How far the first round reads back. */
  lookBackHours: z.number().min(0).max(168).optional(),
});

const handle = z
  .string()
  .trim()
  .regex(/^@?\w{1,15}$/)
  .transform((text) => `@${text.replace(/^@/, '')}`);

export const createAccountSchema = z.strictObject({
  kind: z.enum(['x', 'replay', 'desk']),
  handle,
  unit: z.string().min(1),
  credentials: credentialsSchema.optional(),
  settings: channelSettingsSchema.default({}),
  openingPolicy: z.enum(['off', 'demo']).default('off'),
  budgetMicro: z.number().int().min(0).nullable().default(null),
});
export type CreateAccount = z.input<typeof createAccountSchema>;

export const updateAccountSchema = z.strictObject({
  version: z.number().int(),
  unit: z.string().min(1).optional(),
  credentials: credentialsSchema.optional(),
  settings: channelSettingsSchema.optional(),
  openingPolicy: z.enum(['off', 'demo']).optional(),
  budgetMicro: z.number().int().min(0).nullable().optional(),
});
export type UpdateAccount = z.input<typeof updateAccountSchema>;

export const setStatusSchema = z.strictObject({ version: z.number().int(), status: z.enum(['active', 'paused']) });

/** Whether messages may train weights; of X only with the approval that the note names. */
export const setTrainingSchema = z.strictObject({
  version: z.number().int(),
  on: z.boolean(),
  note: z.string().trim().max(300).default(''),
});

/** Thresholds that an account may have: from hardly any filter to one that takes a tenth of a chance for none. */
export const THRESHOLDS = [0.005, 0.01, 0.015, 0.025, 0.04, 0.06, 0.1] as const;

/** From which probability a person sees a message; null: from the model's own. */
export const setThresholdSchema = z.strictObject({
  version: z.number().int(),
  at: z.union(THRESHOLDS.map((at) => z.literal(at))).nullable(),
  note: z.string().trim().min(4, 'required').max(300, 'too_long'),
});
export type SetThreshold = z.infer<typeof setThresholdSchema>;

export const importSchema = z.strictObject({
  driver: z.enum(['jsonl', 'csv', 'paste']),
  body: z.string().min(1).max(20_000_000),
});

export const usageQuerySchema = z.object({ days: z.coerce.number().int().min(1).max(400).default(31) });

const stream = z.object({
  stream: z.string(),
  pausedUntil: z.number().nullable(),
  gapAt: z.number().nullable(),
  updatedAt: z.number(),
});

/** An account as the settings page sees it: never its secrets. */
export const accountViewSchema = z.object({
  id: z.string(),
  kind: z.string(),
  handle: z.string(),
  unit: z.string(),
  status: z.string(),
  hasCredentials: z.boolean(),
  settings: channelSettingsSchema.catch({}),
  openingPolicy: z.string(),
  budgetMicro: z.number().nullable(),
  spentTodayMicro: z.number(),
  lastPolledAt: z.number().nullable(),
  lastError: z.string().nullable(),
  training: z.object({ on: z.boolean(), note: z.string(), at: z.number() }).nullable(),
  mayTrain: z.boolean(),
  version: z.number(),
  streams: z.array(stream),
});
export type AccountView = z.infer<typeof accountViewSchema>;
