import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { ClaimedJob, Exchange, NewJob, Outcome, Outlook } from './store.types.ts';
import { MAX_STALLS, STALLED } from './store.types.ts';
import type { DeadJob, QueueDepth } from './port.ts';

/** A dead job keeps its dedupe key behind this, out of the way of living ones. */
const deadKey = (id: string) => `dead:${id}:`;

export async function insertJob(tx: Tx, id: string, job: NewJob, now: number): Promise<{ id: string; added: boolean }> {
  const { job: table } = tx.tables;
  const row = {
    ...job,
    id,
    state: 'waiting',
    attempts: 0,
    stalls: 0,
    lease: null,
    leaseUntil: null,
    lastError: null,
    createdAt: now,
  };
  if (job.dedupeKey === null) {
    await tx.insertRows(table, [row]);
    return { id, added: true };
  }
  const inserted = await tx.insert(table).values(row).onConflictDoNothing().returning({ id: table.id });
  if (inserted.length > 0) return { id, added: true };
  const alive = await tx
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.queue, job.queue), eq(table.dedupeKey, job.dedupeKey)));
  return { id: alive[0]?.id ?? '', added: false };
}

const list = (values: readonly string[]): SQL =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );

/** A lease contains its job's id, so that both lists together name pairs. */
const holds = (held: readonly { readonly id: string; readonly lease: string }[]): SQL =>
  sql`id IN (${list(held.map(({ id }) => id))}) AND lease IN (${list(held.map(({ lease }) => lease))})`;

function settled(outcome: Exclude<Outcome, { kind: 'done' }>): SQL {
  if (outcome.kind === 'later') return sql`state = 'waiting', run_at = ${outcome.runAt}`;
  const failed = sql`attempts = attempts + 1, last_error = ${outcome.error}`;
  if (outcome.kind === 'retry') return sql`state = 'waiting', run_at = ${outcome.runAt}, ${failed}`;
  return sql`state = 'dead', dedupe_key = ${deadKey(outcome.id)} || dedupe_key, ${failed}`;
}

/** Records outcomes; answers the jobs whose lease was not held any more. */
export async function settle(tx: Tx, outcomes: readonly Outcome[]): Promise<string[]> {
  const kept = new Set<string>();
  const done = outcomes.filter(({ kind }) => kind === 'done');
  if (done.length > 0)
    for (const row of await tx.all<{ id: string }>(sql`DELETE FROM job WHERE ${holds(done)} RETURNING id`))
      kept.add(row.id);
  for (const outcome of outcomes) {
    if (outcome.kind === 'done') continue;
    const rows = await tx.all<{ id: string }>(
      sql`UPDATE job SET ${settled(outcome)}, lease = NULL, lease_until = NULL WHERE ${holds([outcome])} RETURNING id`,
    );
    if (rows.length > 0) kept.add(outcome.id);
  }
  return outcomes.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
}

interface Claim extends Exchange {
  readonly now: number;
  readonly priority: number;
}

interface Row {
  readonly id: string;
  readonly data: unknown;
  readonly order_key: string | null;
  readonly attempts: number;
  readonly max_attempts: number;
  readonly lease: string;
  readonly run_at: number;
}

/** Takes due jobs of one priority. Of an order key only the oldest that lives, and only when none of it runs. */
export async function claim(tx: Tx, { queue, limit, lease, leaseMs, now, priority }: Claim): Promise<ClaimedJob[]> {
  const rows = await tx.all<Row>(sql`
    UPDATE job SET state = 'running', lease = ${lease} || id, lease_until = ${now + leaseMs} WHERE id IN (
      SELECT j.id FROM job j WHERE j.queue = ${queue} AND j.state = 'waiting' AND j.priority = ${priority} AND j.run_at <= ${now}
        AND (j.order_key IS NULL OR NOT EXISTS (
          SELECT 1 FROM job o WHERE o.queue = j.queue AND o.order_key = j.order_key
            AND (o.state = 'running' OR (o.state = 'waiting' AND o.id < j.id))))
      ORDER BY j.run_at, j.id LIMIT ${limit})
    RETURNING id, data, order_key, attempts, max_attempts, lease, run_at`);
  return rows
    .sort((a, b) => a.run_at - b.run_at || (a.id < b.id ? -1 : 1))
    .map((row) => ({
      id: row.id,
      data: tx.engine === 'sqlite' ? (JSON.parse(String(row.data)) as unknown) : row.data,
      orderKey: row.order_key,
      attempts: row.attempts,
      maxAttempts: row.max_attempts,
      lease: row.lease,
    }));
}

