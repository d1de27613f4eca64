import { and, asc, eq, gt, gte, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Counted, Facts } from './counted.rules.ts';
import type { Told } from './history.rules.ts';
import type { Entry, Parents } from './rollups.rules.ts';
import { readParts, readSums, writeParts, writeSums } from './sums.rules.ts';

const NAME = 'units';
/** Keys of one statement. */
const TOGETHER = 200;

/** A move of a unit's figures in the tree, which is done in parts. */
export interface Moving {
  readonly unit: string;
  /** Units above it that it stands under no more, and those that it stands under now. */
  readonly left: readonly string[];
  readonly joined: readonly string[];
  /** Whom each unit stands under once it is done. */
  readonly parents: Parents;
  /** The last row that is done, in the order of the key; null before the first. */
  readonly after: { readonly bucket: number; readonly hidden: string } | null;
}

export interface FoldState {
  readonly position: number;
  readonly num: number | null;
  readonly turn: number;
  readonly parents: Parents;
  readonly moving: Moving | null;
}

/** How far the roll-ups are; null before they were begun. */
export async function readState(read: Read): Promise<FoldState | null> {
  const { rollupState } = read.tables;
  const [row] = await read.select().from(rollupState).where(eq(rollupState.name, NAME));
  if (!row) return null;
  const { position, num, turn, tree, moving } = row;
  return {
    ...{ position, num, turn, parents: JSON.parse(tree) as Parents },
    moving: moving === null ? null : (JSON.parse(moving) as Moving),
  };
}

/** Only the turn: whether what was read in between belongs together. */
export async function readTurn(read: Read): Promise<number | null> {
  const { rollupState } = read.tables;
  const [row] = await read.select({ turn: rollupState.turn }).from(rollupState).where(eq(rollupState.name, NAME));
  return row?.turn ?? null;
}

export async function beginState(tx: Tx, state: Omit<FoldState, 'turn' | 'moving'>): Promise<void> {
  const { position, num, parents } = state;
  const row = { name: NAME, position, num, turn: 1, tree: JSON.stringify(parents), moving: null };
  await tx.insertRows(tx.tables.rollupState, [row], { onConflict: 'ignore' });
}

/** Takes the next turn; false when another took it: nothing may be folded then. */
export async function takeTurn(
  tx: Tx,
  { before, set }: { before: FoldState; set: Partial<Omit<FoldState, 'turn'>> },
): Promise<boolean> {
  const { rollupState } = tx.tables;
  const { parents, moving, ...moved } = set;
  const rows = await tx
    .update(rollupState)
    .set({
      ...moved,
      ...(parents ? { tree: JSON.stringify(parents) } : {}),
      ...(moving === undefined ? {} : { moving: moving === null ? null : JSON.stringify(moving) }),
      turn: before.turn + 1,
    })
    .where(and(eq(rollupState.name, NAME), eq(rollupState.turn, before.turn)))
    .returning({ turn: rollupState.turn });
  return rows.length > 0;
}

/** Streams of events after a position, in order; on PostgreSQL also, without a place, those that wait for one. */
export async function streamsAfter(
  read: Read,
  { position, limit }: { position: number; limit: number },
): Promise<{ stream: string; position: number }[]> {
  const { events } = read.tables;
  const rows = await read
    .select({ stream: events.stream, position: events.position })
    .from(events)
    .where(gt(events.position, position))
    .orderBy(asc(events.position))
    .limit(limit);
  return rows.map((row) => ({ stream: row.stream, position: row.position ?? position }));
}

export async function unnumberedStreams(read: Read, limit: number): Promise<string[]> {
  const { events } = read.tables;
  const rows = await read.select({ stream: events.stream }).from(events).where(isNull(events.position)).limit(limit);
  return rows.map(({ stream }) => stream);
}

function* slices<One>(all: readonly One[]): Generator<readonly One[]> {
  for (let at = 0; at < all.length; at += TOGETHER) yield all.slice(at, at + TOGETHER);
}

/** Tickets in order of number, after one of them. */
export async function idsAfter(
  read: Read,
  { num, limit }: { num: number; limit: number },
): Promise<{ id: string; num: number }[]> {
  const { ticket } = read.tables;
  return read
    .select({ id: ticket.id, num: ticket.num })
    .from(ticket)
    .where(gt(ticket.num, num))
    .orderBy(asc(ticket.num))
    .limit(limit);
}

/** What of these tickets' rows is counted, and of what account they came. */
export async function factsOf(read: Read, ids: readonly string[]): Promise<(Facts & { account: string })[]> {
  const { ticket } = read.tables;
  const found: (Facts & { account: string })[] = [];
  for (const slice of slices(ids))
    found.push(
      ...(await read
        .select({
          num: ticket.num,
          id: ticket.id,
          state: ticket.state,
          outcome: ticket.outcome,
          category: ticket.category,
          channel: ticket.channel,
          account: ticket.account,
          desk: ticket.desk,
          owner: ticket.owner,
          accusedUnit: ticket.accusedUnit,
          incident: ticket.incident,
          voices: ticket.voices,
          at: ticket.at,
          receivedAt: ticket.receivedAt,
          openedAt: ticket.openedAt,
          inProcessAt: ticket.inProcessAt,
          closedAt: ticket.closedAt,
          verifiedAt: ticket.verifiedAt,
          dueAt: ticket.dueAt,
        })
        .from(ticket)
        .where(inArray(ticket.id, [...slice]))),
    );
  return found;
}

