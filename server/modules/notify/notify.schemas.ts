import { z } from 'zod';
import { OUTCOMES, type Outcome } from '../tickets/outcome.rules.ts';
import { isGatewayUrl } from './gateway-url.rules.ts';
import { GATEWAY_WAYS, SENDING_WAYS } from './notify.types.ts';

const minute = z.number().int().min(0).max(1439);
const version = z.number().int().nonnegative();
const blank = (value: unknown): unknown => (typeof value === 'string' && value.trim() === '' ? null : value);

/** Of an office: with or without a plus, written with spaces or dashes. */
export const phone = z.preprocess(
  blank,
  z
    .string()
    .transform((text) => text.replaceAll(/[\s().-]/g, ''))
    .pipe(z.string().regex(/^\+?\d{3,15}$/, 'notify.bad_phone'))
    .nullable(),
);
export const mail = z.preprocess(
  blank,
  z.string().trim().toLowerCase().max(200).pipe(z.email('notify.bad_mail')).nullable(),
);

export const contactInput = z.object({
  ...{ version, phone, mail, quietFrom: minute, quietUntil: minute },
  locale: z.enum(['hi', 'en', 'mr']),
  ways: z
    .array(z.enum(SENDING_WAYS))
    .max(SENDING_WAYS.length)
    .transform((ways) => [...new Set(ways)]),
});
export type ContactInput = z.output<typeof contactInput>;

export const contactsQuery = z.object({ unit: z.string().min(1).max(80) });
export const contactsImport = z.object({ csv: z.string().max(4_000_000), apply: z.boolean() });

const gateway = z
  .object({
    url: z.string().trim().max(500).refine(isGatewayUrl, 'notify.bad_gateway'),
    /** Left out: the one that is kept. */
    secret: z.string().trim().min(16, 'notify.short_secret').max(200).optional(),
  })
  .nullable();

export const waysInput = z.object({ version, from: mail, whatsapp: gateway, sms: gateway });
export type WaysInput = z.output<typeof waysInput>;

export const testInput = z.object({ way: z.enum(SENDING_WAYS) });

export const deviceInput = z.object({
  endpoint: z.string().max(1000),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{80,100}=*$/, 'invalid'),
    auth: z.string().regex(/^[\w-]{20,30}=*$/, 'invalid'),
  }),
});
export const deviceRemoval = z.object({ endpoint: z.string().max(1000) });

export const callInput = z.object({
  calls: z
    .array(z.object({ id: z.string().min(1).max(80), attempts: z.number().int().nonnegative() }))
    .min(1)
    .max(200),
  reached: z.boolean(),
});
export const proposeInput = z.object({
  version: z.number().int().positive(),
  outcome: z.enum(Object.keys(OUTCOMES) as [Outcome, ...Outcome[]]),
  line: z.string().trim().min(1, 'required').max(300, 'too_long'),
});
export const proposalInput = z.object({ proposal: z.string().min(1).max(80) });

export const receiptInput = z.object({
  id: z.string().min(1).max(80),
  state: z.enum(['sent', 'delivered', 'failed']),
});
export const receiptWay = z.object({ way: z.enum(GATEWAY_WAYS) });
