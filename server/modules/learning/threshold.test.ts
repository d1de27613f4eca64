import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createSecrets } from '../../platform/secrets.ts';
import { setThreshold } from '../channels/channels.usecases.ts';
import { createTicketDesk, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { markNotForUs } from '../tickets/triage.usecases.ts';
import { consequences } from './threshold.rules.ts';
import { readThresholds } from './threshold.usecases.ts';

const { admin, operator } = people;
const NOTE = 'Order of the state cell';
/** Filtered by the model's own threshold, and likelier than the lowest on offer. */
const FAINT = 'Well done UP Police, proud of you, road jam today';

describe.each(testEngines)('the threshold of an account on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  const set = (version: number, at: 0.005 | 0.1 | null, actor = admin) =>
    setThreshold(
      { ...desk.deps, secrets: createSecrets(Buffer.alloc(32)), drivers: {} },
      {
        actor,
        id: 'acc_up',
        input: { version, at, note: NOTE },
      },
    );

  it('decides what a person sees from then on, with the reason on record', async () => {
    const plain = await desk.deps.stages.run([{ id: 'x', text: FAINT }]);
    const score = plain[0]?.assessment.score ?? 0;
    const before = await desk.plea({ text: FAINT });
    expect(before.state === 'not_for_us').toBe(score < 0.025);
    await set(1, 0.1);
    const strict = await desk.plea({ text: `${FAINT} once` });
    expect(strict.state).toBe('not_for_us');
    await set(2, 0.005);
    const wide = await desk.plea({ text: `${FAINT} again` });
    expect(wide.state === 'not_for_us').toBe(score < 0.005);
    const { accounts, own } = await readThresholds(desk.deps, admin);
    expect(own).toBe(0.025);
    expect(accounts[0]).toMatchObject({ id: 'acc_up', version: 3, keep: { at: 0.005, note: NOTE } });
    const events = await desk.deps.events.ofStream('account:acc_up');
    expect(events.at(-1)).toMatchObject({ type: 'account.threshold-set', data: { threshold: 0.005 } });
    await set(3, null);
    expect((await readThresholds(desk.deps, admin)).accounts[0]?.keep).toMatchObject({ at: null, note: NOTE });
  });

  it('refuses the wrong officer, and whoever saw an older version', async () => {
    expect(await refusal(set(4, 0.1, operator))).not.toBeNull();
    expect(await refusal(set(1, 0.1))).toBe('channels.version_conflict');
    expect(await refusal(readThresholds(desk.deps, operator))).toBe('officers.not_allowed');
  });

  it('is measured on what officers decided', async () => {
    const plea = await desk.plea();
    await markNotForUs(desk.deps, { actor: operator, id: plea.id, version: plea.version, reason: 'praise' });
    const { accounts } = await readThresholds(desk.deps, admin);
    const step = accounts[0]?.steps.find(({ threshold }) => threshold === 0.025);
    expect(step).toMatchObject({ seen: 0, missed: 0, filtered: 0, shown: 1 });
  });
});

it('counts what each threshold would have shown and filtered', () => {
  const row = (answer: string | null, saidScore: number, over: object = {}) => ({
    ...{ answer, saidScore, saidAnswer: 'act', saidUrgency: 'normal' },
    ...over,
  });
  const rows = [
    row('act', 0.9),
    row('no-details', 0.03),
    row('praise', 0.03),
    row('spam-ad', 0.01),
    row('act', 0.001, { saidUrgency: 'life-risk' }),
    row('act', 0.001, { saidAnswer: 'other-jurisdiction' }),
    row(null, 0.001),
  ];
  expect(consequences(rows, [0.025, 0.04])).toEqual([
    { threshold: 0.025, seen: 2, missed: 0, filtered: 1, shown: 1 },
    { threshold: 0.04, seen: 1, missed: 1, filtered: 2, shown: 0 },
  ]);
});
