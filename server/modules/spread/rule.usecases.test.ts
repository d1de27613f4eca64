import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { declareSituation } from '../situations/situations.usecases.ts';
import { GOMTI_NAGAR, HAZRATGANJ, refusal } from '../tickets/desk.testing.ts';
import { readRule, setRule, tryRule } from './rule.usecases.ts';
import { createSpreadDesk, ranked, type SpreadDesk } from './spread.testing.ts';
import { listSpreads, lookAtReach } from './velocity.usecases.ts';
import { RULE } from './velocity.rules.ts';
import { ruleBodies } from './velocity.schemas.ts';

const HOUR = 60 * 60_000;
const { admin, operator, commissioner, chief } = ranked;

describe.each(testEngines)('the rule of spreading on %s', (engine) => {
  let desk: SpreadDesk;
  beforeAll(async () => {
    desk = await createSpreadDesk(engine);
  });
  afterAll(() => desk.close());

  const spreads = async (id: string) => (await listSpreads(desk.deps, operator)).some(({ ticket }) => ticket.id === id);
  const set = async (rule = RULE, actor = admin) =>
    setRule(desk.deps, { actor, rule, version: (await readRule(desk.deps, admin)).version });

  it('is an administrator’s to set, within bounds, and recorded; of two at one moment one sets it', async () => {
    expect(await readRule(desk.deps, admin)).toMatchObject({ rule: RULE, version: 0, history: [] });
    for (const actor of [operator, commissioner, chief]) {
      expect(await refusal(setRule(desk.deps, { actor, rule: RULE, version: 0 }))).toBe('officers.not_allowed');
      expect(await refusal(tryRule(desk.deps, { actor, rule: RULE }))).toBe('officers.not_allowed');
      expect(await refusal(readRule(desk.deps, actor))).toBe('officers.not_allowed');
    }
    const rule = { ...RULE, quick: 40 };
    const both = await Promise.all([1, 2].map(() => refusal(setRule(desk.deps, { actor: admin, rule, version: 0 }))));
    expect(both.sort()).toEqual([null, 'spread.rule_changed'].sort());
    expect(await readRule(desk.deps, admin)).toMatchObject({ rule, version: 1, history: [{ version: 1, rule }] });
    const [event] = await desk.deps.events.ofStream('setting:spread');
    expect(event).toMatchObject({ type: 'spread.rule-set', data: { version: 1, ...rule } });
    const isFine = (over: object) => ruleBodies.try.safeParse({ rule: { ...RULE, ...over } }).success;
    expect(isFine({})).toBe(true);
    const wrong = [{ quick: 9 }, { steeper: 0 }, { calm: 100 }, { voiceWeight: 21 }, { quick: 50.5 }];
    expect(wrong.map(isFine)).toEqual(wrong.map(() => false));
  });

  it('marks by what was set, whoever looks next, and says what it would have marked', async () => {
    await set();
    const { id } = await desk.opened();
    await desk.repost(id, 50);
    expect(await lookAtReach(desk.deps)).toMatchObject({ started: 0 });
    expect(await tryRule(desk.deps, { actor: admin, rule: RULE })).toEqual({ wouldMark: 0 });
    expect(await tryRule(desk.deps, { actor: admin, rule: { ...RULE, quick: 50 } })).toEqual({ wouldMark: 1 });
    await set({ ...RULE, quick: 50 });
    expect(await lookAtReach(desk.deps)).toMatchObject({ started: 1 });
    expect(await readRule(desk.deps, admin)).toMatchObject({ marked: 1, wouldMark: 1 });
    // Calm is set too: what grows by thirty goes on as long as that is not calm.
    desk.clock.advance(2 * HOUR);
    await desk.repost(id, 30);
    await lookAtReach(desk.deps);
    expect((await listSpreads(desk.deps, operator)).find(({ ticket }) => ticket.id === id)?.isCalm).toBe(false);
    await set({ ...RULE, quick: 50, calm: 31 });
    await lookAtReach(desk.deps);
    expect((await listSpreads(desk.deps, operator)).find(({ ticket }) => ticket.id === id)?.isCalm).toBe(true);
    desk.clock.advance(15 * 24 * HOUR);
    expect(await readRule(desk.deps, admin)).toMatchObject({ marked: 0, wouldMark: 0, since: null });
    await set();
  });

  it('is a running situation’s own at its units, and there alone', async () => {
    const now = desk.clock.now();
    const told = { kind: 'election', name: 'Polling', orderNumber: 'E/1', orderDate: now, silenceMinutes: null };
    const rule = { ...RULE, quick: 20 };
    const declare = (units: string[], name: string) =>
      declareSituation(desk.deps, {
        ...{ ...told, actor: commissioner, name, units, fromAt: now, untilAt: now + HOUR },
        ...{ floodLimit: null, spread: rule, answers: [] },
      });
    await declare([GOMTI_NAGAR], 'Elsewhere');
    const { id } = await desk.opened();
    await desk.repost(id, 20);
    await lookAtReach(desk.deps);
    expect(await spreads(id)).toBe(false);
    await declare([HAZRATGANJ], 'Here');
    await lookAtReach(desk.deps);
    expect(await spreads(id)).toBe(true);
    // Over, the force's rule holds again.
    desk.clock.advance(2 * HOUR);
    const after = await desk.opened();
    await desk.repost(after.id, 20);
    await lookAtReach(desk.deps);
    expect(await spreads(after.id)).toBe(false);
  });
});
