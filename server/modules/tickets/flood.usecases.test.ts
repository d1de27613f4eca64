import { afterEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { FLOOD_LIFE, FLOOD_LIMIT } from './flood.rules.ts';
import { listFloods, unfoldAuthor, unfoldInTime } from './flood.usecases.ts';
import { countTickets, listTickets } from './list.usecases.ts';
import { openTicket } from './triage.usecases.ts';

const DEEDS = ['लैपटॉप चोरी', 'पर्स छीना', 'मारपीट हुई', 'बाइक गायब', 'दुकान का ताला टूटा', 'जेब कटी', 'फ़ोन छीना'];
const MOHALLAS = ['लालबाग', 'कैसरबाग', 'नरही', 'डालीगंज', 'अलीगंज', 'महानगर', 'निशातगंज', 'इंदिरानगर'];

describe.each(testEngines)('a flood on %s', (engine) => {
  let desk: TicketDesk;
  afterEach(() => desk.close());

  const posts = (count: number, from = 0) =>
    Array.from({ length: count }, (_, at) => ({
      id: `f${from + at}`,
      text: `@Uppolice हजरतगंज लखनऊ ${MOHALLAS[(from + at) % 8]} में ${DEEDS[(from + at) % 7]} मकान ${(from + at) * 137 + 11} कार्रवाई करें`,
      author: 'tireless',
      kind: 'mention',
    }));
  const listed = async (states: readonly ('received' | 'folded')[]) =>
    (await listTickets(desk.deps, { actor: people.operator, states, before: null, limit: 100 })).tickets;
  const wait = (milliseconds: number): void => desk.clock.advance(milliseconds);

  it('of one author folds into one row, but for danger to life, and comes back by itself', async () => {
    desk = await createTicketDesk(engine);
    await desk.take(posts(FLOOD_LIMIT + 5));
    await desk.plea({ author: 'somebody' });
    expect(await listed(['folded'])).toHaveLength(5);
    expect(await listed(['received'])).toHaveLength(FLOOD_LIMIT + 1);
    await desk.take([
      { id: 'red', text: '@Uppolice हजरतगंज में मुझे जान से मार रहे हैं, अभी बचाओ', author: 'tireless', kind: 'mention' },
    ]);
    expect((await listed(['received'])).some(({ urgency }) => urgency === 'life-risk')).toBe(true);
    const [row, ...others] = await listFloods(desk.deps, people.operator);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ handle: '@tireless', count: 5 });
    expect((await countTickets(desk.deps, people.operator)).folded).toMatchObject({ n: 5 });
    expect(await listFloods(desk.deps, people.stranger)).toEqual([]);
    expect(await unfoldInTime(desk.deps)).toBe(0);
    wait(FLOOD_LIFE + 60_000);
    expect(await unfoldInTime(desk.deps)).toBe(5);
    expect(await listed(['folded'])).toEqual([]);
    expect(await listed(['received'])).toHaveLength(FLOOD_LIMIT + 7);
    expect(await unfoldInTime(desk.deps)).toBe(0);
  });

  it('takes no numbers and sends no answers by policy; an operator unfolds it, nobody else', async () => {
    desk = await createTicketDesk(engine, { policy: 'all' });
    await desk.take(posts(FLOOD_LIMIT + 3));
    const folded = await listed(['folded']);
    expect(folded.length).toBe(3);
    expect(folded.every(({ docket, state }) => docket === null && state === 'received')).toBe(true);
    const reporter = folded[0]?.reporter ?? '';
    expect(await refusal(unfoldAuthor(desk.deps, { actor: people.station, reporter }))).toBe('officers.not_allowed');
    expect(await unfoldAuthor(desk.deps, { actor: people.operator, reporter })).toBe(3);
    expect(await listed(['folded'])).toEqual([]);
    const history = await desk.deps.events.ofStream(`ticket:${folded[0]?.id ?? ''}`);
    expect(history.at(-1)).toMatchObject({ type: 'ticket.unfolded' });
  });

  it('is unfolded into the lists where its tickets stand by then', async () => {
    desk = await createTicketDesk(engine);
    await desk.take(posts(FLOOD_LIMIT + 2));
    const [folded] = await listed(['folded']);
    if (!folded) throw new Error('nothing is folded');
    const { id, version } = folded;
    const { write } = desk.deps.db;
    let isOpened = false;
    // Somebody opens one while another is about to unfold them.
    const db = {
      ...desk.deps.db,
      write: (async (work, options) => {
        if (!isOpened) {
          isOpened = true;
          await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ });
        }
        return write(work, options);
      }) as typeof write,
    };
    const reporter = folded.reporter ?? '';
    await unfoldAuthor({ ...desk.deps, db }, { actor: people.operator, reporter });
    const { ticketAccess } = desk.deps.db.tables;
    const rows = (await desk.deps.db.read.select().from(ticketAccess)).filter(({ num }) => num === folded.num);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['open']));
  });

  it('is none when it is spread over the day', async () => {
    desk = await createTicketDesk(engine);
    await desk.take(posts(FLOOD_LIMIT - 1));
    wait(61 * 60_000);
    await desk.take(posts(FLOOD_LIMIT - 1, 100));
    expect(await listed(['folded'])).toEqual([]);
  });
});
