import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RetryAfter, type Job, type Queue } from './port.ts';

export interface QueueHarness {
  /** Another process on the same jobs. `cut`: its heartbeats do not get through. */
  open(options?: { readonly cut?: boolean }): Queue;
  close(): Promise<void>;
}

const LEASE = 300;

/** What every engine of the queue promises. Engines are opened with backoff from 20 ms up to 80 ms. */
export function queueContract(name: string, createHarness: () => Promise<QueueHarness>): void {
  describe(`queue on ${name}`, () => {
    let harness: QueueHarness;
    let queue: Queue;
    let seen: unknown[];
    beforeEach(async () => {
      harness = await createHarness();
      queue = harness.open();
      seen = [];
    });
    afterEach(() => harness.close());

    const note = async (job: Job) => void seen.push(job.data);
    const run = (handler: (job: Job) => Promise<void> = note, concurrency = 1, on = queue) =>
      on.process('q', { concurrency, leaseMs: LEASE }, handler);
    const handled = (count: number) =>
      expect.poll(() => seen.length, { timeout: 8000, interval: 5 }).toBeGreaterThanOrEqual(count);
    const settled = (depth: { waiting: number; running: number; dead: number }) =>
      expect.poll(() => queue.depth('q'), { timeout: 8000, interval: 10 }).toEqual(depth);
    const until = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

    it('hands every job to its handler and forgets it', async () => {
      run(note, 4);
      await Promise.all(Array.from({ length: 100 }, (_, n) => queue.add('q', { n, text: 'लखनऊ' })));
      await handled(100);
      await settled({ waiting: 0, running: 0, dead: 0 });
      expect(new Set(seen.map((data) => (data as { n: number }).n)).size).toBe(100);
      expect(seen).toContainEqual({ n: 7, text: 'लखनऊ' });
    });

    it('handles what was added before there was a handler, of its own queue only', async () => {
      await queue.add('other', 'no');
      await queue.add('q', 'yes');
      expect(await queue.depth('q')).toEqual({ waiting: 1, running: 0, dead: 0 });
      run();
      await handled(1);
      await settled({ waiting: 0, running: 0, dead: 0 });
      expect(seen).toEqual(['yes']);
      expect((await queue.depth('other')).waiting).toBe(1);
    });

    it('runs as many at once as told', async () => {
      let now = 0;
      let most = 0;
      for (let n = 0; n < 12; n += 1) await queue.add('q', n);
      run(async (job) => {
        most = Math.max(most, ++now);
        await until(20);
        now -= 1;
        await note(job);
      }, 3);
      await handled(12);
      expect(most).toBe(3);
    });

    it('tries again with growing pauses, telling the attempt, and then gives up', async () => {
      const times: number[] = [];
      await queue.add('q', 'x', { attempts: 4, dedupeKey: 'k' });
      run(async (job) => {
        times.push(Date.now());
        seen.push(job.attempt);
        throw new Error('no luck');
      });
      await settled({ waiting: 0, running: 0, dead: 1 });
      expect(seen).toEqual([1, 2, 3, 4]);
      const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      expect(pauses[0]).toBeGreaterThanOrEqual(9);
      expect(pauses[2]).toBeGreaterThanOrEqual(39);
      const [dead] = await queue.dead('q', 10);
      expect(dead).toMatchObject({ queue: 'q', attempts: 4, lastError: 'no luck' });
    });

    it('puts a dead job back on demand, once', async () => {
      let works = false;
      await queue.add('q', 'x', { attempts: 1 });
      run(async (job) => {
        if (!works) throw new Error('no luck');
        await note(job);
      });
      await settled({ waiting: 0, running: 0, dead: 1 });
      works = true;
      const id = (await queue.dead('q', 1))[0]?.id ?? '';
      expect(await queue.redrive(id)).toBe(true);
      await handled(1);
      expect(await queue.redrive(id)).toBe(false);
      await settled({ waiting: 0, running: 0, dead: 0 });
    });

    it('refuses a duplicate while the job lives, and never because of history', async () => {
      const first = await queue.add('q', 1, { dedupeKey: 'k' });
      expect(first.added).toBe(true);
      expect(await queue.add('q', 2, { dedupeKey: 'k' })).toEqual({ id: first.id, added: false });
      expect((await queue.add('elsewhere', 2, { dedupeKey: 'k' })).added).toBe(true);
      let release: () => void = () => {};
      run(async (job) => {
        await note(job);
        if (job.data === 1) await new Promise<void>((resume) => (release = resume));
        if (job.data === 3) throw new Error('no luck');
      });
      await handled(1);
      expect((await queue.add('q', 2, { dedupeKey: 'k' })).added).toBe(false);
      release();
      await settled({ waiting: 0, running: 0, dead: 0 });
      expect((await queue.add('q', 3, { dedupeKey: 'k', attempts: 1 })).added).toBe(true);
      await settled({ waiting: 0, running: 0, dead: 1 });
      const dead = (await queue.dead('q', 1))[0]?.id ?? '';
      expect((await queue.add('q', 4, { dedupeKey: 'k', runAt: Date.now() + 60_000 })).added).toBe(true);
      expect(await queue.redrive(dead)).toBe(false);
      expect(seen).toEqual([1, 3]);
    });

    it('lets one of many who add the same at once', async () => {
      const other = harness.open();
      const added = await Promise.all(
        Array.from({ length: 20 }, (_, n) => (n % 2 ? queue : other).add('q', n, { dedupeKey: 'k' })),
      );
      expect(added.filter((one) => one.added).length).toBe(1);
      expect(new Set(added.map((one) => one.id)).size).toBe(1);
    });

    it('waits for the time of a job', async () => {
      run(async (job) => void seen.push([job.data, Date.now()]));
      const at = Date.now() + 250;
      await queue.add('q', 'later', { runAt: at });
      await queue.add('q', 'now');
      await handled(2);
      const [first, second] = seen as [string, number][];
      expect(first?.[0]).toBe('now');
      expect(second?.[0]).toBe('later');
      expect(second?.[1]).toBeGreaterThanOrEqual(at);
      expect(second?.[1]).toBeLessThan(at + 2000);
    });

    it('takes urgent jobs first', async () => {
      for (const priority of [200, 5, 100, 1]) await queue.add('q', priority, { priority });
      run();
      await handled(4);
      expect(seen).toEqual([1, 5, 100, 200]);
    });

    it('runs jobs of one order key one after the other, in order, past failures', async () => {
      const running = new Map<string, number>();
      const failed = new Set<unknown>();
      for (let n = 0; n < 8; n += 1)
        for (const key of ['a', 'b', 'c']) await queue.add('q', { key, n }, { orderKey: key });
      const handler = async (job: Job) => {
        const { key, n } = job.data as { key: string; n: number };
        running.set(key, (running.get(key) ?? 0) + 1);
        expect(running.get(key)).toBe(1);
        await until(3);
        running.set(key, (running.get(key) ?? 0) - 1);
        if (n === 3 && !failed.has(key)) {
          failed.add(key);
          throw new Error('no luck');
        }
        await note(job);
      };
      run(handler, 5);
      run(handler, 5, harness.open());
      await handled(24);
      await settled({ waiting: 0, running: 0, dead: 0 });
      for (const key of ['a', 'b', 'c'])
        expect((seen as { key: string; n: number }[]).filter((one) => one.key === key).map((one) => one.n)).toEqual([
          0, 1, 2, 3, 4, 5, 6, 7,
        ]);
    });

    it('does not let a dead job hold up those behind it', async () => {
      await queue.add('q', 'bad', { orderKey: 'a', attempts: 1 });
      await queue.add('q', 'good', { orderKey: 'a' });
      run(async (job) => {
        if (job.data === 'bad') throw new Error('no luck');
        await note(job);
      });
      await handled(1);
      expect(seen).toEqual(['good']);
    });

    it('calls again at the time that the handler names, without spending an attempt', async () => {
      let at = 0;
      await queue.add('q', 'x', { attempts: 1 });
      run(async (job) => {
        seen.push([job.attempt, Date.now()]);
        if (seen.length > 2) return;
        at = Date.now() + 60;
        throw new RetryAfter(at);
      });
      await settled({ waiting: 0, running: 0, dead: 0 });
      expect((seen as [number, number][]).map(([attempt]) => attempt)).toEqual([1, 1, 1]);
      expect((seen as [number, number][])[2]?.[1]).toBeGreaterThanOrEqual(at);
    });

    it('keeps the lease of a long job alive', async () => {
      await queue.add('q', 'long');
      const handler = async (job: Job) => {
        await until(LEASE * 3);
        expect(job.signal.aborted).toBe(false);
        await note(job);
      };
      run(handler);
      run(handler, 1, harness.open());
      await settled({ waiting: 0, running: 0, dead: 0 });
      expect(seen).toEqual(['long']);
    });

    it('gives the job of a lost worker to another, tells the lost one, and ignores what it says late', async () => {
      const lost = harness.open({ cut: true });
      let release: () => void = () => {};
      let aborted = false;
      await queue.add('q', 'x', { attempts: 1 });
      run(
        async (job) => {
          seen.push('lost');
          job.signal.addEventListener('abort', () => (aborted = true));
          await new Promise<void>((resume) => (release = resume));
        },
        1,
        lost,
      );
      await handled(1);
      let end: () => void = () => {};
      run(async (job) => {
        seen.push(['found', job.attempt]);
        await new Promise<void>((resume) => (end = resume));
      });
      await handled(2);
      expect(seen).toEqual(['lost', ['found', 1]]);
      await expect.poll(() => aborted).toBe(true);
      release();
      await until(100);
      expect(await queue.depth('q')).toEqual({ waiting: 0, running: 1, dead: 0 });
      end();
      await settled({ waiting: 0, running: 0, dead: 0 });
    });

    it('stops gracefully: finishes what runs, takes nothing new', async () => {
      await queue.add('q', 1);
      await queue.add('q', 2);
      run(async (job) => {
        await until(80);
        await note(job);
      });
      await expect.poll(async () => (await queue.depth('q')).running, { interval: 5 }).toBe(1);
      await queue.stop(5000);
      expect(seen).toEqual([1]);
      expect(await queue.depth('q')).toEqual({ waiting: 1, running: 0, dead: 0 });
    });

    it('gives back at once what does not end in time, and it costs no attempt', async () => {
      await queue.add('q', 'x', { attempts: 1 });
      run(async (job) => {
        seen.push(job.signal);
        await new Promise(() => {});
      });
      await handled(1);
      await queue.stop(50);
      expect((seen[0] as AbortSignal).aborted).toBe(true);
      const heir = harness.open();
      run(async (job) => void seen.push(job.attempt), 1, heir);
      await handled(2);
      expect(seen[1]).toBe(1);
    });
  });
}
