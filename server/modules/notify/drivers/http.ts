import { WayError } from '../notify.types.ts';

const PATIENCE = 10_000;

/** Moment that a Retry-After names, in seconds or as a date; undefined when it names none. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  const at = Number.isFinite(seconds) ? now + seconds * 1000 : Date.parse(header);
  // A day is the most that is believed.
  return Number.isFinite(at) && at > now ? Math.min(at, now + 24 * 60 * 60_000) : undefined;
}

/** Nothing reached the other side. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * One call to whoever carries a message; follows no redirection, so that an address that was checked is the one that is
 * asked. Throws WayError: what may be tried again repeats the same id.
 */
export async function post(
  url: string,
  { body, headers, now }: { body: string | Uint8Array<ArrayBuffer>; headers: Record<string, string>; now: number },
): Promise<Response> {
  let answer: Response;
  try {
    const init = { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) } as const;
    answer = await fetch(url, { ...init, headers, body });
  } catch (error) {
    const { code } = ((error as { cause?: unknown }).cause ?? {}) as { code?: unknown };
    const isUnreached = typeof code === 'string' && UNREACHED.has(code);
    throw new WayError({ kind: isUnreached ? 'busy' : 'doubtful', code: isUnreached ? code : 'no-answer' });
  }
  if (answer.ok) return answer;
  await answer.body?.cancel();
  const code = `http:${answer.status}`;
  const retryAt = retryAfter(answer.headers.get('retry-after'), now);
  if (answer.status === 429 || answer.status >= 500)
    throw new WayError({ kind: 'busy', code, ...(retryAt === undefined ? {} : { retryAt }) });
  throw new WayError({ kind: 'refused', code });
}
