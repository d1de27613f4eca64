import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import type { Actor, Capability, Post } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { actorAt, isKey, postsWith, requirePerson, requirePost, unitsWith } from '../officers/officers.rules.ts';
import { namedUnit } from '../tickets/present.rules.ts';
import { docketFloor } from '../tickets/settings.usecases.ts';
import { codeYear, findable, formatCode, hasVerdict, isOpen, NO_TEXTS, queryWords } from './rumours.rules.ts';
import {
  chainRumours,
  changeRumour,
  countCarrying,
  findRumour,
  insertRumour,
  insertStep,
  inWordsOf,
  nextNumber,
  stepsOf,
  type RumourViewer,
} from './rumours.repository.ts';
import type { Evidence, Rumour, RumourDeps, RumourStep, RumourVerdict, Texts } from './rumours.types.ts';

const SHOWN = 100;

export const rumourViewer = (tree: RumourDeps['tree'], actor: Actor): RumourViewer => {
  const units = unitsWith(actor, 'ticket.read');
  return { officer: actor.officer, units, above: [...new Set(units.flatMap((unit) => tree.pathToRoot(unit)))] };
};

/** Writes a new rumour in the caller's transaction. */
export async function insertNoted(
  deps: RumourDeps,
  tx: Tx,
  { actor, post, claim }: { actor: Actor; post: Post; claim: Texts },
): Promise<Rumour> {
  const at = deps.clock.now();
  const year = codeYear(at);
  const code = formatCode({ year, counter: await nextNumber(tx, { year, floor: await docketFloor(tx, at) }) });
  const rumour = {
    ...{ id: deps.ids.make('rum'), code, claim, state: 'noted', verdict: NO_TEXTS, evidence: [] },
    find: findable({ code, claim, verdict: NO_TEXTS, state: 'noted' }),
    ...{ unit: post.unit, notedBy: actor.officer, notedAt: at, checkedBy: null, checkedAt: null },
    ...{ publishedAt: null, updatedAt: at, version: 1 },
  };
  await insertRumour(tx, rumour);
  await record(deps, tx, { rumour, act: 'noted', why: null, actor, post });
  return rumour;
}

async function record(
  deps: RumourDeps,
  tx: Tx,
  step: { rumour: Rumour; act: string; why: Texts | null; actor: Actor; post: Post },
): Promise<void> {
  const { rumour, act, why, actor, post } = step;
  const { id, version, state, verdict, code, updatedAt } = rumour;
  await insertStep(tx, {
    ...{ rumour: id, version, act, state, verdict, why },
    ...{ officer: actor.officer, position: post.position, at: updatedAt },
  });
  const type = `rumour.${act}`;
  await deps.events.append(tx, [
    { stream: `rumour:${id}`, type, actor: actorAt(actor, post), data: { version, code, state } },
  ]);
}

/** Notes what is being said. Throws officers.not_allowed. */
export async function noteRumour(
  deps: RumourDeps,
  { actor, claim }: { actor: Actor; claim: Texts },
): Promise<{ id: string; code: string }> {
  const post = requirePost(actor, 'ticket.reply');
  return deps.db.write(async (tx) => {
    const { id, code } = await insertNoted(deps, tx, { actor, post, claim });
    return { id, code };
  });
}

export type RumourAct =
  | { readonly step: 'check' }
  | { readonly step: 'claim'; readonly claim: Texts }
  /** A verdict on one that is published already is a correction: it stands at once, with what was said before. */
  | {
      readonly step: 'verdict';
      readonly state: RumourVerdict;
      readonly verdict: Texts;
      readonly evidence: readonly Evidence[];
    }
  | { readonly step: 'publish' }
  | { readonly step: 'withdraw'; readonly why: Texts };

/** What everybody reads is a supervisor's to say; what is not out yet, anybody's who answers. */
const capabilityFor = (before: Rumour, { step }: RumourAct): Capability =>
  step === 'publish' || before.publishedAt !== null ? 'ticket.verify' : 'ticket.reply';

/** Throws what speaks against a step as the rumour stands. */
function requireFit({ before, isOwn, act }: { before: Rumour; isOwn: boolean; act: RumourAct }): void {
  if (!isOpen(before)) fail({ code: 'rumours.over', kind: 'conflict' });
  if (act.step === 'check' && before.state !== 'noted') fail({ code: 'rumours.checked', kind: 'conflict' });
  if (act.step === 'claim' && (hasVerdict(before) || before.publishedAt !== null))
    fail({ code: 'rumours.checked', kind: 'conflict' });
  if (act.step === 'verdict' && isOwn) fail({ code: 'rumours.second_officer', kind: 'conflict' });
  if (act.step !== 'publish') return;
  if (!hasVerdict(before)) fail({ code: 'rumours.no_verdict', kind: 'conflict' });
  if (before.publishedAt !== null) fail({ code: 'rumours.published', kind: 'conflict' });
  if (before.claim.hi === '' || before.claim.en === '')
    fail({ code: 'rumours.claim_languages', kind: 'unprocessable', fields: { claim: 'required' } });
}

