import { spawn } from 'node:child_process';

/** A PostgreSQL address as a tool's arguments, the password in its environment where no other user sees it. */
export function toolAddress(url: string): { readonly database: string; readonly env: NodeJS.ProcessEnv } {
  const address = new URL(url);
  const { password } = address;
  address.password = '';
  return { database: address.toString(), env: password ? { PGPASSWORD: decodeURIComponent(password) } : {} };
}

/** Runs a tool to its end. Throws with what it said when it fails or is not there. */
export async function runTool(name: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(name, args, { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000)));
  const code = await new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (exit, signal) => resolve(exit ?? signal ?? 'no exit code'));
  });
  if (code !== 0) throw new Error(`${name} failed (${code}): ${said.trim()}`);
}
