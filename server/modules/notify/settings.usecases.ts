import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { writeSetting } from '../../platform/settings/settings.repository.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorName } from '../officers/officers.rules.ts';
import { requireReach } from '../officers/scope.rules.ts';
import { GATEWAY_WAYS, WayError, type GatewayWay, type NotifyDeps, type SendingWay } from './notify.types.ts';
import type { WaysInput } from './notify.schemas.ts';
import { baseOf } from './deliver.usecases.ts';
import { reach } from './recipients.usecases.ts';
import { testWords } from './text.rules.ts';
import { openWays, readStoredWays, SETTING, type StoredGateway, type StoredWays } from './ways.usecases.ts';

const requireAdmin = ({ directory }: Pick<NotifyDeps, 'directory'>, actor: Actor): Actor =>
  requireReach({ actor, capability: 'admin.system', tree: directory, unit: null });

/** The ways as administrators see them: no secret is shown. Throws officers.not_allowed. */
export async function readWays(deps: NotifyDeps, actor: Actor) {
  requireAdmin(deps, actor);
  const { read } = deps.db;
  const { version, from, gateways } = await readStoredWays(read);
  const ways = await openWays(deps, read);
  const shown = (way: GatewayWay) => {
    const gateway = gateways[way];
    return gateway ? { url: gateway.url } : null;
  };
  const posts = actor.posts.map(({ position }) => position);
  const own = await Promise.all(posts.map((position) => reach(deps, read, { position, ways })));
  return {
    ...{ version, from, hasMail: deps.notify.mail !== null },
    ...{ whatsapp: shown('whatsapp'), sms: shown('sms') },
    /** By which ways this administrator's own positions are reached. */
    reached: [...new Set(own.flatMap(({ ladder }) => ladder))].filter((way) => way !== 'call'),
  };
}

function sealed(
  { secrets }: Pick<NotifyDeps, 'secrets'>,
  { way, wanted, kept }: { way: GatewayWay; wanted: WaysInput[GatewayWay]; kept: StoredGateway | undefined },
): StoredGateway | undefined {
  if (wanted === null) return undefined;
  // A secret goes to the address that it was given for, and to no other.
  const secret = wanted.secret === undefined ? kept?.url === wanted.url && kept.secret : secrets.seal(wanted.secret);
  if (!secret)
    return fail({
      code: 'notify.secret_needed',
      kind: 'unprocessable',
      fields: { [`${way}.secret`]: 'notify.secret_needed' },
    });
  return { url: wanted.url, secret };
}

async function save(deps: NotifyDeps, tx: Tx, { actor, input }: { actor: Actor; input: WaysInput }): Promise<void> {
  const before = await readStoredWays(tx);
  if (before.version !== input.version) fail({ code: 'notify.settings_changed', kind: 'conflict' });
  const gateways: Partial<Record<GatewayWay, StoredGateway>> = {};
  for (const way of GATEWAY_WAYS) {
    const gateway = sealed(deps, { way, wanted: input[way], kept: before.gateways[way] });
    if (gateway) gateways[way] = gateway;
  }
  const value: StoredWays = { version: before.version + 1, from: input.from, gateways };
  await writeSetting(tx, { name: SETTING, value });
  const data = { version: value.version, gateways: Object.keys(gateways) };
  await deps.events.append(tx, [
    { stream: 'settings:notify', type: 'notify.ways-changed', actor: actorName(actor, 'admin.system'), data },
  ]);
}

/**
 * Sets up the ways. Throws officers.not_allowed, notify.settings_changed, notify.secret_needed.
 */
export async function changeWays(
  deps: NotifyDeps,
  { actor, input }: { actor: Actor; input: WaysInput },
): Promise<void> {
  requireAdmin(deps, actor);
  try {
    await deps.db.write((tx) => save(deps, tx, { actor, input }));
  } catch (error) {
    // Both read the same version: the record of events, one stream, let one through.
    if (deps.db.isDuplicate(error)) fail({ code: 'notify.settings_changed', kind: 'conflict' });
    throw error;
  }
}

/**
 * Tells the administrator's own position, now, that a way works. Throws officers.not_allowed, notify.way_off,
 * notify.test_failed.
 */
export async function tryWay(deps: NotifyDeps, { actor, way }: { actor: Actor; way: SendingWay }): Promise<void> {
  requireAdmin(deps, actor);
  const { read } = deps.db;
  const ways = await openWays(deps, read);
  const own = await Promise.all(actor.posts.map(({ position }) => reach(deps, read, { position, ways })));
  const reached = own.find(({ ladder }) => ladder.includes(way));
  const driver = ways[way];
  if (!reached || !driver) return fail({ code: 'notify.way_off', kind: 'conflict' });
  const { locale } = reached.contact;
  const page = `${baseOf(deps)}/account`;
  const telling = { ...testWords(locale), id: deps.ids.make('nsd'), to: reached.to, locale, page, link: null };
  try {
    await driver.tell({ ...telling, template: 'test', red: false });
  } catch (error) {
    if (!(error instanceof WayError)) throw error;
    fail({ code: 'notify.test_failed', kind: 'unavailable', detail: { why: error.failure.code } });
  }
}
