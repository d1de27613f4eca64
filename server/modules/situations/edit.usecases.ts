import { isDeepStrictEqual } from 'node:util';
import { fail } from '../../platform/errors.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { followDuties } from '../roster/situation-duty.usecases.ts';
import { declaringPost, phaseOf } from './situations.rules.ts';
import { changeSituation, insertChange, replaceUnits } from './situations.repository.ts';
import { loadForChange, LONGEST, type Change } from './situations.usecases.ts';
import type { Situation, SituationDeps, SituationTerms, TemporaryAnswer } from './situations.types.ts';

export interface Edit extends Change, Omit<SituationTerms, 'answers'> {
  readonly answers: readonly (Omit<TemporaryAnswer, 'id' | 'until'> & {
    readonly id?: string | undefined;
    /** Without one it holds as long as the situation. */
    readonly until?: number | undefined;
  })[];
  readonly reason: string;
  readonly orderNumber: string | null;
}

const termsOf = (
  { name, untilAt, silenceMinutes, floodLimit, spread, answers }: Situation,
  units: readonly string[],
): SituationTerms => ({ name, untilAt, silenceMinutes, floodLimit, spread, answers, units: [...units].sort() });

/**
 * Changes what a situation is from now on; what it was before stays readable beside who changed it, and why. Its duties
 * last as long as it does. Throws situations.not_found, officers.not_allowed, situations.changed, situations.over,
 * situations.unit_unknown, situations.span_wrong, situations.nothing_changed, situations.declared_already, roster.exists.
 */
export async function editSituation(deps: SituationDeps, input: Edit): Promise<{ version: number }> {
  const { actor, id, reason, orderNumber, name, untilAt, silenceMinutes, floodLimit, spread } = input;
  const units = [...new Set(input.units)].sort();
  if (units.some((unit) => !deps.tree.byId(unit)))
    fail({ code: 'situations.unit_unknown', kind: 'unprocessable', fields: { units: 'invalid' } });
  const work = deps.db.write(async (tx) => {
    const found = await loadForChange(deps, tx, input);
    const { before } = found;
    const post = declaringPost(deps.tree, { actor, units: [...found.units, ...units] });
    if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
    const at = deps.clock.now();
    if (phaseOf(before, at) === 'past') fail({ code: 'situations.over', kind: 'conflict' });
    if (untilAt <= before.fromAt || untilAt <= at || untilAt - before.fromAt > LONGEST)
      fail({ code: 'situations.span_wrong', kind: 'unprocessable', fields: { untilAt: 'invalid' } });
    const known = new Set(before.answers.map((one) => one.id));
    const answers = input.answers.map((answer) => ({
      ...{ name: answer.name, texts: answer.texts, words: answer.words, until: answer.until ?? untilAt },
      id: answer.id !== undefined && known.has(answer.id) ? answer.id : deps.ids.make('ans'),
    }));
    const terms = termsOf(before, found.units);
    const set = { name, untilAt, silenceMinutes, floodLimit, spread, answers };
    if (isDeepStrictEqual({ ...set, units }, terms))
      fail({ code: 'situations.nothing_changed', kind: 'unprocessable' });
    const after = await changeSituation(tx, { before, set });
    if (!after) fail({ code: 'situations.changed', kind: 'conflict' });
    await replaceUnits(tx, { situation: id, units });
    const covers = (unit: string): boolean => units.some((one) => deps.tree.isUnder(unit, one));
    await followDuties(tx, { situation: id, untilAt, at, covers });
    const by = { officer: actor.officer, position: post.position, at };
    await insertChange(tx, { situation: id, version: after.version, before: terms, reason, orderNumber, ...by });
    const data = { version: after.version, units, until: untilAt };
    await deps.events.append(tx, [
      { stream: `situation:${id}`, type: 'situation.changed', actor: actorAt(actor, post), data },
    ]);
    return { version: after.version };
  });
  return work.catch((error: unknown) => {
    if (!deps.db.isDuplicate(error)) throw error;
    // Another one of this order has the name.
    return fail({ code: 'situations.declared_already', kind: 'conflict' });
  });
}
