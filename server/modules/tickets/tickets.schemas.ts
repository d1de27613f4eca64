import { z } from 'zod';
import { subcategories } from '../assessment/subcategories.rules.ts';
import { categories } from '../assessment/categories.rules.ts';
import { REASONS } from '../inbound/stages.types.ts';
import { RETURN_STATUSES } from './alarm.usecases.ts';
import { LINT_CODES } from '../replies/lint.types.ts';
import { safeContact } from './field.schemas.ts';
import { OUTCOMES, type Outcome } from './outcome.rules.ts';
import { LISTED_STATES } from './listed.rules.ts';
import { SECRECY } from './secrecy.rules.ts';

const names = <Value extends string>(values: readonly Value[]) => z.enum(values as [Value, ...Value[]]);

/** `a,b,c` in an address. */
const listOf = <Value extends string>(values: readonly Value[]) =>
  z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(names(values)).min(1));

const URGENCIES = ['normal', 'urgent', 'life-risk'] as const;
const LANGUAGES = ['hi', 'hinglish', 'en', 'mr', 'mixed', 'other'] as const;
const categoryKeys = categories.map((category) => category.key);

export const id = z.string().min(1).max(80);
export const category = names(categoryKeys);
const subcategory = names(subcategories.map(({ key }) => key));
export const urgency = z.enum(URGENCIES);
const text = (limit: number) => z.string().trim().min(1, 'required').max(limit, 'too_long');
const version = z.number().int().positive();
const flag = z.enum(['0', '1']).transform((value) => value === '1');
/** A day in Asia/Kolkata as `2026-11-26`; read as the moment it begins. */
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'invalid')
  .transform((text) => Date.parse(`${text}T00:00:00+05:30`))
  .pipe(z.number().int());
const number = z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);

export const listQuery = z.object({
  state: listOf(LISTED_STATES).optional(),
  category: listOf(categoryKeys).optional(),
  urgency: listOf(URGENCIES).optional(),
  language: listOf(LANGUAGES).optional(),
  district: id.optional(),
  unit: id.optional(),
  channel: id.optional(),
  reason: listOf(REASONS).optional(),
  outcome: listOf(Object.keys(OUTCOMES) as Outcome[]).optional(),
  aboutPolice: listOf(['no', 'unclear', 'yes'] as const).optional(),
  /** First and last day of receipt. */
  from: day.optional(),
  until: day.optional(),
  q: z.string().max(200).optional(),
  situation: id.optional(),
  wroteAgain: flag.optional(),
  overdue: flag.optional(),
  cursor: number.optional(),
  limit: number.pipe(z.number().min(1).max(100)).default(50),
});

export const createBody = z.object({
  text: text(10_000),
  language: z.enum(LANGUAGES).optional(),
  category: category.optional(),
  urgency: urgency.optional(),
  unit: id.optional(),
  open: z.boolean().optional(),
  /** How it reached us. */
  via: z.enum(['telephone', 'sms', 'visit', 'letter']).optional(),
  /** Who spoke, as far as it was told. */
  contact: z
    .object({ name: z.string().trim().max(100).optional(), phone: z.string().trim().max(40).optional() })
    .optional(),
  /** How that person may be telephoned. */
  safeContact: safeContact.optional(),
});

/** Tickets of one batch. */
const BULK_MOST = 100;

const change = z.object({ version });
const chosen = z.object({ id, version });
const batch = z.object({ tickets: z.array(chosen).min(1).max(BULK_MOST) });
/** Findings in an answer that the officer sends all the same. */
const accept = z.array(z.enum(LINT_CODES)).max(LINT_CODES.length).default([]);

const filters = listQuery.omit({ cursor: true, limit: true }).strict();

/** Filters as an address has them, each one that the list takes. */
function isSearch(search: string): boolean {
  const params = new URLSearchParams(search);
  return params.size > 0 && filters.safeParse(Object.fromEntries(params)).success;
}

