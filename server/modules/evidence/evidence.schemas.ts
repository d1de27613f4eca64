import { z } from 'zod';
import { HELD_KEY } from './held-files.rules.ts';
import { MEDIA_CLASSES } from './media-class.rules.ts';
import { OPENING_REASONS } from './quarantine.usecases.ts';

const id = z.string().min(1).max(80);
const text = (limit: number) => z.string().trim().min(1, 'required').max(limit, 'too_long');

export const evidenceBodies = {
  class: z.object({ class: z.enum(MEDIA_CLASSES).nullable(), version: z.number().int().min(0).optional() }),
  open: z.object({ reason: z.enum(OPENING_REASONS) }),
  remove: z.object({ reference: text(200) }),
  hold: z.object({ authority: text(200), number: text(100), note: z.string().trim().max(1000).default('') }),
  lift: z.object({ hold: id, reason: text(1000) }),
  held: z.object({ before: z.string().regex(HELD_KEY).optional() }),
  custodian: z.object({ officer: id, unit: id }),
};
