import { Agent, request } from 'node:http';
import type { RunningServer } from './server.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
  readonly cookies: readonly string[];
}

export interface Client {
  send(call: {
    method?: 'GET' | 'POST';
    path: string;
    body?: unknown;
    headers?: Readonly<Record<string, string>>;
  }): Promise<Answer>;
  /** Opens the stream of live updates and reads it, as the officer's browser does. */
  listen(): Promise<void>;
  close(): void;
}

/** A caller with a connection that is kept, and cookies of its own. */
export function createClient(server: Pick<RunningServer, 'origin'>, cookie = ''): Client {
  const { hostname, port } = new URL(server.origin);
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  const open = new Set<{ destroy(): void }>();
  return {
    send: ({ method = 'GET', path, body, headers = {} }) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? null : JSON.stringify(body);
        const startedAt = performance.now();
        const call = request(
          {
            agent,
            hostname,
            port,
            path,
            method,
            headers: {
              cookie,
              ...(text === null
                ? {}
                : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
              ...headers,
            },
          },
          (response) => {
            const parts: Buffer[] = [];
            response.on('data', (part: Buffer) => parts.push(part));
            response.on('end', () =>
              resolve({
                status: response.statusCode ?? 0,
                body: Buffer.concat(parts).toString(),
                milliseconds: performance.now() - startedAt,
                cookies: response.headers['set-cookie'] ?? [],
              }),
            );
            response.on('error', reject);
          },
        );
        call.on('error', reject);
        call.end(text);
      }),
    listen: () =>
      new Promise((resolve, reject) => {
        const call = request(
          { hostname, port, path: '/api/live', headers: { cookie, accept: 'text/event-stream' } },
          (response) => {
            response.resume();
            response.on('error', () => undefined);
            if (response.statusCode === 200) resolve();
            else reject(new Error(`live updates were refused with ${response.statusCode}`));
          },
        );
        open.add(call);
        call.on('error', reject);
        call.end();
      }),
    close: () => {
      for (const call of open) call.destroy();
      agent.destroy();
    },
  };
}

/** A caller who is signed in. Throws when the server refuses. */
export async function signIn(
  server: Pick<RunningServer, 'origin'>,
  { username, password }: { username: string; password: string },
): Promise<Client> {
  const guest = createClient(server);
  const answer = await guest.send({
    method: 'POST',
    path: '/api/auth/sign-in/username',
    body: { username, password },
    headers: { origin: server.origin },
  });
  guest.close();
  if (answer.status !== 200)
    throw new Error(`${username} could not sign in: ${answer.status} ${answer.body.slice(0, 200)}`);
  return createClient(server, answer.cookies.map((one) => one.split(';')[0]).join('; '));
}
