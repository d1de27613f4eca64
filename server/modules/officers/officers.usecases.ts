import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import { markOrganisationChanged } from '../units/directory.usecases.ts';
import type { Actor, Capability } from './actor.types.ts';
import { actorName, requireCapability } from './officers.rules.ts';
import { reaches } from './scope.rules.ts';
import type { ChangeMeInput, CreateOfficerInput, ListOfficersQuery } from './officers.schemas.ts';
import type { OfficerDeps, OfficerRow } from './officers.types.ts';
import {
  clearOneTime,
  deleteSessions,
  findOfficer,
  insertOfficer,
  listOfficers,
  resetPassword,
  setDisabled,
  setChoices,
  postingsOfOfficers,
} from './officers.repository.ts';
import { makePassword, ONE_TIME_LASTS } from './password.usecases.ts';

const NEEDED: Capability = 'admin.officers';

interface Command<Input> {
  readonly deps: OfficerDeps;
  readonly actor: Actor | null;
  readonly input: Input;
}

/** A posting that holds now or later. */
export interface HeldPost {
  readonly posting: string;
  readonly position: string;
  readonly unit: string;
  readonly kind: string;
  readonly title: { readonly en: string; readonly hi: string; readonly mr: string | null };
}

/** What administrators see of an officer. */
export interface OfficerView {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly locale: string | null;
  readonly twoFactor: boolean;
  readonly disabledAt: number | null;
  readonly createdAt: number;
}

const toView = (row: OfficerRow): OfficerView => ({
  id: row.id,
  username: row.username,
  name: row.name,
  locale: row.locale,
  twoFactor: row.twoFactorEnabled ?? false,
  disabledAt: row.disabledAt,
  createdAt: row.createdAt,
});

/** Adds an officer, without a posting. The one-time password is told here and never again. */
export async function createOfficer({
  deps,
  actor,
  input,
}: Command<CreateOfficerInput>): Promise<{ officer: OfficerView; oneTimePassword: string }> {
  const admin = requireCapability(actor, NEEDED);
  const { password, hash } = await makePassword(deps.ids);
  const at = deps.clock.now();
  const id = deps.ids.make('off');
  const row = await deps.db
    .write(async (tx) => {
      await insertOfficer(tx, { ...input, id, passwordHash: hash, oneTimeUntil: at + ONE_TIME_LASTS, at });
      await record(deps, tx, { officer: id, type: 'officer.created', by: admin });
      return findOfficer(tx, id);
    })
    .catch((error: unknown) => {
      if (!deps.db.isDuplicate(error)) throw error;
      return fail({
        code: 'officers.username_taken',
        kind: 'conflict',
        fields: { username: 'officers.username_taken' },
      });
    });
  if (!row) throw new Error('the officer that was written is not found');
  return { officer: toView(row), oneTimePassword: password };
}

/** A page of officers by user name, with their postings. */
export async function findOfficers({ deps, actor, input }: Command<ListOfficersQuery>): Promise<{
  officers: (OfficerView & { posts: HeldPost[] })[];
  next: string | null;
}> {
  requireCapability(actor, NEEDED);
  const rows = await listOfficers(deps.db.read, { q: input.q, cursor: input.cursor, limit: input.limit + 1 });
  const page = rows.slice(0, input.limit);
  const held = await postingsOfOfficers(deps.db.read, { officers: page.map((row) => row.id), at: deps.clock.now() });
  const postsOf = (id: string): HeldPost[] =>
    held
      .filter((row) => row.officer === id)
      .map(({ posting, position, unit, kind, title }) => ({ posting, position, unit, kind, title }));
  return {
    officers: page.map((row) => ({ ...toView(row), posts: postsOf(row.id) })),
    next: rows.length > input.limit ? (page.at(-1)?.username ?? null) : null,
  };
}

/** Ends the officer's work here: no session, no sign-in, positions counted as vacant, until enabled again. */
export async function disableOfficer(command: Command<{ id: string }>): Promise<OfficerView> {
  return changeOfficer(command, 'officer.disabled', async (tx, at) => {
    if (!(await setDisabled(tx, { officer: command.input.id, disabledAt: at, at })))
      fail({ code: 'officers.already_disabled', kind: 'conflict' });
    await deleteSessions(tx, { officer: command.input.id });
  });
}

