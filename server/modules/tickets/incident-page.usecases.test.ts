import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { undoLast } from './change.usecases.ts';
import { createTicketDesk, GOMTI_NAGAR, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { thinned } from './incident-map.rules.ts';
import { countTogether, readIncidentPage } from './incident-page.usecases.ts';
import { readTimeline } from './incident-timeline.usecases.ts';
import { formatCursor, parseCursor } from './incident-timeline.rules.ts';
import { joinIncident, leaveIncident } from './incident.usecases.ts';
import { splitTicket } from './split.usecases.ts';
import { transferTicket } from './station.usecases.ts';
import type { Ticket } from './tickets.types.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';

describe.each(testEngines)('the page of an incident on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.advance(60_000));

  const { operator, station, stranger, commissioner } = people;
  const deps = () => ({ ...desk.deps, offices: { office: () => null }, atlas: desk.directory });
  const page = (id: string, actor = operator) => readIncidentPage(deps(), { actor, id });
  const timeline = (id: string, actor = operator, before: string | null = null) =>
    readTimeline(deps(), { actor, id, before });

  async function opened({ owner = HAZRATGANJ, author }: { owner?: string; author?: string } = {}): Promise<Ticket> {
    const plea = await desk.plea(author === undefined ? {} : { author });
    desk.clock.advance(1000);
    return (await openTicket(desk.deps, { actor: operator, id: plea.id, version: plea.version, owner })).ticket;
  }
  async function join({ id, version }: Ticket, other: Ticket): Promise<Ticket> {
    desk.clock.advance(1000);
    return (await joinIncident(desk.deps, { actor: operator, id, version, other: other.id })).ticket;
  }

  it('counts persons, dockets and posts apart, and names the incident by any of its tickets', async () => {
    const first = await opened({ author: 'asha' });
    const second = await join(await opened({ author: 'asha' }), first);
    const plea = await desk.plea({ author: 'vimal' });
    await join(plea, first);
    const read = await page(second.id);
    expect(read.incident).toMatchObject({
      ...{ id: first.id, mayJoin: true },
      counts: { persons: 2, tickets: 3, dockets: 2, posts: 3, more: false },
      places: [{ id: HAZRATGANJ }],
    });
    expect(read.tickets.map(({ id }) => id).sort()).toEqual([first.id, second.id, plea.id].sort());
    expect(read.tickets.map(({ reporter }) => reporter)).toContain('@vimal');
    expect((await page(first.id)).incident.id).toBe(first.id);
    expect(read.tickets.every(({ mayClose }) => !mayClose)).toBe(true);
    expect((await page(first.id, station)).tickets.filter(({ mayClose }) => mayClose)).toHaveLength(2);
    expect(await refusal(page('tkt_none'))).toBe('tickets.not_found');
    expect(await refusal(page(first.id, people.admin))).toBe('tickets.not_found');
  });

  it('offers to close no docket that a life at risk keeps open, and says which it is', async () => {
    const safe = await opened();
    const red = await join(await opened(), safe);
    await correctTicket(desk.deps, {
      ...{ actor: operator, id: red.id, version: red.version },
      urgency: 'life-risk',
    });
    const rows = (await page(safe.id, station)).tickets;
    expect(rows.find(({ id }) => id === red.id)).toMatchObject({ mayClose: false, keptOpen: true });
    expect(rows.find(({ id }) => id === safe.id)).toMatchObject({ mayClose: true, keptOpen: false });
    // Whoever could not close it anyhow is told nothing of it.
    expect((await page(safe.id)).tickets.map(({ keptOpen }) => keptOpen)).toEqual([false, false]);
  });

  it('neither lists nor counts a complaint about the officer’s own station, whatever he asks for', async () => {
    const complaint = await opened();
    const mine = await join(await opened(), complaint);
    const beside = await join(await opened(), complaint);
    // Only later it is known whom the first one is about.
    const { id, version } = await desk.read(complaint.id);
    await correctTicket(desk.deps, {
      ...{ actor: operator, id, version },
      ...{ aboutPolice: 'yes' as const, accusedUnit: HAZRATGANJ },
    });
    const read = await page(mine.id, station);
    expect(read.incident).toMatchObject({ id: mine.id, counts: { persons: 2, tickets: 2, dockets: 2, posts: 2 } });
    expect(JSON.stringify([read, await timeline(mine.id, station)])).not.toContain(complaint.id);
    expect(JSON.stringify(await readTicket(deps(), { actor: station, id: mine.id }))).not.toContain(complaint.id);
    expect(await refusal(page(complaint.id, station))).toBe('tickets.not_found');
    expect(await refusal(timeline(complaint.id, station))).toBe('tickets.not_found');
    expect([...(await countTogether(desk.deps, { actor: station, tickets: [mine, beside] })).values()]).toEqual([1, 1]);
    expect([...(await countTogether(desk.deps, { actor: operator, tickets: [mine] })).values()]).toEqual([2]);
    expect((await page(complaint.id, commissioner)).incident.counts.tickets).toBe(3);
    // Alone with what he may not see, it looks as if it stood alone.
    await leaveIncident(desk.deps, { actor: operator, id: beside.id, version: (await desk.read(beside.id)).version });
    expect((await readTicket(deps(), { actor: station, id: mine.id })).ticket.incident).toBeNull();
    expect([...(await countTogether(desk.deps, { actor: station, tickets: [mine] })).values()]).toEqual([0]);
  });

  it('shows each station its own dockets, and to neither how many the other has', async () => {
    const here = await opened();
    const there = await join(await opened({ owner: GOMTI_NAGAR }), here);
    for (const [actor, own] of [
      [station, here],
      [stranger, there],
    ] as const) {
      const read = await page(own.id, actor);
      expect(read.tickets.map(({ id }) => id)).toEqual([own.id]);
      expect(read.incident.counts).toMatchObject({ tickets: 1, persons: 1 });
    }
  });

  it('tells posts and acts in one line, newest last, a page at a time', async () => {
    const first = await opened();
    const second = await join(await opened(), first);
    const [{ version }] = [await desk.read(second.id)];
    await transferTicket(desk.deps, { actor: operator, id: second.id, version, to: GOMTI_NAGAR, reason: 'Theirs' });
    const { entries, next } = await timeline(first.id);
    expect(next).toBeNull();
    expect(entries.map((entry) => entry.at)).toEqual([...entries.map((entry) => entry.at)].sort((a, b) => a - b));
    expect(entries.filter(({ kind }) => kind === 'post')).toHaveLength(2);
    expect(entries.at(-1)).toMatchObject({
      ...{ kind: 'act', type: 'ticket.transferred', ticket: second.id },
      to: { id: GOMTI_NAGAR },
    });
    // What was handed over is no longer told to the station that had it.
    expect((await timeline(first.id, station)).entries.map(({ ticket }) => ticket)).not.toContain(second.id);

    const lines = Array.from({ length: 70 }, (_, at) => ({
      ...{ id: `v${at}`, text: `मैंने भी देखा ${at * 31}`, author: `witness${at}`, kind: 'reply' },
      ...{ conversation: '9001', inReplyTo: '9001', tagged: ['@lkopolice'] },
    }));
    const root = (await desk.everything()).find(({ num }) => num === Math.min(first.num, second.num));
    const { message } = desk.deps.db.tables;
    const post = (await desk.deps.db.read.select().from(message)).find((row) => row.ticket === root?.id);
    await desk.take(lines.map((line) => ({ ...line, conversation: post?.externalId, inReplyTo: post?.externalId })));
    const seen: string[] = [];
    for (let before: string | null = null, pages = 0; pages < 5; pages += 1) {
      const part = await timeline(first.id, operator, before);
      seen.unshift(...part.entries.map((entry) => (entry.kind === 'post' ? entry.id : `${entry.type}${entry.ticket}`)));
      before = part.next;
      if (before === null) break;
    }
    expect(seen).toHaveLength(new Set(seen).size);
    expect(seen.length).toBe((await page(first.id)).incident.counts.posts + 3);
  });

  it('says what was taken back', async () => {
    const first = await opened();
    const second = await join(await opened(), first);
    desk.clock.advance(60_000);
    const { version } = await desk.read(second.id);
    const to = { to: GOMTI_NAGAR, reason: 'Theirs' };
    const moved = await transferTicket(desk.deps, { actor: operator, id: second.id, version, ...to });
    desk.clock.advance(1000);
    await undoLast(desk.deps, { actor: operator, id: second.id, version: moved.ticket.version });
    const { entries } = await timeline(first.id);
    expect(entries.at(-1)).toMatchObject({ type: 'ticket.undone', tookBack: 'ticket.transferred' });
    expect(entries.at(-2)).toMatchObject({ type: 'ticket.transferred', tookBack: null });
  });

  it('keeps the words of a complaint that was split off from whoever reads its first matter by a summary', async () => {
    const plea = await desk.plea({ text: 'हजरतगंज में मोबाइल छीना और हजरतगंज थानेदार एफआईआर के लिए रिश्वत माँग रहे हैं' });
    const complaint = 'The SHO of Hazratganj asks for a bribe before he writes the FIR';
    const { ticket } = await splitTicket(desk.deps, {
      ...{ actor: operator, id: plea.id, version: plea.version, text: complaint, category: 'police-misconduct' },
      ...{ aboutPolice: 'yes', summary: 'Mobile snatched at the crossing', owner: HAZRATGANJ, accusation: 'moves' },
    });
    const { ticket: first } = await openTicket(desk.deps, {
      ...{ actor: operator, id: ticket.id, version: ticket.version, owner: HAZRATGANJ },
    });
    await join(await opened(), await desk.read(first.id));
    const told = JSON.stringify([await page(first.id, station), await timeline(first.id, station)]);
    expect(told).toContain('Mobile snatched at the crossing');
    expect(told).not.toMatch(/bribe|रिश्वत/);
    expect(JSON.stringify(await timeline(first.id))).toMatch(/रिश्वत/);
  });

  it('draws exact places, and of a protected matter only where its station lies', async () => {
    const [exact, hidden] = [await opened(), await opened()];
    await join(hidden, exact);
    await desk.deps.db.write((tx) =>
      tx.updateRows(tx.tables.ticket, [
        { id: exact.id, lat: 26.851, lon: 80.947, protected: false },
        { id: hidden.id, lat: 26.861, lon: 80.957, protected: true },
      ]),
    );
    const { map, tickets } = await page(exact.id);
    const at = (id: string) => map.points.find(({ ticket }) => ticket === id);
    expect(at(exact.id)).toMatchObject({ lat: 26.851, lon: 80.947, kind: 'exact' });
    expect(at(hidden.id)?.kind).not.toBe('exact');
    expect(JSON.stringify(map)).not.toContain('26.861');
    expect(tickets.find(({ id }) => id === hidden.id)?.reporter).toBeNull();
  });
});

it('thins an outline without moving what is left of it', () => {
  const ring = Array.from({ length: 2000 }, (_, at) => at / 10);
  const few = thinned(ring);
  expect(few.length).toBeLessThanOrEqual(320);
  expect(few.slice(0, 2)).toEqual(ring.slice(0, 2));
  for (let at = 0; at < few.length; at += 2)
    expect(ring.indexOf(few[at] ?? -1) + 1).toBe(ring.indexOf(few[at + 1] ?? -1));
  expect(thinned([1, 2, 3, 4, 5, 6])).toEqual([1, 2, 3, 4, 5, 6]);
});

it('reads what names the place in a timeline, and nothing else', () => {
  const cursor = { post: { at: 12, id: 'msg_a-b' }, event: { at: 13, stream: 'ticket:tkt_1', seq: 4 } };
  expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
  expect(parseCursor(formatCursor({ post: null, event: null }))).toEqual({ post: null, event: null });
  expect(parseCursor('nonsense')).toEqual({ post: null, event: null });
});
