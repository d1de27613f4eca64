import { and, eq, sql } from 'drizzle-orm';
import { prepared } from '../db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';

/** A setting's value; null when it was never set. */
export async function readSetting(read: Read, name: string): Promise<unknown> {
  const { setting } = read.tables;
  const query = prepared(read, 'settings.read', () =>
    read
      .select()
      .from(setting)
      .where(eq(setting.name, sql.placeholder('name'))),
  );
  const rows = await query.execute({ name });
  return rows[0]?.value ?? null;
}

/** Decides a setting once: the value that stands from then on, whoever was first. */
export async function decideSetting(tx: Tx, { name, value }: { name: string; value: unknown }): Promise<unknown> {
  const { setting } = tx.tables;
  await tx.insert(setting).values({ name, value }).onConflictDoNothing();
  return readSetting(tx, name);
}

export async function writeSetting(tx: Tx, { name, value }: { name: string; value: unknown }): Promise<void> {
  const { setting } = tx.tables;
  await tx.insert(setting).values({ name, value }).onConflictDoUpdate({ target: setting.name, set: { value } });
}

/** Moves a number on, from the one that was read; false when somebody was faster. One that was never set counts as 0. */
export async function moveSetting(tx: Tx, { name, from, to }: { name: string; from: number; to: number }) {
  const { setting } = tx.tables;
  const rows =
    from === 0
      ? await tx.insert(setting).values({ name, value: to }).onConflictDoNothing().returning({ name: setting.name })
      : await tx
          .update(setting)
          .set({ value: to })
          .where(and(eq(setting.name, name), eq(setting.value, from)))
          .returning({ name: setting.name });
  return rows.length > 0;
}

export async function removeSetting(tx: Tx, name: string): Promise<void> {
  const { setting } = tx.tables;
  await tx.delete(setting).where(eq(setting.name, name));
}

/** How many migrations ran; fails where the database does not answer or was never migrated. */
export async function countMigrations(read: Read): Promise<number> {
  const rows = await read.all<{ n: number }>(sql`SELECT count(*) AS n FROM migration`);
  return Number(rows[0]?.n ?? 0);
}

/** True after a restore, until an administrator releases the fence: nothing is sent and no deadline is judged. */
export const isFenced = async (read: Read): Promise<boolean> => (await readSetting(read, 'fence')) !== null;
