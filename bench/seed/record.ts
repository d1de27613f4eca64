import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { openForSeeding } from './connection.ts';
import { createEventWriter } from './events.ts';
import { createSealWriter } from './seals.ts';
import { createSearchWriter } from './search.ts';
import { makeTickets, type SeedTicket, type StreamInput } from './stream.ts';
import { treeOf, type SeedUnits } from './units.ts';

/** What decides the tickets, as plain data: every process makes the same ones of it. */
export interface SeedInput extends Omit<StreamInput, 'tree'> {
  readonly units: SeedUnits;
}

/** Below this a process of its own costs more than it saves. */
const ALONE = 50_000;
/** Megabytes for what lives for one ticket only: it is swept less often. */
const ROOM = '--max-semi-space-size=64';

type Part = 'events' | 'search';

/** Tables whose rows are copied as they lie: the record, and the search index with its own tables. */
const COPIED: Readonly<Record<Part, readonly string[]>> = {
  events: ['events', 'seal'],
  search: ['ticket_search_data', 'ticket_search_idx', 'ticket_search_docsize', 'ticket_search_config'],
};

const partOf = (dataDir: string, part: Part): string => join(dataDir, `${part}.db`);
const inputOf = (dataDir: string): string => join(dataDir, 'record.json');

interface TicketWriter<Result> {
  add(ticket: SeedTicket): void;
  end(): Result;
}

/** Writes one part of the record into a file of its own, a copy of the prepared one. */
function writePart<Result>(
  dataDir: string,
  { part, create }: { part: Part; create: (connection: Sqlite.Database, input: StreamInput) => TicketWriter<Result> },
): Result {
  const made = JSON.parse(readFileSync(inputOf(dataDir), 'utf8')) as SeedInput;
  const input = { ...made, tree: treeOf(made.units) };
  const connection = openForSeeding(partOf(dataDir, part));
  const result = connection.transaction(() => {
    const writer = create(connection, input);
    for (const ticket of makeTickets(input)) writer.add(ticket);
    return writer.end();
  })();
  connection.close();
  return result;
}

/** Writes events with their seals. Answers how many events. */
export const writeEvents = (dataDir: string): number =>
  writePart(dataDir, {
    part: 'events',
    create: (connection, { now }) => createEventWriter(connection, createSealWriter({ connection, dataDir, at: now })),
  });

/** Writes what search finds. */
export const writeSearch = (dataDir: string): void =>
  writePart(dataDir, { part: 'search', create: (connection, { tree }) => createSearchWriter(connection, tree) });

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

export interface RecordBeingWritten {
  /** The events are written: they can be taken while search is still being written. */
  readonly events: Promise<void>;
  readonly all: Promise<Recorded>;
}

/** What the other process tells: how many events, as soon as they are written; then the processor time of all. */
function readRecorded(told: string): Recorded {
  const [events = 0, seconds = 0] = told.trim().split('\n').map(Number);
  return { events, processorSeconds: seconds };
}

function writeBeside(dataDir: string): RecordBeingWritten {
  const command = [process.argv[1] ?? '', 'bench', 'seed-record', '--in', dataDir];
  const child = spawn(process.execPath, [ROOM, ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  const ended = new Promise<Recorded>((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve(readRecorded(told)) : reject(new Error(`writing the record ended with ${code}`)),
    );
  });
  const first = new Promise<void>((resolve) => {
    child.stdout.on('data', (part: Buffer) => {
      told += part.toString();
      if (told.includes('\n')) resolve();
    });
  });
  return { events: Promise.race([first, ended.then(() => undefined)]), all: ended };
}

/** Starts writing the record beside the tickets: on another core where the file is large. */
export function startRecord({ dataDir, input }: { dataDir: string; input: SeedInput }): RecordBeingWritten {
  for (const part of ['events', 'search'] as const) copyFileSync(join(dataDir, 'pukaar.db'), partOf(dataDir, part));
  writeFileSync(inputOf(dataDir), JSON.stringify(input));
  if (input.count >= ALONE) return writeBeside(dataDir);
  const events = writeEvents(dataDir);
  writeSearch(dataDir);
  return { events: Promise.resolve(), all: Promise.resolve({ events, processorSeconds: 0 }) };
}

/** Takes a finished part of the record into the file of the tickets. */
export function takePart(connection: Sqlite.Database, dataDir: string, part: Part): void {
  const file = partOf(dataDir, part);
  connection.exec(`ATTACH '${file.replaceAll("'", "''")}' AS record`);
  connection.transaction(() => {
    for (const table of COPIED[part])
      connection.exec(`DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM record.${table}`);
  })();
  connection.exec('DETACH record');
  rmSync(file);
}

/** What is left when both parts are taken. */
export function endRecord(connection: Sqlite.Database, dataDir: string): void {
  // No unit ever moved in this record: nothing is left to look through.
  connection.exec(
    `INSERT INTO setting (name, value) SELECT 'accessRewrite', json_object('position', max(position), 'num', 0) FROM events`,
  );
  // Nor are figures taken in beside what is measured: the bench of boards does it first, for itself.
  connection.exec(
    `INSERT INTO rollup_state (name, position, num, turn, tree) SELECT 'units', max(position), NULL, 1, '{}' FROM events`,
  );
  rmSync(inputOf(dataDir));
}
