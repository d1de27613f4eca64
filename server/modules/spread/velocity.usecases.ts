import { fail } from '../../platform/errors.ts';
import type { NewEvent } from '../../platform/events/port.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, postsWith } from '../officers/officers.rules.ts';
import { incidentOf } from '../tickets/incident.rules.ts';
import { loadForWork } from '../tickets/lease.usecases.ts';
import { viewerOf } from '../tickets/list.usecases.ts';
import { namedUnit, presentRow } from '../tickets/present.rules.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { openLocks } from './lock.repository.ts';
import { lockFor } from './one-voice.usecases.ts';
import { callDuty } from './called.usecases.ts';
import { callsAs } from './people.rules.ts';
import { rulesFor } from './rule.usecases.ts';
import { officerNames } from '../officers/names.usecases.ts';
import type { SpreadDeps } from './spread.types.ts';
import { latestStatements } from './statement.repository.ts';
import {
  changeSpread,
  dropSteps,
  fastestOf,
  insertSpread,
  openSpreads,
  spreadOf,
  velocities,
  visibleSpreads,
} from './velocity.repository.ts';
import { afterLook, isClimbing, KEPT, STILL, weigh, windowsAt } from './velocity.rules.ts';

const SHOWN = 50;
const MOST_OPEN = 500;

type JobDeps = Pick<TicketDeps, 'db' | 'clock' | 'ids' | 'events' | 'tree'>;

/**
 * Looks how fast incidents grow: marks those that have begun to spread, once a climb, and ends those that have been calm
 * for an hour. May run twice at a moment: of two looks one writes. Returns how many were marked and ended.
 */
export async function lookAtReach(deps: JobDeps): Promise<{ started: number; ended: number }> {
  return deps.db.write(
    async (tx) => {
      const now = deps.clock.now();
      await dropSteps(tx, now - KEPT);
      const all = await velocities(tx, { now });
      const open = await openSpreads(tx, MOST_OPEN);
      const incidents = [...new Set([...all.keys(), ...open.map(({ incident }) => incident)])];
      const ruleOf = await rulesFor(deps, tx, { incidents, now });
      const events: NewEvent[] = [];
      const known = new Set<string>();
      let ended = 0;
      for (const { spread, incident } of open) {
        known.add(incident).add(spread.incident);
        const set = afterLook(spread, { velocity: all.get(incident) ?? STILL, now, rule: ruleOf(incident) });
        if (!set || !(await changeSpread(tx, { before: spread, set })) || set.endedAt === null) continue;
        ended += 1;
        const data = { spread: spread.id, peak: set.peak };
        events.push({ stream: `ticket:${spread.ticket}`, type: 'ticket.spread-ended', actor: 'system', data });
      }
      let started = 0;
      for (const [incident, velocity] of all) {
        if (known.has(incident) || !isClimbing(velocity, ruleOf(incident))) continue;
        const fastest = await fastestOf(tx, { incident, since: windowsAt(now).hour });
        if (!fastest) continue;
        const id = deps.ids.make('spr');
        const peak = weigh(velocity.quarter, ruleOf(incident));
        const row = { id, incident, ticket: fastest.id, num: fastest.num, startedAt: now, peak, calmSince: null };
        const unseen = { acknowledgedBy: null, acknowledgedAt: null, chiefBy: null, chiefAt: null };
        if (!(await insertSpread(tx, { ...row, ...unseen, endedAt: null, version: 1 }))) continue;
        started += 1;
        const data = { spread: id, reach: velocity.quarter.reach, voices: velocity.quarter.voices };
        events.push({ stream: `ticket:${fastest.id}`, type: 'ticket.spread-started', actor: 'system', data });
      }
      await deps.events.append(tx, events);
      return { started, ended };
    },
    { lane: 'batch' },
  );
}

