import { describe } from './launch-error.mjs';
import { usage } from './usage.mjs';

const commandLine = (name) => async (args) => {
  const { runCommand } = await import('./start.mjs');
  return runCommand({ name, args });
};

const COMMANDS = {
  start: async () => (await import('./start.mjs')).start(),
  build: async () => (await import('./start.mjs')).build(),
  dev: async () => (await import('./dev.mjs')).dev(),
  test: async (args) => (await import('./test.mjs')).test({ args, full: false }),
  'test:full': async (args) => (await import('./test.mjs')).test({ args, full: true }),
  verify: async () => (await import('./verify.mjs')).verify(),
  generate: async (args) => (await import('./generate-run.mjs')).generate(args),
  replay: commandLine('replay'),
  predict: commandLine('predict'),
  eval: commandLine('eval'),
  bench: commandLine('bench'),
  'audit:verify': commandLine('audit:verify'),
  backup: commandLine('backup'),
  restore: commandLine('restore'),
};

const [name, ...args] = process.argv.slice(2);
const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;

if (command === undefined) {
  process.stderr.write(usage({ unknown: name }));
  process.exitCode = 2;
} else {
  try {
    const code = await command(args);
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    process.exitCode = 1;
  }
}
