import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldEvents } from '../server/modules/reports/fold.usecases.ts';
import { createUnitDirectory } from '../server/modules/units/directory.usecases.ts';
import { systemClock } from '../server/platform/clock/clock.ts';
import { createSqliteDatabase, openSqlite } from '../server/platform/db/engines/sqlite.ts';
import { sqliteKit } from '../server/platform/db/kit.ts';
import { createEventLog } from '../server/platform/events/event-log.ts';
import { defineTables } from '../server/schema.ts';

/** Tickets that are taken in at once, where nobody waits for the writer. */
const TOGETHER = 5000;

const markOf = (dataDir: string): string => join(dataDir, 'figures.json');

/** How long it took to take every ticket of a file into the roll-ups, in seconds; once a file, by the product's own code. */
export async function takeInFigures(dataDir: string): Promise<{ seconds: number; isNew: boolean }> {
  if (existsSync(markOf(dataDir))) return { seconds: 0, isNew: false };
  const file = join(dataDir, 'pukaar.db');
  const connection = openSqlite(file);
  connection.exec('DELETE FROM rollup; DELETE FROM rollup_ticket; DELETE FROM handle_life; DELETE FROM rollup_state');
  connection.close();
  const startedAt = performance.now();
  const db = createSqliteDatabase({ file, tables: defineTables(sqliteKit) });
  const clock = systemClock;
  const tree = await createUnitDirectory({ db, clock });
  const deps = { db, clock, events: createEventLog({ db, clock }), tree, step: TOGETHER };
  while (!(await foldEvents(deps, { budget: 60_000 })));
  await db.close();
  const seconds = (performance.now() - startedAt) / 1000;
  writeFileSync(markOf(dataDir), JSON.stringify({ seconds }));
  return { seconds, isNew: true };
}
