import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Db, Read, Tx } from '../../schema.ts';
import type { UnitTree } from '../tickets/tickets.types.ts';
import { countTicket, type Counted } from './counted.rules.ts';
import {
  beginState,
  countedOf,
  eventsOf,
  factsOf,
  idsAfter,
  noteHandle,
  readState,
  replaceCounted,
  replaceRows,
  rowsOfUnit,
  standing,
  streamsAfter,
  takeTurn,
  type FoldState,
  type Moving,
} from './fold.repository.ts';
import { readHistory } from './history.rules.ts';
import { createEntries, entriesOf, pathIn, spread, type Entry, type Parents } from './rollups.rules.ts';

export interface FoldDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: EventLog;
  readonly tree: UnitTree;
  /** How many events or tickets are taken in at once; more where nobody waits for the writer. */
  readonly step?: number;
}

/** Events of one step, or tickets of one: a few milliseconds of the writer. */
const STEP = 50;
/** Of one run: intake and officers have the rest of the second. */
const BUDGET = 150;

const ticketOf = (stream: string): string[] => (stream.startsWith('ticket:') ? [stream.slice('ticket:'.length)] : []);

export interface Looked {
  readonly counted: readonly Counted[];
  /** By account: what its handle has lived through with these tickets. */
  readonly handles: ReadonlyMap<string, { mentionedAt: number | null; answeredAt: number | null }>;
}

const latest = (one: number | null, other: number | null): number | null =>
  one === null || (other !== null && other > one) ? other : one;

/** What tickets add to the figures as they stand, by their rows and their events. */
export async function lookAt(read: Read, ids: readonly string[]): Promise<Looked> {
  const wanted = [...new Set(ids)];
  const facts = await factsOf(read, wanted);
  const events = await eventsOf(read, wanted);
  const handles = new Map<string, { mentionedAt: number | null; answeredAt: number | null }>();
  const counted = facts.map((ticket) => {
    const history = readHistory(events.get(ticket.id) ?? []);
    // When a hidden complaint came is told to nobody at the unit complained of.
    if (ticket.accusedUnit === null) {
      const known = handles.get(ticket.account) ?? { mentionedAt: null, answeredAt: null };
      const answered = history.acts.find(({ kind }) => kind === 'answered')?.at ?? null;
      handles.set(ticket.account, {
        mentionedAt: latest(known.mentionedAt, ticket.receivedAt),
        answeredAt: latest(known.answeredAt, answered),
      });
    }
    return countTicket(ticket, history);
  });
  return { counted, handles };
}

/** Both were made by `countTicket`, which names everything in one order; JSON orders days itself. */
function isSame(one: Counted | undefined, other: Counted): boolean {
  if (!one) return false;
  const { hidden, category, channel } = one;
  const isAlike = hidden === other.hidden && category === other.category && channel === other.channel;
  return isAlike && JSON.stringify(one.cells) === JSON.stringify(other.cells);
}

/** Adds up what changes in the rows, and writes them. */
async function addToRows(tx: Tx, changes: readonly Entry[]): Promise<void> {
  const before = await standing(tx, changes);
  const after = createEntries();
  for (const entry of before) after.add(entry);
  for (const entry of changes) after.add(entry);
  await replaceRows(tx, { before, after: after.all() });
}

/** Puts tickets into the roll-ups in the place of what of them was in. */
async function fold(tx: Tx, { looked, parents }: { looked: Looked; parents: Parents }): Promise<void> {
  const nums = looked.counted.map(({ num }) => num);
  const known = await countedOf(tx, nums);
  const changed = looked.counted.filter((one) => !isSame(known.get(one.num), one));
  const leaves = createEntries();
  for (const one of changed) {
    for (const entry of entriesOf(one)) leaves.add(entry);
    const was = known.get(one.num);
    if (was) for (const entry of entriesOf(was)) leaves.add(entry, -1);
  }
  await addToRows(tx, spread(leaves.all(), parents));
  await replaceCounted(tx, changed);
  for (const [account, life] of looked.handles) await noteHandle(tx, { account, ...life });
}

/** Units of these tickets and everything above them, as they stand in the tree now, beside those that are known. */
function withUnits(tree: UnitTree, { parents, looked }: { parents: Parents; looked: Looked }): Parents | null {
  const added: Record<string, string | null> = {};
  for (const { cells } of looked.counted)
    for (const unit in cells)
      for (const one of tree.pathToRoot(unit)) if (!(one in parents)) added[one] = tree.byId(one)?.parent ?? null;
  return Object.keys(added).length > 0 ? { ...parents, ...added } : null;
}

