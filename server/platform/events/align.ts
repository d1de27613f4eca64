import type { SealedBlock } from './sealed-rows.ts';
import { shortOf } from './seal.rules.ts';
import type { Positioned } from './verify.types.ts';
import { createWindow } from './window.ts';

interface Promised {
  readonly position: number;
  readonly hash: string;
  readonly block: SealedBlock;
}

/** How the record differs from what was sealed, row by row. */
export type Difference =
  | { readonly kind: 'same'; readonly row: Positioned; readonly promised: Promised }
  | { readonly kind: 'missing'; readonly promised: Promised }
  | { readonly kind: 'surplus'; readonly row: Positioned }
  | { readonly kind: 'changed'; readonly row: Positioned; readonly promised: Promised }
  /** After the last seal. */
  | { readonly kind: 'unsealed'; readonly row: Positioned };

async function* promisedRows(blocks: AsyncIterable<SealedBlock>): AsyncGenerator<Promised> {
  for await (const block of blocks) {
    const { fromPosition, count } = block.seal;
    for (let index = 0; index < count; index += 1)
      yield { position: fromPosition + index, hash: block.rows?.[index] ?? '', block };
  }
}

/** Farthest that rows are looked for after others were taken out or put in with all positions moved up. */
const FAR = 1000;
/** So many rows in a row must agree to believe it. */
const CONFIRM = 3;

/**
 * Walks the record and the seals side by side, by position; where positions were moved, by hash.
 * Holds about a thousand rows in memory.
 */
export async function* align(
  blocks: AsyncIterable<SealedBlock>,
  rows: AsyncIterable<Positioned>,
): AsyncGenerator<Difference> {
  const promised = createWindow(promisedRows(blocks));
  const found = createWindow(rows);
  /** What must be taken from positions here to get those that were sealed. */
  let moved = 0;

  const agree = (p: Promised | undefined, row: Positioned | undefined) =>
    p !== undefined && row !== undefined && (p.hash === '' || p.hash === shortOf(row.hash));

  function agreeFrom(skipPromised: number, skipFound: number): boolean {
    for (let n = 0; n < CONFIRM; n += 1) {
      const p = promised.at(skipPromised + n);
      const row = found.at(skipFound + n);
      if (n > 0 && p === undefined) return true;
      if (!agree(p, row)) return false;
    }
    return true;
  }

  /** Rows taken out (positive) or put in (negative) just here; 0 when this row was changed in its place. */
  async function shift(): Promise<number> {
    await promised.fill(FAR + CONFIRM);
    await found.fill(FAR + CONFIRM);
    for (let n = 1; n <= FAR; n += 1) {
      if (agreeFrom(n, 0)) return n;
      if (agreeFrom(0, n)) return -n;
      // One row later both agree again: they were changed in place.
      if (agreeFrom(n, n)) return 0;
    }
    return 0;
  }

  for (;;) {
    await promised.fill(1);
    await found.fill(1);
    const p = promised.at(0);
    const row = found.at(0);
    if (!p && !row) return;
    if (!p) {
      found.take();
      if (row) yield { kind: 'unsealed', row };
    } else if (!row || row.position + moved > p.position) {
      promised.take();
      yield { kind: 'missing', promised: p };
    } else if (row.position + moved < p.position) {
      found.take();
      yield { kind: 'surplus', row };
    } else if (agree(p, row)) {
      promised.take();
      found.take();
      yield { kind: 'same', row, promised: p };
    } else {
      const by = await shift();
      moved += by;
      if (by !== 0) continue;
      promised.take();
      found.take();
      yield { kind: 'changed', row, promised: p };
    }
  }
}
