import { closeSync, openSync, writeSync } from 'node:fs';
import type Sqlite from 'better-sqlite3';
import { sealFile } from '../../server/platform/events/seal-file.ts';
import { loadSealKeys } from '../../server/platform/events/seal-keys.ts';
import {
  createDigest,
  headsOf,
  lineText,
  packRows,
  prevOf,
  sealText,
  type Seal,
  type Sealed,
} from '../../server/platform/events/seal.rules.ts';

/** Events a seal covers, as the sealer has it. */
const MOST = 2000;

export interface SealWriter {
  /** Takes the next event in order of position. */
  add(row: Sealed): void;
  /** Seals what is left. Answers how many seals were made. */
  end(): number;
}

/** Seals events while they are written, as the sealer would: a row in the database, a line in the file beside it. */
export function createSealWriter({
  connection,
  dataDir,
  at,
}: {
  connection: Sqlite.Database;
  dataDir: string;
  at: number;
}): SealWriter {
  const keys = loadSealKeys(dataDir);
  const insert = connection.prepare(
    'INSERT INTO seal (number, from_position, to_position, count, digest, prev, signature, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const file = openSync(sealFile(dataDir), 'w', 0o600);
  let before: Seal | null = null;
  let rows: Sealed[] = [];

  function seal(): void {
    const digest = createDigest();
    rows.forEach(digest.add);
    const core: Omit<Seal, 'signature'> = {
      number: (before?.number ?? 0) + 1,
      fromPosition: (before?.toPosition ?? 0) + 1,
      toPosition: rows.at(-1)?.position ?? 0,
      count: rows.length,
      digest: digest.end(),
      prev: prevOf(before),
      at,
    };
    const made = { ...core, signature: keys.sign(sealText(core)) };
    insert.run(made.number, made.fromPosition, made.toPosition, made.count, made.digest, made.prev, made.signature, at);
    const line = { ...made, heads: headsOf(rows), rows: packRows(rows) };
    writeSync(file, `${JSON.stringify({ ...line, lineSignature: keys.sign(lineText(line)) })}\n`);
    before = made;
    rows = [];
  }

  return {
    add: (row) => {
      rows.push(row);
      if (rows.length >= MOST) seal();
    },
    end: () => {
      if (rows.length > 0) seal();
      closeSync(file);
      return before?.number ?? 0;
    },
  };
}
