import { describe, expect, it } from 'vitest';
import { createIdle, IDLE } from './idle.ts';

function watched() {
  const state = { now: 0, locked: 0, told: 0 };
  const idle = createIdle({
    lock: () => (state.locked += 1),
    tell: () => (state.told += 1),
    now: () => state.now,
  });
  return { state, idle };
}

describe('a device that lies on a desk', () => {
  it('locks once when nobody touches it', () => {
    const { state, idle } = watched();
    state.now = IDLE - 1;
    idle.look();
    expect(state.locked).toBe(0);
    state.now = IDLE;
    idle.look();
    idle.look();
    expect(state.locked).toBe(1);
  });

  it('is told of once a minute while somebody touches it, and not locked', () => {
    const { state, idle } = watched();
    for (state.now = 0; state.now < 2 * IDLE; state.now += 10_000) idle.touch();
    expect(state.locked).toBe(0);
    expect(state.told).toBe(Math.floor((2 * IDLE - 1) / 60_000));
  });

  it('is not woken by a touch that comes too late', () => {
    const { state, idle } = watched();
    state.now = IDLE + 1;
    idle.touch();
    expect([state.locked, state.told]).toEqual([1, 0]);
  });
});
