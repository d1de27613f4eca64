import { and, asc, desc, eq, gt, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Post } from './actor.types.ts';
import { ROLES, capabilitiesOf } from './officers.rules.ts';
import type { OfficerRow, SessionRow } from './officers.types.ts';

const ONE_TIME = 'one-time-password:';

export interface NewOfficer {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly locale: string;
  readonly passwordHash: string;
  /** When the one-time password stops working; null: a password to keep. */
  readonly oneTimeUntil: number | null;
  readonly at: number;
}

export async function insertOfficer(tx: Tx, draft: NewOfficer): Promise<void> {
  const { officer, account } = tx.tables;
  const { id, username, name, locale, at } = draft;
  await tx.insert(officer).values({
    ...{ id, username, name, locale, displayUsername: username },
    ...{ email: `${username}@officers.invalid`, emailVerified: true, image: null },
    ...{ twoFactorEnabled: false, disabledAt: null, createdAt: at, updatedAt: at },
  });
  await tx.insert(account).values({
    ...{ id: `acc_${id}`, accountId: id, providerId: 'credential', userId: id },
    ...{ password: draft.passwordHash, createdAt: at, updatedAt: at },
  });
  if (draft.oneTimeUntil !== null) await markOneTime(tx, { officer: id, until: draft.oneTimeUntil, at });
}

/** Remembers that the officer's password is to be used once, and until when. */
async function markOneTime(tx: Tx, mark: { officer: string; until: number; at: number }): Promise<void> {
  const { verification } = tx.tables;
  await clearOneTime(tx, mark.officer);
  await tx.insert(verification).values({
    ...{ id: `otp_${mark.officer}`, identifier: `${ONE_TIME}${mark.officer}`, value: mark.officer },
    ...{ expiresAt: mark.until, createdAt: mark.at, updatedAt: mark.at },
  });
}

export async function clearOneTime(tx: Tx, officer: string): Promise<void> {
  const { verification } = tx.tables;
  await tx.delete(verification).where(eq(verification.identifier, `${ONE_TIME}${officer}`));
}

/** Until when the officer's one-time password works; null when the password is the officer's own. */
export async function oneTimeUntil(read: Read, officer: string): Promise<number | null> {
  const { verification } = read.tables;
  const [row] = await read
    .select({ until: verification.expiresAt })
    .from(verification)
    .where(eq(verification.identifier, `${ONE_TIME}${officer}`));
  return row?.until ?? null;
}

/** Sets a new one-time password, forgets the second factor and the PINs of devices, and ends every session. */
export async function resetPassword(
  tx: Tx,
  input: { officer: string; passwordHash: string; until: number; at: number },
): Promise<void> {
  const { account, officer, stationDevice, twoFactor } = tx.tables;
  await tx
    .update(account)
    .set({ password: input.passwordHash, updatedAt: input.at })
    .where(and(eq(account.userId, input.officer), eq(account.providerId, 'credential')));
  await tx.delete(twoFactor).where(eq(twoFactor.userId, input.officer));
  await tx.update(officer).set({ twoFactorEnabled: false, updatedAt: input.at }).where(eq(officer.id, input.officer));
  await tx.update(stationDevice).set({ pinHash: null, officer: null }).where(eq(stationDevice.officer, input.officer));
  await markOneTime(tx, input);
  await deleteSessions(tx, { officer: input.officer });
}

export async function findOfficer(read: Read, id: string): Promise<OfficerRow | null> {
  const { officer } = read.tables;
  const [row] = await read.select().from(officer).where(eq(officer.id, id));
  return row ?? null;
}

export async function findByUsername(read: Read, username: string): Promise<OfficerRow | null> {
  const { officer } = read.tables;
  const [row] = await read.select().from(officer).where(eq(officer.username, username));
  return row ?? null;
}

export async function countOfficers(read: Read): Promise<number> {
  return read.$count(read.tables.officer);
}

