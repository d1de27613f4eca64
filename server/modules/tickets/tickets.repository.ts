import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, notExists, sql, type SQL } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';
import type { ActionReport, Attachment, Clock, NewTicket, Ticket } from './tickets.types.ts';

/** Whose eyes: units of positions held now, and the officer for conflicts of interest. */
export interface Viewer {
  readonly officer: string;
  readonly units: readonly string[];
}

function noConflict(read: Read, num: SQL | typeof read.tables.ticket.num, officer: string): SQL {
  const { ticketConflict } = read.tables;
  return notExists(
    read
      .select({ one: sql`1` })
      .from(ticketConflict)
      .where(and(eq(ticketConflict.officer, officer), eq(ticketConflict.num, num))),
  );
}

/** The ticket and which of the viewer's units may see it; null when none does. */
export async function findTicket(
  read: Read,
  { id, viewer }: { id: string; viewer: Viewer },
): Promise<{ ticket: Ticket; units: string[] } | null> {
  if (viewer.units.length === 0) return null;
  const { ticket, ticketAccess, ticketConflict } = read.tables;
  const places = viewer.units.map((_, index) => sql.placeholder(`unit${index}`));
  const query = prepared(read, `tickets.find.${places.length}`, () =>
    read
      .select({ ticket, unit: ticketAccess.unit })
      .from(ticket)
      .innerJoin(ticketAccess, eq(ticketAccess.num, ticket.num))
      .where(
        and(
          eq(ticket.id, sql.placeholder('id')),
          inArray(ticketAccess.unit, places),
          notExists(
            read
              .select({ one: sql`1` })
              .from(ticketConflict)
              .where(and(eq(ticketConflict.officer, sql.placeholder('officer')), eq(ticketConflict.num, ticket.num))),
          ),
        ),
      ),
  );
  const units = Object.fromEntries(viewer.units.map((unit, index) => [`unit${index}`, unit]));
  const rows = await query.execute({ id, officer: viewer.officer, ...units });
  const first = rows[0];
  return first ? { ticket: first.ticket, units: rows.map((row) => row.unit) } : null;
}

/** Numbers of the viewer's tickets in the given states, newest first, below `before`. */
export async function listNums(
  read: Read,
  {
    viewer,
    states,
    before,
    limit,
  }: { viewer: Viewer; states: readonly string[]; before: number | null; limit: number },
): Promise<number[]> {
  const found = new Set<number>();
  for (const unit of viewer.units)
    for (const state of states) for (const num of await oneList(read, { unit, state, before, limit })) found.add(num);
  return [...found].sort((a, b) => b - a).slice(0, limit);
}

/** One unit's tickets in one state: a range of the primary key, no sort. */
async function oneList(
  read: Read,
  { unit, state, before, limit }: { unit: string; state: string; before: number | null; limit: number },
): Promise<number[]> {
  const below = before === null ? sql`` : sql` AND num < ${before}`;
  const rows = await read.all<{ num: number }>(
    sql`SELECT num FROM ticket_access WHERE unit = ${unit} AND state = ${state}${below} ORDER BY num DESC LIMIT ${limit}`,
  );
  return rows.map((row) => Number(row.num));
}

/** Tickets by number that the viewer may see, newest first. */
export async function loadTickets(
  read: Read,
  { viewer, nums }: { viewer: Viewer; nums: readonly number[] },
): Promise<Ticket[]> {
  if (nums.length === 0) return [];
  const { ticket } = read.tables;
  return read
    .select()
    .from(ticket)
    .where(and(inArray(ticket.num, [...nums]), noConflict(read, ticket.num, viewer.officer)))
    .orderBy(desc(ticket.num));
}

/** Of these numbers those of tickets that fit the condition, newest first: nothing else of them is read. */
export async function filterNums(
  read: Read,
  { nums, where }: { nums: readonly number[]; where: SQL | undefined },
): Promise<number[]> {
  if (nums.length === 0 || where === undefined) return [...nums];
  const { ticket } = read.tables;
  const rows = await read
    .select({ num: ticket.num })
    .from(ticket)
    .where(and(inArray(ticket.num, [...nums]), where))
    .orderBy(desc(ticket.num));
  return rows.map((row) => row.num);
}

