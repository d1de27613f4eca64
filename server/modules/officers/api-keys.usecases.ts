import { createHash } from 'node:crypto';
import { fail } from '../../platform/errors.ts';
import type { Actor } from './actor.types.ts';
import { findApiKey, insertApiKey, listApiKeys, revokeKey } from './api-keys.repository.ts';
import { actorName, KEY_PREFIX, requireCapability, requirePerson } from './officers.rules.ts';
import { postOfPosition } from './officers.repository.ts';
import type { CreateApiKeyInput } from './officers.schemas.ts';
import type { ApiKeyRow, OfficerDeps } from './officers.types.ts';
import { reaches, requireReach } from './scope.rules.ts';

const PREFIX = 'pk_';

/** What the table holds of a key: 256 random bits need no salt. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex');
export const looksLikeApiKey = (text: string): boolean => text.startsWith(PREFIX) && text.length <= 100;

/** A key without its secret. */
export interface ApiKeyView {
  readonly id: string;
  readonly position: string;
  readonly unit: string | null;
  readonly label: string;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

interface Command<Input> {
  readonly deps: OfficerDeps;
  readonly actor: Actor | null;
  readonly input: Input;
}

const toView = (row: ApiKeyRow, deps: OfficerDeps): ApiKeyView => ({
  id: row.id,
  position: row.position,
  unit: deps.directory.office(row.position)?.unit ?? null,
  label: row.label,
  createdBy: row.createdBy,
  createdAt: row.createdAt,
  revokedAt: row.revokedAt,
});

/**
 * A key that acts as one position. The key itself is told here and never again. No key makes another: of each it is
 * known which person made it.
 */
export async function createApiKey({
  deps,
  actor,
  input,
}: Command<CreateApiKeyInput>): Promise<{ apiKey: ApiKeyView; key: string }> {
  if (actor) requirePerson(actor);
  const at = deps.clock.now();
  const key = `${PREFIX}${deps.ids.secret(32)}`;
  const row = await deps.db.write(async (tx) => {
    const post = await postOfPosition(tx, { position: input.position, at });
    const admin = requireReach({ actor, capability: 'admin.officers', tree: deps.directory, unit: post?.unit ?? null });
    if (!post)
      fail({ code: 'units.position_not_found', kind: 'invalid', fields: { position: 'units.position_not_found' } });
    const made: ApiKeyRow = {
      ...{ id: deps.ids.make(KEY_PREFIX), hash: hashApiKey(key), position: post.position, label: input.label },
      ...{ createdBy: admin.officer, createdAt: at, revokedAt: null },
    };
    await insertApiKey(tx, made);
    const by = actorName(admin, 'admin.officers');
    const data = { key: made.id };
    await deps.events.append(tx, [{ stream: `position:${post.position}`, type: 'api_key.created', actor: by, data }]);
    return made;
  });
  return { apiKey: toView(row, deps), key };
}

/** The keys of positions that the administrator reaches, newest first. */
export async function findApiKeys({ deps, actor }: Omit<Command<unknown>, 'input'>): Promise<ApiKeyView[]> {
  const admin = requireCapability(actor, 'admin.officers');
  const keys = (await listApiKeys(deps.db.read)).map((row) => toView(row, deps));
  return keys.filter(({ unit }) => reaches({ actor: admin, capability: 'admin.officers', tree: deps.directory, unit }));
}

export async function revokeApiKey({ deps, actor, input }: Command<{ id: string }>): Promise<ApiKeyView> {
  const at = deps.clock.now();
  const row = await deps.db.write(async (tx) => {
    const key = await findApiKey(tx, input.id);
    const unit = key && (deps.directory.office(key.position)?.unit ?? null);
    const admin = requireReach({ actor, capability: 'admin.officers', tree: deps.directory, unit });
    if (!key) fail({ code: 'officers.key_not_found', kind: 'not-found' });
    if (!(await revokeKey(tx, { id: key.id, at }))) fail({ code: 'officers.key_revoked', kind: 'conflict' });
    const by = actorName(admin, 'admin.officers');
    await deps.events.append(tx, [
      { stream: `position:${key.position}`, type: 'api_key.revoked', actor: by, data: { key: key.id } },
    ]);
    return { ...key, revokedAt: at };
  });
  deps.sessions.invalidateSessions(row.id);
  return toView(row, deps);
}
