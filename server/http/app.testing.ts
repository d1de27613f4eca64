import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../config/config.ts';
import { createDeps } from '../deps.ts';
import { createInlineStageRunner } from '../modules/inbound/stages.ts';
import { silentLog } from '../platform/log/port.ts';
import { createApp } from './app.ts';
import { createLiveHub } from './live-hub.ts';

export type Ask = (
  path: string,
  init?: { method?: string; body?: unknown; form?: FormData; headers?: Record<string, string> },
) => Promise<Response>;

/** The whole programming interface of a demo in this process, on a folder of its own, without workers. */
export async function createTestApp() {
  const folder = mkdtempSync(join(tmpdir(), 'pukaar-app-'));
  const config = parseConfig({ DATA_DIR: folder, DEMO: '1', PORT: '4600' });
  const deps = await createDeps({ config, log: silentLog, stages: createInlineStageRunner() });
  const hub = createLiveHub(deps);
  const app = createApp({ deps, hub, wakeIntake: () => undefined });

  const askAs =
    (cookie: string | null): Ask =>
    async (path, { method = 'GET', body, form, headers } = {}) =>
      app.request(`http://localhost:4600${path}`, {
        method,
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(method === 'GET' ? {} : { origin: 'http://localhost:4600' }),
          ...headers,
        },
        ...(form ? { body: form } : body === undefined ? {} : { body: JSON.stringify(body) }),
      });

  /** Signs an officer of the demo in, as the sign-in page does. */
  async function signIn(username: string): Promise<Ask> {
    const password = deps.prepared.accounts.find((one) => one.username === username)?.password;
    const answer = await askAs(null)('/api/auth/sign-in/username', { method: 'POST', body: { username, password } });
    if (!answer.ok) throw new Error(`${username} was not signed in: ${answer.status}`);
    return askAs(
      answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; '),
    );
  }

  return {
    app,
    deps,
    signIn,
    nobody: askAs(null),
    close: async () => {
      hub.stop();
      await deps.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