/** Officers by user name, after `cursor`; `q` is a part of user name or name. */
export async function listOfficers(
  read: Read,
  page: { q: string | undefined; cursor: string | undefined; limit: number },
): Promise<OfficerRow[]> {
  const { officer } = read.tables;
  const like = page.q ? `%${page.q.toLowerCase().replaceAll(/[\\%_]/g, (mark) => `\\${mark}`)}%` : null;
  return read
    .select()
    .from(officer)
    .where(
      and(
        page.cursor ? gt(officer.username, page.cursor) : undefined,
        like
          ? or(
              sql`lower(${officer.username}) like ${like} escape '\\'`,
              sql`lower(${officer.name}) like ${like} escape '\\'`,
            )
          : undefined,
      ),
    )
    .orderBy(asc(officer.username))
    .limit(page.limit);
}

/** Disables (a time) or enables (null). False when it was so already. */
export async function setDisabled(
  tx: Tx,
  input: { officer: string; disabledAt: number | null; at: number },
): Promise<boolean> {
  const { officer } = tx.tables;
  const rows = await tx
    .update(officer)
    .set({ disabledAt: input.disabledAt, updatedAt: input.at })
    .where(
      and(
        eq(officer.id, input.officer),
        input.disabledAt === null ? sql`${officer.disabledAt} is not null` : isNull(officer.disabledAt),
      ),
    )
    .returning({ id: officer.id });
  return rows.length > 0;
}

export async function setChoices(
  tx: Tx,
  input: { officer: string; set: { locale?: string; languages?: string | null }; at: number },
): Promise<void> {
  const { officer } = tx.tables;
  await tx
    .update(officer)
    .set({ ...input.set, updatedAt: input.at })
    .where(eq(officer.id, input.officer));
}

export async function sessionsOf(read: Read, input: { officer: string; at: number }): Promise<SessionRow[]> {
  const { session } = read.tables;
  return read
    .select()
    .from(session)
    .where(and(eq(session.userId, input.officer), gt(session.expiresAt, input.at)))
    .orderBy(desc(session.updatedAt), asc(session.id));
}

/** Ends sessions of the officer: one, all but one, or all; with more than one those on stations' devices. How many ended. */
export async function deleteSessions(
  tx: Tx,
  input: { officer: string; only?: string; except?: string },
): Promise<number> {
  const { deviceSession, session } = tx.tables;
  if (input.only === undefined)
    await tx
      .delete(deviceSession)
      .where(
        and(
          eq(deviceSession.officer, input.officer),
          input.except === undefined ? undefined : ne(deviceSession.id, input.except),
        ),
      );
  const rows = await tx
    .delete(session)
    .where(
      and(
        eq(session.userId, input.officer),
        input.only === undefined ? undefined : eq(session.id, input.only),
        input.except === undefined ? undefined : ne(session.id, input.except),
      ),
    )
    .returning({ id: session.id });
  return rows.length;
}

interface PostRow {
  readonly position: string;
  readonly unit: string;
  readonly rank: string;
  readonly role: string;
}

function toPost(row: PostRow): Post[] {
  const role = ROLES.find((known) => known === row.role);
  return role
    ? [{ position: row.position, unit: row.unit, rank: row.rank, role, capabilities: capabilitiesOf(role) }]
    : [];
}

/** The positions that the officer holds at that time, in units that are open then. */
export async function postsOf(read: Read, input: { officer: string; at: number }): Promise<Post[]> {
  const { posting, position, unit } = read.tables;
  const rows = await read
    .select({ position: position.id, unit: position.unit, rank: position.rank, role: position.role })
    .from(posting)
    .innerJoin(position, eq(position.id, posting.position))
    .innerJoin(unit, eq(unit.id, position.unit))
    .where(
      and(
        eq(posting.officer, input.officer),
        lte(posting.validFrom, input.at),
        or(isNull(posting.validTo), gt(posting.validTo, input.at)),
        or(isNull(position.validTo), gt(position.validTo, input.at)),
        or(isNull(unit.validTo), gt(unit.validTo, input.at)),
      ),
    )
    .orderBy(asc(posting.validFrom), asc(posting.id));
  const seen = new Set<string>();
  return rows.flatMap(toPost).filter((post) => !seen.has(post.position) && seen.add(post.position));
}

