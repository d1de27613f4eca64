import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { unitsWith } from '../officers/officers.rules.ts';
import { forceRule } from '../spread/rule.usecases.ts';
import { RULE_BOUNDS } from '../spread/velocity.rules.ts';
import { namedUnit } from '../tickets/present.rules.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { countOfSituation, type PlaceCount } from '../tickets/situation-tickets.usecases.ts';
import { openSilences } from './silence.repository.ts';
import { presentDuty } from '../roster/on-duty.usecases.ts';
import { dutiesFor } from '../roster/situation-duty.usecases.ts';
import { declaringPost, hearsOf, phaseOf } from './situations.rules.ts';
import { changesOf, chainSituations, findSituation, unitsDatedWithin } from './situations.repository.ts';
import { chainOf, spanOf } from './situations.usecases.ts';
import type { Declared, Silence, SituationDeps } from './situations.types.ts';

const SHOWN = 100;
const COUNTED = 5000;
const DATED = 50;
const CHANGES = 50;

const ALIVE = new Set(['received', 'ask_back', 'open', 'in_process']);
const ACT = new Set(['open', 'in_process', 'closed', 'verified']);

function present(
  deps: SituationDeps,
  { actor, declared, names }: { actor: Actor; declared: Declared; names: ReadonlyMap<string, string> },
) {
  const { situation, units } = declared;
  const { declaredBy, endedBy, position: _position, unit, answers, ...told } = situation;
  return {
    ...told,
    phase: phaseOf(situation, deps.clock.now()),
    units: units.map((one) => namedUnit(deps.tree, one)).filter((one) => one !== null),
    unit: namedUnit(deps.tree, unit),
    declaredBy: names.get(declaredBy) ?? null,
    endedByName: endedBy === null ? null : (names.get(endedBy) ?? null),
    answers: answers.length,
    mayEnd: declaringPost(deps.tree, { actor, units }) !== undefined,
  };
}

const peopleOf = (all: readonly Declared[]): string[] =>
  all.flatMap(({ situation: { declaredBy, endedBy } }) => (endedBy === null ? [declaredBy] : [declaredBy, endedBy]));

/** Situations of the officer's chain: those that run, those that come, those that are over. */
export async function listSituations(deps: SituationDeps, actor: Actor) {
  const { read } = deps.db;
  const all = await chainSituations(read, { viewer: chainOf(deps.tree, actor), limit: SHOWN });
  const names = await officerNames(read, peopleOf(all));
  const own = unitsWith(actor, 'ticket.verify')[0];
  return {
    situations: all.map((declared) => present(deps, { actor, declared, names })),
    /** What holds where no situation says otherwise. */
    spreadRule: { rule: await forceRule(read), bounds: RULE_BOUNDS },
    mayDeclare: own !== undefined && declaringPost(deps.tree, { actor, units: [] }) !== undefined,
  };
}

const tellSilence = (deps: SituationDeps, { unit, since, raisedAt }: Silence) => ({
  unit: namedUnit(deps.tree, unit),
  since,
  raisedAt,
});

/** What the desk and the board say on top: what runs now, and the silent units that this officer is to look after. */
export async function readRunning(deps: SituationDeps, actor: Actor) {
  const { read } = deps.db;
  const now = deps.clock.now();
  const running = await chainSituations(read, { viewer: chainOf(deps.tree, actor), limit: SHOWN, runningAt: now });
  const silences = await openSilences(
    read,
    running.map(({ situation }) => situation.id),
  );
  return running.map(({ situation: { id, kind, name, orderNumber, fromAt, untilAt } }) => ({
    ...{ id, kind, name, orderNumber, fromAt, untilAt },
    silent: silences
      .filter((one) => one.situation === id && hearsOf(deps.tree, { actor, unit: one.unit }))
      .map((one) => tellSilence(deps, one)),
  }));
}

interface Sum {
  received: number;
  act: number;
  open: number;
  closed: number;
  oldest: number | null;
}

function sumOf(rows: readonly PlaceCount[]): Sum {
  const sum: Sum = { received: 0, act: 0, open: 0, closed: 0, oldest: null };
  for (const { state, n, oldest } of rows) {
    sum.received += n;
    if (ACT.has(state)) sum.act += n;
    if (state === 'open' || state === 'in_process') sum.open += n;
    if (state === 'closed' || state === 'verified') sum.closed += n;
    if (ALIVE.has(state)) sum.oldest = Math.min(sum.oldest ?? oldest, oldest);
  }
  return sum;
}

/** One situation with its numbers, as far as the officer may see the tickets. Throws situations.not_found. */
export async function readSituation(deps: SituationDeps, { actor, id }: { actor: Actor; id: string }) {
  const { read } = deps.db;
  const viewer = chainOf(deps.tree, actor);
  const declared = await findSituation(read, { viewer, id });
  if (!declared) fail({ code: 'situations.not_found', kind: 'not-found' });
  const { situation, units } = declared;
  const { rows, seen } = await countOfSituation(read, {
    viewer: { officer: actor.officer, units: viewer.units },
    span: spanOf(deps.ids, declared),
    limit: COUNTED,
  });
  const isMine = (unit: string): boolean => viewer.units.some((own) => deps.tree.isUnder(unit, own));
  const isAt = (row: PlaceCount, unit: string): boolean => deps.tree.isUnder(row.place ?? row.desk, unit);
  const silences = await openSilences(read, [id]);
  const changes = await changesOf(read, { situation: id, limit: CHANGES });
  const names = await officerNames(read, [...peopleOf([declared]), ...changes.map(({ officer }) => officer)]);
  const duties = await dutiesFor(read, { situation: id, now: deps.clock.now() });
  const dated = await unitsDatedWithin(read, { units, from: situation.fromAt, to: situation.untilAt, limit: DATED });
  return {
    situation: present(deps, { actor, declared, names }),
    answers: situation.answers,
    numbers: { ...sumOf(rows), more: seen >= COUNTED },
    byUnit: units.flatMap((unit) => {
      const silence = silences.find((one) => one.unit === unit);
      return isMine(unit)
        ? [
            {
              unit: namedUnit(deps.tree, unit),
              ...sumOf(rows.filter((row) => isAt(row, unit))),
              silentSince: silence?.since ?? null,
            },
          ]
        : [];
    }),
    dated,
    duties: duties
      .filter(({ unit }) => isMine(unit))
      .map((duty) => ({ ...presentDuty(duty, actor), unit: namedUnit(deps.tree, duty.unit) })),
    changes: changes.map(({ version, at, reason, orderNumber, officer, before }) => ({
      ...{ version, at, reason, orderNumber, by: names.get(officer) ?? null },
      before: { ...before, units: before.units.flatMap((unit) => namedUnit(deps.tree, unit) ?? []) },
    })),
  };
}
