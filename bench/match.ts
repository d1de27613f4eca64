import { compareTwoStrings } from 'string-similarity';
import { createEventJudge, type EventJudge } from '../server/modules/matching/event-model.rules.ts';
import { levenshtein } from '../server/modules/matching/distance.rules.ts';
import { createMatchIndex, type MatchIndex } from '../server/modules/matching/match-index.rules.ts';
import { compareSignatures, findMatches } from '../server/modules/matching/match.rules.ts';
import { decodeSignature, type Signature } from '../server/modules/matching/signature.rules.ts';
import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import type { BenchReport } from './report.ts';
import { createMatchStream } from './match-stream.ts';

const USUAL_MESSAGES = 1_000_000;
const QUERIES = 2_000;
/** Messages held against a full scan; where that is cheap, more of them. */
const CHECKED = 40;
const CHECKED_OF_FEW = 300;
const FEW = 20_000;
const SCANNED = 20_000;
const DISTANCES = 500;
const MEGABYTE = 1024 * 1024;

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

function signatureFrom(bytes: Uint8Array): Signature {
  const signature = decodeSignature(bytes);
  if (signature === null) throw new Error('a signature of this run cannot be read');
  return signature;
}

/** Share of what a scan over everything joins or suggests that the index finds too. */
function measureRecall({
  index,
  stored,
  queries,
  judge,
}: {
  index: MatchIndex;
  judge: EventJudge;
  stored: readonly Uint8Array[];
  queries: readonly Signature[];
}): { joins: number; suggestions: number; joinsFound: number; suggestionsFound: number } {
  const sum = { joins: 0, suggestions: 0, joinsFound: 0, suggestionsFound: 0 };
  const wanted = queries.map(() => new Map<string, 'join' | 'suggest'>());
  stored.forEach((bytes, place) => {
    const older = signatureFrom(bytes);
    queries.forEach((newer, number) => {
      if (!older.terms.some((term) => newer.terms.includes(term)) && older.copy[0] !== newer.copy[0]) return;
      const { verdict } = compareSignatures({ newer, older, judge, rarity: index.rarity });
      if (verdict.decision !== 'apart') wanted[number]?.set(`m${place}`, verdict.decision);
    });
  });
  queries.forEach((signature, number) => {
    const found = new Set(findMatches({ signature, index, judge }).map(({ id }) => id));
    for (const [id, decision] of wanted[number] ?? []) {
      sum[decision === 'join' ? 'joins' : 'suggestions']++;
      if (found.has(id)) sum[decision === 'join' ? 'joinsFound' : 'suggestionsFound']++;
    }
  });
  return sum;
}

const shareOf = (found: number, all: number): number => (all === 0 ? 1 : found / all);

function seconds(work: () => void): number {
  const from = performance.now();
  work();
  return (performance.now() - from) / 1000;
}

/** `bench match`: one message against a million, by the index, beside what the usual libraries take for the same. */
export async function benchMatch(options: BenchOptions): Promise<BenchReport> {
  const machine = readMachine();
  const n = options.tickets ?? USUAL_MESSAGES;
  const stream = createMatchStream(7);
  const stored: Uint8Array[] = [];
  const texts: string[] = [];
  const made = seconds(() => {
    for (let number = 0; number < n; number++) {
      const { text, bytes } = stream(number);
      stored.push(bytes);
      if (texts.length < SCANNED) texts.push(text);
    }
  });
  const index = createMatchIndex({ most: n });
  const rebuild = seconds(() => stored.forEach((bytes, number) => index.add(`m${number}`, bytes, { isNew: true })));
  const judge = createEventJudge();
  const asked = Array.from({ length: Math.min(QUERIES, Math.ceil(n / 4)) }, (_, number) => stream(n + number));
  const signatures = asked.map(({ bytes }) => signatureFrom(bytes));
  for (const signature of signatures.slice(0, 200)) findMatches({ signature, index, judge });
  const times = signatures
    .map((signature) => 1000 * seconds(() => void findMatches({ signature, index, judge })))
    .sort((a, b) => a - b);
  const checked = n <= FEW ? CHECKED_OF_FEW : CHECKED;
  const recall = measureRecall({ index, stored, queries: signatures.slice(0, checked), judge });
  const query = asked[0]?.text ?? '';
  const scan = seconds(() => texts.forEach((text) => compareTwoStrings(query, text)));
  const near = texts.slice(0, DISTANCES);
  const distance = seconds(() => near.forEach((text) => levenshtein(query, text)));
  const bytes = stored.reduce((sum, one) => sum + one.length, 0);
  return {
    bench: 'match',
    n,
    figures: [
      { name: 'one message, p50', value: at(times, 0.5), unit: 'ms' },
      { name: 'one message, p99', value: at(times, 0.99), unit: 'ms', goal: { atMost: 5 } },
      { name: 'slowest', value: times.at(-1) ?? 0, unit: 'ms' },
      {
        name: 'joins found of those a full scan makes',
        value: shareOf(recall.joinsFound, recall.joins),
        unit: '',
        goal: { atLeast: 0.95 },
      },
      {
        name: 'suggestions found of those a full scan makes',
        value: shareOf(recall.suggestionsFound, recall.suggestions),
        unit: '',
      },
      {
        name: 'joins and suggestions found of those a full scan makes',
        value: shareOf(recall.joinsFound + recall.suggestionsFound, recall.joins + recall.suggestions),
        unit: '',
        goal: { atLeast: 0.95 },
      },
      { name: 'joins of the scan', value: recall.joins, unit: '' },
      { name: 'joins and suggestions of the scan', value: recall.joins + recall.suggestions, unit: '' },
      { name: 'index in memory', value: index.bytes / MEGABYTE, unit: 'MB', goal: { atMost: 300 } },
      { name: 'rebuilt from stored signatures', value: rebuild, unit: 's', goal: { atMost: 60 } },
      { name: 'rebuilt', value: n / rebuild, unit: 'messages/s', goal: { atLeast: 20_000 } },
      { name: 'signatures made', value: n / made, unit: 'messages/s' },
      { name: 'mean signature', value: bytes / n, unit: 'bytes' },
    ],
    comparison: [
      { name: 'string-similarity, scan of all', value: (1000 * scan * n) / Math.max(texts.length, 1), unit: 'ms' },
      {
        name: "natural's Levenshtein, scan of all",
        value: (1000 * distance * n) / Math.max(near.length, 1),
        unit: 'ms',
      },
    ],
    machine,
    notes: [
      `The scans of the comparison are measured on ${texts.length} and ${near.length} texts and reckoned up to ${n}.`,
      `Recall: ${Math.min(checked, signatures.length)} messages against every stored one, at the same thresholds. One message in eight tells again what a recent one told.`,
    ],
  };
}