function changeOf({ before, act, actor, at }: { before: Rumour; act: RumourAct; actor: Actor; at: number }) {
  switch (act.step) {
    case 'check':
      return { state: 'checking' };
    case 'claim':
      return { claim: act.claim };
    case 'verdict':
      return {
        ...{ state: act.state, verdict: act.verdict, evidence: act.evidence },
        ...{ checkedBy: actor.officer, checkedAt: at },
      };
    case 'publish':
      return { publishedAt: at };
    case 'withdraw':
      return { state: 'withdrawn', publishedAt: before.publishedAt };
  }
}

/**
 * One step with a rumour. The verdict is another officer's than those whose words the claim is, by whatever key they noted it;
 * publishing, and whatever is done to a published one, a supervisor's. Throws rumours.not_found, officers.not_allowed, rumours.changed and what speaks against it.
 */
export async function stepRumour(
  deps: RumourDeps,
  { actor, id, version, ...act }: RumourAct & { readonly actor: Actor; readonly id: string; readonly version: number },
): Promise<{ version: number }> {
  return deps.db.write(async (tx) => {
    const before = await findRumour(tx, { viewer: rumourViewer(deps.tree, actor), id });
    if (!before) fail({ code: 'rumours.not_found', kind: 'not-found' });
    const capability = capabilityFor(before, act);
    // Above where it was noted, or at it: a station says nothing on what its district has noted.
    const post = postsWith(actor, capability).find(({ unit }) => deps.tree.isUnder(before.unit, unit));
    if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
    if (before.version !== version) fail({ code: 'rumours.changed', kind: 'conflict' });
    if (act.step === 'verdict') requirePerson(actor);
    const at = deps.clock.now();
    const judge = { officer: actor.officer, now: at };
    requireFit({ before, isOwn: (await inWordsOf(tx, { ...judge, rumours: [id] })).has(id), act });
    const set = { ...changeOf({ before, act, actor, at }), updatedAt: at };
    const after = await changeRumour(tx, {
      ...{ before, set: { ...set, find: findable({ ...before, ...set }) } },
      judge: act.step === 'verdict' ? judge : null,
    });
    if (!after) fail({ code: 'rumours.changed', kind: 'conflict' });
    const name = act.step === 'verdict' && before.publishedAt !== null ? 'correct' : act.step;
    await record(deps, tx, { rumour: after, act: name, why: act.step === 'withdraw' ? act.why : null, actor, post });
    return { version: after.version };
  });
}

/** What this officer may do with a rumour now, so that pages offer nothing else. */
function possible(
  deps: RumourDeps,
  { actor, rumour, isOwn }: { actor: Actor; rumour: Rumour; isOwn: boolean },
): string[] {
  const all: RumourAct['step'][] = ['check', 'claim', 'verdict', 'publish', 'withdraw'];
  return all.filter((step) => {
    if (!isOpen(rumour)) return false;
    if (step === 'check' && rumour.state !== 'noted') return false;
    if (step === 'claim' && (hasVerdict(rumour) || rumour.publishedAt !== null)) return false;
    if (step === 'verdict' && (isOwn || isKey(actor))) return false;
    if (step === 'publish' && (!hasVerdict(rumour) || rumour.publishedAt !== null)) return false;
    const capability = capabilityFor(rumour, { step } as RumourAct);
    return postsWith(actor, capability).some(({ unit }) => deps.tree.isUnder(rumour.unit, unit));
  });
}

const presentStep = ({ act, state, why, officer, at }: RumourStep, names: ReadonlyMap<string, string>) => ({
  ...{ act, state, why, at },
  by: names.get(officer) ?? null,
});

/** Rumours of the officer's chain, the last changed first, with what was done about each. */
export async function listRumours(deps: RumourDeps, { actor, q }: { actor: Actor; q: string }) {
  const { read } = deps.db;
  const viewer = rumourViewer(deps.tree, actor);
  const rumours = await chainRumours(read, { viewer, words: queryWords(q), limit: SHOWN });
  const ids = rumours.map(({ id }) => id);
  const own = await inWordsOf(read, { rumours: ids, officer: actor.officer, now: deps.clock.now() });
  const [steps, carrying] = [await stepsOf(read, ids), await countCarrying(read, { viewer, rumours: ids })];
  const names = await officerNames(read, [
    ...steps.map(({ officer }) => officer),
    ...rumours.flatMap(({ notedBy, checkedBy }) => (checkedBy === null ? [notedBy] : [notedBy, checkedBy])),
  ]);
  return rumours.map((rumour) => {
    const { find: _find, unit, notedBy, checkedBy, ...told } = rumour;
    const isOwn = own.has(rumour.id);
    return {
      ...told,
      unit: namedUnit(deps.tree, unit),
      notedBy: names.get(notedBy) ?? null,
      isOwn,
      checkedBy: checkedBy === null ? null : (names.get(checkedBy) ?? null),
      tickets: carrying.get(rumour.id) ?? 0,
      history: steps.filter((step) => step.rumour === rumour.id).map((step) => presentStep(step, names)),
      actions: possible(deps, { actor, rumour, isOwn }),
    };
  });
}
