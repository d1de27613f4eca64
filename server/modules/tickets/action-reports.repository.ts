import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';
import type { ActionReport, Attachment } from './tickets.types.ts';

export async function insertReport(tx: Tx, report: ActionReport): Promise<void> {
  await tx.insertRows(tx.tables.actionReport, [report]);
}

export async function withdrawReport(tx: Tx, { ticket, at }: { ticket: string; at: number }): Promise<void> {
  const { actionReport, attachment } = tx.tables;
  const withdrawn = await tx
    .update(actionReport)
    .set({ withdrawnAt: at })
    .where(and(eq(actionReport.ticket, ticket), eq(actionReport.at, at)))
    .returning({ id: actionReport.id });
  for (const { id } of withdrawn) {
    await tx.delete(attachment).where(and(eq(attachment.report, id), isNotNull(attachment.copyOf)));
    // Its own files are free again for the report that takes its place.
    await tx.update(attachment).set({ report: null }).where(eq(attachment.report, id));
  }
}

export async function reportsOf(read: Read, ticket: string): Promise<ActionReport[]> {
  const { actionReport } = read.tables;
  const query = prepared(read, 'tickets.reportsOf', () =>
    read
      .select()
      .from(actionReport)
      .where(and(eq(actionReport.ticket, sql.placeholder('ticket')), isNull(actionReport.withdrawnAt)))
      .orderBy(desc(actionReport.at)),
  );
  return query.execute({ ticket });
}

export async function insertAttachments(tx: Tx, attachments: readonly Attachment[]): Promise<void> {
  await tx.insertRows(tx.tables.attachment, [...attachments]);
}

export async function attachmentsById(read: Read, ids: readonly string[]): Promise<Attachment[]> {
  if (ids.length === 0) return [];
  const { attachment } = read.tables;
  return read
    .select()
    .from(attachment)
    .where(inArray(attachment.id, [...ids]));
}

/** Reports that a unit wrote since a moment on other tickets, newest first: those with the same words, or the last ones. */
export async function reportsOfUnit(
  read: Read,
  {
    unit,
    ticket,
    since,
    textHash,
    limit,
  }: { unit: string; ticket: string; since: number; textHash?: string; limit: number },
): Promise<{ id: string; internalText: string; ticket: string; incident: string | null }[]> {
  const { actionReport, ticket: tickets } = read.tables;
  const query = prepared(read, `tickets.reportsOfUnit.${textHash === undefined ? 'all' : 'same'}`, () =>
    read
      .select({
        id: actionReport.id,
        internalText: actionReport.internalText,
        ticket: tickets.id,
        incident: tickets.incident,
      })
      .from(actionReport)
      .innerJoin(tickets, eq(tickets.id, actionReport.ticket))
      .where(
        and(
          eq(actionReport.unit, sql.placeholder('unit')),
          textHash === undefined ? undefined : eq(actionReport.textHash, sql.placeholder('textHash')),
          gte(actionReport.at, sql.placeholder('since')),
          isNull(actionReport.withdrawnAt),
          ne(actionReport.ticket, sql.placeholder('ticket')),
        ),
      )
      .orderBy(desc(actionReport.at))
      .limit(sql.placeholder('limit')),
  );
  return query.execute({ unit, ticket, since, limit, ...(textHash === undefined ? {} : { textHash }) });
}

/** Reports by their ids, without those that were taken back. */
export async function reportsById(read: Read, ids: readonly string[]): Promise<ActionReport[]> {
  if (ids.length === 0) return [];
  const { actionReport } = read.tables;
  return read
    .select()
    .from(actionReport)
    .where(and(inArray(actionReport.id, [...ids]), isNull(actionReport.withdrawnAt)));
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
