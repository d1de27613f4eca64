import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseDocket } from '../../server/modules/tickets/docket.rules.ts';
import { feed, inspect, pollFast, startDesk, type DeskProcess } from './desk-process.testing.ts';
import { createRandom, pleaText } from './pleas.testing.ts';
import { builtScript, eventually, pause, runCommand } from './processes.testing.ts';
import { startWorld } from './simulator.testing.ts';

const FULL = process.env.PUKAAR_FULL === '1';
const KILLS = FULL ? 200 : 8;
const SEED = Number(process.env.PUKAAR_SEED ?? randomInt(1, 2 ** 31));
/** The simulator remembers the last 5,000 answers: a long run writes at a pace that stays below. */
const PACE = FULL ? 3 : 1;
const REPLAYED = 'replay-';

it.skipIf(builtScript('main') === null)(
  `nothing is lost, doubled or answered twice when the process is killed ${KILLS} times`,
  async () => {
    process.stdout.write(`${KILLS} kills, seed ${SEED} (repeat with PUKAAR_SEED=${SEED})\n`);
    const random = createRandom(SEED);
    const dataDir = mkdtempSync(join(tmpdir(), 'pukaar-kill-'));
    const world = await startWorld();
    const env = { DATA_DIR: dataDir, X_API_ORIGIN: world.origin };
    const posted: string[] = [];
    const replayed: { id: string; text: string; author: string; kind: string }[] = [];
    const now: { desk: DeskProcess | null } = { desk: null };
    let isFeeding = true;
    let index = 0;

    /** Citizens go on writing, whether the desk lives or not. */
    const citizens = (async () => {
      while (isFeeding) {
        index += 1;
        const author = { handle: `c${index}` };
        posted.push(await world.post({ author, text: pleaText(index) }));
        await pause((40 + random() * 160) * PACE);
      }
    })();
    /** Somebody replays a recording, again from the last portion whenever the desk went away under it. */
    const recording = (async () => {
      for (let start = 0; isFeeding; start += 5) {
        const lines = Array.from({ length: 5 }, (_, offset) => ({
          id: `${REPLAYED}${start + offset}`,
          text: pleaText(1_000_000 + start + offset),
          author: `r${start + offset}`,
          kind: 'mention',
        }));
        replayed.push(...lines);
        for (;;) {
          const url = now.desk?.url;
          const isTaken =
            url !== undefined &&
            (await feed(url, { dataDir, account: '@recorded', lines }).then(
              () => true,
              () => false,
            ));
          if (isTaken || !isFeeding) break;
          await pause(50);
        }
        await pause(200 * PACE);
      }
    })();

    try {
      const first = await startDesk({ env });
      await first.stop();
      pollFast(dataDir);
      let early = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        // Some die on their way up, the others after a while of work.
        if (random() < 0.2) {
          let end = async (): Promise<void> => undefined;
          const starting = startDesk({ env, onSpawn: (kill) => (end = kill) }).catch(() => null);
          await pause(100 + random() * 1500);
          await end();
          await starting;
          early += 1;
          continue;
        }
        now.desk = await startDesk({ env });
        await pause(random() * 3500);
        const dying = now.desk;
        now.desk = null;
        await dying.kill();
      }
      isFeeding = false;
      await Promise.all([citizens, recording]);

      const last = (now.desk = await startDesk({ env }));
      for (let start = 0; start < replayed.length; start += 500) {
        const again = await feed(last.url, {
          dataDir,
          account: '@recorded',
          lines: replayed.slice(start, start + 500),
        });
        expect(again.rejected).toBe(0);
      }
      const total = posted.length + replayed.length;
      await eventually(
        'every message settled and everything that waits sent',
        async () =>
          inspect(dataDir, (all) => {
            const [row] = all<{ done: number; waiting: number }>(
              `SELECT (SELECT count(*) FROM message WHERE direction = 'in' AND state = 'done') AS done, (SELECT count(*) FROM outbox WHERE state = 'waiting') AS waiting`,
            );
            return row !== undefined && row.done >= total && row.waiting === 0;
          }),
        { withinMs: FULL ? 600_000 : 90_000, everyMs: 500 },
      );
      const sent = await world.sent();
      await last.stop();

      inspect(dataDir, (all) => {
        expect(all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
        const messages = all<{ external_id: string; ticket: string | null }>(
          `SELECT external_id, ticket FROM message WHERE direction = 'in'`,
        );
        const wanted = [...posted, ...replayed.map((line) => line.id)].sort();
        expect(messages.map((message) => message.external_id).sort()).toEqual(wanted);
        expect(messages.filter((message) => message.ticket === null)).toEqual([]);
        expect(all(`SELECT id FROM envelope WHERE state <> 'parsed'`)).toEqual([]);
        const perTicket = all<{ n: number }>(
          `SELECT count(*) AS n FROM events WHERE type = 'ticket.received' GROUP BY stream HAVING count(*) <> 1`,
        );
        expect(perTicket).toEqual([]);
        expect(
          all(`SELECT stream FROM events WHERE type = 'ticket.opened' GROUP BY stream HAVING count(*) <> 1`),
        ).toEqual([]);
        const dockets = all<{ docket: string }>('SELECT docket FROM ticket WHERE docket IS NOT NULL').map(
          (row) => row.docket,
        );
        expect(new Set(dockets).size).toBe(dockets.length);
        for (const docket of dockets) expect(parseDocket(docket)).toBe(docket);
        const [given] = all<{ last: number }>('SELECT sum(last) AS last FROM docket_counter');
        expect(given?.last).toBe(dockets.length);

        // At most one answer to each plea, and exactly one to each that the desk says it answered.
        const answers = new Map<string, number>();
        for (const one of sent) if (one.inReplyTo) answers.set(one.inReplyTo, (answers.get(one.inReplyTo) ?? 0) + 1);
        expect([...answers].filter(([, times]) => times > 1)).toEqual([]);
        const outbox = all<{ in_reply_to: string; state: string }>('SELECT in_reply_to, state FROM outbox');
        expect(outbox.filter((row) => row.state === 'sent' && answers.get(row.in_reply_to) !== 1)).toEqual([]);
        const states: Record<string, number> = {};
        for (const row of outbox) states[row.state] = (states[row.state] ?? 0) + 1;
        expect(states.failed).toBeUndefined();
        process.stdout.write(
          `${KILLS} kills (${early} while starting): ${posted.length} posts and ${replayed.length} recorded lines, ${dockets.length} dockets, ${sent.length} answers sent, outbox ${JSON.stringify(states)}\n`,
        );
      });
      const audit = await runCommand({ args: [builtScript('command') ?? '', 'audit:verify', '--json'], env });
      expect(audit.output).not.toBe('');
      expect([audit.code, audit.output]).toEqual([0, audit.output]);
    } finally {
      isFeeding = false;
      await now.desk?.kill();
      await world.stop();
      await Promise.allSettled([citizens, recording]);
      if (!process.env.PUKAAR_KEEP) rmSync(dataDir, { recursive: true, force: true });
    }
  },
  FULL ? 4_000_000 : 240_000,
);
