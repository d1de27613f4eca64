import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { StageRunner } from '../../server/modules/inbound/stages.types.ts';
import { createThreadStageRunner } from './stage-runner.ts';

const runners: StageRunner[] = [];
const kept = (runner: StageRunner): StageRunner => {
  runners.push(runner);
  return runner;
};
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.close()));
});

const inline = (source: string) => ({ url: new URL(`data:text/javascript,${encodeURIComponent(source)}`) });
const fragile = (diesWhen: string): string => `
  import { parentPort, threadId } from 'node:worker_threads';
  import { existsSync, writeFileSync } from 'node:fs';
  parentPort.on('message', ({ kind, number }) => {
    if (kind === 'run' && (${diesWhen})) process.exit(1);
    parentPort.postMessage({ kind: 'done', number, results: [{ id: kind }] });
  });`;

it('reads messages in a thread with the units that were set before, in order', async () => {
  const runner = kept(createThreadStageRunner({ threads: 1 }));
  const units = [
    {
      id: 'u_lko',
      type: 'commissionerate',
      parent: null,
      names: ['Lucknow', 'लखनऊ'],
      aliases: [],
      handles: ['@lkopolice'],
    },
  ];
  await runner.setUnits(units);
  const inputs = Array.from({ length: 100 }, (_, at) => ({
    id: String(at),
    text: at % 2 === 0 ? 'लखनऊ में बाइक चोरी' : 'बाइक चोरी',
  }));
  const results = await runner.run(inputs);
  expect(results.map((result) => result.id)).toEqual(inputs.map((input) => input.id));
  expect(results[0]?.place.district).toBe('u_lko');
  expect(results[1]?.place.district).toBeNull();
}, 30_000);

it('starts a dead thread again and tries its batch once more', async () => {
  const mark = join(mkdtempSync(join(tmpdir(), 'stages-')), 'died');
  const place = JSON.stringify(mark);
  const runner = kept(
    createThreadStageRunner({ entry: inline(fragile(`!existsSync(${place}) && (writeFileSync(${place}, ''), true)`)) }),
  );
  await runner.setUnits([]);
  await expect(runner.run([{ id: 'a', text: 'x' }])).resolves.toEqual([{ id: 'run' }]);
});

it('gives a batch up that kills its thread twice, and serves the next', async () => {
  const runner = kept(createThreadStageRunner({ entry: inline(fragile('true')) }));
  await expect(runner.run([{ id: 'a', text: 'x' }])).rejects.toThrow('died twice');
  await expect(runner.setUnits([])).resolves.toBeUndefined();
});

it('refuses work once closed', async () => {
  const runner = createThreadStageRunner({ entry: inline(fragile('false')) });
  await runner.close();
  await expect(runner.run([{ id: 'a', text: 'x' }])).rejects.toThrow('closed');
});