/** Events of these tickets, each ticket's in order. */
export async function eventsOf(read: Read, ids: readonly string[]): Promise<Map<string, Told[]>> {
  const { events } = read.tables;
  const found = new Map<string, Told[]>();
  for (const slice of slices(ids)) {
    const rows = await read
      .select({
        stream: events.stream,
        seq: events.seq,
        at: events.at,
        type: events.type,
        actor: events.actor,
        data: events.data,
      })
      .from(events)
      .where(
        inArray(
          events.stream,
          slice.map((id) => `ticket:${id}`),
        ),
      )
      .orderBy(asc(events.stream), asc(events.seq));
    for (const { stream, data, ...row } of rows) {
      const id = stream.slice('ticket:'.length);
      const told = { ...row, data: JSON.parse(data) as Told['data'] };
      const known = found.get(id);
      if (known) known.push(told);
      else found.set(id, [told]);
    }
  }
  return found;
}

/** What of these tickets is in the roll-ups. */
export async function countedOf(read: Read, nums: readonly number[]): Promise<Map<number, Counted>> {
  const { rollupTicket } = read.tables;
  const found = new Map<number, Counted>();
  for (const slice of slices(nums))
    for (const { cells, ...row } of await read
      .select()
      .from(rollupTicket)
      .where(inArray(rollupTicket.num, [...slice])))
      found.set(row.num, { ...row, cells: JSON.parse(cells) as Counted['cells'] });
  return found;
}

export async function replaceCounted(tx: Tx, counted: readonly Counted[]): Promise<void> {
  const { rollupTicket } = tx.tables;
  for (const slice of slices(counted)) {
    await tx.delete(rollupTicket).where(
      inArray(
        rollupTicket.num,
        slice.map(({ num }) => num),
      ),
    );
    await tx.insertRows(
      rollupTicket,
      slice.map((one) => ({ ...one, cells: JSON.stringify(one.cells) })),
    );
  }
}

interface Row {
  readonly unit: string;
  readonly bucket: number;
  readonly hidden: string;
  readonly sums: string;
  readonly parts: string;
}

const toEntry = ({ sums, parts, ...key }: Row): Entry => ({ ...key, sums: readSums(sums), parts: readParts(parts) });

const keysOf = (entries: readonly Entry[]) =>
  sql.join(
    entries.map(({ unit, bucket, hidden }) => sql`(${unit}, CAST(${bucket} AS integer), ${hidden})`),
    sql`, `,
  );

/** The rows with these keys, as they stand. */
export async function standing(tx: Tx, entries: readonly Entry[]): Promise<Entry[]> {
  const found: Entry[] = [];
  for (const slice of slices(entries)) {
    const rows = await tx.all<Row>(
      sql`SELECT unit, bucket, hidden, sums, parts FROM rollup WHERE (unit, bucket, hidden) IN (VALUES ${keysOf(slice)})`,
    );
    found.push(...rows.map(toEntry));
  }
  return found;
}

/** Writes rows in the place of those that `standing` found; what comes to nothing has no row. */
export async function replaceRows(
  tx: Tx,
  { before, after }: { before: readonly Entry[]; after: readonly Entry[] },
): Promise<void> {
  const { rollup } = tx.tables;
  for (const slice of slices(before))
    await tx.delete(rollup).where(sql`(unit, bucket, hidden) IN (VALUES ${keysOf(slice)})`);
  await tx.insertRows(
    rollup,
    after.map(({ sums, parts, ...key }) => ({ ...key, sums: writeSums(sums), parts: writeParts(parts) })),
  );
}

/** The next rows of a unit, in the order of their key. */
export async function rowsOfUnit(
  read: Read,
  { unit, after, limit }: { unit: string; after: Moving['after']; limit: number },
): Promise<Entry[]> {
  const { rollup } = read.tables;
  const isAfter =
    after && or(gt(rollup.bucket, after.bucket), and(eq(rollup.bucket, after.bucket), gt(rollup.hidden, after.hidden)));
  const rows = await read
    .select()
    .from(rollup)
    .where(and(eq(rollup.unit, unit), after ? gte(rollup.bucket, after.bucket) : undefined, isAfter ?? undefined))
    .orderBy(asc(rollup.bucket), asc(rollup.hidden))
    .limit(limit);
  return rows.map(toEntry);
}

/** All roll-ups: for a recount. */
export async function allRows(read: Read): Promise<Entry[]> {
  return (await read.select().from(read.tables.rollup)).map(toEntry);
}

/** A later mention or answer of a handle counts; an earlier one changes nothing. */
export async function noteHandle(
  tx: Tx,
  { account, mentionedAt, answeredAt }: { account: string; mentionedAt: number | null; answeredAt: number | null },
): Promise<void> {
  const { handleLife } = tx.tables;
  const later = (name: string) =>
    sql.raw(
      `CASE WHEN handle_life.${name} IS NULL OR excluded.${name} > handle_life.${name} THEN excluded.${name} ELSE handle_life.${name} END`,
    );
  await tx
    .insert(handleLife)
    .values({ account, mentionedAt, answeredAt })
    .onConflictDoUpdate({
      target: handleLife.account,
      set: { mentionedAt: later('mentioned_at'), answeredAt: later('answered_at') },
    });
}
