import { blob, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  bigint,
  boolean,
  customType,
  doublePrecision,
  index as pgIndex,
  integer as pgInteger,
  jsonb,
  pgTable,
  primaryKey as pgPrimaryKey,
  text as pgText,
  uniqueIndex as pgUniqueIndex,
} from 'drizzle-orm/pg-core';

/**
 * The columns every table is made of, under the same names on both engines.
 * `moment` is epoch milliseconds UTC; `count` a whole number up to 2^53; `json` any value.
 */
export const sqliteKit = {
  table: sqliteTable,
  text: (name: string) => text(name),
  int: (name: string) => integer(name, { mode: 'number' }),
  count: (name: string) => integer(name, { mode: 'number' }),
  moment: (name: string) => integer(name, { mode: 'number' }),
  bool: (name: string) => integer(name, { mode: 'boolean' }),
  real: (name: string) => real(name),
  json: <T>(name: string) => text(name, { mode: 'json' }).$type<T>(),
  bytes: (name: string) => blob(name, { mode: 'buffer' }),
  index,
  uniqueIndex,
  primaryKey,
};

export type Kit = typeof sqliteKit;

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

const postgresKit = {
  table: pgTable,
  text: (name: string) => pgText(name),
  int: (name: string) => pgInteger(name),
  count: (name: string) => bigint(name, { mode: 'number' }),
  moment: (name: string) => bigint(name, { mode: 'number' }),
  bool: (name: string) => boolean(name),
  real: (name: string) => doublePrecision(name),
  json: <T>(name: string) => jsonb(name).$type<T>(),
  bytes: (name: string) => bytea(name),
  index: pgIndex,
  uniqueIndex: pgUniqueIndex,
  primaryKey: pgPrimaryKey,
};

/** The one cast of the two engines: both kits have the same names, and both builders answer to the same calls. */
export const pgKit = postgresKit as unknown as Kit;
