import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../officers/actor.types.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { takeSends } from '../replies/relay.usecases.ts';
import { UNDO_WINDOW, undoLast } from '../tickets/change.usecases.ts';
import { GOMTI_NAGAR, LUCKNOW, refusal } from '../tickets/desk.testing.ts';
import { joinIncident, leaveIncident } from '../tickets/incident.usecases.ts';
import { splitTicket } from '../tickets/split.usecases.ts';
import { transferTicket } from '../tickets/station.usecases.ts';
import { setLock } from './lock.usecases.ts';
import { readPanel } from './panel.usecases.ts';
import { ACCUSING, createSpreadDesk, elsewhere, ranked, type SpreadDesk } from './spread.testing.ts';
import { sendStatement, unsendStatement } from './statement-send.usecases.ts';
import { askApproval, decideStatement, listAsked, withdrawStatement, writeStatement } from './statement.usecases.ts';
import { languageFor, statementTemplates, STATEMENT_LANGUAGES } from './statement.rules.ts';
import { lintReply } from '../replies/reply-lint.rules.ts';
import { listSpreads, lookAtReach } from './velocity.usecases.ts';
import { RULE } from './velocity.rules.ts';

const HOUR = 60 * 60_000;
const CHIEF = `pos_${LUCKNOW}_district`;
const HI = 'यह वीडियो हमारे संज्ञान में है। एसीपी हजरतगंज जाँच कर रहे हैं। अगली जानकारी शाम 6 बजे तक यहीं दी जाएगी।';

describe('the first words', () => {
  it.each(
    statementTemplates.flatMap(({ key, texts }) =>
      STATEMENT_LANGUAGES.map((language) => [key, language, texts[language]] as const),
    ),
  )('%s in %s are short, hold their places, and nothing speaks against them', (_, __, text) => {
    expect(text).toContain('{rank}');
    expect(text).toContain('{time}');
    const said = text.replace('{rank}', 'एसीपी हजरतगंज').replace('{time}', '26/11/2026, 18:30');
    expect(said.replaceAll(/\[\?|\]/g, '').length).toBeLessThan(260);
    const quiet = { isPublic: true, isProtected: false, placeKnown: true, names: [], notes: [], linkCosts: true };
    const codes = (words: string) => new Set(lintReply({ ...quiet, text: words }).map(({ code }) => code));
    expect(codes(said)).toEqual(new Set(['blank']));
    expect(codes(said.replaceAll(/\[\?|\]/g, ''))).toEqual(new Set());
  });
});

