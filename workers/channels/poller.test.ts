import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChannelBench, type ChannelBench } from '../../server/modules/channels/channels.testing.ts';
import { startPoller } from './poller.ts';

describe('the poller', () => {
  let bench: ChannelBench;
  beforeEach(async () => {
    bench = await createChannelBench('sqlite');
  });
  afterEach(() => bench.close());

  const reached = async (check: () => Promise<boolean>): Promise<boolean> => {
    const until = Date.now() + 8_000;
    while (Date.now() < until) {
      if (await check()) return true;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return false;
  };

  it('polls again when it is time, tells that something came, and stops', async () => {
    let stored = 0;
    const poller = startPoller({ ...bench.deps, onStored: () => (stored += 1) }, { lookEveryMs: 10 });
    const first = bench.sim.world.post({ author: { handle: 'asha' }, text: '@Uppolice एक' }).id;
    expect(await reached(async () => (await bench.received()).has(first))).toBe(true);
    bench.clock.advance(31_000);
    const second = bench.sim.world.post({ author: { handle: 'ravi' }, text: '@Uppolice दो' }).id;
    expect(await reached(async () => (await bench.received()).has(second))).toBe(true);
    // It is told when it is synced, a moment after readers see it.
    expect(await reached(async () => stored >= 2)).toBe(true);
    await poller.stop();
    const calls = bench.sim.calls();
    bench.clock.advance(120_000);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(bench.sim.calls()).toBe(calls);
  });
});
