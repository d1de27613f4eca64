import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { mayTrain } from '../learning/training.rules.ts';
import type { Actor, Capability } from '../officers/actor.types.ts';
import {
  addUsage,
  changeAccount,
  findAccount,
  insertAccount,
  listAccountRows,
  listUsage,
  readCursors,
  spentOn,
  type AccountRow,
  type NewAccountRow,
} from './channels.repository.ts';
import {
  channelSettingsSchema,
  createAccountSchema,
  credentialsSchema,
  setStatusSchema,
  setThresholdSchema,
  setTrainingSchema,
  updateAccountSchema,
  type AccountView,
  type CreateAccount,
  type SetThreshold,
  type UpdateAccount,
} from './channels.schemas.ts';
import { requireCapability } from '../officers/officers.rules.ts';
import { reaches, requireReach, type Reach } from '../officers/scope.rules.ts';
import type { ChannelDeps } from './channels.types.ts';
import type { DriverAccount } from './driver.types.ts';
import { billingDay, costOf } from './polling.rules.ts';

const SYSTEM = 'system';

/** What administering accounts asks of the desk beside what channels do. */
export type AdminDeps = ChannelDeps & { readonly tree: Reach };

/** The officer as events name him, if a post of his has one of the capabilities. Throws forbidden. */
export function actorWith(actor: Actor, ...capabilities: readonly Capability[]): string {
  const post = actor.posts.find((held) => capabilities.some((capability) => held.capabilities.includes(capability)));
  if (!post) return fail({ code: 'officers.forbidden', kind: 'forbidden' });
  return `officer:${actor.officer}@${post.position}`;
}

/** Accounts of the administrator's own subtree; of a unit that none stands for, at the top alone. */
function mayManage(deps: Pick<AdminDeps, 'tree'>, { actor, unit }: { actor: Actor; unit: string | null }): string {
  requireReach({ actor, capability: 'admin.channels', tree: deps.tree, unit });
  return actorWith(actor, 'admin.channels');
}

async function mayManageAccount(deps: AdminDeps, { actor, id }: { actor: Actor; id: string }): Promise<string> {
  const account = await findAccount(deps.db.read, id);
  return mayManage(deps, { actor, unit: account?.unit ?? null });
}

/** Accounts that this administrator looks after. */
async function accountsWithin(deps: AdminDeps, actor: Actor): Promise<AccountRow[]> {
  requireCapability(actor, 'admin.channels');
  const rows = await listAccountRows(deps.db.read);
  return rows.filter(({ unit }) => reaches({ actor, capability: 'admin.channels', tree: deps.tree, unit }));
}

export const accountEvent = ({
  id,
  type,
  actor,
  data,
}: {
  id: string;
  type: string;
  actor: string;
  data: Record<string, unknown>;
}) => ({
  stream: `account:${id}`,
  type,
  actor,
  data: { account: id, ...data },
});

const handleTaken = () =>
  fail({ code: 'channels.handle_taken', kind: 'conflict', fields: { handle: 'channels.handle_taken' } });

/** An account of a service needs the driver that speaks to it. */
function checkKind({ deps, kind }: { deps: ChannelDeps; kind: string }): void {
  if (kind === 'x' && !deps.drivers['x'])
    fail({ code: 'channels.kind_unavailable', kind: 'unprocessable', fields: { kind: 'channels.kind_unavailable' } });
}

/** Adds an account without asking who may: for the first set-up and for replay. Throws `channels.handle_taken`. */
export async function addAccount(
  deps: ChannelDeps,
  { input, actor = SYSTEM }: { input: CreateAccount; actor?: string },
): Promise<{ id: string }> {
  const { credentials, ...rest } = createAccountSchema.parse(input);
  checkKind({ deps, kind: rest.kind });
  const id = deps.ids.make('acc');
  const row: NewAccountRow = {
    ...rest,
    id,
    externalId: null,
    credentials: credentials ? deps.secrets.seal(JSON.stringify(credentials)) : null,
    status: 'active',
    lastPolledAt: null,
    lastError: null,
    createdAt: deps.clock.now(),
    version: 1,
  };
  try {
    await deps.db.write(async (tx) => {
      await insertAccount(tx, row);
      await deps.events.append(tx, [
        accountEvent({
          id,
          type: 'account.added',
          actor,
          data: { kind: row.kind, handle: row.handle, unit: row.unit },
        }),
      ]);
    });
  } catch (error) {
    if (deps.db.isDuplicate(error)) handleTaken();
    throw error;
  }
  return { id };
}

