import { builtScript, startProcess } from './processes.testing.ts';
import type { SentItem } from '../simulator/world.types.ts';

/** The simulated X as a process that outlives the desk's. */
export async function startWorld() {
  const script = builtScript('simulator') ?? '';
  const child = await startProcess({
    args: [script, '--stream', 'none', '--limits', 'off'],
    env: {},
    ready: /^X simulator at (http:\S+)$/,
  });
  const origin = child.ready[1] ?? '';
  async function control<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`${origin}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }
  return {
    origin,
    post: async (post: { author: { handle: string }; text: string; inReplyTo?: string }): Promise<string> =>
      (await control<{ id: string }>('POST', '/_sim/posts', post)).id,
    fault: (fault: { fault: string; method?: string; path?: string; times?: number; after?: number }) =>
      control('POST', '/_sim/faults', fault),
    clearFaults: () => control('DELETE', '/_sim/faults'),
    sent: async (): Promise<readonly SentItem[]> => (await control<{ sent: SentItem[] }>('GET', '/_sim/sent')).sent,
    stop: () => child.stop(),
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;
