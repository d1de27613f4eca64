import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { parseConfig } from '../config/config.ts';
import { openReplayTarget, type ReplayTarget } from '../../workers/replay/targets.ts';

const PORTION = 100;

interface Totals {
  read: number;
  messages: number;
  duplicates: number;
  rejected: number;
}

function showProgress({ totals, bytes, size }: { totals: Totals; bytes: number; size: number }): void {
  if (!process.stderr.isTTY) return;
  const share = size === 0 ? 1 : Math.min(1, bytes / size);
  const bar = '█'.repeat(Math.round(share * 30)).padEnd(30, '·');
  process.stderr.write(`\r${bar} ${Math.round(share * 100)} %  ${totals.read} read, ${totals.messages} new`);
}

async function feed({
  file,
  target,
  totals,
  envelopes,
}: {
  file: string;
  target: ReplayTarget;
  totals: Totals;
  envelopes: string[];
}): Promise<void> {
  const size = statSync(file).size;
  let bytes = 0;
  let portion: string[] = [];
  const flush = async (): Promise<void> => {
    if (portion.length === 0) return;
    const result = await target.take(portion.join('\n'));
    totals.messages += result.messages;
    totals.duplicates += result.duplicates;
    totals.rejected += result.rejected;
    envelopes.push(result.envelope);
    portion = [];
    showProgress({ totals, bytes, size });
  };
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    bytes += Buffer.byteLength(line) + 1;
    if (line.trim() === '') continue;
    totals.read += 1;
    portion.push(line);
    if (portion.length >= PORTION) await flush();
  }
  await flush();
}

/** `npm run replay -- --in FILE.jsonl [--account @handle] [--json]`: recorded messages through the real pipeline. */
export async function replay(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      in: { type: 'string' },
      account: { type: 'string', default: '@replay' },
      json: { type: 'boolean', default: false },
    },
  });
  if (!values.in) {
    process.stderr.write('Say which file: npm run replay -- --in FILE.jsonl [--account @handle] [--json]\n');
    return 2;
  }
  const startedAt = performance.now();
  const target = await openReplayTarget({ config: parseConfig(process.env), account: values.account });
  try {
    const totals: Totals = { read: 0, messages: 0, duplicates: 0, rejected: 0 };
    const envelopes: string[] = [];
    await feed({ file: values.in, target, totals, envelopes });
    await target.idle();
    const fates = await target.summary(envelopes);
    const seconds = Math.round(performance.now() - startedAt) / 1000;
    if (process.stderr.isTTY) process.stderr.write('\n');
    const result = { ...totals, ...fates, seconds };
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else
      process.stdout.write(
        `${totals.read} read: ${totals.messages} new, ${totals.duplicates} known already, ${totals.rejected} refused.\n` +
          `${fates.tickets} dockets opened, ${fates.supporters} supporters, ${fates.askBack} to ask back, ${fates.notForUs} not for us, in ${seconds} s.\n`,
      );
    return 0;
  } finally {
    await target.close();
  }
}