describe.each(testEngines)('a holding statement on %s', (engine) => {
  let desk: SpreadDesk;
  beforeAll(async () => {
    desk = await createSpreadDesk(engine);
  });
  afterAll(() => desk.close());

  async function spreading(): Promise<string> {
    const { id } = await desk.opened();
    await desk.repost(id, RULE.quick);
    await lookAtReach(desk.deps);
    return id;
  }
  const words = (id: string) => ({
    ...{ texts: { hi: HI } as Readonly<Record<string, string>>, tickets: [id], approver: CHIEF },
    nextWordAt: desk.clock.now() + 4 * HOUR,
  });
  const write = (
    id: string,
    { actor = ranked.operator, ...other }: Partial<ReturnType<typeof words>> & { actor?: Actor } = {},
  ) => writeStatement(desk.deps, { actor, id, statement: null, version: 0, ...words(id), ...other });
  const last = async (id: string, actor = ranked.operator) => {
    const [statement] = (await readPanel(desk.deps, { actor, id })).statements;
    if (!statement) throw new Error('there is no statement');
    return statement;
  };
  const target = async (id: string, actor = ranked.operator) => {
    const { id: statement, version } = await last(id);
    return { actor, id, statement, version };
  };
  const said = async (id: string) => (await desk.outbox(id)).filter(({ purpose }) => purpose === 'reply');

  it('is written, asked for, approved by the one who was named, and sent once with a deadline', async () => {
    const id = await spreading();
    await write(id);
    expect(await refusal(write(id))).toBe('spread.statement_changed');
    await askApproval(desk.deps, await target(id));
    expect(await last(id, ranked.commissioner)).toMatchObject({
      state: 'asked',
      steps: ['approve', 'return', 'withdraw'],
    });
    expect(await last(id)).toMatchObject({ steps: ['withdraw'] });
    const asked = async (actor: Actor) => (await listAsked(desk.deps, actor)).map(({ ticket }) => ticket.id);
    const lines = async () => (await listAsked(desk.deps, ranked.commissioner)).map(({ ticket }) => ticket.headline);
    const { headline, version } = await desk.read(id);
    expect(await lines()).toEqual([headline]);
    // A complaint about himself is split off: he reads the summary.
    const { ticket: origin, split } = await splitTicket(desk.deps, {
      actor: ranked.operator,
      id,
      version,
      ...ACCUSING,
    });
    const { num } = split;
    const hidden = { num, officer: ranked.commissioner.officer };
    await desk.deps.db.write((tx) => tx.insertRows(tx.tables.ticketConflict, [hidden], { onConflict: 'ignore' }));
    expect(await lines()).toEqual([ACCUSING.summary]);
    await undoLast(desk.deps, { actor: ranked.operator, id, version: origin.version });
    expect([await asked(ranked.commissioner), await asked(ranked.chief), await asked(ranked.operator)]).toEqual([
      [id],
      [],
      [],
    ]);
    const approve = async (actor: Actor) =>
      refusal(decideStatement(desk.deps, { ...(await target(id, actor)), step: 'approve' }));
    expect(await approve(ranked.operator)).toBe('spread.own_statement');
    expect(await approve(ranked.chief)).toBe('officers.not_allowed');
    expect(await approve(elsewhere)).toBe('tickets.not_found');
    expect(await refusal(sendStatement(desk.deps, await target(id)))).toBe('spread.statement_changed');
    expect(await approve(ranked.commissioner)).toBeNull();
    desk.clock.advance(1000);
    const now = await target(id);
    const both = await Promise.all([refusal(sendStatement(desk.deps, now)), refusal(sendStatement(desk.deps, now))]);
    expect(both.sort()).toEqual([null, 'spread.statement_changed'].sort());
    expect(await said(id)).toMatchObject([
      { text: HI, kind: 'reply', state: 'waiting', notBefore: desk.clock.now() + UNDO_WINDOW },
    ]);
    const { nextWordAt } = await last(id);
    const rows = await listSpreads(desk.deps, ranked.commissioner);
    expect(rows.find(({ ticket }) => ticket.id === id)?.statement).toEqual({ state: 'sent', nextWordAt });
    expect(await desk.types(id)).toEqual([
      ...['started', 'statement-written', 'statement-asked', 'statement-approved', 'statement-sent'],
    ]);
    expect(JSON.stringify(await desk.deps.events.ofStream(`ticket:${id}`))).not.toContain('संज्ञान');
  });

  it('is not asked for while a place is open in any of its languages', async () => {
    const id = await spreading();
    const en = 'We know of this video. [?ACP Hazratganj is inquiring into it.] Our next word comes here by six.';
    await write(id, { texts: { hi: HI, en } });
    expect(await refusal(askApproval(desk.deps, await target(id)))).toBe('spread.blank_left');
    await writeStatement(desk.deps, {
      ...words(id),
      ...(await target(id)),
      texts: { hi: HI, en: en.replaceAll(/\[\?|\]/g, '') },
    });
    expect(await refusal(askApproval(desk.deps, await target(id)))).toBeNull();
  });

  it('is taken back within ten seconds, by its sender, and may be sent again', async () => {
    const id = await spreading();
    await write(id);
    await askApproval(desk.deps, await target(id));
    await decideStatement(desk.deps, { ...(await target(id, ranked.commissioner)), step: 'approve' });
    await sendStatement(desk.deps, await target(id));
    expect(await refusal(unsendStatement(desk.deps, await target(id, ranked.commissioner)))).toBe(
      'officers.not_allowed',
    );
    await unsendStatement(desk.deps, await target(id));
    expect(await said(id)).toMatchObject([{ state: 'cancelled' }]);
    desk.clock.advance(2000);
    await sendStatement(desk.deps, await target(id));
    desk.clock.advance(UNDO_WINDOW + 1);
    expect(await refusal(unsendStatement(desk.deps, await target(id)))).toBe('tickets.undo_too_late');
    const sent = await takeSends(desk.deps, { leaseMs: 60_000, limit: 50 });
    expect(sent.filter(({ ticket, purpose }) => ticket === id && purpose === 'reply')).toHaveLength(1);
  });

  it('comes back with a reason, is written anew by anybody, and whoever wrote last may not approve it', async () => {
    const id = await spreading();
    await write(id);
    await askApproval(desk.deps, await target(id));
    await decideStatement(desk.deps, {
      ...(await target(id, ranked.commissioner)),
      step: 'return',
      reason: 'Name the officer',
    });
    expect(await last(id)).toMatchObject({ state: 'returned', reason: 'Name the officer' });
    const mine = { ...words(id), approver: 'pos_u_up_state' };
    await writeStatement(desk.deps, { ...(await target(id, ranked.commissioner)), ...mine });
    expect(await last(id)).toMatchObject({ state: 'draft', reason: null });
    await askApproval(desk.deps, await target(id, ranked.commissioner));
    expect(
      await refusal(decideStatement(desk.deps, { ...(await target(id, ranked.commissioner)), step: 'approve' })),
    ).toBe('spread.own_statement');
    await withdrawStatement(desk.deps, await target(id, ranked.commissioner));
    expect(await refusal(withdrawStatement(desk.deps, await target(id, ranked.commissioner)))).toBe(
      'spread.statement_changed',
    );
    expect(await refusal(write(id))).toBeNull();
  });

  it('needs an approver who is senior, a time to come, words in each language, and clean ones', async () => {
    const id = await spreading();
    expect(await refusal(write(id, { approver: 'pos_u_up_operator' }))).toBe('spread.approver_unknown');
    expect(await refusal(write(id, { actor: ranked.commissioner, approver: CHIEF }))).toBe('spread.approver_unknown');
    expect(await refusal(write(id, { nextWordAt: desk.clock.now() }))).toBe('spread.next_word_past');
    expect(await refusal(write(id, { actor: ranked.station }))).toBe('officers.not_allowed');
    expect(await refusal(write(id, { tickets: ['tkt_none'] }))).toBe('tickets.not_found');
    await write(id, { texts: { en: 'We know of it' } });
    expect(await refusal(askApproval(desk.deps, await target(id)))).toBe('spread.language_missing');
    const dirty = { ...words(id), texts: { hi: `${HI} 9876543210` } };
    await writeStatement(desk.deps, { ...(await target(id)), ...dirty });
    expect(await refusal(askApproval(desk.deps, await target(id)))).toBe('tickets.answer_stopped');
  });

  it('is asked for and approved by officers, never by a key: whoever holds it could be both', async () => {
    const id = await spreading();
    const keyed = (actor: Actor): Actor => ({ ...actor, officer: `key_${actor.officer}` });
    await write(id, { actor: keyed(ranked.operator) });
    expect((await last(id, keyed(ranked.operator))).steps).not.toContain('ask');
    expect(await refusal(askApproval(desk.deps, await target(id, keyed(ranked.operator))))).toBe(
      'officers.person_needed',
    );
    await writeStatement(desk.deps, { ...(await target(id)), ...words(id) });
    await askApproval(desk.deps, await target(id));
    const approve = async (actor: Actor) =>
      refusal(decideStatement(desk.deps, { ...(await target(id, actor)), step: 'approve' }));
    expect(await approve(keyed(ranked.commissioner))).toBe('officers.person_needed');
    expect(await approve(ranked.commissioner)).toBeNull();
  });

  it('is said in threads of its own incident alone, each once, and taken back though one was named twice', async () => {
    const id = await spreading();
    const other = await desk.opened();
    expect(await refusal(write(id, { tickets: [id, other.id] }))).toBe('spread.other_incident');
    const by = async (one: string) => ({ actor: ranked.operator, id: one, version: (await desk.read(one)).version });
    await joinIncident(desk.deps, { ...(await by(other.id)), other: id });
    await write(id, { tickets: [id, other.id, id] });
    await askApproval(desk.deps, await target(id));
    await decideStatement(desk.deps, { ...(await target(id, ranked.commissioner)), step: 'approve' });
    await leaveIncident(desk.deps, await by(other.id));
    expect(await refusal(sendStatement(desk.deps, await target(id)))).toBe('spread.other_incident');
    await joinIncident(desk.deps, { ...(await by(other.id)), other: id });
    await sendStatement(desk.deps, await target(id));
    expect([await said(id), await said(other.id)]).toMatchObject([[{ state: 'waiting' }], [{ state: 'waiting' }]]);
    expect(await refusal(unsendStatement(desk.deps, await target(id)))).toBeNull();
    expect([await said(id), await said(other.id)]).toMatchObject([[{ state: 'cancelled' }], [{ state: 'cancelled' }]]);
    // Whoever does not see the other thread is not told of it.
    await transferTicket(desk.deps, { ...(await by(other.id)), to: GOMTI_NAGAR, reason: 'There' });
    expect((await last(id, ranked.station)).tickets).toEqual([id]);
    expect((await last(id)).tickets).toEqual([id, other.id]);
  });

  it('answers on a matter that was split off what its citizen wrote', async () => {
    const first = await desk.opened();
    const { version } = await desk.read(first.id);
    const matter = { text: 'The lamps of the lane are broken', category: 'traffic', aboutPolice: 'no' } as const;
    await splitTicket(desk.deps, { actor: ranked.operator, id: first.id, version, ...matter });
    const part = (await desk.everything()).find(({ splitFrom }) => splitFrom === first.id);
    const id = part?.id ?? '';
    const { threads } = await readPanel(desk.deps, { actor: ranked.operator, id });
    expect(threads.find((one) => one.id === id)?.canSay).toBe(true);
    await setLock(desk.deps, { actor: ranked.chief, id, reason: 'Spreads fast', lock: null, version: 0 });
    const text =
      languageFor(part?.language ?? '') === 'hi' ? HI : 'We know of it. Our next word comes here by evening.';
    await write(id, { approver: 'pos_u_up_state', texts: { [languageFor(part?.language ?? '')]: text } });
    await askApproval(desk.deps, await target(id));
    await decideStatement(desk.deps, { ...(await target(id, ranked.chief)), step: 'approve' });
    await sendStatement(desk.deps, await target(id, ranked.chief));
    expect(await said(id)).toMatchObject([{ text, inReplyTo: await desk.postOf(first.id) }]);
  });

  it('is said by the one voice where there is one', async () => {
    const id = await spreading();
    const by = { actor: ranked.commissioner, id, reason: 'Spreads fast', lock: null, version: 0 };
    await setLock(desk.deps, by);
    await write(id);
    await askApproval(desk.deps, await target(id));
    await decideStatement(desk.deps, { ...(await target(id, ranked.commissioner)), step: 'approve' });
    expect(await refusal(sendStatement(desk.deps, await target(id)))).toBe('spread.one_voice');
    await sendStatement(desk.deps, await target(id, ranked.commissioner));
    expect(await said(id)).toMatchObject([{ state: 'waiting', officer: CHIEF }]);
  });
});