/** Who holds a position at a moment. */
export async function holdersOf(read: Read, { position, at }: { position: string; at: number }): Promise<string[]> {
  const { posting } = read.tables;
  const rows = await read
    .select({ officer: posting.officer })
    .from(posting)
    .where(
      and(
        eq(posting.position, position),
        lte(posting.validFrom, at),
        or(isNull(posting.validTo), gt(posting.validTo, at)),
      ),
    );
  return rows.map(({ officer }) => officer);
}

/** The position as one post; null when it or its unit is closed. */
export async function postOfPosition(read: Read, input: { position: string; at: number }): Promise<Post | null> {
  const { position, unit } = read.tables;
  const rows = await read
    .select({ position: position.id, unit: position.unit, rank: position.rank, role: position.role })
    .from(position)
    .innerJoin(unit, eq(unit.id, position.unit))
    .where(
      and(
        eq(position.id, input.position),
        or(isNull(position.validTo), gt(position.validTo, input.at)),
        or(isNull(unit.validTo), gt(unit.validTo, input.at)),
      ),
    );
  return rows.flatMap(toPost)[0] ?? null;
}

export interface OfficerPosting {
  readonly officer: string;
  readonly posting: string;
  readonly position: string;
  readonly unit: string;
  readonly kind: string;
  readonly title: { readonly en: string; readonly hi: string; readonly mr: string | null };
}

/** Postings of these officers that hold at that time or later. */
export async function postingsOfOfficers(
  read: Read,
  input: { officers: readonly string[]; at: number },
): Promise<OfficerPosting[]> {
  if (input.officers.length === 0) return [];
  const { posting, position } = read.tables;
  const rows = await read
    .select({
      ...{
        officer: posting.officer,
        posting: posting.id,
        kind: posting.kind,
        position: position.id,
        unit: position.unit,
      },
      ...{ en: position.titleEn, hi: position.titleHi, mr: position.titleMr },
    })
    .from(posting)
    .innerJoin(position, eq(position.id, posting.position))
    .where(
      and(inArray(posting.officer, [...input.officers]), or(isNull(posting.validTo), gt(posting.validTo, input.at))),
    )
    .orderBy(asc(posting.validFrom), asc(posting.id));
  return rows.map(({ en, hi, mr, ...row }) => ({ ...row, title: { en, hi, mr } }));
}

/** The position that the officer held last, and until when; null when he never held one that is over. */
export async function lastPostingOf(read: Read, { officer, at }: { officer: string; at: number }) {
  const { posting, position } = read.tables;
  const [row] = await read
    .select({
      ...{ unit: position.unit, until: posting.validTo },
      ...{ en: position.titleEn, hi: position.titleHi, mr: position.titleMr },
    })
    .from(posting)
    .innerJoin(position, eq(position.id, posting.position))
    .where(and(eq(posting.officer, officer), lte(posting.validTo, at)))
    .orderBy(desc(posting.validTo), desc(posting.id))
    .limit(1);
  if (row === undefined || row.until === null) return null;
  const { unit, until, ...title } = row;
  return { unit, until, title };
}

/** Removes expired one-off values of the session library; marks of one-time passwords stay until they are used. */
export async function deleteExpired(tx: Tx, at: number): Promise<void> {
  const { deviceSession, session, verification } = tx.tables;
  await tx.delete(session).where(lte(session.expiresAt, at));
  await tx.delete(deviceSession).where(lte(deviceSession.expiresAt, at));
  await tx
    .delete(verification)
    .where(and(lte(verification.expiresAt, at), sql`${verification.identifier} not like ${`${ONE_TIME}%`}`));
}
