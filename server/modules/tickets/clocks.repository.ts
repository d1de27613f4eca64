import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';
import { endEscalations, lookAgainAtEscalations, resumeEscalations } from './escalation.repository.ts';
import type { Clock } from './tickets.types.ts';

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
  if (stop.length > 0) {
    const kinds = stop.map((_, index) => sql.placeholder(`kind${index}`));
    const query = prepared(tx, `tickets.stopClocks.${kinds.length}`, () =>
      tx
        .update(clock)
        .set({ stoppedAt: sql`${sql.placeholder('at')}` })
        .where(and(eq(clock.ticket, sql.placeholder('ticket')), inArray(clock.kind, kinds), isNull(clock.stoppedAt))),
    );
    await query.execute({ ticket, at, ...Object.fromEntries(stop.map((kind, index) => [`kind${index}`, kind])) });
    await endEscalations(tx, { tickets: [ticket], kinds: stop, at });
  }
  await tx.insertRows(
    clock,
    start.map((one) => ({ ticket, stoppedAt: null, breachedAt: null, ...one })),
    { onConflict: 'ignore' },
  );
}

/** A clock with the deadline that it had, and whether that had passed; what was moved in older days does not say. */
export type MovedClock = Pick<Clock, 'kind' | 'startedAt' | 'dueAt'> & Partial<Pick<Clock, 'breachedAt'>>;

/** Says when a running clock ends from now on. */
export type NewDeadline = (clock: Clock) => number | Promise<number>;

/** Deadlines of running clocks anew, after something was corrected that they follow. Returns those that moved, as they were. */
export async function moveDeadlines(
  tx: Tx,
  { ticket, dueAt }: { ticket: string; dueAt: NewDeadline },
): Promise<MovedClock[]> {
  const moved: { clock: Clock; dueAt: number }[] = [];
  for (const clock of await clocksOf(tx, ticket)) {
    if (clock.stoppedAt !== null) continue;
    const ends = await dueAt(clock);
    if (ends !== clock.dueAt) moved.push({ clock, dueAt: ends });
  }
  await setDeadlines(tx, {
    ticket,
    // What was found to have passed has not, where it was moved past that moment: it can pass, and be told, anew.
    clocks: moved.map(({ clock: { kind, startedAt, breachedAt }, dueAt: ends }) => ({
      ...{ kind, startedAt, dueAt: ends, breachedAt: breachedAt !== null && breachedAt < ends ? null : breachedAt },
    })),
  });
  return moved.map(({ clock: { kind, startedAt, dueAt: was, breachedAt } }) => ({
    ...{ kind, startedAt, dueAt: was, breachedAt },
  }));
}

async function setDeadlines(
  tx: Tx,
  { ticket, clocks }: { ticket: string; clocks: readonly MovedClock[] },
): Promise<void> {
  const { clock } = tx.tables;
  for (const { kind, startedAt, dueAt, breachedAt } of clocks)
    await tx
      .update(clock)
      .set(breachedAt === undefined ? { dueAt } : { dueAt, breachedAt })
      .where(and(eq(clock.ticket, ticket), eq(clock.kind, kind), eq(clock.startedAt, startedAt)));
  if (clocks.length > 0) await lookAgainAtEscalations(tx, ticket);
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
  await resumeEscalations(tx, { ticket, at });
}

export async function insertClocks(tx: Tx, clocks: readonly Clock[]): Promise<void> {
  await tx.insertRows(tx.tables.clock, clocks);
}