/** How many, up to `limit`: a count that never costs more than that many rows of the key. */
export async function countState(
  read: Read,
  { viewer, state, limit }: { viewer: Viewer; state: string; limit: number },
): Promise<number> {
  const units = viewer.units.map((unit) => sql`${unit}`);
  if (units.length === 0) return 0;
  const rows = await read.all<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT DISTINCT a.num FROM ticket_access a WHERE a.unit IN (${sql.join(units, sql`, `)}) AND a.state = ${state}
        AND NOT EXISTS (SELECT 1 FROM ticket_conflict c WHERE c.officer = ${viewer.officer} AND c.num = a.num) LIMIT ${limit}) AS some`,
  );
  return Number(rows[0]?.n ?? 0);
}

export async function insertTicket(tx: Tx, values: NewTicket): Promise<void> {
  await tx.insert(tx.tables.ticket).values(values);
}

/** Changes a ticket as it was read; null when somebody was faster. */
export async function updateTicket(
  tx: Tx,
  { before, set, at }: { before: Ticket; set: Partial<NewTicket>; at: number },
): Promise<Ticket | null> {
  const { id, version } = before;
  const change = { ...set, id, version: version + 1, updatedAt: at };
  const changed = await tx.updateRows(tx.tables.ticket, [change], { version });
  return changed === 1 ? { ...before, ...change } : null;
}

export async function replaceAccess(
  tx: Tx,
  { num, state, units }: { num: number; state: string; units: readonly string[] },
): Promise<void> {
  const { ticketAccess } = tx.tables;
  await tx.delete(ticketAccess).where(eq(ticketAccess.num, num));
  await tx.insertRows(
    ticketAccess,
    units.map((unit) => ({ unit, state, num })),
  );
}

export async function moveAccess(tx: Tx, { num, state }: { num: number; state: string }): Promise<void> {
  const { ticketAccess } = tx.tables;
  const query = prepared(tx, 'tickets.moveAccess', () =>
    tx
      .update(ticketAccess)
      .set({ state: sql`${sql.placeholder('state')}` })
      .where(eq(ticketAccess.num, sql.placeholder('num'))),
  );
  await query.execute({ num, state });
}

/** Officers who hold the offices that answer for a unit now, or held them when the ticket came. */
export async function headsOfUnit(tx: Tx, { unit, at }: { unit: string; at: number }): Promise<string[]> {
  const { posting, position } = tx.tables;
  const rows = await tx
    .selectDistinct({ officer: posting.officer })
    .from(posting)
    .innerJoin(position, eq(position.id, posting.position))
    .where(
      and(
        eq(position.unit, unit),
        eq(position.head, true),
        sql`${posting.validFrom} <= ${at} AND (${posting.validTo} IS NULL OR ${posting.validTo} > ${at})`,
      ),
    );
  return rows.map((row) => row.officer);
}

/** Who must not see the ticket, anew: after it was said, or unsaid, whom the complaint is about. */
export async function replaceConflicts(
  tx: Tx,
  { num, officers }: { num: number; officers: readonly string[] },
): Promise<void> {
  const { ticketConflict } = tx.tables;
  await tx.delete(ticketConflict).where(eq(ticketConflict.num, num));
  await tx.insertRows(
    ticketConflict,
    officers.map((officer) => ({ num, officer })),
    { onConflict: 'ignore' },
  );
}

/** The next counters of a district's day, `many` at once; the last of them. One upserted row settles the race. */
export async function takeDocketNumbers(
  tx: Tx,
  { code, day, many, floor }: { code: string; day: string; many: number; floor: number },
): Promise<number> {
  const { docketCounter } = tx.tables;
  const rows = await tx
    .insert(docketCounter)
    .values({ code, day, last: floor + many })
    .onConflictDoUpdate({
      target: [docketCounter.code, docketCounter.day],
      set: { last: sql`${docketCounter.last} + ${many}` },
    })
    .returning({ last: docketCounter.last });
  return rows[0]?.last ?? floor + many;
}

export async function clocksOf(read: Read, ticket: string): Promise<Clock[]> {
  const { clock } = read.tables;
  const query = prepared(read, 'tickets.clocksOf', () =>
    read
      .select()
      .from(clock)
      .where(eq(clock.ticket, sql.placeholder('ticket')))
      .orderBy(asc(clock.startedAt)),
  );
  return query.execute({ ticket });
}

export async function saveClocks(
  tx: Tx,
  {
    ticket,
    start,
    stop,
    at,
  }: {
    ticket: string;
    start: readonly { kind: string; startedAt: number; dueAt: number }[];
    stop: readonly string[];
    at: number;
  },
): Promise<void> {
  const { clock } = tx.tables;
  if (stop.length > 0)
    await tx
      .update(clock)
      .set({ stoppedAt: at })
      .where(and(eq(clock.ticket, ticket), inArray(clock.kind, [...stop]), isNull(clock.stoppedAt)));
  await tx.insertRows(
    clock,
    start.map((one) => ({ ticket, stoppedAt: null, breachedAt: null, ...one })),
    { onConflict: 'ignore' },
  );
}

/** A clock with the deadline that it had. */
export type MovedClock = Pick<Clock, 'kind' | 'startedAt' | 'dueAt'>;

/** Deadlines of running clocks anew, after the urgency was corrected. Returns those that moved, as they were. */
export async function moveDeadlines(
  tx: Tx,
  { ticket, dueAt }: { ticket: string; dueAt: (clock: Clock) => number },
): Promise<MovedClock[]> {
  const running = (await clocksOf(tx, ticket)).filter((one) => one.stoppedAt === null && one.dueAt !== dueAt(one));
  await setDeadlines(tx, { ticket, clocks: running.map((one) => ({ ...one, dueAt: dueAt(one) })) });
  return running.map(({ kind, startedAt, dueAt: was }) => ({ kind, startedAt, dueAt: was }));
}

async function setDeadlines(
  tx: Tx,
  { ticket, clocks }: { ticket: string; clocks: readonly MovedClock[] },
): Promise<void> {
  const { clock } = tx.tables;
  for (const { kind, startedAt, dueAt } of clocks)
    await tx
      .update(clock)
      .set({ dueAt })
      .where(and(eq(clock.ticket, ticket), eq(clock.kind, kind), eq(clock.startedAt, startedAt)));
}

/** Takes back what one act did to the clocks: those it started go, those it stopped (they carry its time) run on, those it moved return. */
export async function rewindClocks(
  tx: Tx,
  {
    ticket,
    at,
    started,
    moved,
  }: {
    ticket: string;
    at: number;
    started: readonly { kind: string; startedAt: number }[];
    moved: readonly MovedClock[];
  },
): Promise<void> {
  await setDeadlines(tx, { ticket, clocks: moved });
  const { clock } = tx.tables;
  for (const one of started)
    await tx
      .delete(clock)
      .where(and(eq(clock.ticket, ticket), eq(clock.kind, one.kind), eq(clock.startedAt, one.startedAt)));
  await tx
    .update(clock)
    .set({ stoppedAt: null })
    .where(and(eq(clock.ticket, ticket), eq(clock.stoppedAt, at)));
}

export async function insertReport(tx: Tx, report: ActionReport): Promise<void> {
  await tx.insert(tx.tables.actionReport).values(report);
}

export async function withdrawReport(tx: Tx, { ticket, at }: { ticket: string; at: number }): Promise<void> {
  const { actionReport, attachment } = tx.tables;
  const withdrawn = await tx
    .update(actionReport)
    .set({ withdrawnAt: at })
    .where(and(eq(actionReport.ticket, ticket), eq(actionReport.at, at)))
    .returning({ id: actionReport.id });
  // Its files are free again for the report that takes its place.
  for (const { id } of withdrawn) await tx.update(attachment).set({ report: null }).where(eq(attachment.report, id));
}

export async function reportsOf(read: Read, ticket: string): Promise<ActionReport[]> {
  const { actionReport } = read.tables;
  return read
    .select()
    .from(actionReport)
    .where(and(eq(actionReport.ticket, ticket), isNull(actionReport.withdrawnAt)))
    .orderBy(desc(actionReport.at));
}

export async function insertAttachment(tx: Tx, attachment: Attachment): Promise<void> {
  await tx.insert(tx.tables.attachment).values(attachment);
}

export async function attachmentsOf(read: Read, ticket: string): Promise<Attachment[]> {
  const { attachment } = read.tables;
  return read.select().from(attachment).where(eq(attachment.ticket, ticket)).orderBy(asc(attachment.at));
}

/** Binds files of this ticket that belong to no report yet. Returns how many were bound. */
export async function bindAttachments(
  tx: Tx,
  { ticket, report, ids }: { ticket: string; report: string; ids: readonly string[] },
): Promise<number> {
  if (ids.length === 0) return 0;
  const { attachment } = tx.tables;
  const rows = await tx
    .update(attachment)
    .set({ report })
    .where(and(eq(attachment.ticket, ticket), isNull(attachment.report), inArray(attachment.id, [...ids])))
    .returning({ id: attachment.id });
  return rows.length;
}

export async function insertNote(
  tx: Tx,
  note: { id: string; ticket: string; text: string; officer: string; at: number },
): Promise<void> {
  await tx.insert(tx.tables.ticketNote).values(note);
}

/** Takes back the reason that went with an act. */
export async function removeNote(tx: Tx, id: string): Promise<void> {
  const { ticketNote } = tx.tables;
  await tx.delete(ticketNote).where(eq(ticketNote.id, id));
}

export async function notesOf(
  read: Read,
  ticket: string,
): Promise<{ id: string; text: string; officer: string; at: number }[]> {
  const { ticketNote } = read.tables;
  return read.select().from(ticketNote).where(eq(ticketNote.ticket, ticket)).orderBy(asc(ticketNote.at));
}

export async function findByDocket(read: Read, docket: string): Promise<Ticket | null> {
  const { ticket } = read.tables;
  const rows = await read.select().from(ticket).where(eq(ticket.docket, docket));
  return rows[0] ?? null;
}

/** A ticket whoever asks: the caller must know that it may be told. */
export async function findById(read: Read, id: string): Promise<Ticket | null> {
  const { ticket } = read.tables;
  const rows = await read.select().from(ticket).where(eq(ticket.id, id));
  return rows[0] ?? null;
}

export interface Filters {
  readonly states?: readonly string[] | undefined;
  readonly category?: readonly string[] | undefined;
  readonly urgency?: readonly string[] | undefined;
  readonly language?: readonly string[] | undefined;
  readonly district?: string | undefined;
  readonly owner?: readonly string[] | undefined;
  readonly wroteAgain?: boolean | undefined;
  /** Now, when only overdue tickets are wanted. */
  readonly overdueAt?: number | undefined;
}

/** The filters as one condition; undefined when there are none. */
export function filterCondition(read: Read, filters: Filters): SQL | undefined {
  const { ticket } = read.tables;
  return and(
    filters.states && inArray(ticket.state, [...filters.states]),
    filters.category && inArray(ticket.category, [...filters.category]),
    filters.urgency && inArray(ticket.urgency, [...filters.urgency]),
    filters.language && inArray(ticket.language, [...filters.language]),
    filters.district ? eq(ticket.district, filters.district) : undefined,
    filters.owner && inArray(ticket.owner, [...filters.owner]),
    filters.wroteAgain ? isNotNull(ticket.wroteAgainAt) : undefined,
    filters.overdueAt === undefined ? undefined : lt(ticket.dueAt, filters.overdueAt),
  );
}

/** Of the newest `limit` tickets in these states: how many carry each mark. */
export async function countMarks(
  read: Read,
  { viewer, states, now, limit }: { viewer: Viewer; states: readonly string[]; now: number; limit: number },
): Promise<{ lifeRisk: number; wroteAgain: number; overdue: number; scanned: number }> {
  const nums = await listNums(read, { viewer, states, before: null, limit });
  if (nums.length === 0) return { lifeRisk: 0, wroteAgain: 0, overdue: 0, scanned: 0 };
  const oldest = nums.at(-1) ?? 0;
  const units = sql.join(
    viewer.units.map((unit) => sql`${unit}`),
    sql`, `,
  );
  const wanted = sql.join(
    states.map((state) => sql`${state}`),
    sql`, `,
  );
  const rows = await read.all<{ life_risk: number | null; wrote_again: number | null; overdue: number | null }>(
    sql`SELECT sum(CASE WHEN urgency = 'life-risk' THEN 1 ELSE 0 END) AS life_risk,
               sum(CASE WHEN wrote_again_at IS NOT NULL THEN 1 ELSE 0 END) AS wrote_again,
               sum(CASE WHEN due_at < ${now} THEN 1 ELSE 0 END) AS overdue
        FROM ticket WHERE num IN (SELECT num FROM ticket_access a WHERE a.unit IN (${units}) AND a.state IN (${wanted}) AND a.num >= ${oldest}
          AND NOT EXISTS (SELECT 1 FROM ticket_conflict c WHERE c.officer = ${viewer.officer} AND c.num = a.num))`,
  );
  const row = rows[0];
  return {
    lifeRisk: Number(row?.life_risk ?? 0),
    wroteAgain: Number(row?.wrote_again ?? 0),
    overdue: Number(row?.overdue ?? 0),
    scanned: nums.length,
  };
}

/** A ticket by docket, for one who may see it. */
export async function findVisibleDocket(
  read: Read,
  { docket, viewer }: { docket: string; viewer: Viewer },
): Promise<Ticket | null> {
  const ticket = await findByDocket(read, docket);
  return ticket && (await findTicket(read, { id: ticket.id, viewer })) ? ticket : null;
}

/** Which of these tickets the viewer may see, with the state: for live updates and event lists. */
export async function visibleTickets(
  read: Read,
  { viewer, ids }: { viewer: Viewer; ids: readonly string[] },
): Promise<Ticket[]> {
  if (ids.length === 0 || viewer.units.length === 0) return [];
  const { ticket, ticketAccess } = read.tables;
  const rows = await read
    .select({ ticket })
    .from(ticket)
    // In this order, whatever SQLite believes: by the unit it would look through everything that a state may see.
    .crossJoin(ticketAccess)
    .where(
      and(
        eq(ticketAccess.num, ticket.num),
        inArray(ticket.id, [...new Set(ids)]),
        inArray(ticketAccess.unit, [...viewer.units]),
        noConflict(read, ticket.num, viewer.officer),
      ),
    );
  return [...new Map(rows.map((row) => [row.ticket.id, row.ticket])).values()];
}

export async function insertClocks(tx: Tx, clocks: readonly Clock[]): Promise<void> {
  await tx.insertRows(tx.tables.clock, clocks);
}

/** Names of officers, as histories show them. */
export async function officerNames(read: Read, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { officer } = read.tables;
  const rows = await read
    .select({ id: officer.id, name: officer.name })
    .from(officer)
    .where(inArray(officer.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The account a ticket came in on. */
export async function accountOf(read: Read, id: string): Promise<{ id: string; kind: string; handle: string } | null> {
  const { channelAccount } = read.tables;
  const rows = await read
    .select({ id: channelAccount.id, kind: channelAccount.kind, handle: channelAccount.handle })
    .from(channelAccount)
    .where(eq(channelAccount.id, id));
  return rows[0] ?? null;
}
