import { mkdirSync } from 'node:fs';
import { checks } from './checks.mjs';
import { fromRoot } from './paths.mjs';
import { runQuietly } from './process.mjs';

const AT_ONCE = 2;

async function runSteps({ steps, cwd }) {
  let last = { code: 0, output: '' };
  for (const args of steps) {
    last = await runQuietly({ command: process.execPath, args, cwd });
    if (last.code !== 0) break;
  }
  return last;
}

async function runCheck(check) {
  const from = performance.now();
  const { code, output } = await runSteps(check);
  return { name: check.name, code, output, seconds: (performance.now() - from) / 1000 };
}

async function runAll(list) {
  const waiting = [...list];
  const results = [];
  const take = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) results.push(await runCheck(check));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return list.map((check) => results.find((result) => result.name === check.name));
}

const line = (result) =>
  `  ${result.name.padEnd(18)}${(result.code === 0 ? 'ok' : 'FAILED').padEnd(8)}${result.seconds.toFixed(1).padStart(6)} s`;

export async function verify() {
  mkdirSync(fromRoot('.cache'), { recursive: true });
  const from = performance.now();
  const results = await runAll(checks());
  for (const result of results.filter((each) => each.code !== 0)) {
    process.stdout.write(`── ${result.name}\n${result.output.trimEnd()}\n\n`);
  }
  const total = (performance.now() - from) / 1000;
  process.stdout.write(
    `${results.map(line).join('\n')}\n  ${'together'.padEnd(26)}${total.toFixed(1).padStart(6)} s\n`,
  );
  return results.every((result) => result.code === 0) ? 0 : 1;
}