/** One step: these tickets go in, and the state moves on, or neither; false when another was faster. */
async function step(
  deps: FoldDeps,
  { state, ids, set }: { state: FoldState; ids: readonly string[]; set: Partial<FoldState> },
): Promise<boolean> {
  const looked = await lookAt(deps.db.read, ids);
  const parents = withUnits(deps.tree, { parents: state.parents, looked });
  return deps.db.write(
    async (tx) => {
      const isMine = await takeTurn(tx, { before: state, set: { ...set, ...(parents ? { parents } : {}) } });
      if (isMine) await fold(tx, { looked, parents: parents ?? state.parents });
      return isMine;
    },
    { lane: 'batch' },
  );
}

/** Takes in tickets that were there before roll-ups were. */
async function takeInOld(deps: FoldDeps, state: FoldState & { readonly num: number }): Promise<boolean> {
  const next = await idsAfter(deps.db.read, { num: state.num, limit: deps.step ?? STEP });
  const num = next.length < (deps.step ?? STEP) ? null : (next.at(-1)?.num ?? null);
  return step(deps, { state, ids: next.map(({ id }) => id), set: { num } });
}

/** Follows the record. */
async function followEvents(deps: FoldDeps, state: FoldState): Promise<boolean> {
  const next = await streamsAfter(deps.db.read, { position: state.position, limit: deps.step ?? STEP });
  const last = next.at(-1);
  if (!last) return false;
  const ids = next.flatMap(({ stream }) => ticketOf(stream));
  return step(deps, { state, ids, set: { position: last.position } });
}

/** A unit that stands elsewhere in the tree than its figures say; null when there is none. */
const movedUnit = (tree: UnitTree, parents: Parents): string | null =>
  Object.keys(parents).find((unit) => {
    const now = tree.byId(unit);
    return now !== undefined && now.parent !== parents[unit];
  }) ?? null;

/** What the move of a unit in the tree takes, before anything of it is done. */
function moveOf(tree: UnitTree, { parents: before, unit }: { parents: Parents; unit: string }): Moving {
  const above = Object.fromEntries(
    tree.pathToRoot(unit).flatMap((one) => (one in before ? [] : [[one, tree.byId(one)?.parent ?? null]])),
  );
  const parents = { ...before, ...above, [unit]: tree.byId(unit)?.parent ?? null };
  const was = pathIn(before, unit).slice(1);
  const is = pathIn(parents, unit).slice(1);
  return {
    ...{ unit, parents, after: null },
    left: was.filter((one) => !is.includes(one)),
    joined: is.filter((one) => !was.includes(one)),
  };
}

/**
 * Takes some of a unit's figures out of everything that it no longer stands under, and adds them where it stands now.
 * How far it is goes with each part, so that a killed process leaves nothing half done; nothing else is folded until the
 * last one, which also says whom the unit stands under.
 */
function followMove(deps: FoldDeps, { state, moving }: { state: FoldState; moving: Moving }): Promise<boolean> {
  const { unit, left, joined, parents, after } = moving;
  const limit = deps.step ?? STEP;
  return deps.db.write(
    async (tx) => {
      const rows = await rowsOfUnit(tx, { unit, after, limit });
      const last = rows.length < limit ? undefined : rows.at(-1);
      const set = last
        ? { moving: { ...moving, after: { bucket: last.bucket, hidden: last.hidden } } }
        : { moving: null, parents };
      if (!(await takeTurn(tx, { before: state, set }))) return false;
      const changes = createEntries();
      for (const entry of rows) {
        for (const one of left) changes.add({ ...entry, unit: one }, -1);
        for (const one of joined) changes.add({ ...entry, unit: one });
      }
      await addToRows(tx, changes.all());
      return true;
    },
    { lane: 'batch' },
  );
}

/** One step of whatever is next; false when nothing is, or another process did it. */
async function next(deps: FoldDeps): Promise<boolean> {
  const state = await readState(deps.db.read);
  if (!state) {
    // From here on the record is followed; what was there before is taken in ticket by ticket.
    const position = await deps.events.head();
    await deps.db.write(async (tx) => beginState(tx, { position, num: 0, parents: {} }), { lane: 'batch' });
    return true;
  }
  const unit = state.moving === null ? movedUnit(deps.tree, state.parents) : null;
  const moving = state.moving ?? (unit === null ? null : moveOf(deps.tree, { parents: state.parents, unit }));
  if (moving !== null) return followMove(deps, { state, moving });
  const { num } = state;
  return num === null ? followEvents(deps, state) : takeInOld(deps, { ...state, num });
}

/**
 * Brings the roll-ups after the record of events, in small steps, for as long as `budget` milliseconds. The record is
 * what each transaction adds to the figures: its events name the tickets that changed, and the roll-ups hold of each
 * ticket what it has added, so that the difference goes in, whatever happened to it. Every step is one transaction that
 * takes the next turn: killed or run twice at a time, each is done once. Returns whether everything is in.
 */
export async function foldEvents(deps: FoldDeps, { budget = BUDGET }: { budget?: number } = {}): Promise<boolean> {
  const until = performance.now() + budget;
  do {
    if (!(await next(deps))) return true;
    await new Promise(setImmediate);
  } while (performance.now() < until);
  return false;
}
