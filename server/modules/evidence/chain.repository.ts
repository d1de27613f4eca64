import { asc, eq } from 'drizzle-orm';
import type { Read } from '../../schema.ts';

/** An event of a stream with its place in the chain. */
export interface ChainLink {
  readonly seq: number;
  /** Null until it was numbered. */
  readonly position: number | null;
  readonly at: number;
  readonly type: string;
  readonly hash: string;
  /** The message that it names. */
  readonly message: string | null;
}

const named = (data: string): string | null => {
  const { message } = JSON.parse(data) as { message?: unknown };
  return typeof message === 'string' ? message : null;
};

/** A stream with its hashes, oldest first. */
export async function readChain(read: Read, stream: string): Promise<ChainLink[]> {
  const { events } = read.tables;
  const rows = await read.select().from(events).where(eq(events.stream, stream)).orderBy(asc(events.seq));
  return rows.map(({ seq, position, at, type, hash, data }) => ({
    ...{ seq, position, at, type, hash },
    message: named(data),
  }));
}
