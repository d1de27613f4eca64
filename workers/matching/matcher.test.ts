import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { jsonlDriver } from '../../server/modules/channels/drivers/jsonl/driver.ts';
import { readChangedAgain } from '../../server/modules/inbound/read-again.usecases.ts';
import { hashPicture } from '../../server/modules/matching/drivers/sharp-prints.ts';
import { createMatchEngine } from '../../server/modules/matching/match-engine.ts';
import { readWaitingPictures } from '../../server/modules/pictures/pictures.usecases.ts';
import { createTicketDesk, people, type TicketDesk } from '../../server/modules/tickets/desk.testing.ts';
import { readTicket } from '../../server/modules/tickets/detail.usecases.ts';
import { leaveIncident } from '../../server/modules/tickets/incident.usecases.ts';
import { testEngines } from '../../server/platform/db/testing.ts';
import { createThreadMatchEngine } from './match-thread.ts';
import { createMatcher } from './matcher.ts';

const STORY = 'हजरतगंज में सहारागंज मॉल के सामने दो लड़के महिला की चेन छीनकर बाइक से भाग गए';
const RETOLD =
  'Two boys on a bike snatched the chain of a woman outside Saharaganj mall, Hazratganj. Bike number UP32 AB 1234';

describe.each(testEngines)('the matcher on %s', (engine) => {
  let desk: TicketDesk;
  afterEach(() => desk.close());

  async function match(own = createMatchEngine()): Promise<void> {
    const matcher = createMatcher({ deps: { ...desk.deps, engine: own } });
    matcher.wake();
    await matcher.idle();
    await matcher.stop();
  }
  const suggestions = () => desk.deps.db.read.select().from(desk.deps.db.tables.matchSuggestion);

  it('joins one event told in two languages, says why, and shows what is new', async () => {
    desk = await createTicketDesk(engine);
    const older = await desk.plea({ text: STORY });
    const newer = await desk.plea({ text: RETOLD });
    expect(newer.id).not.toBe(older.id);
    await match(createThreadMatchEngine());
    const joined = await desk.read(newer.id);
    expect(joined).toMatchObject({ incident: older.id, urgency: newer.urgency, state: newer.state });
    expect(await desk.read(older.id)).toEqual(older);
    const { incidentMembers } = await readTicket(desk.deps, { actor: people.operator, id: newer.id });
    const [why] = incidentMembers.map((one) => one.why);
    expect(why?.reasons.shared.length).toBeGreaterThan(1);
    expect(why?.reasons.fresh).toContainEqual({ kind: 'plate', spelling: 'UP32 AB 1234' });
    const history = await desk.deps.events.ofStream(`ticket:${newer.id}`);
    expect(history.at(-1)).toMatchObject({ type: 'ticket.incident-joined', actor: 'system' });
  }, 180_000);

  it('suggests what shows the same picture, whatever is written beside it', async () => {
    desk = await createTicketDesk(engine);
    const shapes = [40, 90, 160].map(
      (at) => `<rect x="${at}" y="${at / 2}" width="70" height="${at}" fill="#${at + 100}"/>`,
    );
    const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="100%" height="100%" fill="#cde"/>${shapes.join('')}</svg>`;
    const sent = await sharp(Buffer.from(scene)).jpeg({ quality: 92 }).toBuffer();
    const forwarded = await sharp(sent).resize(200).jpeg({ quality: 40 }).toBuffer();
    const older = await desk.plea({ text: STORY });
    const newer = await desk.plea({
      text: 'Alambagh bus adde par meri jeb se purse chori ho gaya, CCTV dekh kar chor ko pakdiye',
    });
    await desk.showPicture(older.id, sent);
    await desk.showPicture(newer.id, forwarded);
    const pictures = { read: () => Promise.resolve({ text: '', confidence: 0 }), close: () => Promise.resolve() };
    const eyes = { ...desk.deps, pictures, printPicture: hashPicture };
    expect(await readWaitingPictures(eyes, { limit: 10 })).toBe(2);
    expect(await readWaitingPictures(eyes, { limit: 10 })).toBe(0);
    expect(await readChangedAgain(desk.deps, { limit: 10 })).toBe(2);
    await match();
    expect(await suggestions()).toMatchObject([{ ticket: newer.id, other: older.id, kind: 'picture', state: 'open' }]);
  }, 180_000);

  it('matches once: nothing changes when it begins anew, nor after an officer took the ticket out', async () => {
    desk = await createTicketDesk(engine);
    await desk.plea({ text: STORY });
    const newer = await desk.plea({ text: RETOLD });
    await match();
    const { version } = await desk.read(newer.id);
    await leaveIncident(desk.deps, { actor: people.operator, id: newer.id, version });
    const before = [await desk.everything(), await suggestions()];
    await desk.deps.db.write((tx) => tx.delete(tx.tables.setting));
    await match();
    expect([await desk.everything(), await suggestions()]).toEqual(before);
    // What was matched before is known to an index that is filled again.
    const third = await desk.plea({ text: `${RETOLD} please help the lady`, author: 'third' });
    await match();
    expect((await suggestions()).filter((one) => one.ticket === third.id).length).toBeGreaterThan(0);
  }, 180_000);

  it('never joins a replay with what is real, and forgets deleted posts', async () => {
    desk = await createTicketDesk(engine);
    const older = await desk.plea({ text: STORY });
    const newer = await desk.plea({ text: RETOLD });
    const { messageSignature, message } = desk.deps.db.tables;
    const rows = await desk.deps.db.read.select().from(messageSignature);
    const told = (await desk.deps.db.read.select().from(message)).find((one) => one.ticket === newer.id);
    await desk.deps.db.write((tx) =>
      tx
        .update(messageSignature)
        .set({ realm: 'replay' })
        .where(eq(messageSignature.message, told?.id ?? '')),
    );
    expect(rows).toHaveLength(2);
    await match();
    expect(await suggestions()).toEqual([]);
    expect([await desk.read(older.id), await desk.read(newer.id)]).toEqual([older, newer]);
    desk.deps.driver = () => ({
      ...jsonlDriver,
      parse: () => ({ ...jsonlDriver.parse(''), gone: [told?.externalId ?? ''] }),
    });
    await desk.take([{ any: true }]);
    expect(await desk.deps.db.read.select().from(messageSignature)).toHaveLength(1);
  }, 180_000);
});
