import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { actOnMany, previewMany } from './bulk.usecases.ts';
import { createTicketDesk, HAZRATGANJ, people, type TicketDesk } from './desk.testing.ts';
import { findProofWords } from './ownership.rules.ts';
import { changeAfterReading } from './read-again.rules.ts';
import { closeTicket } from './station.usecases.ts';
import { correctTicket, markNotForUs, openTicket } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

const RED = 'बचाओ अभी मेरे भाई को चाकू मार रहे हैं, हजरतगंज चौराहे पर, जान से मार देंगे, तुरंत आइए';

describe.each(testEngines)('danger to life, however it is told, on %s', (engine) => {
  let desk: TicketDesk;
  beforeEach(async () => {
    desk = await createTicketDesk(engine);
  });
  afterEach(() => desk.close());

  const setAside = async (ticket: Ticket): Promise<void> => {
    const { id, version } = ticket;
    await markNotForUs(desk.deps, { actor: people.operator, id, version, reason: 'news-opinion' });
  };
  const reply = (text: string, author: string) => ({
    ...{ id: `r${text.length}${author}`, text, author, kind: 'reply', conversation: '9001', inReplyTo: '9001' },
    tagged: ['@lkopolice'],
  });
  const others = async (ticket: Ticket) => (await desk.everything()).filter(({ id }) => id !== ticket.id);

  it('is no mere voice under a post that was set aside', async () => {
    const ticket = await desk.plea({ id: '9001' });
    await setAside(ticket);
    await desk.take([reply(RED, 'passerby')]);
    const [red] = await others(ticket);
    expect(red).toMatchObject({ urgency: 'life-risk', state: 'received', incident: ticket.id });
  });

  it('is heard in a closed matter although a name and four digits look like a proof of ownership', async () => {
    const plea = await desk.plea({ id: '9001', author: 'asha' });
    const act = { actor: people.operator, id: plea.id };
    const opened = await openTicket(desk.deps, { ...act, version: plea.version, owner: HAZRATGANJ });
    await closeTicket(desk.deps, {
      ...{ actor: people.station, id: plea.id, version: opened.ticket.version, attachments: [], details: {} },
      ...{ outcome: 'settled' as const, internalText: 'Heard both sides', publicAnswer: 'Settled' },
    });
    await desk.take([reply(`${RED} दीपक 2500 माँग रहा है`, 'asha')]);
    expect(await desk.read(plea.id)).toMatchObject({ urgency: 'life-risk', state: 'open' });
  });

  it('comes back to the desk when words that somebody set aside are changed to it', async () => {
    const ticket = { ...(await desk.plea()), state: 'not_for_us', reason: 'news' };
    const result = { assessment: { answer: 'act', urgency: 'life-risk', aboutPolice: 'no' }, place: {}, route: {} };
    const set = changeAfterReading({
      ...{ ticket, isPlea: true, isReporters: true, isUndecided: false, own: RED, pictures: '' },
      result: result as never,
    });
    expect(set).toEqual({ urgency: 'life-risk', state: 'received', reason: null });
  });

  it('is not called less by the dozen either, nor foreseen so', async () => {
    const plea = await desk.plea();
    const { id } = plea;
    const act = { actor: people.operator, id, version: plea.version };
    const { ticket } = await correctTicket(desk.deps, { ...act, urgency: 'life-risk' });
    const chosen = [{ id, version: ticket.version }];
    const work = { action: 'correct', urgency: 'normal' } as const;
    const all = { actor: people.operator, chosen, work };
    expect(await previewMany(desk.deps, all)).toMatchObject([{ refused: { code: 'tickets.danger_alone' } }]);
    expect(await actOnMany(desk.deps, all)).toMatchObject([{ refused: { code: 'tickets.danger_alone' } }]);
    expect(await desk.read(id)).toMatchObject({ urgency: 'life-risk' });
  });
});

describe('words of proof', () => {
  it('stand alone, not at the end of another word', () => {
    expect(findProofWords('Neem 4821, नीम४८२१')).toEqual(['neem4821']);
    expect(findProofWords('amor1234 परनीम 4821')).toEqual([]);
  });
});
