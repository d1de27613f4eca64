import { desc, gte, inArray, sql } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import type { SpreadRule, Step } from './velocity.rules.ts';

export type SetRule = Tables['spreadRule']['$inferSelect'];

/** What was set, the last first. */
export async function rulesSet(read: Read, limit: number): Promise<SetRule[]> {
  const { spreadRule } = read.tables;
  return read.select().from(spreadRule).orderBy(desc(spreadRule.version)).limit(limit);
}

/** Writes the next rule; false when somebody has written one of this version. */
export async function insertRule(tx: Tx, rule: SetRule): Promise<boolean> {
  const { spreadRule } = tx.tables;
  const rows = await tx
    .insert(spreadRule)
    .values(rule)
    .onConflictDoNothing()
    .returning({ version: spreadRule.version });
  return rows.length > 0;
}

/** Where tickets were received and are routed to. */
export async function placesOf(read: Read, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const { ticket } = read.tables;
  const { id, owner, suggested, station, district, desk, second } = ticket;
  return read
    .select({ id, owner, suggested, station, district, desk, second })
    .from(ticket)
    .where(inArray(ticket.id, [...ids]));
}

/** How many climbs were marked since a moment. */
export async function countMarked(read: Read, since: number): Promise<number> {
  const { spread } = read.tables;
  const rows = await read
    .select({ n: sql<number>`count(DISTINCT ${spread.incident})` })
    .from(spread)
    .where(gte(spread.startedAt, since));
  return Number(rows[0]?.n ?? 0);
}

/** The first step that is kept since a moment; null when there is none. */
export async function firstStep(read: Read, since: number): Promise<number | null> {
  const { reachBucket } = read.tables;
  const rows = await read
    .select({ bucket: reachBucket.bucket })
    .from(reachBucket)
    .where(gte(reachBucket.bucket, since))
    .orderBy(reachBucket.bucket)
    .limit(1);
  return rows[0]?.bucket ?? null;
}

/** Steps since a moment of the incidents that grew enough for the rule at all, the largest of them. */
export async function stepsSince(
  read: Read,
  { since, rule, limit }: { since: number; rule: SpreadRule; limit: number },
): Promise<ReadonlyMap<string, readonly Step[]>> {
  const { reachBucket: b, ticket } = read.tables;
  const incident = sql`coalesce(${ticket.incident}, ${ticket.id})`;
  const weight = sql`sum(${b.reach} + ${rule.voiceWeight} * ${b.voices})`;
  const large = await read.all<{ incident: string }>(sql`
    SELECT ${incident} AS "incident" FROM ${b} CROSS JOIN ${ticket}
    WHERE ${b.bucket} >= ${since} AND ${ticket.id} = ${b.ticket}
    GROUP BY ${incident} HAVING ${weight} >= ${rule.quick} ORDER BY ${weight} DESC LIMIT ${limit}`);
  if (large.length === 0) return new Map();
  const rows = await read.all<{ incident: string; bucket: number; reach: number; voices: number }>(sql`
    SELECT ${incident} AS "incident", ${b.bucket} AS "bucket", sum(${b.reach}) AS "reach", sum(${b.voices}) AS "voices"
    FROM ${b} CROSS JOIN ${ticket}
    WHERE ${b.bucket} >= ${since} AND ${ticket.id} = ${b.ticket}
      AND ${incident} IN ${large.map((row) => row.incident)}
    GROUP BY ${incident}, ${b.bucket} ORDER BY ${incident}, ${b.bucket}`);
  const steps = new Map<string, Step[]>();
  for (const row of rows) {
    const step = { bucket: Number(row.bucket), reach: Number(row.reach), voices: Number(row.voices) };
    const known = steps.get(row.incident);
    if (known) known.push(step);
    else steps.set(row.incident, [step]);
  }
  return steps;
}
