import { crc32, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import type { Actor } from '../officers/actor.types.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { correctTicket, openTicket } from '../tickets/triage.usecases.ts';
import { exportTickets, type ExportFilter } from './ticket-export.usecases.ts';

const MANY = process.env.PUKAAR_FULL === '1' ? 100_000 : 5000;
const MEGABYTE = 1024 * 1024;
/** What the growth of memory must stay under, whatever the number of rows. */
const ROOM = 150 * MEGABYTE;

/** The files of an archive, each checked against its sum, read by the directory at its end. */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [crc, packed, size] = [16, 20, 24].map((place) => bytes.readUInt32LE(at + place));
    const length = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + length);
    const from = bytes.readUInt32LE(at + 42);
    const start = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28);
    const text = inflateRawSync(bytes.subarray(start, start + (packed ?? 0)));
    expect([text.length, crc32(text)]).toEqual([size, crc]);
    files.set(name, text.toString('utf8'));
    at += 46 + length;
  }
  return files;
}

describe.each(testEngines)('taking the list of tickets away on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  }, 120_000);
  afterAll(() => desk.close());
  const { operator, station, commissioner, stranger, admin } = people;

  const renewing = (actor: Actor) => () => Promise.resolve(actor);
  async function take(actor: Actor, { format = 'csv', ...filter }: ExportFilter & { format?: 'csv' | 'xlsx' } = {}) {
    const file = await exportTickets(desk.deps, { actor, filter, format, locale: 'en', renew: renewing(actor) });
    const pieces: Uint8Array[] = [];
    for await (const piece of file.bytes) pieces.push(piece);
    return Buffer.concat(pieces);
  }
  const lines = async (actor: Actor, filter: ExportFilter = {}) =>
    (await take(actor, filter)).toString('utf8').trim().split('\r\n').slice(1);
  const open = async (category = 'theft', text?: string) => {
    const plea = await desk.plea(text === undefined ? {} : { text });
    const by = { actor: operator, id: plea.id, version: plea.version };
    return (await openTicket(desk.deps, { ...by, owner: HAZRATGANJ, category })).ticket;
  };

  it('hands out what this officer’s list shows and no more, with nothing in it that a spreadsheet would run', async () => {
    const theft = await open(
      'theft',
      '=HYPERLINK("http://x.example") mobile snatched at Hazratganj crossing by bikers',
    );
    const hidden = await open('women-safety');
    const own = await lines(station);
    expect(own).toHaveLength(2);
    expect(own.find((line) => line.startsWith(theft.docket ?? '?'))).toContain(`'=HYPERLINK`);
    const masked = own.find((line) => line.startsWith(hidden.docket ?? '?')) ?? '';
    expect(masked).toContain('Protected: open it in Pukaar');
    expect(masked).not.toContain(hidden.headline.slice(0, 12));
    expect(await lines(stranger)).toEqual([]);
    expect(await refusal(take(admin))).toBe('officers.not_allowed');
    expect(await lines(station, { category: ['theft'], q: undefined })).toHaveLength(1);
    const sheet = unzip(await take(station, { format: 'xlsx' })).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain('<c t="inlineStr"><is><t xml:space="preserve">=HYPERLINK');
    // Moments are dates, and a channel is called by its name.
    expect(sheet).toMatch(/<c s="1"><v>4\d{4}(\.\d+)?<\/v><\/c>/);
    expect(sheet).toContain('>X</t>');
    expect(sheet).not.toContain('>x</t>');
    // What complains of the station leaves its file.
    const { id, version } = theft;
    const change = { aboutPolice: 'yes', accusedUnit: HAZRATGANJ } as const;
    await correctTicket(desk.deps, { actor: operator, id, version, ...change });
    expect(await lines(station)).toHaveLength(1);
    expect(await lines(commissioner)).toHaveLength(2);
  });

  it('records what was asked before, and how many there were after, without a word of it', async () => {
    await take(commissioner, { q: 'snatched', states: ['open'] });
    const told = (await desk.deps.events.ofStream(`unit:${LUCKNOW}`)).slice(-2);
    expect(told.map(({ type }) => type)).toEqual(['tickets.export-begun', 'tickets.exported']);
    expect(told[0]?.data).toMatchObject({ format: 'csv', filter: { states: ['open'], words: true } });
    expect(told[1]?.data).toMatchObject({ isWhole: true });
    expect(JSON.stringify(told)).not.toContain('snatched');
    // Who breaks off is recorded as well, with what he got.
    const file = await exportTickets(desk.deps, {
      ...{ actor: commissioner, filter: {}, format: 'csv', locale: 'hi', renew: renewing(commissioner) },
    });
    await file.bytes.next();
    await file.bytes.next();
    await file.bytes.return(undefined);
    const last = (await desk.deps.events.ofStream(`unit:${LUCKNOW}`)).at(-1);
    expect(last).toMatchObject({ type: 'tickets.exported', data: { isWhole: false } });
  });

  it(`writes ${MANY} rows into a sound file without holding them`, async () => {
    const one = await open();
    const { ticket, ticketAccess } = desk.deps.db.tables;
    const first = (await desk.read(one.id)).num;
    for (let at = 0; at < MANY; at += 500) {
      const nums = Array.from({ length: Math.min(500, MANY - at) }, (_, n) => first + 1 + at + n);
      await desk.deps.db.write(async (tx) => {
        const rows = nums.map((num) => ({ ...one, id: `tkt_many${num}`, num, docket: `LKO-${num}` }));
        await tx.insertRows(ticket, rows);
        await tx.insertRows(
          ticketAccess,
          nums.map((num) => ({ unit: 'u_test_many', state: 'open', num })),
        );
      });
    }
    const [post] = commissioner.posts;
    const actor = { ...commissioner, posts: post ? [{ ...post, unit: 'u_test_many' }] : [] };
    const file = await exportTickets(desk.deps, {
      ...{ actor, filter: {}, format: 'xlsx', locale: 'mr', renew: renewing(actor) },
    });
    const before = process.memoryUsage().rss;
    let most = before;
    const pieces: Uint8Array[] = [];
    for await (const piece of file.bytes) {
      pieces.push(piece);
      most = Math.max(most, process.memoryUsage().rss);
    }
    expect(most - before).toBeLessThan(ROOM);
    const sheet = unzip(Buffer.concat(pieces)).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet.split('<row>').length - 1).toBe(MANY + 1);
    expect(sheet.endsWith('</sheetData></worksheet>')).toBe(true);
  }, 300_000);

  it('breaks off in the middle once the officer is signed out, is another, or has lost the post', async () => {
    const many = { ...commissioner, posts: commissioner.posts.map((post) => ({ ...post, unit: 'u_test_many' })) };
    const [post] = many.posts;
    const promoted = { ...many, posts: post ? [{ ...post, position: 'pos_another' }] : [] };
    for (const format of ['csv', 'xlsx'] as const)
      for (const later of [null, promoted, { ...many, officer: 'off_another' }]) {
        let asked = 0;
        const renew = () => Promise.resolve((asked += 1) > 2 ? later : many);
        const file = await exportTickets(desk.deps, { actor: many, filter: {}, format, locale: 'en', renew });
        const whole = async () => {
          for await (const piece of file.bytes) expect(piece.length).toBeGreaterThan(0);
        };
        expect(await refusal(whole())).toBe('officers.not_allowed');
        const last = (await desk.deps.events.ofStream('unit:u_test_many')).at(-1);
        expect(last).toMatchObject({
          ...{ type: 'tickets.exported', data: { rows: 400, isWhole: false, isRightGone: true } },
        });
      }
  });
});