/** Adds an account of the force on a channel. Throws forbidden, invalid, or `channels.handle_taken`. */
export function createAccount(
  deps: AdminDeps,
  { actor, input }: { actor: Actor; input: CreateAccount },
): Promise<{ id: string }> {
  return addAccount(deps, { input, actor: mayManage(deps, { actor, unit: input.unit }) });
}

async function applyChange(
  deps: ChannelDeps,
  {
    id,
    version,
    set,
    type,
    actor,
    data = {},
  }: {
    id: string;
    version: number;
    set: Partial<NewAccountRow>;
    type: string;
    actor: string;
    data?: Readonly<Record<string, unknown>>;
  },
): Promise<{ version: number }> {
  await deps.db.write(async (tx) => {
    const current = await findAccount(tx, id);
    if (!current) fail({ code: 'channels.not_found', kind: 'not-found' });
    const changed = await changeAccount(tx, { id, version, set });
    if (!changed) fail({ code: 'channels.version_conflict', kind: 'conflict', detail: { version: current.version } });
    await deps.events.append(tx, [
      accountEvent({ id, type, actor, data: { fields: Object.keys(set).sort(), ...data } }),
    ]);
  });
  return { version: version + 1 };
}

/** Changes an account; new credentials replace the old ones, which are never shown. Throws on an outdated version. */
export async function updateAccount(
  deps: AdminDeps,
  { actor, id, input }: { actor: Actor; id: string; input: UpdateAccount },
): Promise<{ version: number }> {
  const name = await mayManageAccount(deps, { actor, id });
  const { version, credentials, ...set } = updateAccountSchema.parse(input);
  if (set.unit !== undefined) mayManage(deps, { actor, unit: set.unit });
  const sealed = credentials ? { credentials: deps.secrets.seal(JSON.stringify(credentials)), lastError: null } : {};
  return applyChange(deps, { id, version, set: { ...set, ...sealed }, type: 'account.changed', actor: name });
}

/** Pauses an account or lets it go on from where it was: nothing is missed that the service still has. */
export async function setAccountStatus(
  deps: AdminDeps,
  { actor, id, input }: { actor: Actor; id: string; input: { version: number; status: 'active' | 'paused' } },
): Promise<{ version: number }> {
  const name = await mayManageAccount(deps, { actor, id });
  const { version, status } = setStatusSchema.parse(input);
  return applyChange(deps, {
    id,
    version,
    set: { status },
    type: status === 'paused' ? 'account.paused' : 'account.resumed',
    actor: name,
  });
}

const SHORTEST_NOTE = 8;

/**
 * Records whether messages of an account may train weights. For X the note must name its approval.
 * Throws channels.approval_missing.
 */
export async function setTraining(
  deps: AdminDeps,
  { actor, id, input }: { actor: Actor; id: string; input: { version: number; on: boolean; note: string } },
): Promise<{ version: number }> {
  const name = await mayManageAccount(deps, { actor, id });
  const { version, on, note } = setTrainingSchema.parse(input);
  const account = await findAccount(deps.db.read, id);
  if (on && account?.kind === 'x' && note.length < SHORTEST_NOTE)
    fail({ code: 'channels.approval_missing', kind: 'unprocessable', fields: { note: 'required' } });
  const training = { on, note, by: actor.officer, at: deps.clock.now() };
  return applyChange(deps, { id, version, set: { training }, type: 'account.training-set', actor: name });
}

