import { parseOptions, usage, type BenchOptions } from './options.ts';
import { printReport, type BenchReport } from './report.ts';

type Bench = (options: BenchOptions) => Promise<BenchReport>;

const BENCHES = new Map<string, () => Promise<Bench>>([
  ['seed', async () => (await import('./seed/seed.ts')).benchSeed],
  ['intake', async () => (await import('./intake/intake.ts')).benchIntake],
  ['desk', async () => (await import('./desk.ts')).benchDesk],
  ['board', async () => (await import('./board.ts')).benchBoard],
  ['lifecycle', async () => (await import('./lifecycle.ts')).benchLifecycle],
  ['match', async () => (await import('./match.ts')).benchMatch],
  ['memory', async () => (await import('./memory.ts')).benchMemory],
  ['keys', async () => (await import('./keys.ts')).benchKeys],
  ['stages', async () => (await import('./stages.ts')).benchStages],
]);

/** Whose subject is not built yet. */
const LATER = new Map([['spike', 'holding out under a burst of mentions']]);

/** The half of seeding that runs in a process of its own. */
async function writePart(dataDir: string | null): Promise<number> {
  if (dataDir === null) return 2;
  const { processorSeconds, writeEvents, writeSearch } = await import('./seed/record.ts');
  process.stdout.write(`${writeEvents(dataDir)}\n`);
  writeSearch(dataDir);
  process.stdout.write(`${processorSeconds()}\n`);
  return 0;
}

/** `npm run bench -- NAME [--tickets N] [--json]`: measures, prints a table, and with `--json` one object last. */
export async function bench(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (!options) {
    process.stderr.write(usage([...BENCHES.keys()]));
    return 2;
  }
  if (options.name === 'seed-record') return writePart(options.in);
  const later = LATER.get(options.name);
  if (later) {
    process.stderr.write(`"bench ${options.name}" measures ${later}, which comes with a later issue.\n`);
    return 2;
  }
  const load = BENCHES.get(options.name);
  if (!load) {
    process.stderr.write(`There is no bench "${options.name}". ${usage([...BENCHES.keys()])}`);
    return 2;
  }
  const run = await load();
  printReport(await run(options), { asJson: options.json });
  return 0;
}
