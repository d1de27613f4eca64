import { ConfigError } from '../config/config.ts';
import { isDomainError } from '../platform/errors.ts';

/** A command of the command line: answers its exit code. */
type Command = (args: readonly string[]) => Promise<number>;

const COMMANDS = new Map<string, () => Promise<Command>>([
  ['replay', async () => (await import('./replay.ts')).replay],
  ['predict', async () => (await import('./predict.ts')).predict],
  ['eval', async () => (await import('./eval.ts')).evaluate],
  ['bench', async () => (await import('../../bench/main.ts')).bench],
  ['audit:verify', async () => (await import('./audit-verify.ts')).auditVerify],
  ['backup', async () => (await import('./backup.ts')).backup],
  ['restore', async () => (await import('./backup.ts')).restore],
]);

function describe(error: unknown): string {
  if (isDomainError(error) || error instanceof ConfigError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function run([name = '', ...args]: readonly string[]): Promise<number> {
  const load = COMMANDS.get(name);
  if (load === undefined) {
    process.stderr.write(`There is no command "${name}". Commands: ${[...COMMANDS.keys()].join(', ')}.\n`);
    return 2;
  }
  const command = await load();
  return command(args);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${describe(error)}\n`);
  process.exitCode = 1;
}
