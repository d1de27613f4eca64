import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { correctTicket, openTicket } from '../tickets/triage.usecases.ts';
import { insertReads, type ReadKey } from './readers.repository.ts';
import { lookUpQuery } from './readers.schemas.ts';
import { dropOldReads } from './old-reads.usecases.ts';
import { createReaderLog } from './reader-log.usecases.ts';
import { linkReader, readingBy } from './reading.rules.ts';
import { listReaders, lookUpReaders } from './readers.usecases.ts';
import { READ_KINDS, type ReaderLog, type ReadKind } from './readers.types.ts';

const MINUTE = 60_000;

describe.each(testEngines)('the log of readers on %s', (engine) => {
  let desk: TicketDesk;
  let log: ReaderLog;
  let id = '';
  let docket = '';
  const reads = (kind: ReadKind = 'page', actor = people.station): void =>
    log.note(readingBy(actor, { ticket: id, kind }));
  const rows = async () => {
    await log.flush();
    return desk.deps.db.read.select().from(desk.deps.db.tables.ticketRead);
  };

  beforeEach(async () => {
    desk = await createTicketDesk(engine);
    log = createReaderLog(desk.deps);
    const made = await desk.plea();
    const opened = await openTicket(desk.deps, {
      ...{ actor: people.operator, id: made.id, version: made.version, owner: HAZRATGANJ },
    });
    id = made.id;
    docket = opened.ticket.docket ?? '';
  });
  afterEach(async () => {
    await log.stop();
    await desk.close();
  });

  it('holds one line an officer, ticket, kind and quarter of an hour, whichever process noted it', async () => {
    desk.clock.advance(15 * MINUTE - (desk.clock.now() % (15 * MINUTE)));
    reads();
    reads();
    reads('file');
    expect(await rows()).toHaveLength(2);
    const other = createReaderLog(desk.deps);
    other.note(readingBy(people.station, { ticket: id, kind: 'page' }));
    await other.stop();
    desk.clock.advance(14 * MINUTE);
    reads();
    expect(await rows()).toHaveLength(2);
    desk.clock.advance(MINUTE);
    reads();
    reads('page', people.chief);
    expect(await rows()).toHaveLength(4);
  });

  it('is shown to seniors at and above the unit that has the ticket, and to no one else', async () => {
    reads();
    log.note({ ticket: id, officer: linkReader('pos_1'), position: 'pos_1', kind: 'link' });
    await log.flush();
    const { readers } = await listReaders(desk.deps, { actor: people.commissioner, id });
    expect(readers.map(({ kind, by }) => [kind, by]).sort()).toEqual([
      ['link', 'link'],
      ['page', 'officer'],
    ]);
    expect(await refusal(listReaders(desk.deps, { actor: people.station, id }))).toBe('officers.not_allowed');
    expect(await refusal(listReaders(desk.deps, { actor: people.stranger, id }))).toBe('tickets.not_found');
  });

  it('tells administrators of tickets that their units see: of a complaint about theirs nothing', async () => {
    reads();
    await log.flush();
    const admin = createActor({ unit: LUCKNOW, role: 'admin' });
    const station = createActor({ unit: HAZRATGANJ, role: 'admin' });
    const elsewhere = createActor({ unit: 'u_up_jaunpur', role: 'admin' });
    const { officer } = people.station;
    const found = async (actor = admin): Promise<number> =>
      (await lookUpReaders(desk.deps, { actor, officer, before: null })).readings.length;
    expect([await found(), await found(station), await found(elsewhere)]).toEqual([1, 1, 0]);
    expect(await refusal(lookUpReaders(desk.deps, { actor: elsewhere, docket, before: null }))).toBe(
      'tickets.not_found',
    );
    expect((await lookUpReaders(desk.deps, { actor: admin, docket, before: null })).readings).toHaveLength(1);
    const { version } = await desk.read(id);
    const accusing = { aboutPolice: 'yes', accusedUnit: HAZRATGANJ } as const;
    await correctTicket(desk.deps, { actor: people.operator, id, version, ...accusing });
    expect([await found(), await found(station)]).toEqual([1, 0]);
    expect(await refusal(lookUpReaders(desk.deps, { actor: station, docket, before: null }))).toBe('tickets.not_found');
    expect(await refusal(lookUpReaders(desk.deps, { actor: people.chief, docket, before: null }))).toBe(
      'officers.not_allowed',
    );
  });

  it('loses no line between two pages, though many bear one moment', async () => {
    const at = desk.clock.now();
    const officer = people.station.officer;
    const kinds = READ_KINDS.flatMap((kind) =>
      Array.from({ length: 12 }, (_, n) => ({ ticket: id, slot: n, officer, kind, position: null, at })),
    );
    await desk.deps.db.write((tx) =>
      insertReads(
        tx,
        kinds.map((row) => ({ ...row, at: at - row.slot * 7 })),
      ),
    );
    const admin = createActor({ unit: LUCKNOW, role: 'admin' });
    const seen: string[] = [];
    for (let before: ReadKey | null = null; ;) {
      const page = await lookUpReaders(desk.deps, { actor: admin, officer, before });
      seen.push(...page.readings.map((one) => `${one.at} ${one.kind}`));
      if (page.next === null) break;
      before = lookUpQuery.parse({ before: page.next }).before ?? null;
    }
    expect(seen).toHaveLength(kinds.length);
    expect(new Set(seen).size).toBe(kinds.length);
  });

  it('names an auditor to administrators, and to no senior of the unit that closed', async () => {
    reads('audit', people.commissioner);
    reads('look', people.chief);
    await log.flush();
    const { readers } = await listReaders(desk.deps, { actor: people.commissioner, id });
    expect(readers.filter(({ kind }) => kind === 'audit')).toMatchObject([{ name: null, title: null }]);
    expect(readers.map(({ kind }) => kind).sort()).toEqual(['audit', 'look']);
  });

  it('loses its old lines, and those alone', async () => {
    reads();
    await log.flush();
    desk.clock.advance(366 * 24 * 60 * MINUTE);
    reads('brief');
    await log.flush();
    const before = desk.clock.now() - 365 * 24 * 60 * MINUTE;
    expect(await desk.deps.db.write((tx) => dropOldReads(tx, { before, limit: 10 }))).toHaveLength(1);
    expect(await desk.deps.db.write((tx) => dropOldReads(tx, { before, limit: 10 }))).toEqual([]);
    expect((await rows()).map(({ kind }) => kind)).toEqual(['brief']);
  });
});
