import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { actOnMany, previewMany, undoMany, type BulkResult } from './bulk.usecases.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, type TicketDesk } from './desk.testing.ts';
import { addNote } from './speak.usecases.ts';
import { markNotForUs, openTicket } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

const codes = (results: readonly BulkResult<unknown>[]) =>
  results.map((one) => ('refused' in one ? one.refused.code : 'done'));
const chosenOf = (results: readonly BulkResult[]) =>
  results.flatMap((one) => ('done' in one ? [{ id: one.id, version: one.done.ticket.version }] : []));
const bare = ({ version: _, updatedAt: __, ...rest }: Ticket) => rest;

describe.each(testEngines)('many at once on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  const actor = people.operator;
  const three = async () => [await desk.plea(), await desk.plea(), await desk.plea()];
  const setAside = { action: 'not-for-us', reason: 'news-opinion' } as const;

  it('does what can be done, tells what cannot, and is one batch in the histories', async () => {
    const [first, second, third] = await three();
    if (!first || !second || !third) throw new Error('no pleas');
    await markNotForUs(desk.deps, { actor, id: second.id, version: second.version, reason: 'praise' });
    const chosen = [first, second, third, { id: 'tkt_none', version: 1 }];
    const foreseen = await previewMany(desk.deps, { actor, chosen, work: setAside });
    expect(codes(foreseen).map((code) => (code === 'done' ? null : code))).toEqual([
      null,
      'tickets.version_conflict',
      null,
      'tickets.not_found',
    ]);
    expect((await desk.read(first.id)).state).toBe('received');
    const results = await actOnMany(desk.deps, { actor, chosen, work: setAside });
    expect(codes(results)).toEqual(['done', 'tickets.version_conflict', 'done', 'tickets.not_found']);
    const batches = await Promise.all(
      [first, third].map(async ({ id }) => (await desk.deps.events.ofStream(`ticket:${id}`)).at(-1)?.data.batch),
    );
    expect(batches[0]).toMatch(/^bat_/);
    expect(batches[1]).toBe(batches[0]);
  });

  it('is taken back as one, exactly, but for what somebody acted on since', async () => {
    const pleas = await three();
    const before = await Promise.all(pleas.map(async ({ id }) => bare(await desk.read(id))));
    const results = await actOnMany(desk.deps, {
      actor,
      chosen: pleas,
      work: { action: 'correct', category: 'theft', urgency: 'urgent' },
    });
    const back = await undoMany(desk.deps, { actor, chosen: chosenOf(results) });
    expect(codes(back)).toEqual(['done', 'done', 'done']);
    expect(await Promise.all(pleas.map(async ({ id }) => bare(await desk.read(id))))).toEqual(before);

    const again = await actOnMany(desk.deps, { actor, chosen: chosenOf(back), work: { action: 'open' } });
    expect(codes(again)).toEqual(['done', 'done', 'done']);
    const opened = chosenOf(again);
    const [touched] = opened;
    if (!touched) throw new Error('nothing was opened');
    await addNote(desk.deps, { ...touched, actor: people.commissioner, text: 'Seen' });
    expect(codes(await undoMany(desk.deps, { actor, chosen: opened }))).toEqual([
      'tickets.undo_acted_since',
      'done',
      'done',
    ]);
  });

  it('sets nothing aside by the dozen that may be danger to life', async () => {
    const text = 'हजरतगंज में मेरे पति मुझे चाकू लेकर मार रहे हैं, अभी बचाइए, दरवाजा तोड़ रहे हैं';
    const danger = await desk.plea({ text });
    const chosen = [danger, await desk.plea()];
    const foreseen = await previewMany(desk.deps, { actor, chosen, work: setAside });
    expect(codes(foreseen).map((code) => (code === 'done' ? null : code))).toEqual(['tickets.danger_alone', null]);
    expect(codes(await actOnMany(desk.deps, { actor, chosen, work: setAside }))).toEqual([
      'tickets.danger_alone',
      'done',
    ]);
    const { version } = danger;
    await markNotForUs(desk.deps, { actor, id: danger.id, version, reason: 'praise' });
  });

  it('lets nobody do by the hundred what he may not do to one', async () => {
    const plea = await desk.plea();
    const { ticket } = await openTicket(desk.deps, { actor, id: plea.id, version: plea.version, owner: HAZRATGANJ });
    const work = { action: 'transfer', to: LUCKNOW, reason: 'Theirs' } as const;
    expect(codes(await actOnMany(desk.deps, { actor: people.stranger, chosen: [ticket], work }))).toEqual([
      'tickets.not_found',
    ]);
    expect(codes(await actOnMany(desk.deps, { actor: people.station, chosen: [ticket], work: setAside }))).toEqual([
      'officers.not_allowed',
    ]);
    // A station takes up what is urgent before it passes it on.
    expect(codes(await actOnMany(desk.deps, { actor: people.station, chosen: [ticket], work }))).toEqual([
      'tickets.act_first',
    ]);
    expect(codes(await actOnMany(desk.deps, { actor: people.commissioner, chosen: [ticket], work }))).toEqual(['done']);
  });
});
