import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { findAccount, insertEnvelopes } from './channels.repository.ts';
import { importSchema } from './channels.schemas.ts';
import { requireReach, type Reach } from '../officers/scope.rules.ts';
import type { ChannelDeps } from './channels.types.ts';
import { accountEvent, actorWith } from './channels.usecases.ts';
import { splitImport } from './drivers/lines.ts';

/**
 * Stores typed, pasted or uploaded messages as envelopes, in portions, to be read like everything else. Whoever may make a
 * ticket may paste; files are for administrators. Returns how many. Throws forbidden or `channels.not_found`.
 */
export async function importMessages(
  deps: ChannelDeps & { readonly tree: Reach },
  { actor, id, input }: { actor: Actor; id: string; input: { driver: 'jsonl' | 'csv' | 'paste'; body: string } },
): Promise<{ envelopes: number }> {
  const { driver, body } = importSchema.parse(input);
  const name =
    driver === 'paste' ? actorWith(actor, 'ticket.create', 'admin.channels') : actorWith(actor, 'admin.channels');
  const row = await findAccount(deps.db.read, id);
  if (driver !== 'paste')
    requireReach({ actor, capability: 'admin.channels', tree: deps.tree, unit: row?.unit ?? null });
  if (!row) fail({ code: 'channels.not_found', kind: 'not-found' });
  const portions = splitImport({ driver, body });
  const receivedAt = deps.clock.now();
  const envelopes = portions.map((portion) => ({
    id: deps.ids.make('env'),
    account: id,
    stream: 'import',
    driver,
    receivedAt,
    body: portion,
    state: 'stored',
    messages: 0,
    duplicates: 0,
    rejections: null,
  }));
  await deps.db.write(async (tx) => {
    await insertEnvelopes(tx, envelopes);
    await deps.events.append(tx, [
      accountEvent({ id, type: 'account.imported', actor: name, data: { driver, envelopes: envelopes.length } }),
    ]);
  });
  return { envelopes: envelopes.length };
}
