import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, HAZRATGANJ, people, type TicketDesk } from '../tickets/desk.testing.ts';
import { undoLast } from '../tickets/change.usecases.ts';
import { correctTicket, markNotForUs, openTicket } from '../tickets/triage.usecases.ts';
import { forgetDecisions } from './decisions.usecases.ts';
import type { DecisionRow } from './learning.types.ts';

describe.each(testEngines)('decisions as lessons on %s', (engine) => {
  let desk: TicketDesk;
  const actor = people.operator;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.advance(60_000));

  const lessonOf = async (ticket: string): Promise<DecisionRow | undefined> =>
    (await desk.deps.db.read.select().from(desk.deps.db.tables.decision)).find((row) => row.ticket === ticket);

  it('keep what an officer decided beside what the stages had said, without words or people', async () => {
    const plea = await desk.plea();
    await openTicket(desk.deps, {
      actor,
      id: plea.id,
      version: plea.version,
      owner: HAZRATGANJ,
      category: 'women-safety',
    });
    const lesson = await lessonOf(plea.id);
    expect(lesson).toMatchObject({ answer: 'act', category: 'women-safety', saidAnswer: 'act', saidCategory: 'theft' });
    const told = JSON.stringify(lesson);
    for (const secret of [plea.reporter ?? 'contact', actor.officer, 'मोबाइल']) expect(told).not.toContain(secret);
  });

  it('follow the last word, and go when the act is undone', async () => {
    const plea = await desk.plea();
    const { ticket: corrected } = await correctTicket(desk.deps, {
      actor,
      id: plea.id,
      version: plea.version,
      urgency: 'urgent',
    });
    expect(await lessonOf(plea.id)).toMatchObject({ answer: null, urgency: 'urgent' });
    const { ticket: aside } = await markNotForUs(desk.deps, {
      actor,
      id: plea.id,
      version: corrected.version,
      reason: 'praise',
    });
    expect(await lessonOf(plea.id)).toMatchObject({ answer: 'praise', category: null });
    await undoLast(desk.deps, { actor, id: plea.id, version: aside.version });
    expect(await lessonOf(plea.id)).toBeUndefined();
  });

  it('disappear with their message', async () => {
    const plea = await desk.plea();
    await markNotForUs(desk.deps, { actor, id: plea.id, version: plea.version, reason: 'praise' });
    const message = (await lessonOf(plea.id))?.message ?? '';
    await desk.deps.db.write((tx) => forgetDecisions(tx, [message]));
    expect(await lessonOf(plea.id)).toBeUndefined();
  });
});
