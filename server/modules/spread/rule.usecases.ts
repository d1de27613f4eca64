import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { actorName, requireCapability, requirePerson } from '../officers/officers.rules.ts';
import { touches } from '../situations/situations.rules.ts';
import { runningSituations } from '../situations/situations.usecases.ts';
import type { TicketDeps, UnitTree } from '../tickets/tickets.types.ts';
import { countMarked, firstStep, insertRule, placesOf, rulesSet, stepsSince } from './rule.repository.ts';
import { LOOKED_BACK, RULE, RULE_BOUNDS, wouldMark, type SpreadRule } from './velocity.rules.ts';

const SHOWN = 20;
/** Incidents that another rule is tried on: the largest. */
const TRIED = 500;
type RuleDeps = Pick<TicketDeps, 'db' | 'clock' | 'events'>;

/** The rule of the force, as it was set last. */
export const forceRule = async (read: Read): Promise<SpreadRule> => (await rulesSet(read, 1))[0]?.rule ?? RULE;

/**
 * By which rule each of these incidents is judged now: by that of the situation that runs where it was received or is
 * routed to, the last one that began; else by the force's. Read anew for each look, so that every process follows.
 */
export async function rulesFor(
  { tree }: { readonly tree: UnitTree },
  read: Read,
  { incidents, now }: { incidents: readonly string[]; now: number },
): Promise<(incident: string) => SpreadRule> {
  const force = await forceRule(read);
  const running = (await runningSituations(read, now)).filter(({ situation }) => situation.spread !== null);
  if (running.length === 0) return () => force;
  const rules = new Map<string, SpreadRule>();
  for (const place of await placesOf(read, incidents)) {
    const own = running.findLast((one) => touches(tree, one, place))?.situation.spread;
    if (own) rules.set(place.id, own);
  }
  return (incident) => rules.get(incident) ?? force;
}

/** What the last two weeks would have looked like by a rule: how many incidents it marks, as far as steps are kept. */
async function tryOn(read: Read, { rule, now }: { rule: SpreadRule; now: number }): Promise<number> {
  const steps = await stepsSince(read, { since: now - LOOKED_BACK, rule, limit: TRIED });
  return [...steps.values()].filter((one) => wouldMark(one, rule)).length;
}

/** The rule of the force, with what it has marked, and who set it. Throws officers.not_allowed. */
export async function readRule(deps: Pick<RuleDeps, 'db' | 'clock'>, actor: Actor) {
  requireCapability(actor, 'admin.system');
  const { read } = deps.db;
  const now = deps.clock.now();
  const set = await rulesSet(read, SHOWN);
  const names = await officerNames(
    read,
    set.map(({ officer }) => officer),
  );
  const rule = set[0]?.rule ?? RULE;
  return {
    rule,
    version: set[0]?.version ?? 0,
    usual: RULE,
    bounds: RULE_BOUNDS,
    /** Marked in the last two weeks, by whatever held then. */
    marked: await countMarked(read, now - LOOKED_BACK),
    wouldMark: await tryOn(read, { rule, now }),
    /** From when on steps are kept within these two weeks. */
    since: await firstStep(read, now - LOOKED_BACK),
    history: set.map((one) => ({
      version: one.version,
      rule: one.rule,
      at: one.at,
      by: names.get(one.officer) ?? null,
    })),
  };
}

/** How many incidents of the last two weeks a rule would have marked; nothing is kept of it. Throws officers.not_allowed. */
export async function tryRule(
  deps: Pick<RuleDeps, 'db' | 'clock'>,
  { actor, rule }: { actor: Actor; rule: SpreadRule },
): Promise<{ wouldMark: number }> {
  requireCapability(actor, 'admin.system');
  return { wouldMark: await tryOn(deps.db.read, { rule, now: deps.clock.now() }) };
}

/** Sets the rule of the force, after the one that was seen. Throws officers.not_allowed, spread.rule_changed. */
export async function setRule(
  deps: RuleDeps,
  { actor, rule, version }: { actor: Actor; rule: SpreadRule; version: number },
): Promise<{ version: number }> {
  requirePerson(requireCapability(actor, 'admin.system'));
  const next = version + 1;
  await deps.db.write(async (tx) => {
    const last = (await rulesSet(tx, 1))[0]?.version ?? 0;
    const row = { version: next, rule, officer: actor.officer, at: deps.clock.now() };
    if (last !== version || !(await insertRule(tx, row))) fail({ code: 'spread.rule_changed', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        ...{ stream: 'setting:spread', type: 'spread.rule-set', actor: actorName(actor, 'admin.system') },
        data: { version: next, ...rule },
      },
    ]);
  });
  return { version: next };
}
