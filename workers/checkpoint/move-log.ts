import type Sqlite from 'better-sqlite3';

/** What the engine answers: pages in the log, and how many of them stand in the file by now. */
interface LogState {
  readonly log: number;
  readonly checkpointed: number;
}

const ROUNDS = 5;
/** Pages that are moved while writers wait: a few milliseconds. */
const FEW = 500;

function run(connection: Sqlite.Database, how: 'PASSIVE' | 'RESTART'): LogState {
  const [state] = connection.pragma(`wal_checkpoint(${how})`) as readonly LogState[];
  return state ?? { log: 0, checkpointed: 0 };
}

/**
 * Moves what was committed from the log into the file, as far as readers let it, beside writers. A log of more than
 * `long` pages is begun anew: under steady writing it never stands still long enough to be by itself. Writers wait
 * for the last pages of that alone; it is given up where they, or a reader of old pages, are in the way. Open the
 * connection with a timeout of 0: it must not wait while it keeps writers out.
 */
export function moveLog(connection: Sqlite.Database, { long }: { long: number }): void {
  let state = run(connection, 'PASSIVE');
  if (state.log <= long) return;
  for (let round = 1; round < ROUNDS && state.log - state.checkpointed > FEW; round += 1)
    state = run(connection, 'PASSIVE');
  if (state.log - state.checkpointed <= FEW) run(connection, 'RESTART');
}