/** What spreads fast, of what the officer may see; those first that nobody of his kind has seen yet. */
export async function listSpreads(deps: Pick<SpreadDeps, 'db' | 'clock' | 'tree' | 'offices'>, actor: Actor) {
  const { read } = deps.db;
  const viewer = viewerOf(actor);
  const now = deps.clock.now();
  const found = await visibleSpreads(read, { viewer, limit: SHOWN });
  const incidents = found.map(({ ticket }) => incidentOf(ticket));
  const growth = await velocities(read, { now, incidents, viewer });
  const locks = found.length === 0 ? [] : await openLocks(read, now);
  const statements = await latestStatements(read, { viewer, incidents });
  const names = await officerNames(
    read,
    found.flatMap(({ spread }) => [spread.acknowledgedBy ?? [], spread.chiefBy ?? []].flat()),
  );
  const called = await callDuty(deps, read, { tickets: found.map(({ ticket }) => ticket), now });
  const rows = found.map(({ spread, ticket }) => {
    const onDuty = called.get(ticket.num) ?? null;
    const as = callsAs(deps.tree, { matter: ticket, actor, onDuty });
    const lock = lockFor(locks, [incidentOf(ticket)]);
    const statement = statements.get(incidentOf(ticket));
    const { quarter, hour } = growth.get(incidentOf(ticket)) ?? STILL;
    return {
      ticket: presentRow(deps.tree, ticket),
      startedAt: spread.startedAt,
      peak: spread.peak,
      isCalm: spread.calmSince !== null,
      quarter,
      hour,
      acknowledgedBy: spread.acknowledgedBy === null ? null : (names.get(spread.acknowledgedBy) ?? null),
      acknowledgedAt: spread.acknowledgedAt,
      chiefBy: spread.chiefBy === null ? null : (names.get(spread.chiefBy) ?? null),
      chiefAt: spread.chiefAt,
      speaker: lock && { title: deps.offices.office(lock.position)?.title ?? null, until: lock.until },
      statement: statement ? { state: statement.state, nextWordAt: statement.nextWordAt } : null,
      onDuty: onDuty && {
        unit: namedUnit(deps.tree, onDuty.unit),
        names: onDuty.officers.map((one) => one.name),
        isYou: as.duty,
      },
      callsYou: ((as.duty || as.desk) && spread.acknowledgedAt === null) || (as.chief && spread.chiefAt === null),
    };
  });
  return [...rows.filter(({ callsYou }) => callsYou), ...rows.filter(({ callsYou }) => !callsYou)];
}

/**
 * An officer has seen that it spreads: for the desk, for its chief, or for both. What somebody else has seen already
 * stays under his name. Throws tickets.not_found, officers.not_allowed, spread.not_spreading.
 */
export async function acknowledgeSpread(
  deps: Pick<SpreadDeps, 'db' | 'clock' | 'tree' | 'offices' | 'events'>,
  { actor, id }: { actor: Actor; id: string },
): Promise<void> {
  await deps.db.write(async (tx) => {
    const { ticket, post } = await loadForWork(tx, { actor, id });
    const viewer = viewerOf(actor);
    const spread = await spreadOf(tx, { ticket: id, incident: incidentOf(ticket), viewer });
    if (!spread) fail({ code: 'spread.not_spreading', kind: 'conflict' });
    const at = deps.clock.now();
    const onDuty = (await callDuty(deps, tx, { tickets: [ticket], now: at })).get(ticket.num) ?? null;
    const as = callsAs(deps.tree, { matter: ticket, actor, onDuty });
    // Whoever works at the desk may have seen it first, also while somebody else is called.
    const isOfDesk = as.duty || postsWith(actor, 'ticket.triage').length > 0;
    const desk =
      isOfDesk && spread.acknowledgedAt === null ? { acknowledgedBy: actor.officer, acknowledgedAt: at } : {};
    const chief = as.chief && spread.chiefAt === null ? { chiefBy: actor.officer, chiefAt: at } : {};
    const set = { ...desk, ...chief };
    if (Object.keys(set).length === 0) return;
    if (!(await changeSpread(tx, { before: spread, set }))) fail({ code: 'spread.changed', kind: 'conflict' });
    const data = { spread: spread.id, as: Object.keys(chief).length > 0 ? 'chief' : 'desk' };
    await deps.events.append(tx, [
      { stream: `ticket:${id}`, type: 'ticket.spread-seen', actor: actorAt(actor, post), data },
    ]);
  });
}
