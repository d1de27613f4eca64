import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { openForSeeding } from './connection.ts';
import { createEventWriter } from './events.ts';
import { createSealWriter } from './seals.ts';
import { createSearchWriter } from './search.ts';
import { makeTickets, type StreamInput } from './stream.ts';
import { treeOf, type SeedUnits } from './units.ts';

/** What decides the tickets, as plain data: every process makes the same ones of it. */
export interface SeedInput extends Omit<StreamInput, 'tree'> {
  readonly units: SeedUnits;
}

/** Below this a process of its own costs more than it saves. */
const ALONE = 50_000;
/** Megabytes for what lives for one ticket only: it is swept less often. */
const ROOM = '--max-semi-space-size=64';
/** Tables whose rows are copied as they lie: the record, and the search index with its own tables. */
const COPIED = [
  'events',
  'seal',
  'ticket_search_data',
  'ticket_search_idx',
  'ticket_search_docsize',
  'ticket_search_config',
];

const partOf = (dataDir: string): string => join(dataDir, 'record.db');
const inputOf = (dataDir: string): string => join(dataDir, 'record.json');

/** Writes events, seals and search into a file of their own, a copy of the prepared one. Answers how many events. */
export function writeRecord(dataDir: string): number {
  const input = JSON.parse(readFileSync(inputOf(dataDir), 'utf8')) as SeedInput;
  const tree = treeOf(input.units);
  const connection = openForSeeding(partOf(dataDir));
  const count = connection.transaction(() => {
    const events = createEventWriter(connection, createSealWriter({ connection, dataDir, at: input.now }));
    const search = createSearchWriter(connection, tree);
    for (const ticket of makeTickets({ ...input, tree })) {
      events.add(ticket);
      search.add(ticket);
    }
    search.end();
    return events.end();
  })();
  connection.close();
  return count;
}

/** Seconds of processor time that this process has used, all its threads. */
export const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

export interface Recorded {
  readonly events: number;
  /** Of the process that wrote it; 0 where this one did. */
  readonly processorSeconds: number;
}

function readRecorded(told: string): Recorded {
  const [events = 0, seconds = 0] = told.trim().split(' ').map(Number);
  return { events, processorSeconds: seconds };
}

/** Starts writing the record beside the tickets: on another core where the file is large. */
export function startRecord({ dataDir, input }: { dataDir: string; input: SeedInput }): Promise<Recorded> {
  copyFileSync(join(dataDir, 'pukaar.db'), partOf(dataDir));
  writeFileSync(inputOf(dataDir), JSON.stringify(input));
  if (input.count < ALONE) return Promise.resolve({ events: writeRecord(dataDir), processorSeconds: 0 });
  return new Promise((resolve, reject) => {
    const command = [process.argv[1] ?? '', 'bench', 'seed-record', '--in', dataDir];
    const child = spawn(process.execPath, [ROOM, ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    child.stdout.on('data', (part: Buffer) => (told += part.toString()));
    child.once('exit', (code) =>
      code === 0 ? resolve(readRecorded(told)) : reject(new Error(`writing the events ended with ${code}`)),
    );
  });
}

/** Takes the finished record into the file of the tickets. */
export function takeRecord(connection: Sqlite.Database, dataDir: string): void {
  connection.exec(`ATTACH '${partOf(dataDir).replaceAll("'", "''")}' AS record`);
  connection.transaction(() => {
    for (const table of COPIED)
      connection.exec(`DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM record.${table}`);
  })();
  // No unit ever moved in this record: nothing is left to look through.
  connection.exec(
    `INSERT INTO setting (name, value) SELECT 'accessRewrite', json_object('position', max(position), 'num', 0) FROM events`,
  );
  connection.exec('DETACH record');
  for (const file of [partOf(dataDir), inputOf(dataDir)]) rmSync(file);
}
