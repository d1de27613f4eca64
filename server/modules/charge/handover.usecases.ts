import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { findSignedName, holdsAdministration } from '../officers/holding.usecases.ts';
import { passInHand } from '../tickets/handover.usecases.ts';
import { countTickets } from '../tickets/list.usecases.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { colleaguesUnder, findColleagues } from '../units/colleagues.rules.ts';
import { relieve } from '../units/relieve.usecases.ts';
import type { ChargeDeps, ChargeHandover } from './charge.types.ts';
import { dropPins, findDevice, setPin } from './device.repository.ts';
import { hashPin, requireFullSignIn, requireGoodPin, requireStationPost, stationPosts } from './device.usecases.ts';
import { endHandover, insertHandover, lapseHandovers, openHandovers } from './handover.repository.ts';
import { hashSecret } from './pin.rules.ts';

export type HandoverDeps = ChargeDeps & TicketDeps;

const FOUND = 12;

/** What a position has in hand now: all of it, lives at risk, what is overdue. Each counted up to a thousand. */
async function inHandOf(deps: HandoverDeps, { actor, post }: { actor: Actor; post: Post }) {
  const counts = await countTickets(deps, { ...actor, posts: [post] });
  const n = (key: string): number => counts[key]?.n ?? 0;
  return { inHand: n('open') + n('in_process'), red: n('life_risk'), overdue: n('overdue') };
}

function present(deps: Pick<ChargeDeps, 'directory'>, row: ChargeHandover, names: ReadonlyMap<string, string>) {
  const office = deps.directory.office(row.position);
  return {
    ...{ id: row.id, position: row.position, note: row.note, at: row.at },
    ...{ inHand: row.inHand, red: row.red, overdue: row.overdue },
    title: office?.title ?? null,
    unitName: deps.directory.names(row.unit) ?? null,
    from: names.get(row.fromOfficer) ?? null,
    to: names.get(row.toOfficer) ?? null,
  };
}

/** The charge that the officer has at stations, what is in hand there, what he has offered, and what is offered to him. */
export async function readCharge(deps: HandoverDeps, { actor, token }: { actor: Actor; token: string | undefined }) {
  const posts = stationPosts(actor);
  const positions = posts.map(({ position }) => position);
  const open = await openHandovers(deps.db.read, { positions, officer: actor.officer });
  const names = await officerNames(
    deps.db.read,
    open.flatMap(({ fromOfficer, toOfficer }) => [fromOfficer, toOfficer]),
  );
  const device = token === undefined ? null : await findDevice(deps.db.read, hashSecret(token));
  const own = [];
  for (const post of posts) {
    const offered = open.find(
      ({ position, fromOfficer }) => position === post.position && fromOfficer === actor.officer,
    );
    own.push({
      position: post.position,
      title: deps.directory.office(post.position)?.title ?? null,
      unitName: deps.directory.names(post.unit) ?? null,
      ...(await inHandOf(deps, { actor, post })),
      offered: offered ? present(deps, offered, names) : null,
    });
  }
  return {
    posts: own,
    toMe: open
      .filter(({ toOfficer }) => toOfficer === actor.officer)
      // On the station's own device the successor chooses his PIN at once.
      .map((row) => ({ ...present(deps, row, names), isHere: device?.position === row.position })),
  };
}

/**
 * Officers who may take a station's position: those posted in its district, by name or office, and whoever's user name
 * was typed whole. Never who gives out offices, nor oneself.
 */
export async function findSuccessors(
  deps: ChargeDeps,
  { actor, position, q }: { actor: Actor; position: string; q: string },
) {
  const post = requireStationPost(actor, position);
  const district = deps.directory.districtOf(post.unit) ?? post.unit;
  const near = colleaguesUnder(deps.directory, district);
  const byName = await findSignedName(deps.db.read, q);
  const found = [
    ...findColleagues(near, { q, limit: FOUND }),
    ...(byName ? [{ officer: byName.officer, name: byName.name, title: null }] : []),
  ];
  const once = new Map(found.map((one) => [one.officer, one]));
  const able = [];
  for (const one of once.values()) if (await mayTake(deps, deps.db.read, { actor, to: one.officer })) able.push(one);
  return able.slice(0, FOUND).map(({ officer, name, title }) => ({ officer, name, title }));
}

/** Who gives out offices takes none that reads pleas. */
const mayTake = async (
  deps: Pick<ChargeDeps, 'clock'>,
  read: Read,
  { actor, to }: { actor: Pick<Actor, 'officer'>; to: string },
): Promise<boolean> =>
  to !== actor.officer && !(await holdsAdministration(read, { officer: to, at: deps.clock.now() }));

