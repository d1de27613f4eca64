import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

async function run(name: string, args: readonly string[]): Promise<void> {
  const child = spawn(name, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000)));
  const code = await new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (exit, signal) => resolve(exit ?? signal ?? 'no exit code'));
  });
  if (code !== 0) throw new Error(`${name} failed (${code}): ${said.trim()}`);
}

/**
 * Runs a tool of PostgreSQL on a database. The password goes by a file of ours, not by the arguments, which every
 * user of the machine can read. Throws with what the tool said when it fails or is not there.
 */
export async function runTool(name: string, args: readonly string[], url: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pukaar-'));
  try {
    const address = new URL(url);
    if (address.password) {
      const file = path.join(folder, 'pgpass');
      const secret = decodeURIComponent(address.password).replaceAll(/[\\:]/g, String.raw`\$&`);
      await writeFile(file, `*:*:*:*:${secret}\n`, { mode: 0o600 });
      address.password = '';
      address.searchParams.set('passfile', file);
    }
    await run(name, [...args, `--dbname=${address.toString()}`]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
