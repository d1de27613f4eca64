import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { postUnder } from '../units/colleagues.rules.ts';
import { cancelUnbegun, dutiesOfSituation, insertDuties, setCancelled, setEnd, uncancel } from './roster.repository.ts';
import type { DutyKind, NamedDuty, RosterDeps } from './roster.types.ts';

/** Officers of one situation, in a large force. */
const MOST = 500;

export interface SituationDuty {
  readonly situation: string;
  readonly unit: string;
  readonly officer: string;
  readonly kind: DutyKind;
  readonly fromAt: number;
  readonly untilAt: number;
}

/**
 * Puts an officer on duty for a situation, in the transaction of whoever has it before him. Once a unit and kind.
 * Throws officers.not_found, roster.exists.
 */
export async function putOnDuty(
  deps: Pick<RosterDeps, 'clock' | 'directory' | 'events' | 'ids'>,
  tx: Tx,
  { actor, post, ...told }: SituationDuty & { readonly actor: Actor; readonly post: Post },
): Promise<string> {
  const colleague = postUnder(deps.directory, told);
  if (!colleague)
    fail({ code: 'officers.not_found', kind: 'unprocessable', fields: { officer: 'officers.not_found' } });
  const by = { byOfficer: actor.officer, at: deps.clock.now(), cancelledAt: null };
  const row = { ...told, ...by, id: deps.ids.make('dty'), position: colleague.position };
  const [id] = await insertDuties(tx, [row]);
  if (id === undefined) return fail({ code: 'roster.exists', kind: 'conflict' });
  const data = { duties: [id], situation: told.situation };
  await deps.events.append(tx, [
    { stream: `unit:${told.unit}`, type: 'roster.added', actor: actorAt(actor, post), data },
  ]);
  return id;
}

/** Who is on duty for a situation, by unit. */
export const dutiesFor = (read: Read, { situation, now }: { situation: string; now: number }): Promise<NamedDuty[]> =>
  dutiesOfSituation(read, { situation, now, limit: MOST });

/** Lets the duties of a situation end with it. */
export async function endDuties(tx: Tx, { situation, at }: { situation: string; at: number }): Promise<void> {
  await cancelUnbegun(tx, { situation, at });
  await setEnd(tx, { situation, untilAt: at });
}

/** Takes back that they ended. */
export async function resumeDuties(
  tx: Tx,
  { situation, endedAt, untilAt }: { situation: string; endedAt: number; untilAt: number },
): Promise<void> {
  await setEnd(tx, { situation, untilAt });
  await uncancel(tx, { situation, at: endedAt });
}

/** Lets the duties of a situation last as long as it does now, and ends those at units that it covers no more. */
export async function followDuties(
  tx: Tx,
  {
    situation,
    untilAt,
    at,
    covers,
  }: { situation: string; untilAt: number; at: number; covers: (unit: string) => boolean },
): Promise<void> {
  const duties = await dutiesOfSituation(tx, { situation, now: at, limit: MOST });
  const left = duties.filter(({ unit }) => !covers(unit)).map(({ id }) => id);
  if (left.length > 0) await setCancelled(tx, { ids: left, cancelledAt: at });
  await setEnd(tx, { situation, untilAt });
}
