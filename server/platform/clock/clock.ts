/** Where the present comes from: epoch milliseconds, UTC. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock for tests that stands still until it is moved. */
export function createManualClock(
  start: number,
): Clock & { advance(milliseconds: number): void; set(at: number): void } {
  let current = start;
  return {
    now: () => current,
    advance: (milliseconds) => {
      current += milliseconds;
    },
    set: (at) => {
      current = at;
    },
  };
}
