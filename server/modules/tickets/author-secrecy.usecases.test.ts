import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { openEvidence } from '../evidence/evidence.usecases.ts';
import { neutralLine } from '../replies/neutral.rules.ts';
import { checkAnswer } from './answer-check.usecases.ts';
import { undoLast } from './change.usecases.ts';
import {
  createTicketDesk,
  HAZRATGANJ,
  LUCKNOW,
  people,
  refusal,
  type Person,
  type TicketDesk,
} from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { listTickets } from './list.usecases.ts';
import { splitTicket } from './split.usecases.ts';
import type { Ticket } from './tickets.types.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';

const TIP = 'हजरतगंज चौराहे के पीछे रात को जुआ चलता है, कृपया पकड़िए। मेरा नाम मत लेना';

describe.each(testEngines)('an author who asks to stay unknown on %s', (engine) => {
  let desk: TicketDesk;
  let count = 0;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.advance(60_000));

  const tip = (text = TIP): Promise<Ticket> => {
    count += 1;
    return desk.plea({ text: `${text} ${count * 7717}`, author: `khabar${count}`, id: String(8_000 + count) });
  };
  const open = async ({ id, version }: Ticket): Promise<Ticket> =>
    (await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ })).ticket;
  const seen = async (id: string, person: Person) => {
    const detail = await readTicket({ ...desk.deps, offices: { office: () => null } }, { actor: people[person], id });
    const [first] = detail.messages;
    return { reporter: detail.ticket.reporter?.handle ?? null, author: first?.author ?? null, url: first?.url ?? null };
  };
  const find = async (q: string, person: Person) =>
    (await listTickets(desk.deps, { actor: people[person], q, before: null, limit: 5 })).tickets.map(({ id }) => id);
  const correct = async (id: string, secrecy: 'no' | 'asked' | 'released', person: Person = 'operator') =>
    correctTicket(desk.deps, { actor: people[person], id, version: (await desk.read(id)).version, secrecy });
  const UNKNOWN = { reporter: null, author: null, url: null };

  it('is named to the desk alone, in no list and by no search, and answered in public by the neutral line', async () => {
    const ticket = await open(await tip());
    expect(ticket).toMatchObject({ secrecy: 'asked', protected: true });
    const handle = `@khabar${count}`;
    expect(await seen(ticket.id, 'operator')).toMatchObject({ reporter: handle, author: { handle } });
    expect(await seen(ticket.id, 'station')).toEqual(UNKNOWN);
    expect(await seen(ticket.id, 'commissioner')).toEqual(UNKNOWN);
    expect([await find(handle, 'station'), await find(handle, 'operator')]).toEqual([[], []]);
    const { outbox } = desk.deps.db.tables;
    const sends = (await desk.deps.db.read.select().from(outbox)).filter((row) => row.ticket === ticket.id);
    expect(sends.map(({ kind, text }) => ({ kind, text }))).toEqual([{ kind: 'reply', text: neutralLine('hi') }]);
    const evidence = { ...desk.deps, quarantine: desk.deps.blobs };
    expect(await refusal(openEvidence(evidence, { actor: people.commissioner, id: ticket.id }))).toBe(
      'evidence.author_unknown',
    );
  });

  it('is named to the units once the desk releases it, never to the public, and kept again when that is undone', async () => {
    const ticket = await open(await tip());
    expect(await refusal(correct(ticket.id, 'released', 'station'))).toBe('officers.not_allowed');
    const { ticket: told } = await correct(ticket.id, 'released');
    expect(told).toMatchObject({ secrecy: 'released', protected: true });
    expect((await seen(ticket.id, 'station')).reporter).toBe(`@khabar${count}`);
    expect(await find(`@khabar${count}`, 'station')).toEqual([ticket.id]);
    desk.clock.advance(1000);
    await undoLast(desk.deps, { actor: people.operator, id: ticket.id, version: told.version });
    expect(await seen(ticket.id, 'station')).toEqual(UNKNOWN);
    expect(await find(`@khabar${count}`, 'station')).toEqual([]);
    // Found by mistake: then it is a matter like any other.
    desk.clock.advance(1000);
    expect((await correct(ticket.id, 'no')).ticket.protected).toBe(false);
  });

  it('is heard when he asks later, and what waited to be said in public is not said', async () => {
    const ticket = await open(await tip('हजरतगंज चौराहे के पीछे रात को जुआ चलता है, कृपया पकड़िए।'));
    expect(ticket.secrecy).toBeNull();
    expect((await seen(ticket.id, 'station')).reporter).toBe(`@khabar${count}`);
    const post = String(8_000 + count);
    await desk.take([
      {
        ...{ id: `again${count}`, text: 'sir mera naam mat batana kisi ko', author: `khabar${count}`, kind: 'reply' },
        ...{ conversation: post, inReplyTo: post, tagged: ['@lkopolice'] },
      },
    ]);
    expect(await desk.read(ticket.id)).toMatchObject({ secrecy: 'asked', protected: true });
    expect(await seen(ticket.id, 'station')).toEqual(UNKNOWN);
    expect(await find(`@khabar${count}`, 'station')).toEqual([]);
    const { outbox } = desk.deps.db.tables;
    const sends = (await desk.deps.db.read.select().from(outbox)).filter((row) => row.ticket === ticket.id);
    expect(sends.map(({ state }) => state)).toEqual(['cancelled']);
  });

  it('is told to nobody by an operator of the district, who knows the matter', async () => {
    const local = createActor({ unit: LUCKNOW, role: 'operator' });
    const set = async (id: string, secrecy: 'no' | 'released') =>
      refusal(correctTicket(desk.deps, { actor: local, id, version: (await desk.read(id)).version, secrecy }));
    const ticket = await open(await tip());
    expect([await set(ticket.id, 'released'), await set(ticket.id, 'no')]).toEqual([
      'officers.not_allowed',
      'officers.not_allowed',
    ]);
    await correct(ticket.id, 'released');
    expect(await set(ticket.id, 'no')).toBe('officers.not_allowed');
  });

  it('is not found by his handle on a matter that was split off, whenever he asked', async () => {
    const split = async ({ id, version }: Ticket) => {
      const matter = { text: 'The lamps of the lane are broken', category: 'traffic', aboutPolice: 'no' } as const;
      return (await splitTicket(desk.deps, { actor: people.operator, id, version, ...matter })).split.id;
    };
    const asked = await tip();
    await split(asked);
    expect(await find(`@khabar${count}`, 'operator')).toEqual([]);
    const later = await tip('हजरतगंज चौराहे के पीछे रात को जुआ चलता है, कृपया पकड़िए।');
    const other = await split(later);
    expect(await find(`@khabar${count}`, 'operator')).toContain(other);
    await correct(later.id, 'asked');
    expect(await find(`@khabar${count}`, 'operator')).toEqual([]);
  });

  it('is warned of in an answer that names or mentions him, without telling a name to whoever may not know it', async () => {
    const ticket = await open(await tip());
    const codes = async (text: string, person: Person) =>
      (await checkAnswer(desk.deps, { actor: people[person], id: ticket.id, text, kind: 'dm' })).map(
        ({ code }) => code,
      );
    expect(await codes(`khabar${count} ने बताया, छापा मारा गया।`, 'operator')).toContain('author_named');
    expect(await codes('शिकायतकर्ता के बताने पर छापा मारा गया।', 'station')).toContain('author_named');
    expect(await codes(`khabar${count} ने बताया, छापा मारा गया।`, 'station')).not.toContain('author_named');
    expect(await codes('छापा मारा गया, दो लोग पकड़े गए।', 'operator')).not.toContain('author_named');
  });
});
