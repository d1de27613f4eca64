import { z } from 'zod';
import { VERDICTS } from './rumours.types.ts';

const words = (limit: number) => z.string().trim().max(limit, 'too_long').default('');
const texts = (limit: number) => z.object({ hi: words(limit), en: words(limit), mr: words(limit) });
/** At least one language. */
const someTexts = (limit: number) =>
  texts(limit).refine(({ hi, en, mr }) => hi !== '' || en !== '' || mr !== '', 'required');
/** Both languages of the public page; Marathi where it was written. */
const bothTexts = (limit: number) => texts(limit).refine(({ hi, en }) => hi !== '' && en !== '', 'required');
const evidence = z
  .array(
    z.object({
      text: z.string().trim().min(1, 'required').max(500, 'too_long'),
      link: z
        .string()
        .trim()
        .max(300, 'too_long')
        .refine((link) => link === '' || /^https?:\/\/\S+$/.test(link), 'invalid')
        .default(''),
    }),
  )
  .max(20);
const id = z.string().min(1).max(80);
const version = z.number().int().positive();

/** Short enough that one fits into an answer with its number. */
const VERDICT_LENGTH = 240;

export const rumourBodies = {
  note: z.object({ claim: someTexts(500) }),
  step: z.intersection(
    z.object({ version }),
    z.discriminatedUnion('step', [
      z.object({ step: z.literal('check') }),
      z.object({ step: z.literal('claim'), claim: someTexts(500) }),
      z.object({
        step: z.literal('verdict'),
        state: z.enum(VERDICTS),
        verdict: bothTexts(VERDICT_LENGTH),
        evidence: evidence.min(1, 'required'),
      }),
      z.object({ step: z.literal('publish') }),
      z.object({ step: z.literal('withdraw'), why: bothTexts(300) }),
    ]),
  ),
  carry: z.object({ rumour: id.optional(), claim: someTexts(500).optional() }),
  uncarry: z.object({ rumour: id }),
} as const;

export const rumourQuery = z.object({ q: z.string().trim().max(100).default('') });

export const publicQuery = z.object({
  q: z.string().trim().max(100).default(''),
  /** Of the last one on the page before. */
  before: z.string().max(80).optional(),
});
