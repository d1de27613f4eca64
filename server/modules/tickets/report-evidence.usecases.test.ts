import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { isDomainError } from '../../platform/errors.ts';
import { film, heic } from '../pictures/boxes.testing.ts';
import { addAttachment } from './attachments.usecases.ts';
import { undoLast } from './change.usecases.ts';
import { createTicketDesk, GOMTI_NAGAR, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { previewIncidentClose } from './incident-report.usecases.ts';
import { joinIncident } from './incident.usecases.ts';
import type { Outcome } from './outcome.rules.ts';
import { closeTicket } from './station.usecases.ts';
import type { Ticket } from './tickets.types.ts';
import { openTicket } from './triage.usecases.ts';

const ANSWER = 'आपकी शिकायत पर थाने ने मौके पर जाकर कार्रवाई की है। विवेचना की जानकारी थाने से मिलेगी।';
const WORDS = 'Constable Ram went to the crossing, spoke with three shopkeepers and found the telephone';

function scene(seed: number): Promise<Buffer> {
  let state = seed * 7919 + 17;
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const shapes = Array.from(
    { length: 14 },
    () =>
      `<rect x="${next(600)}" y="${next(440)}" width="${40 + next(260)}" height="${40 + next(200)}" fill="rgb(${next(256)},${next(256)},${next(256)})"/>`,
  );
  return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">${shapes.join('')}</svg>`))
    .flatten()
    .jpeg({ quality: 92 })
    .toBuffer();
}

const cropped = (bytes: Buffer): Promise<Buffer> =>
  sharp(bytes).extract({ left: 40, top: 30, width: 580, height: 436 }).resize(300).jpeg({ quality: 50 }).toBuffer();

describe.each(testEngines)('the evidence of a report on %s', (engine) => {
  let desk: TicketDesk;
  let count = 0;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  beforeEach(() => {
    desk.clock.advance(60_000);
    count += 1;
  });

  const { operator, station, commissioner, stranger } = people;

  async function opened(owner = HAZRATGANJ): Promise<Ticket> {
    const plea = await desk.plea();
    desk.clock.advance(1000);
    return (await openTicket(desk.deps, { actor: operator, id: plea.id, version: plea.version, owner })).ticket;
  }
  interface Told {
    readonly outcome?: Outcome;
    readonly internalText?: string;
    readonly attachments?: readonly string[];
    readonly actor?: typeof station;
    readonly details?: Record<string, string>;
  }
  const close = (
    { id, version }: Ticket,
    { outcome = 'settled', internalText, attachments = [], actor = station, details = {} }: Told = {},
  ) => {
    desk.clock.advance(1000);
    const words = internalText ?? `Visited house ${count * 31} of ${id}, both brothers signed`;
    return closeTicket(desk.deps, {
      ...{ actor, id, version, outcome, details, publicAnswer: ANSWER, attachments },
      internalText: words,
    });
  };
  const photograph = (id: string, bytes: Buffer, actor = station) =>
    addAttachment(desk.deps, { actor, id, bytes, name: 'spot.jpg' });
  const reportOf = async (id: string, actor = commissioner) =>
    (await readTicket(desk.deps, { actor, id })).reports[0] ?? null;
  const refused = async (work: Promise<unknown>) => {
    const error = await work.catch((thrown: unknown) => thrown);
    return isDomainError(error) ? { code: error.code, detail: error.detail } : null;
  };

  it('is no picture that was cut and shrunk from another matter’s, and names the docket to those who see it only', async () => {
    const bytes = await scene(count);
    const first = await opened();
    const own = await photograph(first.id, bytes);
    await close(first, { attachments: [own.id] });
    const near = await opened();
    const small = await photograph(near.id, await cropped(bytes));
    expect(small.blob).not.toBe(own.blob);
    expect(await refused(close(near, { attachments: [small.id] }))).toEqual({
      code: 'tickets.picture_reused_on',
      detail: { docket: first.docket },
    });
    const elsewhere = await opened(GOMTI_NAGAR);
    const theirs = await photograph(elsewhere.id, await cropped(bytes), stranger);
    expect(await refused(close(elsewhere, { attachments: [theirs.id], actor: stranger }))).toEqual({
      code: 'tickets.picture_reused',
      detail: undefined,
    });
    const fresh = await photograph(elsewhere.id, await scene(count + 500), stranger);
    expect(await refused(close(elsewhere, { attachments: [fresh.id], actor: stranger }))).toBeNull();
  });

  it('may be one picture for one incident, and is free again when its report was taken back', async () => {
    const bytes = await scene(count);
    const [first, second] = [await opened(), await opened()];
    const joined = (
      await joinIncident(desk.deps, { actor: operator, id: second.id, version: second.version, other: first.id })
    ).ticket;
    const one = await photograph(first.id, bytes);
    const done = await close(first, { attachments: [one.id] });
    const small = await photograph(joined.id, await cropped(bytes));
    const report = { outcome: 'settled' as const, details: {}, internalText: WORDS, publicAnswers: {}, instead: {} };
    const [looked] = await previewIncidentClose(desk.deps, {
      ...{ actor: station, id: joined.id, chosen: [joined] },
      report: { ...report, publicAnswers: { hi: ANSWER }, attachments: [small.id] },
    });
    expect(looked).toHaveProperty('done');
    const apart = await opened();
    const again = await photograph(apart.id, await cropped(bytes));
    expect(await refusal(close(apart, { attachments: [again.id] }))).toBe('tickets.picture_reused_on');
    await undoLast(desk.deps, { actor: station, id: first.id, version: done.ticket.version });
    expect(await refusal(close(apart, { attachments: [again.id] }))).toBeNull();
  });

  it('goes to one of two incidents that take the same picture, or one cut from it, in the same moment', async () => {
    for (let round = 0; round < 6; round++) {
      const bytes = await scene(900 + round);
      const pair = [await opened(), await opened(GOMTI_NAGAR)] as const;
      const files = [
        await photograph(pair[0].id, bytes),
        await photograph(pair[1].id, round % 2 === 0 ? bytes : await cropped(bytes), stranger),
      ] as const;
      const results = await Promise.all([
        refusal(close(pair[0], { attachments: [files[0].id], internalText: `House ${round} of the old lane seen` })),
        refusal(
          close(pair[1], {
            attachments: [files[1].id],
            actor: stranger,
            internalText: `House ${round + 50} of the new lane seen`,
          }),
        ),
      ]);
      expect(results.filter((code) => code === null)).toHaveLength(1);
      expect(results.filter((code) => code === 'tickets.picture_reused')).toHaveLength(1);
    }
  });

  it('is no report that fits every matter', async () => {
    const ticket = await opened();
    const blank = ['Done.', 'कार्यवाही की गई', 'आवश्यक कार्यवाही हेतु प्रेषित', 'karyavahi ki gayi', 'Forwarded to concerned'];
    for (const internalText of [
      ...blank,
      'कारवाई करण्यात आली आहे',
      'Necessary action taken. Matter resolved.',
      'Two held',
    ])
      expect([internalText, await refusal(close(ticket, { internalText }))]).toEqual([
        internalText,
        'tickets.report_blank',
      ]);
    for (const internalText of ['', ' \n ', 'ok', '...'])
      expect(await refusal(close(ticket, { internalText }))).toBe('tickets.report_missing');
    // Where the number of the FIR stands beside it, a word of one's own is enough.
    const fir = { outcome: 'fir' as const, details: { fir: '142/2026', sections: 'BNS 304' } };
    expect(await refusal(close(ticket, { ...fir, internalText: 'Action taken' }))).toBe('tickets.report_blank');
    expect(await refusal(close(ticket, { ...fir, internalText: 'Investigator Sharma' }))).toBeNull();
  });

  it('is marked where its words were copied, in any spelling, outside the incident and within ninety days', async () => {
    const text = 'मौके पर जाकर दुकानदार से बात की, सीसीटीवी देखा, बाइक का नंबर मिला';
    const first = await opened();
    await close(first, { internalText: text });
    expect(await reportOf(first.id)).toMatchObject({ copied: null });
    const same = await opened();
    await close(same, { internalText: `${text}  !` });
    expect((await reportOf(same.id))?.copied).toMatchObject({ ticket: first.id, docket: first.docket });
    const near = await opened();
    await close(near, { internalText: `${text} है` });
    expect((await reportOf(near.id))?.copied).not.toBeNull();
    const other = await opened();
    await close(other, { internalText: WORDS });
    expect((await reportOf(other.id))?.copied).toBeNull();
    // Another unit's, and one of the same incident.
    const theirs = await opened(GOMTI_NAGAR);
    await close(theirs, { internalText: text, actor: stranger });
    expect((await reportOf(theirs.id))?.copied).toBeNull();
    const sibling = await opened();
    const { ticket } = await joinIncident(desk.deps, {
      ...{ actor: operator, id: sibling.id, version: sibling.version, other: other.id },
    });
    await close(ticket, { internalText: WORDS });
    expect((await reportOf(ticket.id))?.copied).toBeNull();
    desk.clock.advance(91 * 24 * 60 * 60 * 1000);
    const late = await opened();
    await close(late, { internalText: text });
    expect((await reportOf(late.id))?.copied).toBeNull();
  });

  it('tells how far from the scene and how long before the report a photograph was taken', async () => {
    const ticket = await opened();
    await desk.deps.db.write((tx) => tx.updateRows(tx.tables.ticket, [{ id: ticket.id, lat: 26.85, lon: 80.94 }]));
    const wall = (at: number): string =>
      new Date(at + 5.5 * 3_600_000).toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');
    const gps = (lat: string): object => ({
      ...{ GPSLatitudeRef: 'N', GPSLatitude: lat, GPSLongitudeRef: 'E', GPSLongitude: '80/1 564/10 0/1' },
    });
    const taken = async (seed: number, exif: object) =>
      sharp(await scene(seed))
        .withExif(exif)
        .jpeg()
        .toBuffer();
    const early = ticket.receivedAt - 3_600_000;
    const far = await taken(700, { IFD2: { DateTimeOriginal: wall(early) }, IFD3: gps('26/1 57/1 0/1') });
    const there = await taken(701, { IFD2: { DateTimeOriginal: wall(desk.clock.now()) }, IFD3: gps('26/1 51/1 0/1') });
    const files = [far, there, await scene(702)];
    const ids: string[] = [];
    for (const bytes of files) ids.push((await photograph(ticket.id, bytes)).id);
    const pdf = await photograph(ticket.id, Buffer.from('%PDF-1.7\n%nothing'));
    await close(ticket, { attachments: [...ids, pdf.id] });
    const report = await reportOf(ticket.id);
    const scenes = new Map(report?.attachments.map((file) => [file.id, file.scene]));
    expect(scenes.get(ids[0] ?? '')).toMatchObject({ isFar: true, isEarly: true });
    expect(scenes.get(ids[0] ?? '')?.metres).toBeGreaterThan(11_000);
    expect(scenes.get(ids[1] ?? '')).toMatchObject({ metres: 0, isFar: false, isEarly: false });
    expect(scenes.get(ids[1] ?? '')?.before).toBeLessThan(10_000);
    expect(scenes.get(ids[2] ?? '')).toEqual({ metres: null, before: null, isFar: false, isEarly: false });
    expect(scenes.get(pdf.id)).toBeNull();
  });

  it('tells the same of a film and of a HEIC photograph, and nothing of one whose boxes are broken', async () => {
    const ticket = await opened();
    await desk.deps.db.write((tx) => tx.updateRows(tx.tables.ticket, [{ id: ticket.id, lat: 26.85, lon: 80.94 }]));
    const at = Math.floor(desk.clock.now() / 1000) * 1000;
    const near = film({ at, place: '+26.8500+080.9400/', way: 'note', isLong: false });
    const early = film({ at: at - 24 * 3_600_000, place: '+27.9500+080.9400/', way: 'keys', isLong: true });
    const tagged = await sharp(await scene(703))
      .withExif({
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '26/1 51/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '80/1 564/10 0/1',
        },
      })
      .jpeg()
      .toBuffer();
    const { exif = Buffer.alloc(0) } = await sharp(tagged).metadata();
    const still = heic({ exif, version: 1, where: 'file' });
    const broken = Buffer.from(near);
    broken.writeUInt32BE(0xffffffff, broken.indexOf('moov') - 4);
    const ids: string[] = [];
    for (const bytes of [near, early, still, broken]) ids.push((await photograph(ticket.id, bytes)).id);
    await close(ticket, { attachments: ids });
    const files = (await reportOf(ticket.id))?.attachments ?? [];
    const scenes = ids.map((id) => files.find((file) => file.id === id)?.scene);
    expect(scenes[0]).toMatchObject({ metres: 0, isFar: false, isEarly: false });
    expect(scenes[0]?.before).toBeLessThan(10_000);
    expect(scenes[1]).toMatchObject({ isFar: true, isEarly: true });
    expect(scenes[2]).toMatchObject({ metres: 0, isFar: false, before: null });
    expect(scenes[3]).toEqual({ metres: null, before: null, isFar: false, isEarly: false });
  });
});
