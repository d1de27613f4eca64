import type { Db } from '../../schema.ts';
import type { Clock } from '../clock/clock.ts';
import { lastPosition } from './events.repository.ts';
import { appendLines, lastNumber, sealFile } from './seal-file.ts';
import type { SealKeys } from './seal-keys.ts';
import { insertSeal, lastSeal, listPositioned, listSeals } from './seal.repository.ts';
import {
  createDigest,
  headsOf,
  lineText,
  packRows,
  prevOf,
  sealText,
  type Seal,
  type Sealed,
  type SealLine,
} from './seal.rules.ts';

export interface SealerOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly keys: SealKeys;
  readonly dataDir: string;
}

export interface Sealer {
  /** Seals everything positioned since the last seal. Answers how many seals it made. Run it by a schedule, every 10 s. */
  sealOnce(): Promise<number>;
}

/** Events a seal covers at most: keeps a line of the file, and a turn of the event loop, short. */
const MOST = 2000;
const LINES = 50;

/** Signs what was recorded, in the database and in `DATA_DIR/seals.jsonl`, with a key that is in neither. */
export function createSealer({ db, clock, keys, dataDir }: SealerOptions): Sealer {
  const file = sealFile(dataDir);
  let written: number | null = null;

  function makeSeal(before: Seal | null, rows: readonly Sealed[]): Seal {
    const digest = createDigest();
    rows.forEach(digest.add);
    const core = {
      number: (before?.number ?? 0) + 1,
      fromPosition: (before?.toPosition ?? 0) + 1,
      toPosition: rows.at(-1)?.position ?? 0,
      count: rows.length,
      digest: digest.end(),
      prev: prevOf(before),
      at: clock.now(),
    };
    return { ...core, signature: keys.sign(sealText(core)) };
  }

  function makeLine(seal: Seal, rows: readonly Sealed[]): SealLine {
    const { number, fromPosition, toPosition, count, digest, prev, at, signature } = seal;
    const line = {
      number,
      fromPosition,
      toPosition,
      count,
      digest,
      prev,
      at,
      signature,
      heads: headsOf(rows),
      rows: packRows(rows),
    };
    return { ...line, lineSignature: keys.sign(lineText(line)) };
  }

  /** A stop between the database and the file left the file behind: it is written first, or again. */
  async function writeFile(): Promise<void> {
    written ??= await lastNumber(file);
    for (;;) {
      const seals = await listSeals(db.read, written, LINES);
      const lines: SealLine[] = [];
      for (const seal of seals)
        lines.push(makeLine(seal, await listPositioned(db.read, seal.fromPosition, seal.toPosition)));
      if (lines.length > 0) await appendLines(file, lines);
      written = seals.at(-1)?.number ?? written;
      if (seals.length < LINES) return;
    }
  }

  async function sealNext(): Promise<boolean> {
    const before = await lastSeal(db.read);
    const from = (before?.toPosition ?? 0) + 1;
    const to = Math.min(await lastPosition(db.read), from + MOST - 1);
    if (to < from) return false;
    const seal = makeSeal(before, await listPositioned(db.read, from, to));
    try {
      await db.write((tx) => insertSeal(tx, seal), { lane: 'batch' });
    } catch (error) {
      // Another process sealed at the same time.
      if (!db.isDuplicate(error)) throw error;
    }
    return true;
  }

  return {
    sealOnce: async () => {
      let count = 0;
      while (await sealNext()) {
        count += 1;
        if (count % LINES === 0) await writeFile();
        await new Promise(setImmediate);
      }
      await writeFile();
      return count;
    },
  };
}
