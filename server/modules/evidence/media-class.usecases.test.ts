import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { readChangedAgain } from '../inbound/read-again.usecases.ts';
import { describePicture, printsOf } from '../pictures/pictures.usecases.ts';
import { addAttachment } from '../tickets/attachments.usecases.ts';
import { UNDO_WINDOW } from '../tickets/change.usecases.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { readTicket } from '../tickets/detail.usecases.ts';
import { listTickets } from '../tickets/list.usecases.ts';
import { readMedia } from '../tickets/media.usecases.ts';
import { openTicket } from '../tickets/triage.usecases.ts';
import { insertHold, keptMedia, takeTurns } from './holds.repository.ts';
import { orderHold } from './holds.usecases.ts';
import { suspectedClass, type MediaClass } from './media-class.rules.ts';
import { classifyMedia } from './media-class.usecases.ts';
import { bringAgain, openQuarantined, removeQuarantined, settleQuarantine } from './quarantine.usecases.ts';
import { dropUnusedFiles } from './unused.usecases.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const HOUR = 3_600_000;

function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

describe.each(testEngines)('what a file shows on %s', (engine) => {
  let desk: TicketDesk;
  const custodian = createActor({ unit: LUCKNOW, role: 'circle', officer: 'off_custodian' });
  const elsewhere = createActor({ unit: 'u_up_jaunpur', role: 'district', officer: 'off_elsewhere' });
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    const office = { since: 1, until: null, namedBy: 'off_admin', endedBy: null };
    await desk.deps.db.write((tx) =>
      tx.insertRows(tx.tables.mediaCustodian, [
        { id: 'cus_1', officer: custodian.officer, unit: LUCKNOW, ...office },
        { id: 'cus_2', officer: elsewhere.officer, unit: 'u_up_jaunpur', ...office },
        { id: 'cus_3', officer: people.chief.officer, unit: 'u_up', ...office, until: 2 },
      ]),
    );
  });
  afterAll(() => desk.close());

  let count = 0;
  /** A plea of Lucknow with one stored picture of its own content, or of the one that is given. */
  async function pictured(bytes: string | Buffer = `picture ${(count += 1)}`) {
    const { id, version } = await desk.plea();
    await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ });
    const { message } = await desk.showPicture(id, bytes);
    return { id, message, external: 'm1' };
  }
  type Place = Awaited<ReturnType<typeof pictured>>;
  const say = (
    at: Place,
    what: MediaClass | null,
    { actor = people.operator, version }: { actor?: typeof custodian; version?: number } = {},
  ) => classifyMedia(desk.deps, { ...at, actor, class: what, version });
  const see = (at: Place, actor = people.operator) => readMedia(desk.deps, { actor, ...at });
  const open = (at: Place, actor = custodian) => openQuarantined(desk.deps, { ...at, actor, reason: 'report' });
  const rowOf = async ({ message }: Place) => {
    const { media } = desk.deps.db.tables;
    const [row] = await desk.deps.db.read.select().from(media).where(eq(media.message, message));
    return row;
  };
  const events = async ({ id }: Place, type: string) =>
    (await desk.deps.events.ofStream(`ticket:${id}`)).filter((event) => event.type === type);

  it('keeps what an officer says, once however often, and of two at one moment one', async () => {
    const at = await pictured();
    expect(await say(at, 'violent', { version: 0 })).toMatchObject({ class: 'violent', version: 1 });
    expect(await say(at, 'violent')).toMatchObject({ version: 1, undoUntil: null });
    expect(await events(at, 'ticket.media-classed')).toMatchObject([
      { data: { message: at.message, external: 'm1', class: 'violent' } },
    ]);
    expect(await refusal(say(at, 'harmless', { version: 0 }))).toBe('evidence.class_changed');
    const both = [say(at, 'sexual', { version: 1 }), say(at, 'harmless', { version: 1, actor: people.chief })];
    expect((await Promise.all(both.map(refusal))).sort()).toEqual(['evidence.class_changed', null].sort());
    expect(await say(at, null)).toMatchObject({ class: null });
    expect(await see(at)).toMatchObject({ mime: 'image/jpeg' });
  });

  it('refuses whoever cannot act on the ticket, and a file that is not of it', async () => {
    const at = await pictured();
    const other = await pictured();
    expect(await refusal(say(at, 'child-abuse', { actor: people.stranger }))).toBe('tickets.not_found');
    expect(await refusal(say(at, 'violent', { actor: people.admin }))).toBe('tickets.not_found');
    expect(await refusal(say({ ...at, message: other.message }, 'violent'))).toBe('tickets.not_found');
    expect(await see(at)).toBeTruthy();
  });

  it('quarantines a file wherever it is shown: no bytes, no words, out of search, for nobody but a custodian', async () => {
    const [one, two] = [await pictured('the same file'), await pictured('the same file')];
    const { db } = desk.deps;
    for (const { message } of [one, two]) {
      const words = { message, externalId: 'm1', text: 'गुलमोहरवाला मकान संख्या बारह', officer: 'off_1', at: 1 };
      await db.write((tx) => describePicture(tx, words));
    }
    await readChangedAgain(desk.deps, { limit: 50 });
    const search = async () =>
      (await listTickets(desk.deps, { actor: people.operator, q: 'गुलमोहरवाला', before: null, limit: 10 })).tickets
        .length;
    expect(await search()).toBe(2);

    const said = await say(one, 'child-abuse');
    expect(said).toMatchObject({ class: 'child-abuse', undoUntil: desk.clock.now() + UNDO_WINDOW });
    for (const at of [one, two])
      for (const actor of [people.operator, people.station, people.commissioner, people.chief, custodian])
        expect(await refusal(see(at, actor))).toMatch(/media.quarantined|tickets.not_found/);
    await readChangedAgain(desk.deps, { limit: 50 });
    expect(await search()).toBe(0);
    const detail = await readTicket(desk.deps, { actor: people.operator, id: two.id });
    expect(detail.messages[0]?.media[0]).toMatchObject({ state: 'quarantined', href: null, words: null });
    expect(JSON.stringify(detail)).not.toContain('गुलमोहरवाला');
    expect(detail.isCustodian).toBe(false);
    expect(await db.read.$count(db.tables.blob)).toBe(0);

    expect(await refusal(open(one, people.operator))).toBe('media.quarantined');
    expect(await refusal(open(one, elsewhere))).toBe('media.quarantined');
    expect(await refusal(open(one, people.chief))).toBe('media.quarantined');
    expect(await events(one, 'ticket.media-opened')).toEqual([]);
    // Before it was moved, and after.
    expect(String((await open(one)).bytes)).toBe('the same file');
    desk.clock.advance(UNDO_WINDOW);
    expect([await settleQuarantine(desk.deps), await settleQuarantine(desk.deps)]).toEqual([1, 0]);
    const sha256 = (await rowOf(one))?.sha256 ?? '';
    expect([await desk.deps.blobs.has(sha256), await desk.deps.quarantine.has(sha256)]).toEqual([false, true]);
    expect(String((await open(two)).bytes)).toBe('the same file');
    expect(await events(one, 'ticket.media-opened')).toMatchObject([
      { data: { message: one.message, reason: 'report' } },
    ]);
    expect(JSON.stringify(await desk.deps.events.ofStream(`ticket:${one.id}`))).not.toContain('गुलमोहर');
    // The same twice changes nothing.
    expect(await say(one, 'child-abuse')).toMatchObject({ undoUntil: null });
    expect(await events(one, 'ticket.media-quarantined')).toHaveLength(1);
  });

  it('gives a file back to whoever slipped, within ten seconds, and later by a custodian alone', async () => {
    const at = await pictured();
    await say(at, 'child-abuse');
    expect(await refusal(say(at, null, { actor: people.commissioner }))).toBe('media.quarantined');
    await say(at, null);
    expect(String((await see(at)).bytes)).toMatch(/^picture/);
    await say(at, 'child-abuse');
    desk.clock.advance(UNDO_WINDOW + 1);
    await settleQuarantine(desk.deps);
    expect(await refusal(say(at, 'harmless'))).toBe('media.quarantined');
    expect(await refusal(say(at, 'harmless', { actor: elsewhere }))).toBe('media.quarantined');
    const version = (await rowOf(at))?.classVersion ?? 0;
    const claims = (['harmless', 'sexual'] as const).map((what) => say(at, what, { actor: custodian, version }));
    expect((await Promise.all(claims.map(refusal))).filter((code) => code === null)).toHaveLength(1);
    expect(String((await see(at)).bytes)).toMatch(/^picture/);
    expect(await rowOf(at)).toMatchObject({ state: 'stored', lookedAt: null });
    expect(await refusal(open(at))).toBe('media.quarantined');
    // Two copies for an hour, then one.
    const sha256 = (await rowOf(at))?.blob ?? '';
    desk.clock.advance(HOUR / 2);
    await settleQuarantine(desk.deps);
    expect([await desk.deps.blobs.has(sha256), await desk.deps.quarantine.has(sha256)]).toEqual([true, true]);
    desk.clock.advance(HOUR);
    await settleQuarantine(desk.deps);
    expect([await desk.deps.blobs.has(sha256), await desk.deps.quarantine.has(sha256)]).toEqual([true, false]);
  });

  it('brings a file back that was on its way into quarantine when it was given back', async () => {
    const at = await pictured();
    await say(at, 'child-abuse');
    const sha256 = (await rowOf(at))?.sha256 ?? '';
    await say(at, null);
    // A mover that began before was slower.
    await desk.deps.quarantine.put((await desk.deps.blobs.get(sha256)) ?? new Uint8Array());
    await desk.deps.blobs.remove(sha256);
    desk.clock.advance(60_000);
    await settleQuarantine(desk.deps);
    expect(String((await see(at)).bytes)).toMatch(/^picture/);
  });

  it('removes a file only by a custodian, under a number, and never while an order keeps it', async () => {
    const at = await pictured();
    await say(at, 'child-abuse');
    const remove = (actor = custodian) => removeQuarantined(desk.deps, { ...at, actor, reference: 'NCRB/2026/118' });
    expect(await refusal(remove(people.commissioner))).toBe('media.quarantined');
    const order = { authority: 'CJM Lucknow', number: '12/2026', note: '' };
    const { id: hold } = await orderHold(desk.deps, { actor: people.commissioner, id: at.id, ...order });
    expect(await refusal(remove())).toBe('evidence.held');
    const { legalHold } = desk.deps.db.tables;
    await desk.deps.db.write((tx) => tx.update(legalHold).set({ liftedAt: 5 }).where(eq(legalHold.id, hold)));
    await remove();
    await remove();
    desk.clock.advance(1);
    await settleQuarantine(desk.deps);
    expect(await refusal(open(at))).toBe('media.quarantine_missing');
    const removed = await events(at, 'ticket.media-removed');
    expect(removed).toHaveLength(1);
    expect(JSON.stringify(removed)).not.toContain('NCRB');
    const [file] = await desk.deps.db.read
      .select()
      .from(desk.deps.db.tables.quarantine)
      .where(eq(desk.deps.db.tables.quarantine.sha256, (await rowOf(at))?.sha256 ?? ''));
    expect(file).toMatchObject({ state: 'removed', reference: 'NCRB/2026/118', removedBy: custodian.officer });
  });

  it('takes a slip back whole, and forgets for good what tells of the file when it is moved', async () => {
    const { deps, clock } = desk;
    const { db } = deps;
    const { media, pictureReading } = db.tables;
    const [one, two] = [await pictured('slip'), await pictured('slip')];
    await say(one, 'violent');
    await say(two, 'sexual');
    await db.write(async (tx) => {
      const words = { message: one.message, externalId: 'm1', text: 'नीली कार', officer: 'off_1', at: 1 };
      await describePicture(tx, words);
      await tx.update(media).set({ alt: 'a blue car' }).where(eq(media.message, one.message));
    });
    const told = async (at: Place) =>
      (await readTicket(deps, { actor: people.operator, id: at.id })).messages[0]?.media[0];
    const before = await told(one);
    expect(before).toMatchObject({ class: 'violent', alt: 'a blue car', words: { text: 'नीली कार' } });
    await say(two, 'child-abuse');
    const hidden = { state: 'quarantined', class: 'child-abuse', alt: null, words: null, href: null };
    expect(await told(one)).toMatchObject(hidden);
    // Moved before its time, as after a step that failed.
    const sha256 = (await rowOf(one))?.sha256 ?? '';
    await db.write((tx) => bringAgain(tx, { sha256, at: clock.now() }));
    expect(await settleQuarantine(deps)).toBe(1);
    expect(await deps.blobs.has(sha256)).toBe(false);
    await say(two, null);
    expect(await told(one)).toEqual({ ...before, classVersion: 3 });
    expect(await told(two)).toMatchObject({ state: 'stored', class: null });

    await say(two, 'child-abuse');
    expect(await settleQuarantine(deps)).toBe(0);
    await removeQuarantined(deps, { ...two, actor: custodian, reference: 'NCRB/2026/121' });
    expect(await settleQuarantine(deps)).toBe(1);
    expect(await told(one)).toMatchObject(hidden);
    expect(await rowOf(one)).toMatchObject({ alt: null });
    expect(await db.read.$count(pictureReading, eq(pictureReading.message, one.message))).toBe(0);
  });

  it('leaves no copy outside when a giving back is refused', async () => {
    const { deps, clock } = desk;
    const at = await pictured();
    await say(at, 'child-abuse');
    clock.advance(UNDO_WINDOW);
    await settleQuarantine(deps);
    const sha256 = (await rowOf(at))?.sha256 ?? '';
    expect(await refusal(say(at, 'harmless', { actor: custodian, version: 0 }))).toBe('evidence.class_changed');
    expect(await deps.blobs.has(sha256)).toBe(false);
    // Somebody else is faster while the bytes are on their way: first by another word, then by removing the file.
    const meanwhile = (work: () => Promise<unknown>) => ({
      ...deps,
      blobs: {
        ...deps.blobs,
        put: async (bytes: Uint8Array) => {
          await work();
          await settleQuarantine(deps);
          return deps.blobs.put(bytes);
        },
      },
    });
    const give = (work: () => Promise<unknown>) =>
      refusal(classifyMedia(meanwhile(work), { ...at, actor: custodian, class: 'harmless' }));
    const { media } = deps.db.tables;
    const reclass = () =>
      deps.db.write((tx) => tx.update(media).set({ state: 'gone' }).where(eq(media.message, at.message)));
    expect(await give(reclass)).toBe('evidence.class_changed');
    expect(await deps.blobs.has(sha256)).toBe(true);
    await settleQuarantine(deps);
    expect([await deps.blobs.has(sha256), await deps.quarantine.has(sha256)]).toEqual([false, true]);
    await deps.db.write((tx) => tx.update(media).set({ state: 'quarantined' }).where(eq(media.message, at.message)));
    const remove = () => removeQuarantined(deps, { ...at, actor: custodian, reference: 'NCRB/2026/119' });
    expect(await give(remove)).toBe('evidence.class_changed');
    await settleQuarantine(deps);
    expect([await deps.blobs.has(sha256), await deps.quarantine.has(sha256)]).toEqual([false, false]);
    expect(await refusal(say(at, 'harmless', { actor: custodian }))).toBe('evidence.class_changed');
    expect(await deps.blobs.has(sha256)).toBe(false);
  });

  it('waits for an order that is being written before a file is removed', async () => {
    const { db } = desk.deps;
    const at = await pictured();
    await say(at, 'child-abuse');
    const [written, done] = [gate(), gate()];
    const order = { authority: 'CJM', number: '31/2026', note: '', officer: 'off_1', position: 'pos_1', at: 1 };
    const ordering = db.write(async (tx) => {
      await takeTurns(tx, [at.id]);
      await insertHold(tx, {
        ...{ id: 'hld_race', ticket: at.id, ...order, liftedAt: null, liftedBy: null, liftReason: null },
      });
      written.open();
      await done.passed;
    });
    await written.passed;
    const removal = refusal(removeQuarantined(desk.deps, { ...at, actor: custodian, reference: 'NCRB/2026/120' }));
    let isOver = db.engine === 'sqlite';
    void removal.then(() => (isOver = true));
    const waiting = sql`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    while (!isOver && (await db.read.all(waiting)).length === 0);
    done.open();
    await ordering;
    expect(await removal).toBe('evidence.held');
  });

  it('forgets what a picture is found again by, and what is told of it among kept evidence', async () => {
    const at = await pictured();
    const { db } = desk.deps;
    const { media, evidenceMedia } = db.tables;
    const sha256 = (await rowOf(at))?.blob ?? '';
    await db.write(async (tx) => {
      await tx
        .update(media)
        .set({ prints: Buffer.alloc(8, 1) })
        .where(eq(media.message, at.message));
      const file = { kind: 'photo', mime: 'image/jpeg', size: 1, sha256, alt: 'what it shows', sensitivity: null };
      await tx.insertRows(evidenceMedia, [{ ...file, message: `msg_old_${at.id}`, externalId: 'm1', ticket: at.id }]);
    });
    expect(await printsOf(db.read, at.message)).toHaveLength(1);
    await say(at, 'child-abuse');
    expect((await rowOf(at))?.prints).toBeNull();
    expect(await printsOf(db.read, at.message)).toEqual([]);
    expect(await keptMedia(db.read, at.id)).toMatchObject([{ alt: null, sensitivity: 'child-abuse' }]);
    desk.clock.advance(UNDO_WINDOW);
    await settleQuarantine(desk.deps);
    expect(await db.read.select().from(evidenceMedia).where(eq(evidenceMedia.sha256, sha256))).toMatchObject([
      { alt: null },
    ]);
  });

  it('lets a file go that is given back to nobody', async () => {
    const { deps, clock } = desk;
    const at = await pictured();
    await say(at, 'child-abuse');
    clock.advance(UNDO_WINDOW);
    await settleQuarantine(deps);
    const sha256 = (await rowOf(at))?.sha256 ?? '';
    const { message } = deps.db.tables;
    await deps.db.write((tx) => tx.update(message).set({ deletedAt: 5 }).where(eq(message.id, at.message)));
    await say(at, 'harmless', { actor: custodian });
    clock.advance(HOUR);
    await dropUnusedFiles(deps);
    await settleQuarantine(deps);
    expect([await deps.blobs.has(sha256), await deps.quarantine.has(sha256)]).toEqual([false, false]);
    // One that a post shows again stays.
    const shown = await pictured();
    await say(shown, 'child-abuse');
    await say(shown, null);
    clock.advance(HOUR);
    await dropUnusedFiles(deps);
    clock.advance(HOUR);
    expect(await dropUnusedFiles(deps)).toBe(0);
    expect(String((await see(shown)).bytes)).toMatch(/^picture/);
  });

  it('leaves no copy of a file that was quarantined while an officer added it', async () => {
    const { deps, clock } = desk;
    const bytes = Buffer.concat([PNG, Buffer.from('late')]);
    const at = await pictured(bytes);
    const sha256 = (await rowOf(at))?.blob ?? '';
    const late = {
      ...deps,
      blobs: {
        ...deps.blobs,
        put: async (put: Uint8Array) => {
          await say(at, 'child-abuse');
          clock.advance(UNDO_WINDOW);
          await settleQuarantine(deps);
          return deps.blobs.put(put);
        },
      },
    };
    const add = addAttachment(late, { actor: people.operator, id: at.id, bytes: new Uint8Array(bytes), name: 'a.png' });
    expect(await refusal(add)).toBe('evidence.file_quarantined');
    await settleQuarantine(deps);
    expect([await deps.blobs.has(sha256), await deps.quarantine.has(sha256)]).toEqual([false, true]);
    const { attachment } = deps.db.tables;
    expect(await deps.db.read.$count(attachment, eq(attachment.blob, sha256))).toBe(0);
  });

  it('takes no quarantined file back as an attachment', async () => {
    const at = await pictured(PNG);
    const add = () =>
      addAttachment(desk.deps, { actor: people.operator, id: at.id, bytes: new Uint8Array(PNG), name: 'a.png' });
    expect(await refusal(add())).toBeNull();
    await say(at, 'child-abuse');
    expect(await refusal(add())).toBe('evidence.file_quarantined');
  });
});

describe('what a file may show', () => {
  it('is told by the matter, never by the picture', () => {
    const matter = { category: 'theft', protected: false, urgency: 'normal' };
    expect(suspectedClass(matter)).toBeNull();
    expect(suspectedClass({ ...matter, protected: true })).toBe('sexual');
    expect(suspectedClass({ ...matter, category: 'road-accident' })).toBe('violent');
    expect(suspectedClass({ ...matter, urgency: 'life-risk' })).toBe('violent');
  });
});
