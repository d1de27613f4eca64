import type { SealKeys } from './seal-keys.ts';
import { lineText, prevOf, sealText, unpackRows, type Seal, type SealLine } from './seal.rules.ts';
import type { Finding } from './verify.types.ts';

/** What a seal promises about its positions. */
export interface SealedBlock {
  readonly seal: Seal;
  /** Short hashes in order of position; null when the file has no believable line for the seal. */
  readonly rows: readonly string[] | null;
  readonly heads: SealLine['heads'];
}

interface SealedInput {
  readonly stored: AsyncIterable<Seal>;
  readonly lines: AsyncIterable<SealLine>;
  readonly keys: SealKeys;
  readonly report: (finding: Finding) => void;
}

const about = (kind: Finding['kind'], number: number, because: string): Finding => ({
  kind,
  stream: 'seal',
  seq: number,
  position: null,
  because,
});

/**
 * The seals in order of their numbers, out of the file and the database, whichever has them; reports those that
 * are missing, changed or not signed by our key.
 */
export async function* sealedBlocks({ stored, lines, keys, report }: SealedInput): AsyncGenerator<SealedBlock> {
  const rows = stored[Symbol.asyncIterator]();
  const file = lines[Symbol.asyncIterator]();
  const nextRow = async () => (await rows.next()).value as Seal | undefined;
  const isTrue = (seal: Seal) => keys.isTrue(sealText(seal), seal.signature);
  let row = await nextRow();
  let before: Seal | null = null;
  let read = 0;

  async function nextLine(): Promise<SealLine | undefined> {
    for (;;) {
      const next = await file.next();
      if (next.done) return undefined;
      const line = next.value;
      const isOurs = isTrue(line) && keys.isTrue(lineText(line), line.lineSignature);
      if (!isOurs) report(about('edited', line.number, 'a line of the seal file is not signed by our key'));
      // A line that was written twice says nothing new.
      else if (line.number > read) {
        read = line.number;
        return line;
      }
    }
  }

  let line = await nextLine();
  while (row || line) {
    const number: number = Math.min(row?.number ?? Infinity, line?.number ?? Infinity);
    const inBase = row?.number === number ? row : undefined;
    const inFile = line?.number === number ? line : undefined;
    if (!inBase) report(about('deleted', number, 'the seal stands in the file but not in the database'));
    if (!inFile) report(about('deleted', number, 'the seal stands in the database but not in the file'));
    if (inBase && !isTrue(inBase)) report(about('edited', number, 'the seal is not signed by our key'));
    else if (inBase && inFile && inBase.signature !== inFile.signature)
      report(about('edited', number, 'the seal in the database is another than in the file'));
    const seal: Seal | undefined = inFile ?? (inBase && isTrue(inBase) ? inBase : undefined);
    if (seal) {
      if (seal.prev !== prevOf(before) || seal.fromPosition !== (before?.toPosition ?? 0) + 1)
        report(about('deleted', number, 'the seal does not follow the one before'));
      yield { seal, rows: inFile ? unpackRows(inFile.rows) : null, heads: inFile?.heads ?? [] };
      before = seal;
    }
    if (inBase) row = await nextRow();
    if (inFile) line = await nextLine();
  }
}
