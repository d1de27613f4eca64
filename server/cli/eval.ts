import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../platform/root.ts';
import { POLICE_TASKS, PUBLIC_SETS, type PublicSet } from './eval-sets.ts';
import { readLines, textOf, writeLines, type Line } from './json-lines.ts';
import { predict } from './predict.ts';

interface Places {
  /** Folder of the sets and their scorers. */
  readonly evaluation: string;
  readonly work: string;
}

const MOST_OUTPUT = 256 * 1024 * 1024;

const runNode = (args: readonly string[]): string =>
  execFileSync(process.execPath, [...args], { encoding: 'utf8', maxBuffer: MOST_OUTPUT });

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const TEST_SHARE = 5;

/** Near copies carry one group, which stays on one side. */
function isForTest(line: Line): boolean {
  const key = textOf(line['group']) || textOf(line['id']);
  let value = 7;
  for (let at = 0; at < key.length; at++) value = (Math.imul(value, 31) + key.charCodeAt(at)) >>> 0;
  return value % TEST_SHARE === 0;
}

async function measurePublic({ set, places }: { set: PublicSet; places: Places }): Promise<string | null> {
  const gold = path.join(places.evaluation, 'public', set.folder, set.file);
  if (!existsSync(gold)) return null;
  const file = (kind: string): string => path.join(places.work, `${set.name}-${kind}.jsonl`);
  const lines = readLines(gold);
  const scorer = path.join(places.evaluation, 'score.mjs');
  const goldArgs = set.isTrained ? ['--gold', file('gold')] : [];
  if (set.isTrained) {
    writeLines({ file: file('gold'), lines: lines.filter(isForTest) });
    writeLines({ file: file('train'), lines: lines.filter((line) => !isForTest(line)) });
  }
  writeFileSync(file('in'), runNode([scorer, 'strip', set.name, ...goldArgs]));
  const trainArgs = set.isTrained ? ['--train', file('train')] : [];
  const code = await predict(['--task', set.task, '--in', file('in'), '--out', file('out'), ...trainArgs]);
  if (code !== 0) return 'predict failed';
  const report: unknown = JSON.parse(runNode([scorer, set.name, file('out'), '--boot', '0', '--json', ...goldArgs]));
  return describe({ report, set });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function describe({ report, set }: { report: unknown; set: PublicSet }): string {
  const figures = isRecord(report) ? report[set.name] : null;
  if (!isRecord(figures)) return 'no figures';
  const shown = set.shown.map((name) => {
    const value = figures[name];
    return `${name} ${typeof value === 'number' ? value.toFixed(value > 1 ? 1 : 3) : '-'}`;
  });
  return `n ${textOf(figures['n']).padStart(6)}   ${shown.join('   ')}`;
}

async function measurePolice(places: Places): Promise<void> {
  const scorer = path.join(places.evaluation, 'score-police.mjs');
  if (!existsSync(scorer)) return;
  const input = path.join(places.work, 'police-in.jsonl');
  writeFileSync(input, runNode([scorer, 'strip']));
  for (const task of POLICE_TASKS)
    await predict(['--task', task, '--in', input, '--out', path.join(places.work, `${task}.jsonl`)]);
  say(runNode([scorer, '--dir', places.work]));
}

/** `npm run eval`: every set under the shared evaluation folder, by its own scorer. Without the folder it says so and succeeds. */
export async function evaluate(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { shared: { type: 'string' }, only: { type: 'string' } },
  });
  const shared = typeof values.shared === 'string' ? values.shared : path.join(projectRoot, '..', 'shared');
  const evaluation = path.join(shared, 'eval');
  if (!existsSync(evaluation)) {
    say(`No evaluation sets at ${evaluation}: nothing measured.`);
    return 0;
  }
  const wanted = typeof values.only === 'string' ? values.only.split(',') : null;
  const places: Places = { evaluation, work: mkdtempSync(path.join(tmpdir(), 'pukaar-eval-')) };
  try {
    if (wanted === null || wanted.includes('police')) await measurePolice(places);
    say('Public sets (trained ones: fitted on four fifths of the development part, scored on the rest)');
    for (const set of PUBLIC_SETS) {
      if (wanted !== null && !wanted.includes(set.name)) continue;
      say(`${set.name.padEnd(8)}${(await measurePublic({ set, places })) ?? 'absent'}`);
    }
    return 0;
  } finally {
    rmSync(places.work, { recursive: true, force: true });
  }
}
