import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { readChangedAgain } from '../inbound/read-again.usecases.ts';
import { readWaitingPictures } from '../pictures/pictures.usecases.ts';
import type { PictureText } from '../pictures/pictures.types.ts';
import { createTicketDesk, GOMTI_NAGAR, people, refusal, type TicketDesk } from './desk.testing.ts';
import { describeMedia } from './describe.usecases.ts';
import { listTickets } from './list.usecases.ts';
import { correctTicket } from './triage.usecases.ts';

const PETITION = 'सेवा में श्रीमान, कल रात हजरतगंज लखनऊ में मेरी मोटरसाइकिल घर के बाहर से चोरी हो गई';

describe.each(testEngines)('a second reading on %s', (engine) => {
  let desk: TicketDesk;
  let onPicture: PictureText | Error;
  const read = async (): Promise<void> => {
    const pictures = {
      read: () => (onPicture instanceof Error ? Promise.reject(onPicture) : Promise.resolve(onPicture)),
      close: () => Promise.resolve(),
    };
    await readWaitingPictures({ ...desk.deps, pictures, printPicture: () => Promise.resolve(null) }, { limit: 10 });
    await readChangedAgain(desk.deps, { limit: 10 });
  };
  const found = async (q: string): Promise<string[]> =>
    (await listTickets(desk.deps, { actor: people.operator, before: null, limit: 50, q })).tickets.map(({ id }) => id);

  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  beforeEach(() => {
    desk.clock.advance(60_000);
    onPicture = { text: PETITION, confidence: 0.9 };
  });

  it('lets a ticket that nobody decided on follow the words of its picture, and search find them', async () => {
    const ticket = await desk.plea({ text: '@Uppolice please see this' });
    await desk.showPicture(ticket.id, 'one');
    await read();
    const after = await desk.read(ticket.id);
    expect(after).toMatchObject({ category: 'theft', district: 'u_up_lucknow', language: ticket.language });
    expect(after.headline).toContain('मोटरसाइकिल');
    expect(await found('motarsaikil chori')).toContain(ticket.id);
    const events = await desk.deps.events.ofStream(`ticket:${ticket.id}`);
    expect(events.filter(({ type }) => type === 'ticket.read-again').length).toBe(1);
    expect(JSON.stringify(events)).not.toContain('मोटरसाइकिल');
    await read();
    expect((await desk.read(ticket.id)).version).toBe(after.version);
  });

  it('changes nothing of what an officer said, but danger to life', async () => {
    const ticket = await desk.plea({ text: '@Uppolice please see this too' });
    const { version } = ticket;
    await correctTicket(desk.deps, { actor: people.operator, id: ticket.id, version, category: 'traffic' });
    await desk.showPicture(ticket.id, 'two');
    await read();
    expect(await desk.read(ticket.id)).toMatchObject({ category: 'traffic', version: version + 1 });
  });

  it('notes a picture that cannot be read once, and goes on', async () => {
    const ticket = await desk.plea({ text: '@Uppolice look at that' });
    const picture = await desk.showPicture(ticket.id, 'three');
    onPicture = new Error('no picture');
    await read();
    const { pictureReading } = desk.deps.db.tables;
    const rows = await desk.deps.db.read.select().from(pictureReading);
    expect(rows.find((row) => row.message === picture.message)).toMatchObject({ text: '', source: 'ocr' });
    expect((await desk.read(ticket.id)).version).toBe(ticket.version);
  });

  it('takes the words of an officer for text, keeps them from strangers, and takes them back', async () => {
    const ticket = await desk.plea({ text: '@Uppolice see picture' });
    const picture = await desk.showPicture(ticket.id, 'four');
    const describeAs = (actor: (typeof people)[keyof typeof people], text: string, version: number) =>
      describeMedia(desk.deps, { actor, id: ticket.id, version, ...picture, text });
    expect(await refusal(describeAs(people.stranger, 'x', ticket.version))).toBe('tickets.not_found');
    const { ticket: described } = await describeAs(people.operator, 'गोमतीनगर में नकली शराब की दुकान', ticket.version);
    await readChangedAgain(desk.deps, { limit: 10 });
    expect(await desk.read(ticket.id)).toMatchObject({ category: 'narcotics-liquor', station: GOMTI_NAGAR });
    expect(await found('nakli sharab')).toContain(ticket.id);
    const current = await desk.read(ticket.id);
    expect(current.version).toBeGreaterThan(described.version);
    await describeAs(people.operator, '', current.version);
    await readChangedAgain(desk.deps, { limit: 10 });
    expect(await found('nakli sharab')).not.toContain(ticket.id);
  });
});
