import { z } from 'zod';
import { listQuery } from '../tickets/tickets.schemas.ts';

export const BOARD_BY = ['unit', 'category', 'channel', 'day', 'hour-weekday', 'outcome'] as const;

const day = z.iso.date();

/** Which figures: of a unit, from one day to another, both included, told apart by something. */
export const boardQuery = z.object({
  unit: z.string().max(80).optional(),
  from: day.optional(),
  to: day.optional(),
  by: z.enum(BOARD_BY).default('unit'),
  /** With `by=unit`: the units just below, or all districts. */
  level: z.enum(['children', 'district']).default('children'),
  /** After how many days without a mention or an answer a handle is shown. */
  quietDays: z.coerce.number().int().min(1).max(365).default(7),
});

export type BoardQuery = z.infer<typeof boardQuery>;

/** The units of a board, to take away. */
export const exportQuery = boardQuery.omit({ by: true }).extend({ format: z.enum(['csv', 'xlsx']) });

/** The list behind the screen, to take away: filtered as the desk's list is. */
export const ticketExportQuery = listQuery
  .omit({ cursor: true, limit: true })
  .extend({ format: z.enum(['csv', 'xlsx']) });

const count = z.number().int();
const spread = z.object({ n: count, median: z.number().nullable(), p90: z.number().nullable() });

export const figures = z.object({
  received: count,
  act: count,
  askBack: count,
  notForUs: count,
  waiting: count,
  duplicates: count,
  supporters: count,
  opened: count,
  takenUp: count,
  closed: count,
  verified: count,
  reopened: count,
  falseClosures: count,
  transfers: count,
  bounces: count,
  cameBack: count,
  closedQuickly: count,
  closedWithoutPhoto: count,
  audited: count,
  auditedFalse: count,
  saidSolved: count,
  saidNotSolved: count,
  outcomes: z.record(z.string(), count),
  breaches: z.record(z.string(), count),
  firstResponse: spread,
  timeToAction: spread,
  timeToClose: spread,
  paused: spread,
  satisfaction: z.object({
    answers: count,
    asked: count,
    share: z.number().nullable(),
    responseRate: z.number().nullable(),
  }),
});

const sign = z.object({ n: count, of: count, share: z.number().nullable() });
const signs = z.object({ closedQuickly: sign, closedWithoutPhoto: sign, notFound: sign, reopenRate: sign });
const open = z.object({ open: count, inProcess: count, ages: z.array(count), overdue: count });

export const boardRow = z.object({
  /** Unit, category, channel, day, hour of the week from Monday midnight, outcome. */
  key: z.string(),
  /** Of a unit. */
  names: z.object({ en: z.string(), hi: z.string(), mr: z.string().nullable() }).optional(),
  type: z.string().optional(),
  /** Its office, where it is known. */
  place: z.object({ lat: z.number(), lon: z.number() }).optional(),
  figures,
  before: figures.optional(),
  now: open.optional(),
  signs: signs.optional(),
  /** Too few to be ranked by. */
  few: z.boolean(),
});

export const boardAnswer = z.object({
  unit: z.string(),
  by: z.enum(BOARD_BY),
  from: day,
  to: day,
  /** The period of equal length before. */
  before: z.object({ from: day, to: day, figures }),
  figures,
  now: open,
  signs,
  rows: z.array(boardRow),
  handles: z.array(
    z.object({
      account: z.string(),
      handle: z.string(),
      unit: z.string(),
      mentionedAt: z.number().nullable(),
      answeredAt: z.number().nullable(),
      /** silent: nobody mentions it. dormant: mentioned, and no officer answers. */
      sign: z.enum(['silent', 'dormant']),
    }),
  ),
  at: z.number(),
  /** Everything that was there is counted, and everything that happened since. */
  isComplete: z.boolean(),
});

export type Board = z.infer<typeof boardAnswer>;

export const measuresAnswer = z.object({
  measures: z.array(z.object({ name: z.string(), by: z.enum(['told', 'act', 'now']), text: z.string() })),
});
