import { createHash, type Hash } from 'node:crypto';
import { canonical, sha256 } from './chain.rules.ts';

/** One line of the record that a seal covers. */
export interface Sealed {
  readonly position: number;
  readonly stream: string;
  readonly seq: number;
  readonly hash: string;
}

export interface Seal {
  readonly number: number;
  readonly fromPosition: number;
  readonly toPosition: number;
  readonly count: number;
  /** Over position, stream, seq and hash of every event from the first to the last position. */
  readonly digest: string;
  /** Hash of the signature before; empty for the first seal. */
  readonly prev: string;
  readonly at: number;
  readonly signature: string;
}

/** The seal as it stands in the file outside the database, with what finds a changed row. */
export interface SealLine extends Seal {
  /** Last event of every stream that changed: stream, seq, beginning of the hash. */
  readonly heads: readonly (readonly [string, number, string])[];
  /** Four bytes of every event's hash, in order of position, as base64. */
  readonly rows: string;
  /** Over the whole line before it. */
  readonly lineSignature: string;
}

const SHORT = 8;
export const shortOf = (hash: string): string => hash.slice(0, SHORT);

/** Letters that are handed to the digest at once: a call for every row would cost more than the digest itself. */
const TOGETHER = 16_384;

export function createDigest(): { add(row: Sealed): void; end(): string } {
  const digest: Hash = createHash('sha256');
  let text = '';
  return {
    add: ({ position, stream, seq, hash }) => {
      text += `${position} ${stream} ${seq} ${hash}\n`;
      if (text.length < TOGETHER) return;
      digest.update(text);
      text = '';
    },
    end: () => digest.update(text).digest('hex'),
  };
}

/** What the signature of a seal is over. */
export const sealText = ({
  number,
  fromPosition,
  toPosition,
  count,
  digest,
  prev,
  at,
}: Omit<Seal, 'signature'>): string => canonical({ number, fromPosition, toPosition, count, digest, prev, at });

export const prevOf = (before: { readonly signature: string } | null): string =>
  before ? sha256(before.signature) : '';

/** What the signature of a line is over. */
export const lineText = ({ signature, heads, rows }: Omit<SealLine, 'lineSignature'>): string =>
  canonical({ signature, heads, rows });

export function headsOf(rows: readonly Sealed[]): SealLine['heads'] {
  const last = new Map<string, Sealed>();
  for (const row of rows) last.set(row.stream, row);
  return [...last.values()].map(({ stream, seq, hash }) => [stream, seq, shortOf(hash)] as const);
}

export const packRows = (rows: readonly Sealed[]): string =>
  Buffer.from(rows.map(({ hash }) => shortOf(hash)).join(''), 'hex').toString('base64');

export function unpackRows(packed: string): string[] {
  const text = Buffer.from(packed, 'base64').toString('hex');
  return Array.from({ length: Math.floor(text.length / SHORT) }, (_, index) =>
    text.slice(index * SHORT, (index + 1) * SHORT),
  );
}
