import { eq } from 'drizzle-orm';
import type { Read } from '../../schema.ts';

/** A setting's value; null when it was never set. */
export async function readSetting(read: Read, name: string): Promise<unknown> {
  const { setting } = read.tables;
  const rows = await read.select().from(setting).where(eq(setting.name, name));
  return rows[0]?.value ?? null;
}
