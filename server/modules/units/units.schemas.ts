import { z } from 'zod';
import { ROLES } from '../officers/officers.rules.ts';
import { RANKS } from './offices.rules.ts';
import { UNIT_TYPES } from './units.types.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
const names = z.object({ en: text(120), hi: text(120), mr: text(120).nullable().default(null) });
const code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2,4}$/);
const moment = z.number().int().nonnegative();

export const aliasInput = z.object({
  alias: text(120),
  kind: z.enum(['handle', 'name', 'locality', 'landmark']),
  evidence: z.string().trim().max(200).default('entered'),
});

const nameKind = z.enum(['name', 'locality', 'landmark']);
export const addNameInput = z.object({ name: text(80), kind: nameKind, ticket: z.string().max(80).optional() });
export type AddNameInput = z.output<typeof addNameInput>;
export const removeNameInput = z.object({ name: text(120), kind: nameKind });
export type RemoveNameInput = z.output<typeof removeNameInput>;

export const createUnitInput = z.object({
  type: z.enum(UNIT_TYPES),
  parent: z.string().max(80).nullable(),
  code: code.nullable().default(null),
  name: names,
  lat: z.number().min(-90).max(90).nullable().default(null),
  lon: z.number().min(-180).max(180).nullable().default(null),
  evidence: z.string().trim().max(200).default('entered'),
  aliases: z.array(aliasInput).max(200).default([]),
  headRank: z.enum(RANKS).optional(),
  validFrom: moment.optional(),
});
export type CreateUnitInput = z.output<typeof createUnitInput>;

export const changeUnitInput = z.object({
  version: z.number().int(),
  parent: z.string().max(80).nullable().optional(),
  code: code.optional(),
  name: names.optional(),
  lat: z.number().min(-90).max(90).nullable().optional(),
  lon: z.number().min(-180).max(180).nullable().optional(),
  evidence: z.string().trim().max(200).optional(),
  aliases: z.array(aliasInput).max(200).optional(),
});
export type ChangeUnitInput = z.output<typeof changeUnitInput>;

export const closeUnitInput = z.object({ version: z.number().int() });

export const importUnitsInput = z.object({ csv: z.string().max(20_000_000), apply: z.boolean() });

/** Eight megabytes: a state's stations at a few metres' exactness. */
export const importBoundariesInput = z.object({ text: z.string().max(8_000_000), apply: z.boolean() });

export const createPositionInput = z.object({
  unit: z.string().max(80),
  rank: z.enum(RANKS),
  role: z.enum(ROLES),
  title: names,
  head: z.boolean().default(false),
});
export type CreatePositionInput = z.output<typeof createPositionInput>;

export const changePositionInput = z.object({
  version: z.number().int(),
  rank: z.enum(RANKS).optional(),
  role: z.enum(ROLES).optional(),
  title: names.optional(),
  head: z.boolean().optional(),
  closed: z.literal(true).optional(),
});
export type ChangePositionInput = z.output<typeof changePositionInput>;

export const createPostingInput = z.object({
  officer: z.string().max(80),
  kind: z.enum(['substantive', 'acting']),
  validFrom: moment.optional(),
  validTo: moment.optional(),
});
export type CreatePostingInput = z.output<typeof createPostingInput>;

export const listUnitsQuery = z.object({
  /** A unit, or `home`: the officer's own state. */
  under: z.string().max(80).optional(),
  /** One or several, with commas. */
  type: z
    .string()
    .max(120)
    .transform((types) => types.split(','))
    .pipe(z.array(z.enum(UNIT_TYPES)))
    .optional(),
  q: z.string().trim().max(100).optional(),
  cursor: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(2000).default(100),
});
export type ListUnitsQuery = z.output<typeof listUnitsQuery>;

export const listPositionsQuery = z.object({
  under: z.string().max(80).optional(),
  vacant: z.enum(['0', '1']).optional(),
  cursor: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(2000).default(200),
});
export type ListPositionsQuery = z.output<typeof listPositionsQuery>;
