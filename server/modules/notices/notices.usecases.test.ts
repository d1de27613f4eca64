import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { postOfficer } from '../officers/officers.testing.ts';
import { undoLast } from '../tickets/change.usecases.ts';
import { createTicketDesk, HAZRATGANJ, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { addNote, replyToCitizen } from '../tickets/speak.usecases.ts';
import { splitTicket, type SecondMatter } from '../tickets/split.usecases.ts';
import { correctTicket, markNotForUs, openTicket } from '../tickets/triage.usecases.ts';
import { commend, readPraise, withdrawPraise } from './commendations.usecases.ts';
import type { NoticeDeps } from './notices.types.ts';
import { findNameable, readForMe, readThanks, seeNotices } from './notices.usecases.ts';

describe.each(testEngines)('what is meant for one officer on %s', (engine) => {
  let desk: TicketDesk;
  let deps: NoticeDeps;
  let operator: Actor;
  let sho: Actor;
  let acp: Actor;
  let far: Actor;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    deps = { ...desk.deps, directory: desk.directory };
    const post = (officer: string, name: string, position: string) =>
      postOfficer(deps, { officer: `off_${officer}`, name, position });
    operator = await post('asha', 'Asha Verma', 'pos_up_operator');
    sho = await post('vikram', 'Vikram Singh', 'pos_up_lucknow_hazratganj_sho');
    acp = await post('neha', 'नेहा त्रिपाठी', 'pos_up_lucknow_c_hazratganj_acp');
    far = await post('gopal', 'Gopal Das', 'pos_up_lucknow_gomti_nagar_sho');
    await post('admin', 'Sunita Yadav', 'pos_up_admin');
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.advance(60_000));

  async function opened() {
    const plea = await desk.plea();
    return (await openTicket(desk.deps, { actor: operator, id: plea.id, version: plea.version, owner: HAZRATGANJ }))
      .ticket;
  }
  const forMe = async (actor: Actor, ticket: string) =>
    (await readForMe(deps, actor)).items.filter((item) => item.ticket === ticket);
  const nameable = async (id: string, q = '', actor = operator) =>
    (await findNameable(deps, { actor, id, q })).map(({ officer }) => officer);

  it('is a note that names him: found by name in either script, told, seen, and gone with the note', async () => {
    const { id, version } = await opened();
    expect((await nameable(id)).sort()).toEqual([acp.officer, sho.officer].sort());
    expect(await nameable(id, 'neha')).toEqual([acp.officer]);
    expect(await nameable(id, 'विक्रम')).toEqual([sho.officer]);
    // Neither who may not see the docket, nor an administrator.
    expect(await nameable(id, 'gopal')).toEqual([]);
    expect(await nameable(id, 'sunita')).toEqual([]);
    const text = '@[Vikram Singh] please call the family before six';
    const noted = await addNote(desk.deps, { actor: operator, id, version, text, mentions: [sho.officer] });
    const [told] = await forMe(sho, id);
    expect(told).toMatchObject({ kind: 'mention', text, by: 'Asha Verma', seenAt: null });
    expect(await forMe(acp, id)).toEqual([]);
    const ids = [told?.id ?? ''];
    await seeNotices(deps, { actor: acp, ids });
    expect((await readForMe(deps, sho)).unseen).toBe(1);
    await seeNotices(deps, { actor: sho, ids });
    await seeNotices(deps, { actor: sho, ids });
    expect((await readForMe(deps, sho)).unseen).toBe(0);
    const undo = { actor: operator, id, version: noted.ticket.version };
    await undoLast(desk.deps, undo);
    expect(await forMe(sho, id)).toEqual([]);
    expect(await refusal(undoLast(desk.deps, undo))).toBe('tickets.undo_acted_since');
    const { mention } = desk.deps.db.tables;
    expect(await desk.deps.db.read.select().from(mention).where(eq(mention.ticket, id))).toEqual([]);
    const events = JSON.stringify(await desk.deps.events.ofStream(`ticket:${id}`));
    expect(events).not.toContain('Vikram');
    expect(events).toContain(sho.officer);
  });

  it('names nobody who may not see the docket, and is told no more to who loses sight of it', async () => {
    const { id, version } = await opened();
    const note = { actor: operator, id, text: '@[Gopal Das] see', version };
    expect(await refusal(addNote(desk.deps, { ...note, mentions: [far.officer] }))).toBe('notices.cannot_see');
    expect(await refusal(addNote(desk.deps, { ...note, mentions: ['off_none'] }))).toBe('notices.cannot_see');
    expect(await refusal(findNameable(deps, { actor: people.stranger, id, q: '' }))).toBe('tickets.not_found');
    const { ticket } = await addNote(desk.deps, { ...note, mentions: [sho.officer, sho.officer, acp.officer] });
    expect(await forMe(sho, id)).toHaveLength(1);
    const about = {
      actor: operator,
      id,
      version: ticket.version,
      aboutPolice: 'yes',
      accusedUnit: HAZRATGANJ,
    } as const;
    const changed = await correctTicket(desk.deps, about);
    expect(await forMe(sho, id)).toEqual([]);
    expect(await forMe(acp, id)).toHaveLength(1);
    // Nor is he suggested, wherever he is posted.
    const { ticketConflict } = desk.deps.db.tables;
    await desk.deps.db.write(async (tx) => {
      await tx.insertRows(ticketConflict, [{ num: ticket.num, officer: acp.officer }], { onConflict: 'ignore' });
    });
    expect(await nameable(id)).toEqual([]);
    expect(await forMe(acp, id)).toEqual([]);
    const again = { ...note, version: changed.ticket.version, mentions: [acp.officer] };
    expect(await refusal(addNote(desk.deps, again))).toBe('notices.cannot_see');
  });

  it('never leaves in an answer: neither the mark of a name nor the words of a note', async () => {
    const { id, version } = await opened();
    const text = '@[Vikram Singh] the brother is the one who did it, do not tell the family';
    const noted = await addNote(desk.deps, { actor: operator, id, version, text, mentions: [sho.officer] });
    const answer = { actor: operator, id, version: noted.ticket.version, kind: 'dm' } as const;
    for (const leak of [
      '@[Vikram Singh] will call you today',
      'Please wait, ＠［Vikram Singh］ will call you today',
      'As we hear the brother is the one who did it, we will act today',
    ])
      expect(await refusal(replyToCitizen(desk.deps, { ...answer, text: leak, accept: ['internal_note'] }))).toBe(
        'tickets.answer_stopped',
      );
    expect(await refusal(replyToCitizen(desk.deps, { ...answer, text: '@lkopolice will call you today' }))).toBeNull();
  });

  async function praise(text: string) {
    const plea = await desk.plea({ text });
    const { id, version } = plea;
    return (await markNotForUs(desk.deps, { actor: operator, id, version, reason: 'praise' })).ticket;
  }

  it('is praise: suggested by the names in the post, passed on once, read from the post, and taken back', async () => {
    const { id } = await praise('धन्यवाद हजरतगंज थाने के विक्रम सिंह जी, मेरा खोया पर्स लौटाया 4471');
    const offered = (await readPraise(deps, { actor: operator, id, q: '' })).offered;
    expect(offered[0]).toMatchObject({ officer: sho.officer, name: 'Vikram Singh' });
    const give = (officer: string, actor = operator) => refusal(commend(deps, { actor, id, officer }));
    expect(await give(sho.officer, people.stranger)).toBe('tickets.not_found');
    expect(await give('off_none')).toBe('officers.not_found');
    const both = await Promise.all([give(sho.officer), give(sho.officer)]);
    expect(both.sort()).toEqual(['notices.praised_already', null].sort());
    expect(await readThanks(deps, sho)).toMatchObject([{ text: expect.stringContaining('खोया पर्स') as string }]);
    // He is told the words, and not led to a docket that he may not see.
    expect((await readForMe(deps, sho)).items[0]).toMatchObject({ kind: 'thanks', ticket: null, seenAt: null });
    expect(await readThanks(deps, acp)).toEqual([]);
    const { given } = await readPraise(deps, { actor: operator, id, q: 'vikram' });
    expect(given).toMatchObject([{ name: 'Vikram Singh' }]);
    const own = given[0]?.id ?? '';
    expect(await refusal(withdrawPraise(deps, { actor: people.stranger, id: own }))).toBe('tickets.not_found');
    expect(await refusal(withdrawPraise(deps, { actor: operator, id: 'cmd_none' }))).toBe('notices.not_found');
    await withdrawPraise(deps, { actor: operator, id: own });
    expect(await refusal(withdrawPraise(deps, { actor: operator, id: own }))).toBe('notices.withdrawn');
    expect(await readThanks(deps, sho)).toEqual([]);
    expect(await give(sho.officer)).toBeNull();
    // The words go with the post.
    const plea = await findPlea(desk.deps.db.read, id);
    const { message } = desk.deps.db.tables;
    await desk.deps.db.write(async (tx) => {
      await tx
        .update(message)
        .set({ text: '', deletedAt: 1 })
        .where(eq(message.id, plea?.id ?? ''));
    });
    expect(await readThanks(deps, sho)).toEqual([]);
  });

  it('is passed on of praise alone, never of a protected matter, nor to whom it is about', async () => {
    const plain = await opened();
    const officer = sho.officer;
    expect(await refusal(commend(deps, { actor: operator, id: plain.id, officer }))).toBe('notices.not_praise');
    expect(await refusal(commend(deps, { actor: acp, id: plain.id, officer }))).toBe('officers.not_allowed');
    const kept = await praise('Thank you Vikram Singh for the help at the fair 8812');
    const { ticket, ticketConflict } = desk.deps.db.tables;
    const set = (values: { protected: boolean }) =>
      desk.deps.db.write(async (tx) => {
        await tx.update(ticket).set(values).where(eq(ticket.id, kept.id));
      });
    await set({ protected: true });
    expect(await refusal(commend(deps, { actor: operator, id: kept.id, officer }))).toBe('notices.protected');
    await set({ protected: false });
    await desk.deps.db.write(async (tx) => {
      await tx.insertRows(ticketConflict, [{ num: kept.num, officer }], { onConflict: 'ignore' });
    });
    expect((await readPraise(deps, { actor: operator, id: kept.id, q: 'vikram' })).offered).toEqual([]);
    expect(await refusal(commend(deps, { actor: operator, id: kept.id, officer }))).toBe('officers.not_found');
  });

  it('ends with the setting aside: praise of a ticket that was taken back is thanks to nobody', async () => {
    const plea = await desk.plea();
    const aside = { actor: operator, id: plea.id, version: plea.version, reason: 'praise' } as const;
    const kept = (await markNotForUs(desk.deps, aside)).ticket;
    await commend(deps, { actor: operator, id: kept.id, officer: far.officer });
    expect(await readThanks(deps, far)).toHaveLength(1);
    await undoLast(desk.deps, { actor: operator, id: kept.id, version: kept.version });
    expect(await readThanks(deps, far)).toEqual([]);
  });

  const accusing: SecondMatter = {
    ...{ text: 'The SHO of Hazratganj asks for a bribe before he writes the FIR', category: 'police-misconduct' },
    aboutPolice: 'yes',
    summary: 'Mobile snatched at the crossing',
    owner: HAZRATGANJ,
    accusation: 'moves',
  };

  it('is no note that was written before a complaint was split off that is hidden from whoever it names', async () => {
    const { id, version } = await opened();
    const text = '@[Vikram Singh] she also says that you took a bribe';
    const noted = await addNote(desk.deps, {
      actor: operator,
      id,
      version,
      text,
      mentions: [sho.officer, acp.officer],
    });
    desk.clock.advance(1000);
    const { ticket } = await splitTicket(desk.deps, {
      ...{ actor: operator, id, version: noted.ticket.version },
      ...accusing,
    });
    expect(await forMe(sho, id)).toEqual([]);
    expect(JSON.stringify(await readForMe(deps, sho))).not.toContain('bribe');
    desk.clock.advance(1000);
    const later = { actor: operator, id, version: ticket.version, text: '@[Vikram Singh] call her' };
    await addNote(desk.deps, { ...later, mentions: [sho.officer] });
    expect((await forMe(sho, id)).map((one) => one.text)).toEqual([later.text]);
  });

  it('is no praise whose post also complains of police: not passed on, and read no more once that was split off', async () => {
    const plea = await desk.plea({ text: 'धन्यवाद गोमतीनगर के गोपाल दास जी, पर हजरतगंज के थानेदार रिश्वत माँगते हैं 5521' });
    const by = (ticket: { id: string; version: number }) => ({
      actor: operator,
      id: ticket.id,
      version: ticket.version,
    });
    const aside = async (ticket: { id: string; version: number }) =>
      (await markNotForUs(desk.deps, { ...by(ticket), reason: 'praise' })).ticket;
    const kept = await aside(plea);
    const { id } = kept;
    await commend(deps, { actor: operator, id, officer: far.officer });
    const thanks = async () => (await readThanks(deps, far)).filter(({ text }) => text.includes('रिश्वत')).length;
    expect(await thanks()).toBe(1);
    const back = await undoLast(desk.deps, by(kept));
    const { ticket } = await splitTicket(desk.deps, { ...by(back.ticket), ...accusing });
    await aside(ticket);
    expect(await thanks()).toBe(0);
    expect(await readPraise(deps, { actor: operator, id, q: 'vikram' })).toEqual({
      ...{ isOpen: false, given: [], offered: [] },
    });
    expect(await refusal(commend(deps, { actor: operator, id, officer: sho.officer }))).toBe('notices.not_praise');
  });
});
