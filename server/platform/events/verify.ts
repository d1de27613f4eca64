import { checkSeals } from './check-seals.ts';
import { checkStreams } from './check-streams.ts';
import type { SealKeys } from './seal-keys.ts';
import type { SealLine } from './seal.rules.ts';
import { sealedBlocks } from './sealed-rows.ts';
import type { Finding, RecordSource, Verdict } from './verify.types.ts';

interface VerifyInput {
  readonly source: RecordSource;
  /** The seal file, as long as it was before the source's snapshot was taken. */
  readonly lines: AsyncIterable<SealLine>;
  readonly keys: SealKeys;
}

const LISTED = 100;

/**
 * Checks the whole record: every event's hash and place in its stream, every position against the seals, every
 * seal against the file and the key. Tells each row that was edited, deleted, reordered or inserted, also when
 * the hashes after it were made anew. Events after the last seal are checked by their chain alone.
 */
export async function verifyChain({ source, lines, keys }: VerifyInput): Promise<Verdict> {
  const findings: Finding[] = [];
  let more = 0;
  const report = (finding: Finding) => {
    if (findings.length < LISTED) findings.push(finding);
    else more += 1;
  };
  let seals = 0;
  async function* counted() {
    for await (const block of sealedBlocks({ stored: source.seals(), lines, keys, report })) {
      seals += 1;
      yield block;
    }
  }
  const check = await checkSeals(source, counted(), report);
  const events = await checkStreams(source, check, report);
  // Where every row agreed by its short hash the seal's own digest has the last word.
  for (const { fromPosition: from, toPosition: to } of check.doubtful) {
    const isExplained =
      more > 0 || findings.some(({ position }) => position !== null && position >= from && position <= to);
    const because = `something in positions ${from} to ${to} is another than was sealed`;
    if (!isExplained) report({ kind: 'edited', stream: null, seq: null, position: from, because });
  }
  return { ok: findings.length === 0, events, seals, unsealed: check.unsealed, findings, more };
}