/**
 * Offers the charge of a position with a note and what is in hand. It stays with who offers it until the other accepts.
 * A PIN that somebody saw gives no charge away. Throws charge.full_sign_in, charge.not_station, charge.not_eligible,
 * charge.handover_open.
 */
export async function offerCharge(
  deps: HandoverDeps,
  input: { readonly actor: Actor; readonly position: string; readonly to: string; readonly note: string },
): Promise<{ id: string }> {
  const { actor, to, note } = input;
  requireFullSignIn(actor);
  const post = requireStationPost(actor, input.position);
  const inHand = await inHandOf(deps, { actor, post });
  const id = deps.ids.make('chg');
  try {
    await deps.db.write(async (tx) => {
      const at = deps.clock.now();
      const names = await officerNames(tx, [to]);
      if (!names.has(to) || !(await mayTake(deps, tx, { actor, to })))
        fail({ code: 'charge.not_eligible', kind: 'unprocessable', fields: { to: 'invalid' } });
      await lapseHandovers(tx, { position: post.position, holder: actor.officer, at });
      await insertHandover(tx, {
        ...{ id, position: post.position, unit: post.unit, fromOfficer: actor.officer, toOfficer: to, note },
        ...{ ...inHand, at, endedAt: null, ending: null },
      });
      await deps.events.append(tx, [
        {
          ...{ stream: `position:${post.position}`, type: 'charge.offered', actor: actorAt(actor, post) },
          data: { handover: id, to, ...inHand },
        },
      ]);
    });
  } catch (error) {
    if (!deps.db.isDuplicate(error)) throw error;
    fail({ code: 'charge.handover_open', kind: 'conflict' });
  }
  return { id };
}

/**
 * Takes charge: the posting of one ends and the other's begins in one transaction, with what was in hand. The station's
 * devices open to the new holder alone; on one of them, after a full sign-in, he chooses his PIN at once.
 * Throws charge.full_sign_in, charge.handover_gone, charge.not_eligible, units.posting_ended, charge.pin_weak.
 */
export async function acceptCharge(
  deps: HandoverDeps,
  input: {
    readonly actor: Actor;
    readonly id: string;
    readonly pin?: string | undefined;
    readonly token: string | undefined;
  },
): Promise<void> {
  const { actor, id, pin } = input;
  requireFullSignIn(actor);
  const here = input.token === undefined ? null : await findDevice(deps.db.read, hashSecret(input.token));
  const device = pin !== undefined ? here : null;
  if (pin !== undefined) requireGoodPin(pin);
  const pinHash = device && pin !== undefined ? await hashPin(deps, { device: device.id, pin }) : null;
  const from = await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const row = await endHandover(tx, { id, officer: actor.officer, side: 'to', ending: 'accepted', at });
    if (!row) fail({ code: 'charge.handover_gone', kind: 'conflict' });
    const { position, unit, fromOfficer } = row;
    if (!(await mayTake(deps, tx, { actor: { officer: fromOfficer }, to: actor.officer })))
      fail({ code: 'charge.not_eligible', kind: 'forbidden' });
    await relieve(deps, tx, { position, from: fromOfficer, to: actor.officer, at, handover: id });
    await passInHand(deps, tx, { from: fromOfficer, to: actor.officer, post: { position, unit }, handover: id });
    await dropPins(tx, { position });
    if (device && pinHash !== null && device.position === position)
      await setPin(tx, { device: device.id, pinHash, officer: actor.officer });
    await deps.events.append(tx, [
      {
        ...{ stream: `position:${position}`, type: 'charge.accepted' },
        ...{ actor: `officer:${actor.officer}/position:${position}`, data: { handover: id, from: fromOfficer } },
      },
    ]);
    return fromOfficer;
  });
  await deps.directory.refresh();
  for (const officer of [from, actor.officer]) deps.sessions.invalidateSessions(officer);
}

/** Takes an offer back, or declines it. Throws charge.handover_gone. */
export async function endOffer(
  deps: Pick<ChargeDeps, 'db' | 'clock' | 'events'>,
  { actor, id, how }: { actor: Actor; id: string; how: 'withdrawn' | 'declined' },
): Promise<void> {
  await deps.db.write(async (tx) => {
    const side = how === 'withdrawn' ? 'from' : 'to';
    const row = await endHandover(tx, { id, officer: actor.officer, side, ending: how, at: deps.clock.now() });
    if (!row) fail({ code: 'charge.handover_gone', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        ...{ stream: `position:${row.position}`, type: `charge.${how}`, actor: `officer:${actor.officer}` },
        data: { handover: id },
      },
    ]);
  });
}
