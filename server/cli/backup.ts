import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseConfig } from '../config/config.ts';
import { docketDay } from '../modules/tickets/docket.rules.ts';
import { openBlobs, openQuarantine } from '../platform/blobs/open-blobs.ts';
import { REMOVED_FILES } from '../platform/blobs/removed-files.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import { writeBackup } from './backup/write-backup.ts';

/** Docket numbers of a district and day passed over by a restore: more than one district gives in a day. */
const JUMP = 1000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function complain(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}

/** Runs it; an error becomes one sentence and exit code 1. */
async function reporting(work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** `npm run backup -- --out FILE`: one archive of database, blobs and seals, taken while the server runs. */
export async function backup(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { out: { type: 'string' } } });
  if (!values.out) return complain('Say where to write it: npm run backup -- --out FILE');
  const out = path.resolve(values.out);
  if (existsSync(out)) return complain(`${out} is there already: give another name.`);
  const config = parseConfig(process.env);
  return reporting(async () => {
    const { entries, position, missingBlobs } = await writeBackup({
      ...config,
      blobs: openBlobs({ ...config, verify: true }),
      clock: systemClock,
      out,
    });
    const bytes = entries.reduce((sum, { size }) => sum + size, 0);
    say(`Saved to ${out}: ${entries.length} entries, ${bytes} bytes, up to event ${position}.`);
    if (missingBlobs.length > 0)
      say(`${missingBlobs.length} files that rows name were not in the store; the manifest lists them.`);
    say(
      `The keys are not in it, nor the list of removed files: keep ${path.join(config.dataDir, 'keys')} and ${path.join(config.dataDir, REMOVED_FILES)} apart, in another safe place.`,
    );
  });
}

/** `npm run restore -- --in FILE [--force] [--jump N]`: a clean, fenced start from a backup. */
export async function restore(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      in: { type: 'string' },
      force: { type: 'boolean', default: false },
      jump: { type: 'string', default: String(JUMP) },
    },
  });
  const jump = Number(values.jump);
  if (!values.in) return complain('Say what to restore: npm run restore -- --in FILE');
  if (!Number.isInteger(jump) || jump < 1) return complain('--jump must be a whole number above 0.');
  const file = path.resolve(values.in);
  const config = parseConfig(process.env);
  return reporting(async () => {
    const now = systemClock.now();
    const fence = { now, jump, today: docketDay(now) };
    const { manifest, knowsRemoved } = await restoreBackup({
      ...config,
      in: file,
      blobs: openBlobs({ ...config, verify: true }),
      quarantine: openQuarantine(config),
      fence,
      force: values.force,
    });
    const { createdAt, position } = manifest;
    say(`Restored what was saved at ${new Date(createdAt).toISOString()}, up to event ${position}.`);
    say(
      `It is fenced: nothing is sent and no clock strikes until an administrator releases it. Docket numbers go on ${jump} higher.`,
    );
    if (!knowsRemoved)
      say(
        `There is no ${path.join(config.dataDir, REMOVED_FILES)}: files that were removed for good between ${new Date(createdAt).toISOString()} and ${new Date(now).toISOString()} have come back. Have a custodian look at the quarantine before the fence is released, or put the list of the old installation there and restore again.`,
      );
    if (!existsSync(path.join(config.dataDir, 'keys')))
      say(
        `Before the start put the keys of the old installation into ${path.join(config.dataDir, 'keys')}: without them credentials and seals cannot be read.`,
      );
  });
}
