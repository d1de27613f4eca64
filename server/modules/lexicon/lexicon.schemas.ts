import { z } from 'zod';
import { categories } from '../assessment/categories.rules.ts';
import { REASONS } from '../inbound/stages.types.ts';

/** What asks back is no reason to set aside. */
const reasons = REASONS.filter((reason) => reason !== 'no-details');
const keys = categories.map(({ key }) => key);

/** What a word speaks for, with the label that this needs. */
const meaning = z.discriminatedUnion('says', [
  z.object({ says: z.literal('category'), label: z.enum(keys) }),
  z.object({ says: z.literal('reason'), label: z.enum(reasons) }),
  z.object({ says: z.literal('danger'), label: z.null().default(null) }),
  z.object({ says: z.literal('act'), label: z.null().default(null) }),
]);
const text = z.object({ text: z.string().trim().min(1, 'required').max(80, 'too_long') });
const note = z.object({ note: z.string().trim().min(4, 'required').max(300, 'too_long') });
const version = z.object({ version: z.number().int().positive() });

export const wordBodies = {
  enter: text.and(note).and(meaning),
  change: note.and(meaning).and(version),
  remove: version,
  /** Of a word that is changed also its id: it is not counted against itself. */
  preview: text.and(meaning).and(z.object({ id: z.string().min(1).max(80).optional() })),
} as const;

export const wordQuery = z.object({ q: z.string().trim().max(80).default('') });