/** Bodies of the acts, by their name in the address. */
export const bodies = {
  unfold: z.object({ reporter: id }),
  open: change.extend({ owner: id.optional(), category: category.optional(), urgency: urgency.optional() }),
  askBack: change.extend({ text: text(1000).optional(), accept }),
  notForUs: change.extend({ reason: names(REASONS), answer: text(1000).optional(), accept }),
  correct: change.extend({
    category: category.optional(),
    subcategory: subcategory.nullable().optional(),
    urgency: urgency.optional(),
    language: z.enum(LANGUAGES).optional(),
    district: id.optional(),
    station: id.nullable().optional(),
    aboutPolice: z.enum(['no', 'unclear', 'yes']).optional(),
    accusedUnit: id.nullable().optional(),
    secrecy: z.enum(SECRECY).optional(),
  }),
  split: change.extend({
    text: text(5000),
    category: category.optional(),
    urgency: urgency.optional(),
    owner: id.optional(),
    aboutPolice: z.enum(['no', 'unclear', 'yes']).optional(),
    summary: text(280).optional(),
    accusation: z.enum(['moves', 'stays']).optional(),
  }),
  transfer: change.extend({ to: id, reason: text(1000) }),
  takeUp: change,
  close: change.extend({
    outcome: names(Object.keys(OUTCOMES) as Outcome[]),
    details: z.record(z.string().max(40), z.string().trim().max(300)).default({}),
    /** Empty where a photograph tells what was done. */
    internalText: z.string().trim().max(10_000, 'too_long').default(''),
    publicAnswer: text(1000),
    accept,
    attachments: z.array(id).max(20).default([]),
  }),
  verify: change,
  reopen: change.extend({ reason: text(1000) }),
  reply: change.extend({ text: text(1000), kind: z.enum(['reply', 'dm']), accept }),
  checkAnswer: z.object({
    text: z.string().max(1000, 'too_long'),
    kind: z.enum(['reply', 'dm']),
    details: z.record(z.string().max(40), z.string().max(300)).optional(),
  }),
  note: change.extend({ text: text(5000), mentions: z.array(id).max(10).default([]) }),
  describe: change.extend({ message: id, externalId: id, text: z.string().trim().max(2000, 'too_long') }),
  join: change.extend({ other: id }),
  apart: change.extend({ other: id }),
  leaveIncident: change,
  undo: change,
  bulk: batch.extend({
    work: z.discriminatedUnion('action', [
      z.object({ action: z.literal('open') }),
      z.object({ action: z.literal('not-for-us'), reason: names(REASONS) }),
      z.object({ action: z.literal('correct'), category: category.optional(), urgency: urgency.optional() }),
      z.object({ action: z.literal('transfer'), to: id, reason: text(1000) }),
    ]),
  }),
  bulkUndo: batch,
  saveView: z.object({
    name: text(60),
    search: z.string().max(600, 'too_long').refine(isSearch, 'invalid'),
    position: id.optional(),
  }),
  alarm: z.intersection(
    z.object({ version: z.number().int().min(0) }),
    z.discriminatedUnion('step', [
      z.object({ step: z.enum(['take', 'not-reached', 'raise']) }),
      z.object({ step: z.literal('hand-over'), eventNumber: text(40) }),
      z.object({ step: z.literal('return'), status: z.enum(RETURN_STATUSES) }),
      z.object({ step: z.literal('safe'), note: text(1000) }),
    ]),
  ),
  handover: z.object({ text: text(2000) }),
  brief: z.object({ for: z.string().trim().min(1, 'required').max(500, 'too_long') }),
  briefShared: z.object({ how: z.enum(['print', 'picture']) }),
  hold: z.object({ reason: text(1000).optional() }),
  next: z.object({ skip: z.array(id).max(100).default([]) }),
  skim: z.object({
    looked: z.array(id).max(60),
    plucked: z.array(chosen).max(60).default([]),
  }),
  unskim: z.object({ ids: z.array(id).min(1).max(60) }),
} as const;

export const bankQuery = z.object({ reason: names(REASONS).optional() });

export const skimQuery = z.object({
  cursor: number.optional(),
  limit: number.pipe(z.number().min(1).max(60)).default(30),
});

export const eventsQuery = z.object({
  after: number.default(0),
  limit: number.pipe(z.number().min(1).max(500)).default(100),
});
