import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { readAlarm, stepAlarm } from './alarm.usecases.ts';
import { createTicketDesk, people, refusal, type TicketDesk } from './desk.testing.ts';
import { acceptHandover, readHandover, writeHandover } from './handover.usecases.ts';
import { openAlarm } from './alarm.repository.ts';
import { holdTicket, listHolders } from './lease.usecases.ts';

const RED = 'बचाओ अभी मेरे भाई को चाकू मार रहे हैं, हजरतगंज चौराहे पर, जान से मार देंगे, तुरंत आइए';
const ROUNDS = process.env.PUKAAR_FULL === '1' ? 200 : 10;
const next = { ...people.operator, officer: 'off_next' };
const third = { ...people.operator, officer: 'off_third' };

describe.each(testEngines)('a shift on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  it('leaves a note with the lives at risk; whoever accepts it has what the writer had in hand', async () => {
    const red = await desk.plea({ text: `${RED} 77191` });
    const calm = await desk.plea();
    const version = (await readAlarm(desk.deps.db.read, { ticket: red, isVeiled: false }))?.version ?? 0;
    await stepAlarm(desk.deps, { actor: people.operator, id: red.id, version, step: 'take' });
    const offices = { office: () => null };
    await holdTicket({ ...desk.deps, offices }, { actor: people.operator, id: calm.id });
    const text = 'The family in Aishbagh is to be called again at six';
    const { id } = await writeHandover(desk.deps, { actor: people.operator, text });
    const told = await readHandover(desk.deps, next);
    expect(told.red.map(({ ticket }) => ticket.id)).toEqual([red.id]);
    expect(told.notes).toMatchObject([{ id, text, red: 1, isOwn: false, acceptedAt: null }]);
    expect(await refusal(acceptHandover(desk.deps, { actor: people.operator, id }))).toBe('tickets.handover_own');
    await acceptHandover(desk.deps, { actor: next, id });
    expect((await openAlarm(desk.deps.db.read, red.id))?.takenBy).toBe(next.officer);
    const held = await listHolders({ ...desk.deps, offices }, next);
    expect(held).toMatchObject([{ ticket: calm.id, isOwn: true }]);
    expect(await refusal(acceptHandover(desk.deps, { actor: third, id }))).toBe('tickets.handover_accepted');
    const events = await desk.deps.events.ofStream('unit:u_up');
    expect(events.map(({ type }) => type).filter((type) => type.startsWith('desk.'))).toEqual([
      ...['desk.handed-over', 'desk.accepted'],
    ]);
    expect(JSON.stringify(events)).not.toContain('Aishbagh');
  });

  it(`is accepted by one of two at one moment, ${ROUNDS} times, and by nobody of another desk`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await writeHandover(desk.deps, { actor: people.operator, text: 'All quiet' });
      const accept = (actor: typeof next) => refusal(acceptHandover(desk.deps, { actor, id }));
      const both = await Promise.all([accept(next), accept(third)]);
      expect(both.filter((code) => code === null)).toHaveLength(1);
    }
    expect(await refusal(readHandover(desk.deps, people.station))).toBe('officers.not_allowed');
    expect(await refusal(writeHandover(desk.deps, { actor: people.chief, text: 'x' }))).toBe('officers.not_allowed');
  });
});
