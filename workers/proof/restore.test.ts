import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspect, passwordsOf, pollFast, signIn, startDesk, type DeskProcess } from './desk-process.testing.ts';
import { pleaText } from './pleas.testing.ts';
import { builtScript, eventually, pause, runCommand } from './processes.testing.ts';
import { startWorld } from './simulator.testing.ts';

const BEFORE = 20;
const AFTER = 20;

interface Row {
  readonly docket: string;
  readonly post: string;
}
const docketsOf = (dataDir: string): Row[] =>
  inspect(dataDir, (all) =>
    all<Row>(
      `SELECT t.docket AS docket, m.external_id AS post FROM ticket t JOIN message m ON m.ticket = t.id AND m.voice = 'reporter' WHERE t.docket IS NOT NULL`,
    ),
  );
const waitingIn = (dataDir: string): number =>
  inspect(
    dataDir,
    (all) => all<{ n: number }>(`SELECT count(*) AS n FROM outbox WHERE state IN ('waiting', 'sending')`)[0]?.n ?? 0,
  );

it.skipIf(builtScript('main') === null)(
  'an older backup, restored, is fenced; released, it answers nobody twice and gives no number twice',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pukaar-restore-'));
    const [first, second, archive] = [join(folder, 'first'), join(folder, 'second'), join(folder, 'backup.archive')];
    const world = await startWorld();
    const envOf = (dataDir: string) => ({ DATA_DIR: dataDir, X_API_ORIGIN: world.origin });
    const posts: string[] = [];
    const write = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index += 1) {
        posts.push(await world.post({ author: { handle: `c${posts.length}` }, text: pleaText(posts.length) }));
        await pause(20);
      }
    };
    const command = (dataDir: string, args: readonly string[]) =>
      runCommand({ args: [builtScript('command') ?? '', ...args], env: envOf(dataDir) });
    const now: { desk: DeskProcess | null } = { desk: null };
    try {
      const making = await startDesk({ env: envOf(first) });
      const password = passwordsOf(making).get('admin') ?? '';
      await making.stop();
      pollFast(first);
      now.desk = await startDesk({ env: envOf(first) });

      await write(BEFORE);
      await eventually('the first pleas answered', async () => (await world.sent()).length >= BEFORE, {
        withinMs: 60_000,
      });
      const [saved] = await Promise.all([command(first, ['backup', '--out', archive]), write(AFTER / 2)]);
      expect([saved.code, saved.output]).toEqual([0, saved.output]);
      await write(AFTER / 2);
      await eventually(
        'the later pleas answered',
        async () => (await world.sent()).length >= posts.length && waitingIn(first) === 0,
        { withinMs: 60_000 },
      );
      await now.desk.kill();
      const given = docketsOf(first);
      expect(given).toHaveLength(posts.length);
      const said = await world.sent();

      const restored = await command(second, ['restore', '--in', archive]);
      expect([restored.code, restored.output]).toEqual([0, restored.output]);
      cpSync(join(first, 'keys'), join(second, 'keys'), { recursive: true });
      now.desk = await startDesk({ env: envOf(second) });
      await write(3);
      await eventually('everything read again', async () => docketsOf(second).length === posts.length, {
        withinMs: 60_000,
      });
      await pause(3000);
      expect(await world.sent()).toEqual(said);

      const ask = await signIn(now.desk.url, { username: 'admin', password });
      expect((await ask<{ outboxHeld: boolean }>('/api/admin/system')).body.outboxHeld).toBe(true);
      expect((await ask('/api/admin/system/release-fence', {})).status).toBe(200);
      expect((await ask<{ outboxHeld: boolean }>('/api/admin/system')).body.outboxHeld).toBe(false);
      await write(3);
      const fresh = posts.slice(-6);
      await eventually(
        'those who wrote after the restore answered',
        async () => {
          const answered = new Set((await world.sent()).map((item) => item.inReplyTo));
          return fresh.every((post) => answered.has(post)) && waitingIn(second) === 0;
        },
        { withinMs: 60_000 },
      );
      const times = new Map<string, number>();
      for (const { inReplyTo } of await world.sent())
        if (inReplyTo) times.set(inReplyTo, (times.get(inReplyTo) ?? 0) + 1);
      expect([...times].filter(([, n]) => n > 1)).toEqual([]);

      const owner = new Map(given.map(({ docket, post }) => [docket, post]));
      const again = docketsOf(second);
      expect(again.filter(({ docket, post }) => owner.has(docket) && owner.get(docket) !== post)).toEqual([]);
      const kept = again.filter(({ docket }) => owner.has(docket)).length;
      const states = inspect(second, (all) =>
        all<{ state: string; n: number }>('SELECT state, count(*) AS n FROM outbox GROUP BY state'),
      );
      process.stdout.write(
        `Restored: ${given.length} numbers given before, ${kept} kept, ${again.length - kept} new, none twice; outbox ${JSON.stringify(states)}\n`,
      );
      await now.desk.stop();
      const audit = await command(second, ['audit:verify', '--json']);
      expect([audit.code, audit.output]).toEqual([0, audit.output]);
    } finally {
      await now.desk?.kill();
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  240_000,
);
