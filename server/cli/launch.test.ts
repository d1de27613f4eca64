import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../platform/root.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let project: string;

/** A project of its own around copies of the launcher, so that a test never builds into the real one. */
beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), 'launch-'));
  mkdirSync(path.join(project, 'server', 'cli'), { recursive: true });
  for (const file of readdirSync(path.join(projectRoot, 'server', 'cli'))) {
    if (file.endsWith('.mjs')) copyFileSync(path.join(projectRoot, 'server', 'cli', file), cli(file));
  }
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(project, 'node_modules'));
  writeFileSync(path.join(project, 'package.json'), '{ "name": "pukaar", "type": "module" }');
  write({ file: 'server/main.ts', text: "process.stdout.write('first');" });
});

afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

const cli = (file: string) => path.join(project, 'server', 'cli', file);
const write = ({ file, text }: { file: string; text: string }) => {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
  writeFileSync(path.join(project, file), text);
};

function launch(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli('launch.mjs'), ...args], (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

test('builds at the first start, not at the second, and again after a change', async () => {
  expect(await launch('start')).toEqual({ code: 0, stdout: 'first', stderr: 'Building Pukaar…\n' });
  expect(await launch('start')).toEqual({ code: 0, stdout: 'first', stderr: '' });
  write({ file: 'server/main.ts', text: "process.stdout.write('second, longer');" });
  expect(await launch('start')).toEqual({ code: 0, stdout: 'second, longer', stderr: 'Building Pukaar…\n' });
});

test('several starts at once build once and all run', async () => {
  const ended = await Promise.all(Array.from({ length: 4 }, () => launch('start')));
  expect(ended.map((each) => each.stdout)).toEqual(Array.from({ length: 4 }, () => 'first'));
  expect(ended.filter((each) => each.stderr.includes('Building'))).toHaveLength(1);
});

test('threads lie flat beside the chunk that starts them', async () => {
  write({ file: 'workers/stages/count.thread.ts', text: "process.stdout.write('from the thread');" });
  write({
    file: 'server/main.ts',
    text: "import { Worker } from 'node:worker_threads';\nnew Worker(new URL('./count.thread.js', import.meta.url));",
  });
  expect((await launch('start')).stdout).toBe('from the thread');
});

test('a source that does not compile is named, and the former build is not taken for it', async () => {
  await launch('build');
  write({ file: 'server/main.ts', text: 'const = 1;' });
  for (let round = 0; round < 2; round += 1) {
    const { code, stderr } = await launch('start');
    expect(code).toBe(1);
    expect(stderr).toContain('server/main.ts:1:6');
  }
});

test('arguments and exit code of a command pass through', async () => {
  write({
    file: 'server/cli/command.ts',
    text: "process.stdout.write(process.argv.slice(2).join('|'));\nprocess.exitCode = 3;",
  });
  const ended = await launch('predict', '--task', 'category', '--in', 'a b.jsonl');
  expect(ended).toMatchObject({ code: 3, stdout: 'predict|--task|category|--in|a b.jsonl' });
});

test('an unknown command gets the list and exit code 2', async () => {
  const { code, stderr } = await launch('fly');
  expect(code).toBe(2);
  expect(stderr).toContain('There is no command "fly".');
  expect(stderr).toContain('npm run replay');
});
