import { z } from 'zod';
import { ANSWER_LANGUAGES } from './incident-report.rules.ts';
import { CURSOR } from './incident-timeline.rules.ts';
import { bodies } from './tickets.schemas.ts';

const { outcome, details, internalText, publicAnswer, accept, attachments } = bodies.close.shape;
const language = z.enum(ANSWER_LANGUAGES);

/** One report for many dockets: as for one, with an answer a language. */
export const closeIncidentBody = z.object({
  tickets: bodies.bulkUndo.shape.tickets,
  outcome,
  details,
  internalText,
  accept,
  attachments,
  publicAnswers: z.partialRecord(language, z.union([publicAnswer, z.literal('')])),
  instead: z.partialRecord(language, language).default({}),
});

export const timelineQuery = z.object({ before: z.string().max(200).regex(CURSOR).optional() });
