import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { sql, type SQL } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../schema.ts';
import { createManualClock } from '../clock/clock.ts';
import { createTestDatabase, testEngines } from '../db/testing.ts';
import { silentLog } from '../log/port.ts';
import { hashOf } from './chain.rules.ts';
import { createEventLog } from './event-log.ts';
import { createRecordSource } from './record-source.ts';
import { createEventRelay } from './relay.ts';
import { readLines, sealFile } from './seal-file.ts';
import { loadSealKeys } from './seal-keys.ts';
import { createSealer } from './sealer.ts';
import { verifyChain } from './verify.ts';

describe.each(testEngines)('the chain on %s', (engine) => {
  let db: Db;
  let dataDir: string;
  const clock = createManualClock(1_000_000);
  beforeEach(async () => {
    db = await createTestDatabase(engine);
    dataDir = await mkdtemp(`${tmpdir()}/pukaar-chain-`);
    await record(20);
  });
  afterEach(async () => {
    await db.close();
    await rm(dataDir, { recursive: true });
  });

  const sealer = () => createSealer({ db, clock, dataDir, keys: loadSealKeys(dataDir) });

  /** Tickets t0… of four events each, interleaved as life does it; sealed every few. */
  async function record(tickets: number, name = 't', seal = true) {
    const log = createEventLog({ db, clock });
    const relay = createEventRelay({ db, log: silentLog });
    for (let round = 0; round < 4; round += 1)
      for (let start = 0; start < tickets; start += 7) {
        clock.advance(10);
        const some = Array.from({ length: Math.min(7, tickets - start) }, (_, n) => ({
          stream: `ticket:${name}${start + n}`,
          type: 'ticket.changed',
          actor: 'system',
          data: { round },
        }));
        await db.write((tx) => log.append(tx, some));
        await relay.runOnce();
        if (seal) await sealer().sealOnce();
      }
  }

  async function verify() {
    const source = createRecordSource(engine, (text, values) => {
      const parts = text.split('?');
      const chunks: SQL[] = parts.flatMap((part, index) =>
        index < values.length ? [sql.raw(part), sql`${values[index]}`] : [sql.raw(part)],
      );
      return db.read.all(sql.join(chunks));
    });
    return verifyChain({ source, lines: readLines(sealFile(dataDir)), keys: loadSealKeys(dataDir) });
  }
  const findings = async () => {
    const verdict = await verify();
    expect(verdict.ok).toBe(verdict.findings.length === 0);
    return verdict.findings.map(({ kind, stream, seq }) => `${kind} ${stream ?? '?'} ${seq ?? '?'}`);
  };
  /** What an attacker with the database's password can do. */
  const attack = (...statements: SQL[]) =>
    db.write(async (tx) => {
      for (const statement of statements) await tx.all(sql`${statement} RETURNING 1`);
    });
  const positionOf = async (stream: string, seq: number) =>
    (
      await db.read.all<{ position: number }>(
        sql`SELECT position FROM events WHERE stream = ${stream} AND seq = ${seq}`,
      )
    )[0]?.position ?? 0;
  const shiftPositions = (from: number, by: number) =>
    attack(
      sql`UPDATE events SET position = -position - ${by} WHERE position >= ${from}`,
      sql`UPDATE events SET position = -position WHERE position < 0`,
    );
  /** Makes the hashes of a stream anew, as the product would. */
  const rehash = (stream: string) =>
    db.write(async (tx) => {
      const { events } = tx.tables;
      let prev = '';
      for (const row of await tx
        .select()
        .from(events)
        .where(sql`stream = ${stream}`)
        .orderBy(events.seq)) {
        const hash = hashOf({ ...row, prev });
        await tx
          .update(events)
          .set({ prev, hash })
          .where(sql`stream = ${stream} AND seq = ${row.seq}`);
        prev = hash;
      }
    });

  it('holds when nobody touched it, sealed or not yet', async () => {
    await record(3, 'later', false);
    const { ok, events, seals, unsealed } = await verify();
    expect({ ok, events, unsealed }).toEqual({ ok: true, events: 92, unsealed: 12 });
    expect(seals).toBe(12);
  });

  it.each(['data', 'actor', 'type'])('names a row whose %s was edited', async (column) => {
    await attack(sql`UPDATE events SET ${sql.raw(column)} = '{"round":9}' WHERE stream = 'ticket:t5' AND seq = 2`);
    expect(await findings()).toEqual(['edited ticket:t5 2']);
  });

  it('names a row that was edited with its own hash made anew', async () => {
    await attack(sql`UPDATE events SET data = '{"round":9}' WHERE stream = 'ticket:t5' AND seq = 2`);
    const [row] = await db.read
      .select()
      .from(db.tables.events)
      .where(sql`stream = 'ticket:t5' AND seq = 2`);
    await attack(sql`UPDATE events SET hash = ${row ? hashOf(row) : ''} WHERE stream = 'ticket:t5' AND seq = 2`);
    expect(await findings()).toEqual(['edited ticket:t5 2']);
  });

  it('names the first row that was edited when the hashes of the whole stream were made anew', async () => {
    await attack(sql`UPDATE events SET data = '{"round":9}' WHERE stream = 'ticket:t5' AND seq = 2`);
    await rehash('ticket:t5');
    expect(await findings()).toEqual(['edited ticket:t5 2']);
  });

  it('names a row that was taken out', async () => {
    await attack(sql`DELETE FROM events WHERE stream = 'ticket:t5' AND seq = 2`);
    expect(await findings()).toContain('deleted ticket:t5 2');
    for (const finding of await findings()) expect(finding).toMatch(/^deleted/);
  });

  it('names a row that was taken out with everything after it moved up and made anew', async () => {
    const position = await positionOf('ticket:t5', 2);
    await attack(
      sql`DELETE FROM events WHERE stream = 'ticket:t5' AND seq = 2`,
      sql`UPDATE events SET seq = seq + 100 WHERE stream = 'ticket:t5' AND seq > 2`,
      sql`UPDATE events SET seq = seq - 101 WHERE stream = 'ticket:t5' AND seq > 2`,
    );
    await rehash('ticket:t5');
    await shiftPositions(position, -1);
    const found = await findings();
    expect(found.some((one) => one.startsWith('deleted'))).toBe(true);
    expect(found).toContain('edited ticket:t5 2');
    expect(found.filter((one) => !one.includes('ticket:t5') && !one.includes('?'))).toEqual([]);
  });

  it('names a whole stream that was taken out', async () => {
    await attack(sql`DELETE FROM events WHERE stream = 'ticket:t5'`);
    expect(await findings()).toEqual([1, 2, 3, 4].map((seq) => `deleted ticket:t5 ${seq}`));
  });

  it('notices when the tail was cut, also with its seals', async () => {
    const last = await positionOf('ticket:t19', 4);
    await attack(sql`DELETE FROM events WHERE position > ${last - 3}`);
    expect((await findings()).sort()).toEqual(['deleted ticket:t17 4', 'deleted ticket:t18 4', 'deleted ticket:t19 4']);
    await attack(sql`DELETE FROM seal WHERE to_position > ${last - 3}`);
    expect(await findings()).toContain('deleted ticket:t19 4');
    expect(await findings()).toContain('deleted seal 12');
  });

  it('notices when all of it is gone', async () => {
    await attack(sql`DELETE FROM events`, sql`DELETE FROM seal`);
    expect(await findings()).toContain('deleted ticket:t0 1');
  });

  it('names rows whose positions were exchanged, near and far', async () => {
    for (const [one, other] of [
      [30, 31],
      [10, 60],
    ] as const)
      await attack(
        sql`UPDATE events SET position = -1 WHERE position = ${one}`,
        sql`UPDATE events SET position = ${one} WHERE position = ${other}`,
        sql`UPDATE events SET position = ${other} WHERE position = -1`,
      );
    const found = await findings();
    expect(found.length).toBe(4);
    for (const finding of found) expect(finding).toMatch(/^reordered/);
  });

  it('names rows whose numbers in the stream were exchanged', async () => {
    await attack(
      sql`UPDATE events SET seq = 99 WHERE stream = 'ticket:t5' AND seq = 2`,
      sql`UPDATE events SET seq = 2 WHERE stream = 'ticket:t5' AND seq = 3`,
      sql`UPDATE events SET seq = 3 WHERE stream = 'ticket:t5' AND seq = 99`,
    );
    expect(await findings()).toEqual(['reordered ticket:t5 2', 'reordered ticket:t5 3']);
  });

  const insert = (position: number | null, stream = 'ticket:t5', seq = 5, hash = 'made up') =>
    attack(sql`INSERT INTO events (stream, seq, position, at, type, actor, data, prev, hash)
      VALUES (${stream}, ${seq}, ${position}, 1, 'ticket.changed', 'system', '{}', 'x', ${hash})`);

  it('names a row that was put in at the end, unsealed', async () => {
    await insert((await positionOf('ticket:t19', 4)) + 1);
    expect(await findings()).toEqual(['inserted ticket:t5 5']);
  });

  it('names a row that was put in among the sealed with positions moved on', async () => {
    await shiftPositions(40, 1);
    await insert(40);
    expect(await findings()).toEqual(['inserted ticket:t5 5']);
  });

  it('names a row that was put in with a true hash', async () => {
    await shiftPositions(40, 1);
    const link = {
      stream: 'ticket:new',
      seq: 1,
      at: 1,
      type: 'ticket.changed',
      actor: 'system',
      data: '{}',
      prev: 'x',
    };
    await insert(40, link.stream, 1, hashOf(link));
    expect(await findings()).toEqual(['inserted ticket:new 1']);
  });

  it('names a seal that was changed or taken out', async () => {
    await attack(sql`UPDATE seal SET digest = 'x' WHERE number = 3`, sql`DELETE FROM seal WHERE number = 5`);
    expect(await findings()).toEqual(['edited seal 3', 'deleted seal 5']);
  });

  it('notices what was done to the seal file', async () => {
    const text = await readFile(sealFile(dataDir), 'utf8');
    const lines = text.trim().split('\n');
    await writeFile(sealFile(dataDir), `${lines.slice(0, 4).join('\n')}\n`);
    expect(await findings()).toEqual([5, 6, 7, 8, 9, 10, 11, 12].map((seq) => `deleted seal ${seq}`));
    await writeFile(sealFile(dataDir), text.replace('"number":2,', '"number":2 ,').replace('ticket:t1"', 'ticket:x1"'));
    expect((await findings())[0]).toMatch(/^edited seal/);
    await rm(sealFile(dataDir));
    await attack(sql`UPDATE events SET data = '{"round":9}' WHERE stream = 'ticket:t5' AND seq = 2`);
    await rehash('ticket:t5');
    expect((await findings()).some((one) => one.startsWith('edited ?'))).toBe(true);
  });

  it('goes on after a stop between the database and the file, and after a line cut short', async () => {
    const text = await readFile(sealFile(dataDir), 'utf8');
    const lines = text.trim().split('\n');
    await writeFile(sealFile(dataDir), `${lines.slice(0, 10).join('\n')}\n`);
    await appendFile(sealFile(dataDir), (lines[10] ?? '').slice(0, 50));
    await sealer().sealOnce();
    await record(2, 'later');
    expect(await findings()).toEqual([]);
  });

  it('seals a large backlog in several pieces', async () => {
    const log = createEventLog({ db, clock });
    for (let start = 0; start < 5000; start += 1000)
      await db.write((tx) =>
        log.append(
          tx,
          Array.from({ length: 1000 }, (_, n) => ({
            stream: `ticket:b${(start + n) % 1500}`,
            type: 't',
            actor: 'system',
            data: {},
          })),
        ),
      );
    await createEventRelay({ db, log: silentLog }).runOnce();
    expect(await sealer().sealOnce()).toBe(3);
    expect(await sealer().sealOnce()).toBe(0);
    expect(await findings()).toEqual([]);
  });
});
