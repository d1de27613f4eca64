import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { builtScript, startProcess, type RunningProcess } from './processes.testing.ts';

export interface DeskProcess extends RunningProcess {
  readonly url: string;
}

/** The built desk, on a free port of loopback. */
export async function startDesk({
  env,
  onSpawn,
}: {
  env: Readonly<Record<string, string>>;
  onSpawn?: (kill: () => Promise<void>) => void;
}): Promise<DeskProcess> {
  const child = await startProcess({
    args: [builtScript('main') ?? ''],
    env: { PORT: '0', LOG_LEVEL: 'error', ...env },
    ready: /^Pukaar is ready at (http:\S+)$/,
    ...(onSpawn ? { onSpawn } : {}),
  });
  return { ...child, url: child.ready[1] ?? '' };
}

/** Passwords of a demo, as start-up prints them. */
export function passwordsOf(desk: DeskProcess): ReadonlyMap<string, string> {
  return new Map(
    desk.lines.flatMap((line) => {
      const found = /^ {2}(\S+)\s+(\S{5}-\S{5}-\S{5})\s/.exec(line);
      return found ? [[found[1] ?? '', found[2] ?? ''] as const] : [];
    }),
  );
}

/** Asks as an officer: signed in by the same address that the page uses. */
export async function signIn(url: string, { username, password }: { username: string; password: string }) {
  const answer = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ username, password }),
  });
  if (!answer.ok) throw new Error(`sign-in of ${username}: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return async <Answer>(path: string, body?: unknown, base = url): Promise<{ status: number; body: Answer }> => {
    const got = await fetch(`${base}${path}`, {
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json', origin: base }) },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: got.status, body: (await got.json()) as Answer };
  };
}

/** Feeds recorded lines to a running desk, as `replay` does. Throws when the desk is gone. */
export async function feed(
  url: string,
  { dataDir, account, lines }: { dataDir: string; account: string; lines: readonly object[] },
) {
  const key = readFileSync(join(dataDir, 'keys', 'internal'), 'utf8').trim();
  const answer = await fetch(`${url}/api/internal/replay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-pukaar-key': key },
    body: JSON.stringify({ account, lines: lines.map((line) => JSON.stringify(line)).join('\n') }),
  });
  if (!answer.ok) throw new Error(`replay: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { messages: number; duplicates: number; rejected: number };
}

/** Looks into the embedded file while nobody or somebody writes it. */
export function inspect<Result>(
  dataDir: string,
  look: (all: <Row>(statement: string, ...values: unknown[]) => Row[]) => Result,
): Result {
  const connection = new Sqlite(join(dataDir, 'pukaar.db'), { readonly: true });
  try {
    return look((statement, ...values) => connection.prepare(statement).all(...values) as never);
  } finally {
    connection.close();
  }
}

/** Lets the demo's accounts poll as fast as they can; only while the desk stands still. */
export function pollFast(dataDir: string): void {
  const connection = new Sqlite(join(dataDir, 'pukaar.db'));
  connection
    .prepare(`UPDATE channel_account SET settings = '{"pollEveryMs":1000,"directMessages":true}' WHERE kind = 'x'`)
    .run();
  connection.close();
}
