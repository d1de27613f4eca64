import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { DemoAccount } from './accounts.usecases.ts';

const DEMO = 'demo.accounts';

/** The administrator's position at the top of the tree whose docket code is HQ, else of the first tree. */
export async function findAdminPosition(read: Read): Promise<string | null> {
  const { position, unit } = read.tables;
  const rows = await read
    .select({ id: position.id, code: unit.code })
    .from(position)
    .innerJoin(unit, eq(unit.id, position.unit))
    .where(and(eq(position.role, 'admin'), isNull(position.validTo), isNull(unit.parent), isNull(unit.validTo)))
    .orderBy(asc(position.id));
  return (rows.find((row) => row.code === 'HQ') ?? rows[0])?.id ?? null;
}

/** Puts the officer into the position; the position's title. */
export async function insertFirstPosting(
  tx: Tx,
  input: { id: string; position: string; officer: string; at: number },
): Promise<DemoAccount['title']> {
  const { position, posting } = tx.tables;
  const [row] = await tx.select().from(position).where(eq(position.id, input.position));
  if (!row) throw new Error(`the reference data lack the position ${input.position}`);
  await tx.insert(posting).values({
    ...{ id: input.id, position: input.position, officer: input.officer },
    ...{ kind: 'substantive', validFrom: input.at, validTo: null },
  });
  return { en: row.titleEn, hi: row.titleHi, mr: row.titleMr };
}

export async function saveDemoAccounts(tx: Tx, accounts: readonly DemoAccount[]): Promise<void> {
  await tx.insert(tx.tables.setting).values({ name: DEMO, value: accounts });
}

const isAccount = (value: unknown): value is DemoAccount =>
  typeof value === 'object' && value !== null && 'username' in value && 'password' in value && 'title' in value;

export async function readDemoAccounts(read: Read): Promise<DemoAccount[]> {
  const { setting } = read.tables;
  const [row] = await read.select({ value: setting.value }).from(setting).where(eq(setting.name, DEMO));
  return Array.isArray(row?.value) ? row.value.filter(isAccount) : [];
}
