import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { ModelRow } from './learning.types.ts';

export async function runningModel(read: Read): Promise<ModelRow | null> {
  const { languageModel } = read.tables;
  const rows = await read.select().from(languageModel).where(eq(languageModel.state, 'running')).limit(1);
  return rows[0] ?? null;
}

export async function listModels(read: Read, limit: number): Promise<ModelRow[]> {
  const { languageModel } = read.tables;
  return read.select().from(languageModel).orderBy(desc(languageModel.madeAt)).limit(limit);
}

export async function insertModel(tx: Tx, row: ModelRow): Promise<void> {
  await tx.insert(tx.tables.languageModel).values(row);
}

export interface Decider {
  readonly by: string;
  readonly at: number;
}

/** Takes the running model out of service. */
export async function retireRunning(tx: Tx, { by, at }: Decider): Promise<void> {
  const { languageModel } = tx.tables;
  await tx
    .update(languageModel)
    .set({ state: 'retired', decidedBy: by, decidedAt: at })
    .where(eq(languageModel.state, 'running'));
}

/** Puts a model into service; false when it is none that can be. */
export async function startModel(tx: Tx, { id, by, at }: Decider & { id: string }): Promise<boolean> {
  const { languageModel } = tx.tables;
  const rows = await tx
    .update(languageModel)
    .set({ state: 'running', decidedBy: by, decidedAt: at })
    .where(and(eq(languageModel.id, id), inArray(languageModel.state, ['candidate', 'retired'])))
    .returning({ id: languageModel.id });
  return rows.length > 0;
}
