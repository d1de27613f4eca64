import type { Read } from '../../schema.ts';
import { hiddenNums } from '../tickets/visible.usecases.ts';
import { countedOf, readTurn, streamsAfter, unnumberedStreams, type FoldState } from './fold.repository.ts';
import { lookAt } from './fold.usecases.ts';
import { entriesOf, type Entry } from './rollups.rules.ts';

/** Events that a board looks at beside the roll-ups; a greater backlog is told as such. */
const MOST = 300;

export interface Correction {
  readonly entry: Entry;
  readonly times: number;
}

export interface Corrections {
  readonly entries: readonly Correction[];
  /** Nothing else waits. */
  readonly isAll: boolean;
}

const ticketOf = (stream: string): string[] => (stream.startsWith('ticket:') ? [stream.slice('ticket:'.length)] : []);

/**
 * What is to be added to the roll-ups for this officer: what happened since they were brought up, and, taken out again,
 * the tickets that are about himself, wherever he is posted.
 */
export async function correctionsFor(
  read: Read,
  { state, officer }: { state: FoldState; officer: string },
): Promise<Corrections> {
  const next = await streamsAfter(read, { position: state.position, limit: MOST + 1 });
  const loose = read.engine === 'postgres' ? await unnumberedStreams(read, MOST + 1) : [];
  const streams = [...next.slice(0, MOST).map(({ stream }) => stream), ...loose.slice(0, MOST)];
  const { counted } = await lookAt(read, streams.flatMap(ticketOf));
  const about = await hiddenNums(read, officer);
  const known = await countedOf(read, [...counted.map(({ num }) => num), ...about]);
  const entries: Correction[] = [];
  for (const one of counted)
    if (!about.has(one.num)) entries.push(...entriesOf(one).map((entry) => ({ entry, times: 1 })));
  for (const one of known.values()) entries.push(...entriesOf(one).map((entry) => ({ entry, times: -1 })));
  return { entries, isAll: next.length <= MOST && loose.length <= MOST };
}

/** How often a board is read anew because the roll-ups moved on while it was read. */
const TRIES = 4;

/** Reads what belongs together: again, when roll-ups were brought up meanwhile. */
export async function readTogether<Result>(read: Read, work: () => Promise<Result>): Promise<Result> {
  for (let count = 1; ; count += 1) {
    const before = await readTurn(read);
    const result = await work();
    if (count >= TRIES || (await readTurn(read)) === before) return result;
  }
}
