import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { setDeadlines } from '../deadlines/deadlines.usecases.ts';
import { USUAL } from '../deadlines/deadlines.rules.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import type { Reading } from '../readers/readers.types.ts';
import { addAttachment } from './attachments.usecases.ts';
import { approveReport, listProposals, returnReport } from './approve.usecases.ts';
import { undoLast } from './change.usecases.ts';
import { clocksOf } from './clocks.repository.ts';
import { createTicketDesk, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { verifyTicket } from './review.usecases.ts';
import { closeTicket } from './station.usecases.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';

const { operator, station, stranger, commissioner, chief, admin } = people;
const circle = createActor({ unit: 'u_up_lucknow_c_hazratganj', role: 'circle', officer: 'off_circle' });
const offices = { office: () => null };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.each(testEngines)('reports that a senior approves on %s', (engine) => {
  let desk: TicketDesk;
  let count = 0;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    const terms = { ...USUAL, approval: ['theft'] };
    await setDeadlines(desk.deps, { actor: admin, terms, version: 0, validFrom: null });
  }, 120_000);
  afterAll(() => desk.close());

  async function opened(category = 'theft') {
    desk.clock.advance(60_000);
    const plea = await desk.plea();
    desk.clock.advance(1000);
    const input = { actor: operator, id: plea.id, version: plea.version, owner: HAZRATGANJ, category };
    return (await openTicket(desk.deps, input)).ticket.id;
  }
  const at = async (id: string, actor = station) => {
    desk.clock.advance(1000);
    return { id, actor, version: (await desk.read(id)).version };
  };
  const close = async (id: string, { actor = station, attachments = [] as string[], text = '' } = {}) => {
    count += 1;
    const internalText = text || `Shopkeeper number ${count} identified the bicycle returned yesterday`;
    const report = { outcome: 'settled' as const, details: {}, internalText, publicAnswer: 'आपकी चीज़ मिल गई है' };
    return closeTicket(desk.deps, { ...(await at(id, actor)), ...report, attachments });
  };
  const waiting = async (actor = circle) =>
    (await listProposals({ ...desk.deps, offices }, actor)).proposals.map(({ ticket }) => ticket.id);
  const approve = async (id: string, actor = circle) => approveReport(desk.deps, await at(id, actor));
  const sends = async (id: string) =>
    (await desk.deps.db.read.select().from(desk.deps.db.tables.outbox)).filter(
      (row) => row.ticket === id && row.purpose === 'answer' && row.state !== 'cancelled',
    );

  it('close nothing until somebody one rank up has approved them', async () => {
    const id = await opened();
    const bytes = PNG;
    const file = await addAttachment(desk.deps, { actor: station, id, bytes, name: 'scene.png' });
    const { ticket } = await close(id, { attachments: [file.id] });
    expect(ticket).toMatchObject({ state: 'in_process', closedAt: null });
    expect(await sends(id)).toEqual([]);
    const running = (await clocksOf(desk.deps.db.read, id)).filter((one) => one.stoppedAt === null);
    expect(running.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['action', 'closure']));
    for (const actor of [circle, commissioner, chief]) expect(await waiting(actor)).toContain(id);
    const noted: string[] = [];
    const readers = { note: ({ ticket, kind }: Reading) => void noted.push(`${ticket} ${kind}`) };
    await listProposals({ ...desk.deps, offices, readers }, circle);
    expect(noted).toContain(`${id} approval`);
    expect(await refusal(waiting(station))).toBe('officers.not_allowed');
    expect(await refusal(approve(id, station))).toBe('officers.not_allowed');
    expect(await refusal(approve(id, stranger))).toBe('tickets.not_found');
    const target = await at(id, circle);
    const both = await Promise.all([1, 2].map(() => refusal(approveReport(desk.deps, target))));
    expect(both.filter((code) => code === null)).toHaveLength(1);
    expect(await desk.read(id)).toMatchObject({ state: 'closed', outcome: 'settled' });
    expect(await sends(id)).toHaveLength(1);
    const { reports } = await readTicket({ ...desk.deps, offices }, { actor: circle, id });
    expect(reports).toMatchObject([{ attachments: [{ id: file.id }] }]);
    const [report] = (await desk.deps.db.read.select().from(desk.deps.db.tables.actionReport)).filter(
      (row) => row.ticket === id,
    );
    expect(report).toMatchObject({ officer: station.officer, approvedBy: circle.posts[0]?.position });
    // Taken back, it waits again, and nothing was said.
    await undoLast(desk.deps, { actor: circle, id, version: (await desk.read(id)).version });
    expect(await desk.read(id)).toMatchObject({ state: 'in_process', outcome: null });
    expect(await waiting()).toContain(id);
    expect(await sends(id)).toEqual([]);
    await approve(id);
    expect((await desk.read(id)).state).toBe('closed');
  });

  it('are not approved by whoever wrote them, in whatever office', async () => {
    const id = await opened();
    const [post] = station.posts;
    const [above] = circle.posts;
    const both = { ...station, posts: [post, above].flatMap((one) => one ?? []) };
    await close(id, { actor: both });
    expect(await waiting(both)).not.toContain(id);
    expect(await refusal(approve(id, both))).toBe('tickets.own_report');
    // Nor within the unit that wrote it: a circle's report goes to the district.
    const other = await opened();
    await close(other, { actor: circle });
    const colleague = createActor({ unit: 'u_up_lucknow_c_hazratganj', role: 'circle', officer: 'off_second' });
    expect(await waiting(colleague)).not.toContain(other);
    expect(await refusal(approve(other, colleague))).toBe('officers.not_allowed');
    await approve(other, commissioner);
    expect((await desk.read(other)).state).toBe('closed');
  });

  it('are not approved by whoever made or held the key that wrote them', async () => {
    const { db, clock } = desk.deps;
    const at0 = clock.now();
    const position = station.posts[0]?.position ?? '';
    await db.write(async (tx) => {
      const key = { label: 'Import', createdBy: 'off_maker', createdAt: at0, revokedAt: null };
      await tx.insertRows(tx.tables.apiKey, [{ id: 'key_station', hash: 'hash of it', position, ...key }]);
      const held = { kind: 'substantive', validFrom: at0, validTo: null };
      await tx.insertRows(tx.tables.posting, [{ id: 'pst_behind', officer: 'off_holder', position, ...held }]);
    });
    const id = await opened();
    await close(id, { actor: { ...station, officer: 'key_station', session: null } });
    for (const officer of ['off_maker', 'off_holder']) {
      const senior = { ...circle, officer };
      expect(await waiting(senior)).not.toContain(id);
      expect(await refusal(approve(id, senior))).toBe('tickets.own_report');
      const { proposal } = await readTicket({ ...desk.deps, offices }, { actor: senior, id });
      expect(proposal?.mayDecide).toBe(false);
    }
    expect(await refusal(approve(id, { ...circle, officer: 'key_circle' }))).toBe('officers.person_needed');
    await approve(id);
    expect((await desk.read(id)).state).toBe('closed');
    await db.write((tx) => tx.updateRows(tx.tables.posting, [{ id: 'pst_behind', validTo: clock.now() }]));
  });

  it('are not confirmed afterwards by who wrote or approved them, through whatever post', async () => {
    const id = await opened();
    await close(id);
    await approve(id);
    const verify = async (actor: typeof circle) => verifyTicket(desk.deps, await at(id, actor));
    const both = { ...station, posts: [...station.posts, ...commissioner.posts] };
    const again = { ...circle, posts: commissioner.posts };
    for (const actor of [circle, again, both]) {
      expect(await refusal(verify(actor))).toBe('tickets.own_closing');
      expect((await readTicket({ ...desk.deps, offices }, { actor, id })).actions).not.toContain('verify');
    }
    const { actions } = await readTicket({ ...desk.deps, offices }, { actor: commissioner, id });
    expect(actions).toContain('verify');
    await verify(commissioner);
    expect((await desk.read(id)).state).toBe('verified');
  });

  it('go back with why, are written anew, and can be taken back', async () => {
    const id = await opened();
    const proposed = await close(id);
    await undoLast(desk.deps, { actor: station, id, version: proposed.ticket.version });
    expect(await waiting()).not.toContain(id);
    expect((await desk.read(id)).state).toBe('open');
    await close(id);
    const reason = 'Say which shop it was';
    const back = await returnReport(desk.deps, { ...(await at(id, circle)), reason });
    expect(await waiting()).not.toContain(id);
    const detail = await readTicket({ ...desk.deps, offices }, { actor: station, id });
    expect(detail.proposal).toMatchObject({ why: reason, mayDecide: false });
    await undoLast(desk.deps, { actor: circle, id, version: back.ticket.version });
    expect(await waiting()).toContain(id);
    await close(id);
    expect(
      (await listProposals({ ...desk.deps, offices }, circle)).proposals.filter((one) => one.ticket.id === id),
    ).toHaveLength(1);
    expect(await refusal(approveReport(desk.deps, { actor: circle, id, version: 1 }))).toBe('tickets.version_conflict');
  });

  it('show whose words they copy, and close at once in other categories', async () => {
    const text = 'The lost bicycle was found behind the cinema and handed over to its owner today';
    const plain = await opened('traffic');
    expect((await close(plain, { text })).ticket.state).toBe('closed');
    const id = await opened();
    await close(id, { text });
    const one = (await listProposals({ ...desk.deps, offices }, circle)).proposals.find(
      ({ ticket }) => ticket.id === id,
    );
    expect(one?.copied).toMatchObject({ ticket: plain });
  });

  it('are hidden from whom the docket complains of', async () => {
    const id = await opened();
    await close(id);
    const about = { aboutPolice: 'yes' as const, accusedUnit: 'u_up_lucknow_c_hazratganj' };
    await correctTicket(desk.deps, { ...(await at(id, operator)), ...about });
    expect(await waiting()).not.toContain(id);
    expect(await refusal(approve(id))).toBe('tickets.not_found');
  });
});