/** On PostgreSQL the claims of one queue take turns, or two could take jobs of one order key at once. */
export async function takeTurns(tx: Tx, queue: string): Promise<void> {
  if (tx.engine === 'postgres')
    await tx.all(sql`SELECT count(pg_advisory_xact_lock(hashtextextended(${queue}, 7312)))`);
}

/** The priorities that wait, by steps along the index. */
export async function waitingPriorities(read: Read, queue: string): Promise<number[]> {
  const rows = await read.all<{ priority: number | null }>(sql`
    WITH RECURSIVE step(priority) AS (
      SELECT min(priority) FROM job WHERE queue = ${queue} AND state = 'waiting'
      UNION ALL
      SELECT (SELECT min(j.priority) FROM job j WHERE j.queue = ${queue} AND j.state = 'waiting' AND j.priority > step.priority)
      FROM step WHERE step.priority IS NOT NULL)
    SELECT priority FROM step WHERE priority IS NOT NULL`);
  return rows.flatMap(({ priority }) => (priority === null ? [] : [priority]));
}

export async function prolong(
  tx: Tx,
  held: readonly { id: string; lease: string }[],
  until: number,
): Promise<string[]> {
  if (held.length === 0) return [];
  const rows = await tx.all<{ id: string }>(
    sql`UPDATE job SET lease_until = ${until} WHERE ${holds(held)} RETURNING id`,
  );
  return rows.map(({ id }) => id);
}

export async function recoverStalled(tx: Tx, queue: string, until: number): Promise<number> {
  const lost = sql`queue = ${queue} AND state = 'running' AND lease_until <= ${until}`;
  const buried = await tx.all(sql`UPDATE job SET state = 'dead', dedupe_key = 'dead:' || id || ':' || dedupe_key,
    stalls = stalls + 1, lease = NULL, lease_until = NULL, last_error = ${STALLED}
    WHERE ${lost} AND stalls >= ${MAX_STALLS} RETURNING 1`);
  const waiting =
    await tx.all(sql`UPDATE job SET state = 'waiting', stalls = stalls + 1, lease = NULL, lease_until = NULL
    WHERE ${lost} RETURNING 1`);
  return buried.length + waiting.length;
}

export async function lookOut(read: Read, queue: string, priorities: readonly number[], now: number): Promise<Outlook> {
  const soonest = (after: number) =>
    sql.join(
      [
        sql`SELECT NULL AS at WHERE false`,
        ...priorities.map(
          (priority) => sql`SELECT min(run_at) AS at FROM job
            WHERE queue = ${queue} AND state = 'waiting' AND priority = ${priority} AND run_at > ${after}`,
        ),
      ],
      sql` UNION ALL `,
    );
  const rows = await read.all<{ first_at: number | null; due_at: number | null; lease_at: number | null }>(sql`SELECT
    (SELECT min(at) FROM (${soonest(-1)}) first) AS first_at,
    (SELECT min(at) FROM (${soonest(now)}) next) AS due_at,
    (SELECT min(lease_until) FROM job WHERE state = 'running' AND queue = ${queue}) AS lease_at`);
  const { first_at: first = null, due_at: dueAt = null, lease_at: leaseAt = null } = rows[0] ?? {};
  return { due: first !== null && first <= now, dueAt, leaseAt };
}

export async function countJobs(read: Read, queue: string): Promise<QueueDepth> {
  const { job } = read.tables;
  const rows = await read
    .select({ state: job.state, count: sql<number>`count(*)` })
    .from(job)
    .where(eq(job.queue, queue))
    .groupBy(job.state);
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0);
  return { waiting: of('waiting'), running: of('running'), dead: of('dead') };
}

export async function listDead(read: Read, queue: string, limit: number): Promise<DeadJob[]> {
  const { job } = read.tables;
  const rows = await read
    .select({
      id: job.id,
      queue: job.queue,
      attempts: job.attempts,
      lastError: job.lastError,
      createdAt: job.createdAt,
    })
    .from(job)
    .where(and(eq(job.queue, queue), eq(job.state, 'dead')))
    .orderBy(job.createdAt)
    .limit(limit);
  return rows.map((row) => ({ ...row, lastError: row.lastError ?? '' }));
}

/** Makes a dead job wait again, with all its attempts. Throws the duplicate when its dedupe key is taken. */
export async function revive(tx: Tx, id: string, now: number): Promise<string | null> {
  const start = deadKey(id).length + 1;
  const rows = await tx.all<{
    queue: string;
  }>(sql`UPDATE job SET state = 'waiting', run_at = ${now}, attempts = 0, stalls = 0,
    dedupe_key = substr(dedupe_key, ${start}) WHERE id = ${id} AND state = 'dead' RETURNING queue`);
  return rows[0]?.queue ?? null;
}
