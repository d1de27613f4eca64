import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { markNotForUs } from '../tickets/triage.usecases.ts';
import { followModel } from './follow-model.usecases.ts';
import type { ModelFigures, ModelFitter } from './learning.types.ts';
import { askForFit, refitModel, serveModel, showModels } from './models.usecases.ts';

const figures = (verdict: ModelFigures['verdict']): ModelFigures => ({
  running: {},
  candidate: {},
  threshold: { before: 0.1, after: 0.1 },
  verdict,
});

describe.each(testEngines)('models on %s', (engine) => {
  let desk: TicketDesk;
  const { admin, operator } = people;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  const fitter = (bytes: string, verdict: ModelFigures['verdict']): ModelFitter => ({
    fit: ({ lessons }) =>
      Promise.resolve({ bytes: Buffer.from(bytes), examples: lessons.length, figures: figures(verdict) }),
  });
  const served: (string | null)[] = [];
  const stages = {
    run: () => Promise.resolve([]),
    setUnits: () => Promise.resolve(),
    close: () => Promise.resolve(),
    setModel: (bytes: Uint8Array | null) => {
      served.push(bytes === null ? null : Buffer.from(bytes).toString());
      return Promise.resolve();
    },
  };

  it('are fitted from decisions only, asked for by administrators only', async () => {
    const added: string[] = [];
    const queue = {
      add: (name: string) => {
        added.push(name);
        return Promise.resolve({ id: 'job_1', added: true });
      },
    };
    const deps = { ...desk.deps, queue };
    expect(await refitModel({ ...desk.deps, fitter: fitter('x', 'better') })).toBeNull();
    expect(await refusal(askForFit(deps, admin))).toBe('learning.too_few');
    const plea = await desk.plea();
    await markNotForUs(desk.deps, { actor: operator, id: plea.id, version: plea.version, reason: 'praise' });
    expect(await refusal(askForFit(deps, operator))).toBe('officers.not_allowed');
    await askForFit(deps, admin);
    expect(added).toEqual(['learning']);
  });

  it('go into service by an administrator’s word alone, and back; refused ones never', async () => {
    const follow = followModel({ ...desk.deps, stages });
    const [one, two, bad] = [
      await refitModel({ ...desk.deps, fitter: fitter('one', 'better') }),
      await refitModel({ ...desk.deps, fitter: fitter('two', 'better') }),
      await refitModel({ ...desk.deps, fitter: fitter('bad', 'worse') }),
    ];
    await follow();
    expect(served).toEqual([]);
    const serve = (id: string | null | undefined) => serveModel(desk.deps, { actor: admin, id: id ?? null });
    expect(await refusal(serve(bad?.id))).toBe('learning.model_unknown');
    expect(await refusal(serveModel(desk.deps, { actor: operator, id: one?.id ?? '' }))).toBe('officers.not_allowed');
    for (const id of [one?.id, two?.id, two?.id, one?.id, null]) {
      await serve(id);
      await follow();
      await follow();
    }
    expect(served).toEqual(['one', 'two', 'one', null]);
    const shown = await showModels(desk.deps, admin);
    expect(Object.fromEntries(shown.map((model) => [model.id, model.state]))).toEqual({
      [one?.id ?? '']: 'retired',
      [two?.id ?? '']: 'retired',
      [bad?.id ?? '']: 'refused',
    });
    const events = await desk.deps.events.ofStream('language-model');
    expect(events.filter(({ type }) => type === 'model.served').length).toBe(4);
  });
});
