import { align, type Difference } from './align.ts';
import { createDigest, shortOf, type Seal } from './seal.rules.ts';
import type { SealedBlock } from './sealed-rows.ts';
import type { Finding, Positioned, RecordSource } from './verify.types.ts';

interface Changed {
  readonly row: Positioned;
  readonly promised: string;
}

export interface SealCheck {
  /** `stream seq` of rows already reported. */
  readonly named: ReadonlySet<string>;
  readonly lastSealed: number;
  readonly unsealed: number;
  readonly missing: number;
  /** Seals whose digest is not that of their rows. */
  readonly doubtful: readonly Seal[];
}

const MOST_CHANGED = 10_000;
const MOST_LOOKUPS = 20_000;

const nameOf = ({ stream, seq }: { readonly stream: string; readonly seq: number }) => `${stream} ${seq}`;

/** A changed row whose hash was sealed for another changed row's place, and the other way round, changed places. */
function* changedFindings(changed: readonly Changed[]): Generator<Finding> {
  const places = new Map(changed.map((one) => [one.promised, one]));
  const firsts = new Map<string, Changed[]>();
  for (const one of changed) {
    if (places.has(shortOf(one.row.hash)))
      yield { kind: 'reordered', ...pick(one.row), because: 'it stands where another event was sealed' };
    else firsts.set(one.row.stream, [...(firsts.get(one.row.stream) ?? []), one]);
  }
  for (const [, ones] of firsts) {
    const [first, ...rest] = ones.sort((a, b) => a.row.seq - b.row.seq);
    const after = rest.length > 0 ? `, as are ${rest.length} later ones of its stream` : '';
    if (first) yield { kind: 'edited', ...pick(first.row), because: `its hash is another than was sealed${after}` };
  }
}

const pick = ({ stream, seq, position }: Positioned) => ({ stream, seq, position });

/** Compares the record with the seals: finds what even recomputed hashes cannot hide. */
export async function checkSeals(
  source: RecordSource,
  blocks: AsyncIterable<SealedBlock>,
  report: (finding: Finding) => void,
): Promise<SealCheck> {
  const named = new Set<string>();
  const changed: Changed[] = [];
  const holes = new Map<SealedBlock, number[]>();
  const digests = new Map<SealedBlock, { add(row: Positioned): void; end(): string; count: number }>();
  let [lastSealed, unsealed, missing, lookups] = [0, 0, 0, 0];
  let expected = 0;
  const doubtful: Seal[] = [];

  function same(row: Positioned, block: SealedBlock, position: number): void {
    let open = digests.get(block);
    if (!open) {
      for (const [done] of digests) close(done);
      digests.set(block, (open = { ...createDigest(), count: 0 }));
    }
    open.add({ ...row, position });
    open.count += 1;
    lastSealed = Math.max(lastSealed, row.position);
    expected = row.position + 1;
  }

  function close(block: SealedBlock): void {
    const open = digests.get(block);
    digests.delete(block);
    if (open && open.count === block.seal.count && open.end() !== block.seal.digest) doubtful.push(block.seal);
  }

  function take(difference: Difference): void {
    if (difference.kind === 'same')
      return same(difference.row, difference.promised.block, difference.promised.position);
    if (difference.kind === 'missing') {
      missing += 1;
      const { block, position } = difference.promised;
      holes.set(block, [...(holes.get(block) ?? []), position]);
      expected = position + 1;
      return;
    }
    const { row } = difference;
    if (difference.kind === 'unsealed') {
      unsealed += 1;
      if (row.position > expected && expected > 0) missing += row.position - expected;
      if (row.position > expected && expected > 0)
        report({
          kind: 'deleted',
          stream: null,
          seq: null,
          position: expected,
          because: `positions ${expected} to ${row.position - 1} are not there`,
        });
      expected = row.position + 1;
      return;
    }
    named.add(nameOf(row));
    if (difference.kind === 'surplus')
      report({ kind: 'inserted', ...pick(row), because: 'no seal knows an event there' });
    else {
      if (changed.length < MOST_CHANGED) changed.push({ row, promised: difference.promised.hash });
      lastSealed = Math.max(lastSealed, row.position);
      expected = row.position + 1;
    }
  }

  /** Which of the events that the seal names as last of their streams are gone. */
  async function nameHoles(block: SealedBlock, positions: readonly number[]): Promise<void> {
    let left = positions.length;
    for (const [stream, seq] of block.heads) {
      if (left === 0 || ++lookups > MOST_LOOKUPS) break;
      if (await source.has(stream, seq)) continue;
      left -= 1;
      named.add(nameOf({ stream, seq }));
      report({ kind: 'deleted', stream, seq, position: null, because: 'it was sealed as the last of its stream' });
    }
    const [first = 0] = positions;
    if (left > 0)
      report({
        kind: 'deleted',
        stream: null,
        seq: null,
        position: first,
        because: `${positions.length} sealed events from this position on are not there`,
      });
  }

  for await (const difference of align(blocks, source.byPosition())) {
    take(difference);
    if (holes.size > 1)
      for (const [block, positions] of [...holes].slice(0, -1))
        await nameHoles(block, positions).then(() => holes.delete(block));
  }
  for (const [block] of digests) close(block);
  for (const [block, positions] of holes) await nameHoles(block, positions);
  for (const finding of changedFindings(changed)) report(finding);
  return { named, lastSealed, unsealed, missing, doubtful };
}
