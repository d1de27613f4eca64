import { hashOf } from './chain.rules.ts';
import type { SealCheck } from './check-seals.ts';
import type { Finding, RecordedEvent, RecordSource, Tampering } from './verify.types.ts';

const nameOf = ({ stream, seq }: RecordedEvent) => `${stream} ${seq}`;

const NEAR = 16;

/** The number under which the event's hash is true: it was moved from there. */
function formerSeq(row: RecordedEvent): number | null {
  for (let distance = 1; distance <= NEAR; distance += 1)
    for (const seq of [row.seq - distance, row.seq + distance])
      if (seq > 0 && hashOf({ ...row, seq }) === row.hash) return seq;
  return null;
}

/** Checks every stream's chain. Answers how many events there are. */
export async function checkStreams(
  source: RecordSource,
  seals: SealCheck,
  report: (finding: Finding) => void,
): Promise<number> {
  let count = 0;
  let before: RecordedEvent | null = null;
  let wrong: RecordedEvent | null = null;
  const found = (kind: Tampering, row: RecordedEvent, because: string, seq = row.seq) =>
    report({ kind, stream: row.stream, seq, position: seq === row.seq ? row.position : null, because });
  const isNamed = (row: RecordedEvent) => seals.named.has(nameOf(row));
  const isSealed = (row: RecordedEvent) => row.position !== null && row.position <= seals.lastSealed;

  function checkContent(row: RecordedEvent, last: RecordedEvent | null): boolean {
    if (hashOf(row) === row.hash) return true;
    wrong = row;
    const former = formerSeq(row);
    if (former !== null) found('reordered', row, `its hash says it was number ${former}`);
    else if (!isSealed(row) && row.prev !== (last?.hash ?? ''))
      found('inserted', row, 'its hash is wrong and it continues nothing');
    else found('edited', row, 'its hash is not that of its content');
    return false;
  }

  function checkPlace(row: RecordedEvent, last: RecordedEvent | null): void {
    const expected = (last?.seq ?? 0) + 1;
    if (row.seq !== expected) {
      if (seals.missing > 0 || isSealed(row))
        found('deleted', row, `number ${expected} of the stream is not there`, expected);
      else found('inserted', row, `number ${expected} of the stream is not there before it`);
    } else if (row.prev !== (last?.hash ?? '')) {
      // Whoever was changed with a hash made anew is the one before: this one still names the hash it had.
      if (last && last !== wrong && !isNamed(last)) found('edited', last, 'the event after it continues another');
      if (!last) found('edited', row, 'it is the first and continues something');
    } else if (last && row.position !== null && last.position !== null && row.position <= last.position)
      found('reordered', row, 'it has a lower position than the event before it');
  }

  for await (const row of source.byStream()) {
    count += 1;
    const last: RecordedEvent | null = before && before.stream === row.stream ? before : null;
    before = row;
    if (isNamed(row)) continue;
    if (source.engine === 'sqlite' && row.position === null) found('inserted', row, 'it has no position');
    else if (checkContent(row, last)) checkPlace(row, last);
  }
  return count;
}
