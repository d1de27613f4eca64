import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { incidentOf } from '../tickets/incident.rules.ts';
import { viewerOf } from '../tickets/list.usecases.ts';
import { requireSeen } from '../tickets/seen.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { incidentsOf, type OpenLock } from './lock.repository.ts';
import { lockOn } from './one-voice.usecases.ts';
import { spreadOf, type Spread } from './velocity.repository.ts';

/** A ticket as one who works on what spreads has it before him. */
export interface Held {
  readonly ticket: Ticket;
  readonly units: readonly string[];
  /** Through which he answers on it; null when he may not. */
  readonly post: Post | null;
  readonly spread: Spread | null;
  readonly lock: OpenLock | null;
  /** Of what that lock is, or one would be: the ticket's incident, or that of the thread which it was split off from. */
  readonly lockOf: string;
  /** May set and lift a lock here, as things stand. */
  readonly mayLock: boolean;
  /** Has the right to, if it were spreading. */
  readonly leads: boolean;
}

/** Throws tickets.not_found. */
export async function lookAt(read: Read, { actor, id, now }: { actor: Actor; id: string; now: number }): Promise<Held> {
  const { ticket, units } = await requireSeen(read, { actor, id });
  const here = actor.posts.filter(({ unit }) => units.includes(unit));
  const incident = incidentOf(ticket);
  const lock = await lockOn(read, { ticket, now });
  const answering = here.filter(({ capabilities }) => capabilities.includes('ticket.reply'));
  const post = answering.find(({ position }) => position === lock?.position) ?? answering[0] ?? null;
  const commands = here.some(({ capabilities }) => capabilities.includes('ticket.verify'));
  const leads = commands || here.some(({ capabilities }) => capabilities.includes('ticket.triage'));
  const spread = await spreadOf(read, { ticket: id, incident, viewer: viewerOf(actor) });
  const known = (await incidentsOf(read, [id])).get(id) ?? [incident];
  const lockOf = known.find((one) => lock?.incidents.includes(one)) ?? incident;
  return { ticket, units, post, spread, lock, lockOf, leads, mayLock: commands || (leads && spread !== null) };
}

/** The same for one who answers on it. Throws tickets.not_found, officers.not_allowed. */
export async function lookToAnswer(
  read: Read,
  input: { actor: Actor; id: string; now: number },
): Promise<Held & { readonly post: Post }> {
  const held = await lookAt(read, input);
  const { post } = held;
  if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  return { ...held, post };
}
