import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runNotifier } from '../../../workers/notify/notifier.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { NOON } from '../inbound/inbound.testing.ts';
import { HAZRATGANJ, GOMTI_NAGAR, people, refusal } from '../tickets/desk.testing.ts';
import { closeTicket, takeUpTicket, transferTicket } from '../tickets/station.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { openTicket } from '../tickets/triage.usecases.ts';
import { LINK_LASTS } from './link.rules.ts';
import { actByLink, readLink, type LinkAct } from './link.usecases.ts';
import { createNotifyDesk, type NotifyDesk } from './notify.testing.ts';
import { readTold, setProposalAside } from './told.usecases.ts';

const GONE = 'notify.link_gone';
const HOUR = 60 * 60_000;
const PNG = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

describe.each(testEngines)('one-time link (%s)', (engine) => {
  let desk: NotifyDesk;
  let day = 0;
  beforeAll(async () => {
    desk = await createNotifyDesk(engine);
    await desk.setContact(desk.sho, { mail: 'sho.hazratganj@police.example' });
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    day += 1;
    desk.clock.set(NOON + day * 24 * HOUR);
    await runNotifier(desk.deps);
    await runNotifier(desk.deps);
    desk.mail.heard.length = 0;
  });

  async function told(category = 'theft'): Promise<{ ticket: Ticket; token: string }> {
    const { id, version } = await desk.plea();
    const input = { actor: people.operator, id, version, owner: HAZRATGANJ, category };
    const { ticket } = await openTicket(desk.deps, input);
    await desk.after(10_001);
    return { ticket, token: desk.mail.heard.at(-1)?.link?.split('/t/')[1] ?? '' };
  }
  const acts = async ({ id }: Ticket) =>
    (await desk.deps.events.ofStream(`ticket:${id}`)).filter(({ actor }) => actor === `link:${desk.sho}`);
  const act = (token: string, input: LinkAct) => actByLink(desk.deps, { ...input, token });

  it('shows the docket and changes nothing, however often it is looked at', async () => {
    const { ticket, token } = await told();
    const events = await desk.deps.events.ofStream(`ticket:${ticket.id}`);
    for (let n = 0; n < 3; n += 1)
      expect(await readLink(desk.deps, token)).toMatchObject({
        ...{ docket: ticket.docket, state: 'open', isHidden: false },
        about: {
          category: { en: expect.stringContaining('Theft') as string },
          words: expect.stringContaining('मोबाइल') as string,
        },
      });
    expect(await desk.deps.events.ofStream(`ticket:${ticket.id}`)).toEqual(events);
    const [row] = (await desk.rows()).filter(({ ticket: of }) => of === ticket.id);
    expect(row?.openedAt).toBeNull();
  });

  it('keeps no token, and shows no words of a protected matter', async () => {
    const { token } = await told('women-safety');
    expect(await readLink(desk.deps, token)).toMatchObject({ isHidden: true, about: null });
    const links = await desk.deps.db.read.select().from(desk.deps.db.tables.positionLink);
    expect(JSON.stringify(links)).not.toContain(token);
  });

  it('takes the docket up once, tells who did, and leads on by another link', async () => {
    const { ticket, token } = await told();
    const { next } = await act(token, { act: 'picked-up' });
    expect(await desk.read(ticket.id)).toMatchObject({ state: 'in_process' });
    expect((await acts(ticket)).map(({ type }) => type)).toEqual(['ticket.taken-up']);
    expect(await refusal(act(token, { act: 'picked-up' }))).toBe(GONE);
    expect(await refusal(readLink(desk.deps, token))).toBe(GONE);
    expect(next).not.toBe(token);
    await act(next ?? '', { act: 'not-reached' });
    expect((await acts(ticket)).map(({ data }) => data.reached)).toEqual([undefined, false]);
    const [row] = (await desk.rows()).filter(({ ticket: of }) => of === ticket.id);
    expect(row?.openedAt).toBe(desk.clock.now());
  });

  it('is used by one of many at one moment', async () => {
    const { ticket, token } = await told();
    const codes = await Promise.all(Array.from({ length: 6 }, () => refusal(act(token, { act: 'reached' }))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === GONE)).toHaveLength(5);
    expect(await acts(ticket)).toHaveLength(1);
  });

  it('proposes a report with a photograph, and never closes', async () => {
    const { ticket, token } = await told();
    const photo = { bytes: PNG, name: '../scene.png' };
    const { next } = await act(token, { act: 'report', outcome: 'settled', line: 'Both heard', photo });
    expect(next).toBeNull();
    expect(await desk.read(ticket.id)).toMatchObject({ state: 'open', outcome: null, closedAt: null });
    const { proposals } = await readTold(desk.deps, { actor: people.station, id: ticket.id });
    expect(proposals).toMatchObject([{ outcome: 'settled', line: 'Both heard', settledAt: null }]);
    expect(proposals[0]?.href).toContain('/attachments/');
    const said = JSON.stringify(await acts(ticket));
    expect(said).not.toContain('Both heard');
    const id = proposals[0]?.id ?? '';
    const settle = (actor = people.station) => setProposalAside(desk.deps, { actor, id: ticket.id, proposal: id });
    expect(await refusal(settle(people.stranger))).toBe('tickets.not_found');
    expect(await refusal(settle(people.operator))).toBe('officers.not_allowed');
    expect(await refusal(settle())).toBeNull();
    expect(await refusal(settle())).toBe('notify.proposal_settled');
  });

  it('is not used up by a report that is refused', async () => {
    const { token } = await told();
    expect(await refusal(act(token, { act: 'report', outcome: 'solved', line: '', photo: null }))).toBe(
      'notify.outcome_needed',
    );
    const text = { bytes: new Uint8Array(Buffer.from('#!/bin/sh')), name: 'a.png' };
    expect(await refusal(act(token, { act: 'report', outcome: 'settled', line: '', photo: text }))).toBe(
      'tickets.file_kind',
    );
    expect(await refusal(act(token, { act: 'report', outcome: 'settled', line: '', photo: null }))).toBeNull();
  });

  it('ends after a day, with the docket, and where its position sees it no more', async () => {
    const late = await told();
    desk.clock.advance(LINK_LASTS);
    expect(await refusal(readLink(desk.deps, late.token))).toBe(GONE);
    expect(await refusal(act(late.token, { act: 'picked-up' }))).toBe(GONE);
    day += 1;
    desk.clock.set(NOON + day * 24 * HOUR + 6 * HOUR);
    const closed = await told();
    const taken = await takeUpTicket(desk.deps, {
      ...{ actor: people.station, id: closed.ticket.id, version: closed.ticket.version },
    });
    await closeTicket(desk.deps, {
      ...{ actor: people.station, id: closed.ticket.id, version: taken.ticket.version, outcome: 'settled' },
      ...{ details: {}, internalText: 'Both heard', publicAnswer: 'दोनों पक्षों को सुना गया', attachments: [] },
    });
    expect(await refusal(act(closed.token, { act: 'reached' }))).toBe(GONE);
    const moved = await told();
    const to = { to: GOMTI_NAGAR, reason: 'Theirs' };
    await transferTicket(desk.deps, {
      ...{ actor: people.operator, id: moved.ticket.id, version: moved.ticket.version, ...to },
    });
    expect(await refusal(act(moved.token, { act: 'reached' }))).toBe(GONE);
    for (const wrong of ['', 'x', 'A'.repeat(43), '../../etc', `${moved.token}A`])
      expect(await refusal(readLink(desk.deps, wrong))).toBe(GONE);
  });
});
