import { parseArgs } from 'node:util';
import { NEAR_COPY_SCORE, pairScore, SUGGEST_SCORE } from '../modules/matching/pair.rules.ts';
import { normalise } from '../modules/language/normalise.rules.ts';
import { readLines, textOf, writeLines, type Line } from './json-lines.ts';
import { predictRanks } from './predict-ranks.ts';
import { predictByStages, STAGE_TASKS } from './predict-stages.ts';
import { isTrainable, predictTrained } from './predict-trained.ts';

const TASKS: readonly string[] = [...STAGE_TASKS, 'pair', 'retrieve'];

const USAGE = `Usage: npm run predict -- --task TASK --in FILE.jsonl --out FILE.jsonl [--train FILE.jsonl [--baseline]]\nTASK: ${TASKS.join(', ')}\n`;

function predictPairs(lines: readonly Line[]): object[] {
  return lines.map((line) => {
    const score = pairScore({ a: normalise(textOf(line['a'])), b: normalise(textOf(line['b'])) });
    return { id: line['id'], label: score >= SUGGEST_SCORE ? 1 : 0, score, joins: score >= NEAR_COPY_SCORE ? 1 : 0 };
  });
}

function run({
  task,
  lines,
  train,
  isBaseline,
}: {
  task: string;
  lines: readonly Line[];
  train: readonly Line[] | null;
  isBaseline: boolean;
}): object[] {
  if (train !== null && isTrainable(task)) return predictTrained({ task, train, lines, isBaseline });
  if (task === 'pair') return predictPairs(lines);
  if (task === 'retrieve') return predictRanks({ lines, train: train ?? [] });
  return predictByStages({ task, lines });
}

/** `npm run predict`: what the product thinks of each line of a file, without touching the database. Answers the exit code. */
export async function predict(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      task: { type: 'string' },
      in: { type: 'string' },
      out: { type: 'string' },
      train: { type: 'string' },
      baseline: { type: 'boolean' },
    },
  });
  const { task, in: input, out, train } = values;
  if (typeof task !== 'string' || !TASKS.includes(task) || typeof input !== 'string' || typeof out !== 'string') {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    const lines = readLines(input);
    const examples = typeof train === 'string' ? readLines(train) : null;
    writeLines({ file: out, lines: run({ task, lines, train: examples, isBaseline: values.baseline === true }) });
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
