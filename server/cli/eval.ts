import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../platform/root.ts';
import { POLICE_TASKS, PUBLIC_SETS, type PublicSet } from './eval-sets.ts';
import { readLines, textOf, writeLines, type Line } from './json-lines.ts';
import { hasBaseline } from './predict-trained.ts';
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

const PARTS = 5;
const RESAMPLES = 300;

/** Part of a line, 0 up to 5: near copies carry one group, which stays in one part. */
function partOf(line: Line): number {
  const key = textOf(line['group']) || textOf(line['id']);
  let value = 7;
  for (let at = 0; at < key.length; at++) value = (Math.imul(value, 31) + key.charCodeAt(at)) >>> 0;
  return value % PARTS;
}

/** Lines of other files that may be learnt from: none that is scored, and none of the near copies of such. */
function readMore({ set, folder, scored }: { set: PublicSet; folder: string; scored: readonly Line[] }): Line[] {
  const taken = new Set(scored.flatMap((line) => [`id ${textOf(line['id'])}`, `group ${textOf(line['group'])}`]));
  return (set.also ?? []).flatMap(({ file, weight }) =>
    readLines(path.join(folder, file))
      .filter((line) => !taken.has(`id ${textOf(line['id'])}`) && !taken.has(`group ${textOf(line['group'])}`))
      .map((line) => ({ ...line, weight })),
  );
}

/** Predictions for the lines of a file by the scorer's own inputs; `part` null: nothing is fitted. */
async function predictPart(input: {
  set: PublicSet;
  places: Places;
  lines: readonly Line[];
  part: number | null;
  isBaseline: boolean;
}) {
  const { set, places, lines, part } = input;
  const file = (kind: string): string => path.join(places.work, `${set.name}-${kind}.jsonl`);
  const scored = part === null ? lines : lines.filter((line) => partOf(line) === part);
  writeLines({ file: file('part'), lines: scored });
  writeFileSync(
    file('in'),
    runNode([scorerOf(places), 'strip', set.name, ...(part === null ? [] : ['--gold', file('part')])]),
  );
  if (part !== null) {
    const folder = path.join(places.evaluation, 'public', set.folder);
    const own = lines.filter((line) => partOf(line) !== part);
    writeLines({ file: file('train'), lines: [...own, ...readMore({ set, folder, scored })] });
    const { pool } = set;
    if (pool !== undefined) {
      const searched = own.map((line) => ({ candidate: `pool:${textOf(line['id'])}`, text: textOf(line[pool]) }));
      writeLines({ file: file('in'), lines: [...readLines(file('in')), ...searched] });
    }
  }
  const trainArgs = part === null ? [] : ['--train', file('train'), ...(input.isBaseline ? ['--baseline'] : [])];
  const code = await predict(['--task', set.task, '--in', file('in'), '--out', file('out'), ...trainArgs]);
  return { scored, predictions: code === 0 ? readLines(file('out')) : null };
}

const scorerOf = ({ evaluation }: Places): string => path.join(evaluation, 'score.mjs');

async function measurePublic(input: { set: PublicSet; places: Places; isBaseline?: boolean }): Promise<string | null> {
  const { set, places, isBaseline = false } = input;
  const source = path.join(places.evaluation, 'public', set.folder, set.file);
  if (!existsSync(source)) return null;
  const lines = readLines(source);
  const file = (kind: string): string => path.join(places.work, `${set.name}-${kind}.jsonl`);
  const gold: Line[] = [];
  const predictions: Line[] = [];
  for (const part of set.parts === 0 ? [null] : Array.from({ length: set.parts }, (_, at) => at)) {
    const done = await predictPart({ set, places, lines, part, isBaseline });
    if (done.predictions === null) return 'predict failed';
    gold.push(...done.scored);
    predictions.push(...done.predictions);
  }
  writeLines({ file: file('gold'), lines: gold });
  writeLines({ file: file('said'), lines: predictions });
  const goldArgs = set.parts === 0 ? [] : ['--gold', file('gold')];
  const args = [scorerOf(places), set.name, file('said'), '--boot', String(RESAMPLES), '--json', ...goldArgs];
  return describe({ report: JSON.parse(runNode(args)), set });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const figure = (value: unknown): string =>
  typeof value === 'number' ? value.toFixed(Math.abs(value) > 1 ? 1 : 3) : '-';

function describe({ report, set }: { report: unknown; set: PublicSet }): string {
  const figures = isRecord(report) ? report[set.name] : null;
  if (!isRecord(figures)) return 'no figures';
  const intervals = isRecord(figures['ci']) ? figures['ci'] : {};
  const shown = set.shown.map((name, at) => {
    const interval: unknown = intervals[name];
    const range = Array.isArray(interval) ? ` [${interval.map((end: unknown) => figure(end)).join(', ')}]` : '';
    return `${name} ${figure(figures[name])}${range} (${figure(set.anchors[at])})`;
  });
  const fit = set.parts === 0 ? 'ready' : set.parts === 1 ? 'part' : 'all';
  return `n ${textOf(figures['n']).padStart(6)}  ${fit.padEnd(5)}  ${shown.join('  ')}`;
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
    options: { shared: { type: 'string' }, only: { type: 'string' }, baselines: { type: 'boolean' } },
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
    say('Public sets: figure [95 % of resamples] (strongest tool of others, on the held-back part).');
    say(
      'ready: nothing fitted; part: fitted on four fifths of the development part, scored on the rest; all: so for each fifth.',
    );
    for (const set of PUBLIC_SETS) {
      if (wanted !== null && !wanted.includes(set.name)) continue;
      say(`${set.name.padEnd(11)}${(await measurePublic({ set, places })) ?? 'absent'}`);
      if (values.baselines === true && set.parts > 0 && hasBaseline(set.task))
        say(`${'  natural'.padEnd(11)}${(await measurePublic({ set, places, isBaseline: true })) ?? 'absent'}`);
    }
    return 0;
  } finally {
    rmSync(places.work, { recursive: true, force: true });
  }
}