export async function enableOfficer(command: Command<{ id: string }>): Promise<OfficerView> {
  return changeOfficer(command, 'officer.enabled', async (tx, at) => {
    if (!(await setDisabled(tx, { officer: command.input.id, disabledAt: null, at })))
      fail({ code: 'officers.not_disabled', kind: 'conflict' });
  });
}

/** A new one-time password, told once; the second factor is forgotten and every session ends. */
export async function resetOfficerPassword(
  command: Command<{ id: string }>,
): Promise<{ officer: OfficerView; oneTimePassword: string }> {
  requireCapability(command.actor, NEEDED);
  const { password, hash } = await makePassword(command.deps.ids);
  const officer = await changeOfficer(command, 'officer.password_reset', (tx, at) =>
    resetPassword(tx, { officer: command.input.id, passwordHash: hash, until: at + ONE_TIME_LASTS, at }),
  );
  return { officer, oneTimePassword: password };
}

export async function revokeOfficerSessions(command: Command<{ id: string }>): Promise<OfficerView> {
  return changeOfficer(command, 'officer.sessions_revoked', async (tx) => {
    await deleteSessions(tx, { officer: command.input.id });
  });
}

/** The officer's own choices: in which language to be spoken to, and what he reads (empty or null: everything). */
export async function changeMe({ deps, actor, input }: Command<ChangeMeInput>): Promise<void> {
  if (!actor) fail({ code: 'officers.not_signed_in', kind: 'unauthenticated' });
  const at = deps.clock.now();
  const { locale, languages } = input;
  const set = {
    ...(locale === undefined ? {} : { locale }),
    ...(languages === undefined ? {} : { languages: languages?.length ? languages.join(',') : null }),
  };
  await deps.db.write((tx) => setChoices(tx, { officer: actor.officer, set, at }));
  deps.sessions.invalidateSessions(actor.officer);
}

/** Languages that the officer reads; null: all. */
export async function languagesOf(read: Read, officer: string): Promise<string[] | null> {
  return (await findOfficer(read, officer))?.languages?.split(',') ?? null;
}

/** After the officer has chosen a password: the one-time one is done with. */
export async function passwordChanged({ deps, actor }: { deps: OfficerDeps; actor: Actor }): Promise<void> {
  await deps.db.write(async (tx) => {
    await clearOneTime(tx, actor.officer);
    await record(deps, tx, { officer: actor.officer, type: 'officer.password_changed', by: actor });
  });
  deps.sessions.invalidateSessions(actor.officer);
}

/** One change of another officer's account: rights, change, event in one transaction; what is remembered is dropped. */
async function changeOfficer(
  { deps, actor, input }: Command<{ id: string }>,
  type: string,
  change: (tx: Tx, at: number) => Promise<void>,
): Promise<OfficerView> {
  const admin = requireCapability(actor, NEEDED);
  if (admin.officer === input.id) fail({ code: 'officers.own_account', kind: 'conflict' });
  const at = deps.clock.now();
  const row = await deps.db.write(async (tx) => {
    const found = await findOfficer(tx, input.id);
    if (!found) fail({ code: 'officers.not_found', kind: 'not-found' });
    const held = await postingsOfOfficers(tx, { officers: [found.id], at });
    if (!held.every(({ unit }) => reaches({ actor: admin, capability: NEEDED, tree: deps.directory, unit })))
      fail({ code: 'officers.not_allowed', kind: 'forbidden' });
    await change(tx, at);
    await markOrganisationChanged(tx, deps.ids);
    await record(deps, tx, { officer: found.id, type, by: admin });
    return findOfficer(tx, found.id);
  });
  if (!row) throw new Error('the officer that was changed is not found');
  await deps.directory.refresh();
  deps.sessions.invalidateSessions(row.id);
  return toView(row);
}

async function record(deps: OfficerDeps, tx: Tx, what: { officer: string; type: string; by: Actor }): Promise<void> {
  const { officer, type, by } = what;
  await deps.events.append(tx, [{ stream: `officer:${officer}`, type, actor: actorName(by, NEEDED), data: {} }]);
}