/** Sets from which probability a person sees messages of an account, with the reason; null goes back to the model's own. */
export async function setThreshold(
  deps: AdminDeps,
  { actor, id, input }: { actor: Actor; id: string; input: SetThreshold },
): Promise<{ version: number }> {
  const name = await mayManageAccount(deps, { actor, id });
  const { version, at, note } = setThresholdSchema.parse(input);
  const keep = { at, note, by: actor.officer, since: deps.clock.now() };
  const data = { threshold: at };
  return applyChange(deps, { id, version, set: { keep }, type: 'account.threshold-set', actor: name, data });
}

async function viewOf(deps: ChannelDeps, row: AccountRow): Promise<AccountView> {
  const cursors = await readCursors(deps.db.read, row.id);
  const spentTodayMicro = await spentOn(deps.db.read, { account: row.id, day: billingDay(deps.clock.now()) });
  const settings = channelSettingsSchema.catch({}).parse(row.settings);
  const streams = [...cursors].map(([stream, { pausedUntil, gapAt, updatedAt }]) => ({
    stream,
    pausedUntil,
    gapAt,
    updatedAt,
  }));
  const { id, kind, handle, unit, status, openingPolicy, budgetMicro, lastPolledAt, lastError, version } = row;
  return {
    id,
    kind,
    handle,
    unit,
    status,
    openingPolicy,
    budgetMicro,
    lastPolledAt,
    lastError,
    version,
    settings,
    training: row.training,
    mayTrain: mayTrain(row),
    streams,
    spentTodayMicro,
    hasCredentials: row.credentials !== null,
  };
}

/** Every account with its state, its streams and what it spent today; never its secrets. */
export async function listAccounts(deps: AdminDeps, { actor }: { actor: Actor }): Promise<readonly AccountView[]> {
  const rows = await accountsWithin(deps, actor);
  return Promise.all(rows.map((row) => viewOf(deps, row)));
}

/** What was read and sent per account, day and kind, and what it cost in micro-dollars, for the last `days` days. */
export async function readUsage(deps: AdminDeps, { actor, days }: { actor: Actor; days: number }) {
  const own = new Set((await accountsWithin(deps, actor)).map(({ id }) => id));
  const usage = await listUsage(deps.db.read, { fromDay: billingDay(deps.clock.now() - (days - 1) * 86_400_000) });
  return usage.filter(({ account }) => own.has(account));
}

/** Adds to the cost meter, in the transaction that did what cost. `kind`: mention, post, own, dm, sent, sent-link, dm-sent, request. */
export function meter(
  tx: Tx,
  { account, at, kinds }: { account: string; at: number; kinds: Readonly<Record<string, number>> },
): Promise<void> {
  const day = billingDay(at);
  return addUsage(
    tx,
    Object.entries(kinds).map(([kind, number]) => ({ account, day, kind, number, costMicro: costOf(kind, number) })),
  );
}

/** An account as its driver needs it, with its secrets opened. Null when it has none. */
export function openAccount({
  deps,
  row,
}: {
  deps: Pick<ChannelDeps, 'secrets'>;
  row: AccountRow;
}): DriverAccount | null {
  if (row.credentials === null) return null;
  const credentials = credentialsSchema.parse(JSON.parse(deps.secrets.open(row.credentials)));
  return {
    id: row.id,
    handle: row.handle,
    externalId: row.externalId,
    credentials: { ...credentials },
    settings: row.settings,
  };
}

/** The account and its driver, for whoever sends or fetches. Null when it is unknown, without secrets, or of a kind that cannot. */
export async function connectAccount(
  deps: Pick<ChannelDeps, 'db' | 'secrets' | 'drivers'>,
  id: string,
): Promise<{ account: DriverAccount; driver: ChannelDeps['drivers'][string] } | null> {
  const row = await findAccount(deps.db.read, id);
  const account = row && openAccount({ deps, row });
  const driver = row && deps.drivers[row.kind];
  return account && driver ? { account, driver } : null;
}

/** As `connectAccount`, for whoever speaks to citizens: a paused account says nothing. */
export async function connectForSending(
  deps: Pick<ChannelDeps, 'db' | 'secrets' | 'drivers'>,
  id: string,
): ReturnType<typeof connectAccount> {
  const row = await findAccount(deps.db.read, id);
  return row?.status === 'active' ? connectAccount(deps, id) : null;
}
