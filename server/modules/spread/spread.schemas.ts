import { z } from 'zod';
import { MOST_HOURS, USUAL_HOURS } from './lock.rules.ts';
import { STATEMENT_LANGUAGES } from './statement.rules.ts';

const id = z.string().min(1).max(80);
const text = (limit: number) => z.string().trim().min(1, 'required').max(limit, 'too_long');
const version = z.number().int().min(0);
const some = { statement: id, version };

/** Bodies of what is done about a matter that spreads, by their name in the address. */
export const spreadBodies = {
  lock: z.object({
    position: id.optional(),
    reason: text(500),
    hours: z.number().int().min(1).max(MOST_HOURS).default(USUAL_HOURS),
    lock: id.nullable().default(null),
    version,
  }),
  unlock: z.object({ lock: id, version }),
  held: z.object({ send: id, choice: z.enum(['release', 'drop']) }),
  statement: z.discriminatedUnion('step', [
    z.object({
      step: z.literal('write'),
      statement: id.nullable(),
      version,
      texts: z.partialRecord(z.enum(STATEMENT_LANGUAGES), z.string().trim().max(1000, 'too_long')),
      tickets: z.array(id).min(1).max(20),
      nextWordAt: z.number().int().positive(),
      approver: id,
    }),
    z.object({ step: z.enum(['ask', 'approve', 'send', 'undo', 'withdraw']), ...some }),
    z.object({ step: z.literal('return'), reason: text(500), ...some }),
  ]),
} as const;
