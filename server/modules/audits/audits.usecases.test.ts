import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { writeSetting } from '../../platform/settings/settings.repository.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { undoLast } from '../tickets/change.usecases.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import type { Reading } from '../readers/readers.types.ts';
import { closeTicket } from '../tickets/station.usecases.ts';
import { openTicket } from '../tickets/triage.usecases.ts';
import { judgeAudit, listAudits } from './audits.usecases.ts';
import { isDrawn } from './audits.rules.ts';
import { SHARE_SETTING } from './draw.usecases.ts';

const circle = createActor({ unit: 'u_up_lucknow_c_hazratganj', role: 'circle' });
const sp = people.commissioner;

describe('the lot', () => {
  it('falls on about one in twenty, the same for a ticket whenever it is asked, and otherwise under another key', () => {
    const drawn = (key: string) =>
      Array.from({ length: 10_000 }, (_, n) => `tkt_${n}`).filter((ticket) => isDrawn({ key, ticket, share: 0.05 }));
    expect(drawn('one').length).toBeGreaterThan(400);
    expect(drawn('one').length).toBeLessThan(600);
    expect(drawn('one')).toEqual(drawn('one'));
    expect(drawn('one')).not.toEqual(drawn('other'));
    expect(isDrawn({ key: 'one', ticket: 'tkt_1', share: 0 })).toBe(false);
    expect(isDrawn({ key: 'one', ticket: 'tkt_1', share: 1 })).toBe(true);
  });
});

describe.each(testEngines)('the blind audit on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    await desk.deps.db.write((tx) => writeSetting(tx, { name: SHARE_SETTING, value: 1 }));
  }, 120_000);
  afterAll(() => desk.close());

  async function closed(category?: string) {
    const { deps } = desk;
    const plea = await desk.plea();
    desk.clock.advance(1000);
    const opening = { actor: people.operator, id: plea.id, version: plea.version, owner: HAZRATGANJ, category };
    const { ticket } = await openTicket(deps, opening);
    desk.clock.advance(1000);
    const { ticket: done } = await closeTicket(deps, {
      ...{ actor: people.station, id: ticket.id, version: ticket.version, outcome: 'settled', details: {} },
      ...{
        internalText: 'Both were heard in Hazratganj market',
        publicAnswer: 'Settled at Hazratganj',
        attachments: [],
      },
    });
    const audit = (await deps.db.read.select().from(deps.db.tables.audit)).find((row) => row.ticket === ticket.id);
    return { ticket: done, audit: audit?.id ?? '' };
  }
  const seen = async (actor: typeof sp) => (await listAudits(desk.deps, actor)).audits.map(({ id }) => id);
  const judge = (id: string, judged: 'solved' | 'false', actor = sp, note = 'The mobile was never sought') =>
    judgeAudit(desk.deps, { actor, id, input: { judged, note } });

  it('is shown outside the circle alone, without who closed it or where', async () => {
    const { ticket, audit } = await closed();
    expect(await seen(sp)).toContain(audit);
    expect(await seen(circle)).not.toContain(audit);
    expect(await refusal(listAudits(desk.deps, people.station))).toBe('officers.not_allowed');
    const shown = (await listAudits(desk.deps, sp)).audits.find(({ id }) => id === audit);
    expect(shown).toMatchObject({ internalText: 'Both were heard in ▁▁▁ market', publicAnswer: 'Settled at ▁▁▁' });
    const told = JSON.stringify(shown);
    for (const secret of [ticket.id, ticket.docket ?? '', HAZRATGANJ, people.station.name])
      expect(told).not.toContain(secret);
    expect(await refusal(judge(audit, 'solved', circle))).toBe('audits.not_found');
    expect(await refusal(judge(audit, 'solved', people.stranger))).toBe('officers.not_allowed');
  });

  it('leaves a line in the log of readers for each closing that was shown', async () => {
    const { ticket } = await closed();
    const noted: Reading[] = [];
    await listAudits({ ...desk.deps, readers: { note: (reading) => noted.push(reading) } }, sp);
    expect(noted).toContainEqual(
      expect.objectContaining({ ticket: ticket.id, officer: sp.officer, kind: 'audit' }) as Reading,
    );
  });

  it('is judged neither by who approved the report, through another post of his, nor by a key', async () => {
    const { ticket, audit } = await closed();
    const both = { ...circle, officer: 'off_both', posts: [...circle.posts, ...sp.posts] };
    expect(await seen(both)).toContain(audit);
    await desk.deps.db.write((tx) =>
      tx.insertRows(tx.tables.closingProposal, [
        {
          ...{ id: 'cls_both', ticket: ticket.id, num: ticket.num, outcome: 'settled', details: {}, internalText: '' },
          ...{ publicAnswer: '', accept: [], attachments: [], copiedFrom: null, startedAt: 1, officer: 'off_1' },
          ...{ position: 'pos_1', unit: HAZRATGANJ, ending: 'approved', endedBy: 'off_both' },
          endedAt: ticket.closedAt,
        },
      ]),
    );
    expect(await seen(both)).not.toContain(audit);
    expect(await refusal(judge(audit, 'solved', both))).toBe('audits.not_found');
    expect(await refusal(judge(audit, 'solved', { ...sp, officer: 'key_1' }))).toBe('officers.person_needed');
    expect(await seen(sp)).toContain(audit);
  });

  it('goes back one rank above when found false, once, whoever judges in the same moment', async () => {
    const { ticket, audit } = await closed();
    const both = await Promise.all([refusal(judge(audit, 'false')), refusal(judge(audit, 'false', people.chief))]);
    expect(both.filter((code) => code === null)).toHaveLength(1);
    expect(both).toContain('audits.judged');
    const parent = desk.deps.tree.byId(HAZRATGANJ)?.parent;
    expect(await desk.read(ticket.id)).toMatchObject({ state: 'open', owner: parent, closedAt: null });
    const events = (await desk.deps.events.ofStream(`ticket:${ticket.id}`)).filter(
      (one) => one.type === 'ticket.audited',
    );
    expect(events).toHaveLength(1);
    expect(events[0]?.data).toMatchObject({ judged: 'false', reopened: true });
    expect(JSON.stringify(events)).not.toContain('never sought');
    expect(await seen(sp)).not.toContain(audit);
  });

  it('leaves what was solved, and takes the same word twice', async () => {
    const { ticket, audit } = await closed();
    await judge(audit, 'solved', sp, '');
    await judge(audit, 'solved', sp, '');
    expect((await desk.read(ticket.id)).state).toBe('closed');
    expect(await refusal(judge((await closed()).audit, 'false', sp, ''))).toBe('audits.note_needed');
  });

  it('gives a protected matter to no district', async () => {
    const { ticket, audit } = await closed('women-safety');
    expect(ticket.protected).toBe(true);
    expect(audit).not.toBe('');
    expect(await seen(sp)).not.toContain(audit);
    expect(await refusal(judge(audit, 'false'))).toBe('audits.not_found');
    expect(LUCKNOW).not.toBe((await desk.deps.db.read.select().from(desk.deps.db.tables.audit)).at(-1)?.judge);
  });

  it('goes with a closing that is taken back', async () => {
    const { ticket, audit } = await closed();
    await undoLast(desk.deps, { actor: people.station, id: ticket.id, version: ticket.version });
    expect(await seen(sp)).not.toContain(audit);
    expect((await desk.deps.db.read.select().from(desk.deps.db.tables.audit)).map(({ id }) => id)).not.toContain(audit);
  });
});
