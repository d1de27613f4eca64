import {
  and,
  asc,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  ne,
  notInArray,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { createAdapterFactory, type CleanedWhere } from 'better-auth/adapters';
import type { Db, Tx } from '../../schema.ts';

type Row = Record<string, unknown>;
type Table = SQLiteTable & Record<string, SQLiteColumn>;

/** The tables under the names that the session library has for them; each has an `id`, and columns named as its fields. */
function tableOf(db: Db, model: string): Table {
  const { officer, session, account, verification, twoFactor } = db.tables;
  const tables: Record<string, unknown> = { user: officer, session, account, verification, twoFactor };
  const table = tables[model];
  if (!table) throw new Error(`the session library asks for an unknown table: ${model}`);
  return table as Table;
}

/** The library's generic result: it reads fields of the model it asked for, which are the columns of its table. */
const asResult = <T>(row: Row | undefined): T | null => (row ?? null) as T | null;

function columnOf(table: Table, field: string): SQLiteColumn {
  const column = table[field];
  if (!column) throw new Error(`the session library asks for an unknown column: ${field}`);
  return column;
}

const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`);

function condition(table: Table, { field, operator, value }: CleanedWhere): SQL {
  const column = columnOf(table, field);
  if (value === null) return operator === 'ne' ? isNotNull(column) : isNull(column);
  const matches = (pattern: string): SQL => sql`${like(column, pattern)} escape '\\'`;
  switch (operator) {
    case 'in':
      return inArray(column, value as unknown[]);
    case 'not_in':
      return notInArray(column, value as unknown[]);
    case 'contains':
      return matches(`%${escaped(String(value))}%`);
    case 'starts_with':
      return matches(`${escaped(String(value))}%`);
    case 'ends_with':
      return matches(`%${escaped(String(value))}`);
    case 'ne':
      return ne(column, value);
    case 'lt':
      return lt(column, value);
    case 'lte':
      return lte(column, value);
    case 'gt':
      return gt(column, value);
    case 'gte':
      return gte(column, value);
    default:
      return eq(column, value);
  }
}

function conditions(table: Table, where: readonly CleanedWhere[] = []): SQL | undefined {
  const all = where.filter((part) => part.connector !== 'OR').map((part) => condition(table, part));
  const any = where.filter((part) => part.connector === 'OR').map((part) => condition(table, part));
  return and(...all, or(...any));
}

const toMilliseconds = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);

/**
 * The session library's storage over `db.read` and `db.write`: every statement on the embedded engine goes through
 * the one writer. Its dates are epoch milliseconds in the tables.
 */
export function createAuthAdapter(db: Db) {
  const first = async (tx: Tx, table: Table, where: readonly CleanedWhere[]): Promise<Row | undefined> => {
    const rows: Row[] = await tx.select().from(table).where(conditions(table, where)).limit(1);
    return rows[0];
  };
  const changeFirst = async (
    work: { model: string; where: readonly CleanedWhere[] },
    change: (tx: Tx, table: Table, row: Row) => Promise<Row[]>,
  ): Promise<Row | undefined> =>
    db.write(async (tx) => {
      const table = tableOf(db, work.model);
      const row = await first(tx, table, work.where);
      return row ? (await change(tx, table, row))[0] : undefined;
    });
  const again = (table: Table, row: Row, where: readonly CleanedWhere[]): SQL | undefined =>
    and(eq(columnOf(table, 'id'), row.id), conditions(table, where));

  return createAdapterFactory({
    config: {
      adapterId: 'pukaar',
      supportsNumericIds: false,
      supportsJSON: false,
      supportsDates: true,
      supportsBooleans: true,
      transaction: false,
      customTransformInput: ({ data }) => toMilliseconds(data),
      customTransformOutput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === 'date' && typeof data === 'number' ? new Date(data) : data,
    },
    adapter: () => ({
      create: async <T extends Row>({ model, data }: { model: string; data: T }): Promise<T> => {
        const table = tableOf(db, model);
        const rows: Row[] = await db.write(async (tx) => tx.insert(table).values(data).returning());
        return { ...data, ...rows[0] };
      },
      findOne: async <T>({ model, where }: { model: string; where: CleanedWhere[] }): Promise<T | null> => {
        const table = tableOf(db, model);
        const rows: Row[] = await db.read.select().from(table).where(conditions(table, where)).limit(1);
        return asResult<T>(rows[0]);
      },
      findMany: async <T>(query: {
        model: string;
        where?: CleanedWhere[] | undefined;
        limit: number;
        offset?: number | undefined;
        sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined;
      }): Promise<T[]> => {
        const table = tableOf(db, query.model);
        const by = columnOf(table, query.sortBy?.field ?? 'id');
        const rows: Row[] = await db.read
          .select()
          .from(table)
          .where(conditions(table, query.where))
          .orderBy(query.sortBy?.direction === 'desc' ? desc(by) : asc(by))
          .limit(query.limit)
          .offset(query.offset ?? 0);
        return rows as T[];
      },
      count: async ({ model, where }: { model: string; where?: CleanedWhere[] | undefined }): Promise<number> => {
        const table = tableOf(db, model);
        return db.read.$count(table, conditions(table, where));
      },
      update: async <T>({
        model,
        where,
        update,
      }: {
        model: string;
        where: CleanedWhere[];
        update: T;
      }): Promise<T | null> =>
        asResult<T>(
          await changeFirst({ model, where }, async (tx, table, row) =>
            tx
              .update(table)
              .set(update as Row)
              .where(again(table, row, where))
              .returning(),
          ),
        ),
      updateMany: async (change: { model: string; where: CleanedWhere[]; update: Row }): Promise<number> => {
        const table = tableOf(db, change.model);
        const rows = await db.write(async (tx) =>
          tx.update(table).set(change.update).where(conditions(table, change.where)).returning(),
        );
        return rows.length;
      },
      delete: async ({ model, where }: { model: string; where: CleanedWhere[] }): Promise<void> => {
        await changeFirst({ model, where }, async (tx, table, row) =>
          tx
            .delete(table)
            .where(again(table, row, where))
            .returning(),
        );
      },
      deleteMany: async ({ model, where }: { model: string; where: CleanedWhere[] }): Promise<number> => {
        const table = tableOf(db, model);
        const rows = await db.write(async (tx) => tx.delete(table).where(conditions(table, where)).returning());
        return rows.length;
      },
      consumeOne: async <T>({ model, where }: { model: string; where: CleanedWhere[] }): Promise<T | null> =>
        asResult<T>(
          await changeFirst({ model, where }, async (tx, table, row) =>
            tx
              .delete(table)
              .where(again(table, row, where))
              .returning(),
          ),
        ),
      incrementOne: async <T>(step: {
        model: string;
        where: CleanedWhere[];
        increment: Record<string, number>;
        set?: Row | undefined;
      }): Promise<T | null> =>
        asResult<T>(
          await changeFirst(step, async (tx, table, row) => {
            const sums = Object.entries(step.increment).map(
              ([field, delta]) => [field, sql`${columnOf(table, field)} + ${delta}`] as const,
            );
            return tx
              .update(table)
              .set({ ...step.set, ...Object.fromEntries(sums) })
              .where(again(table, row, step.where))
              .returning();
          }),
        ),
    }),
  });
}
