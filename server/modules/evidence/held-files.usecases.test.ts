import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, type TicketDesk } from '../tickets/desk.testing.ts';
import { openTicket } from '../tickets/triage.usecases.ts';
import { formatHeldKey, parseHeldKey } from './held-files.rules.ts';
import { listHeldFiles } from './held-files.usecases.ts';
import { classifyMedia } from './media-class.usecases.ts';

describe.each(testEngines)('the list of held files on %s', (engine) => {
  let desk: TicketDesk;
  const custodian = createActor({ unit: LUCKNOW, role: 'circle', officer: 'off_custodian' });
  const elsewhere = createActor({ unit: 'u_up_jaunpur', role: 'district', officer: 'off_elsewhere' });
  const list = (actor = custodian, before: string | null = null) => listHeldFiles(desk.deps, { actor, before });
  let count = 0;

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

  async function hold(): Promise<{ id: string; docket: string | null }> {
    desk.clock.advance(1000);
    const { id, version } = await desk.plea();
    const { ticket } = await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ });
    const { message } = await desk.showPicture(id, `held ${(count += 1)}`);
    const file = { id, message, external: 'm1' };
    await classifyMedia(desk.deps, { ...file, actor: people.operator, class: 'child-abuse' });
    return { id, docket: ticket.docket };
  }

  it('holds what the custodian answers for, newest first, by docket, day and hash, and nothing to look at', async () => {
    const [first, second] = [await hold(), await hold()];
    const { files, next, isCustodian } = await list();
    expect({ next, isCustodian }).toEqual({ next: null, isCustodian: true });
    expect(files.map(({ tickets }) => tickets)).toEqual([[second], [first]]);
    expect(files[0]).toMatchObject({
      why: 'said',
      at: desk.clock.now(),
      hash: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    expect(Object.keys(files[0] ?? {}).sort()).toEqual(['at', 'by', 'hash', 'tickets', 'why']);
  });

  it('is empty to custodians of other places, to those whose office has ended, and to everybody else', async () => {
    for (const [actor, isCustodian] of [
      [elsewhere, true],
      [people.chief, false],
      [people.operator, false],
    ] as const)
      expect(await list(actor)).toEqual({ isCustodian, files: [], next: null });
  });

  it('goes on page by page, each file once', async () => {
    const { message } = await desk.showPicture((await hold()).id, 'one more');
    const seen: string[] = [];
    const rows = Array.from({ length: 60 }, (_, at) => ({
      ...{ sha256: at.toString(16).padStart(64, '0'), state: 'held', mime: 'image/png', size: 1, officer: null },
      ...{ at: 5 + (at % 3), dueAt: null, removedBy: null, removedAt: null, reference: null, version: 1 },
    }));
    await desk.deps.db.write(async (tx) => {
      await tx.insertRows(tx.tables.quarantine, rows);
      await tx.insertRows(
        tx.tables.media,
        rows.map(({ sha256 }) => ({
          ...{ message, externalId: `m${sha256.slice(-4)}`, kind: 'photo', state: 'quarantined', mime: 'image/png' },
          ...{ url: null, blob: null, sha256, size: 1, alt: null, attempts: 1 },
        })),
      );
    });
    let before: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(custodian, before);
      seen.push(...page.files.map(({ hash, at }) => `${at} ${hash}`));
      before = page.next;
    } while (before !== null);
    expect(seen).toHaveLength(count + 60);
    // Their short hashes are alike by intent: told apart by what the key holds.
    expect([...seen].sort((a, b) => Number(b.split(' ')[0]) - Number(a.split(' ')[0]))).toEqual(seen);
  });

  it('reads no key but its own', () => {
    const key = { at: 5, sha256: 'a'.repeat(64) };
    expect(parseHeldKey(formatHeldKey(key))).toEqual(key);
    expect(parseHeldKey("5.' OR 1=1")).toBeNull();
  });
});
