import type { Clock } from '../../server/platform/clock/clock.ts';

const WINDOW_MS = 15 * 60_000;
const MAX_WINDOWS = 10_000;

/** Calls in 15 minutes for one account, as X's page of limits has them. */
const LIMITS: readonly (readonly [method: string, path: RegExp, limit: number])[] = [
  ['GET', /^\/2\/users\/\d+\/mentions$/, 300],
  ['GET', /^\/2\/users\/\d+\/tweets$/, 900],
  ['GET', /^\/2\/tweets\/search\/recent$/, 300],
  ['GET', /^\/2\/tweets(\/\d+)?$/, 900],
  ['POST', /^\/2\/tweets$/, 100],
  ['GET', /^\/2\/dm_(events|conversations\/)/, 15],
  ['POST', /^\/2\/dm_conversations\//, 15],
];

export interface LimitState {
  readonly allowed: boolean;
  readonly headers: Record<string, string>;
}

/** Counts an account's calls and says what is left, in the headers that X sends. */
export function createLimits({
  clock,
  enforced,
}: {
  clock: Clock;
  enforced: boolean;
}): (call: { account: string; method: string; path: string }) => LimitState {
  const windows = new Map<string, { used: number; until: number }>();
  return ({ account, method, path }) => {
    const index = LIMITS.findIndex(([ofMethod, ofPath]) => ofMethod === method && ofPath.test(path));
    const limit = LIMITS[index]?.[2] ?? 75;
    const key = `${account} ${index} ${method}`;
    const now = clock.now();
    const before = windows.get(key);
    const current = before && before.until > now ? before : { used: 0, until: now + WINDOW_MS };
    current.used += 1;
    windows.set(key, current);
    if (windows.size > MAX_WINDOWS) windows.clear();
    return {
      allowed: !enforced || current.used <= limit,
      headers: {
        'x-rate-limit-limit': String(limit),
        'x-rate-limit-remaining': String(enforced ? Math.max(0, limit - current.used) : limit),
        'x-rate-limit-reset': String(Math.ceil(current.until / 1000)),
      },
    };
  };
}
