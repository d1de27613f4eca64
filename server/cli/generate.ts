import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pgKit, sqliteKit } from '../platform/db/kit.ts';
import { projectRoot } from '../platform/root.ts';
import { defineTables } from '../schema.ts';

interface Snapshot {
  readonly id: string;
}
/** drizzle-kit's programming interface; it has no types of its own for these four. */
interface DrizzleKit {
  generateSQLiteDrizzleJson(tables: object, previousId?: string): Promise<Snapshot>;
  generateSQLiteMigration(before: Snapshot, after: Snapshot): Promise<string[]>;
  generateDrizzleJson(tables: object, previousId?: string): Snapshot;
  generateMigration(before: Snapshot, after: Snapshot): Promise<string[]>;
}

/** Tables that are nothing but their key: stored once, in key order. */
const KEY_ONLY = ['ticket_access', 'ticket_conflict'];

function withoutRowid(statement: string): string {
  const table = /^CREATE TABLE `(\w+)`/.exec(statement)?.[1];
  return table && KEY_ONLY.includes(table) ? statement.replace(/\);?\s*$/, ') WITHOUT ROWID;') : statement;
}

const loadKit = (): DrizzleKit => createRequire(import.meta.url)('drizzle-kit/api') as DrizzleKit;

async function pending(engine: 'sqlite' | 'postgres'): Promise<{ statements: string[]; after: Snapshot }> {
  const kit = loadKit();
  const file = join(projectRoot, 'migrations', engine, 'snapshot.json');
  const stored = readdirSync(join(projectRoot, 'migrations', engine)).includes('snapshot.json')
    ? (JSON.parse(readFileSync(file, 'utf8')) as Snapshot)
    : null;
  if (engine === 'sqlite') {
    const before = stored ?? (await kit.generateSQLiteDrizzleJson({}));
    const after = await kit.generateSQLiteDrizzleJson(defineTables(sqliteKit), before.id);
    return { after, statements: (await kit.generateSQLiteMigration(before, after)).map(withoutRowid) };
  }
  const before = stored ?? kit.generateDrizzleJson({});
  const after = kit.generateDrizzleJson(defineTables(pgKit), before.id);
  return { after, statements: await kit.generateMigration(before, after) };
}

/** Statements that the schema needs and the migrations lack; empty when they agree. */
export async function migrationDrift(engine: 'sqlite' | 'postgres'): Promise<string[]> {
  return (await pending(engine)).statements;
}

/** Writes the next migration of both engines from the one schema. */
export async function generate(args: readonly string[]): Promise<number> {
  const name = (args[0] ?? 'change').replaceAll(/\W+/g, '-');
  for (const engine of ['sqlite', 'postgres'] as const) {
    const folder = join(projectRoot, 'migrations', engine);
    mkdirSync(folder, { recursive: true });
    const { statements, after } = await pending(engine);
    if (statements.length === 0) continue;
    const number = readdirSync(folder).filter((file) => file.endsWith('.sql')).length;
    const file = `${String(number).padStart(4, '0')}-${name}.sql`;
    writeFileSync(join(folder, file), `${statements.join('\n--> statement-breakpoint\n')}\n`);
    writeFileSync(join(folder, 'snapshot.json'), `${JSON.stringify(after, null, 1)}\n`);
    process.stdout.write(`${engine}/${file}: ${statements.length} statements\n`);
  }
  return 0;
}

if (process.argv[1]?.endsWith('generate.ts')) process.exitCode = await generate(process.argv.slice(2));
