import type { Tx } from '../../schema.ts';

export interface NewEvent {
  /** `ticket:tkt_…`, `unit:…`, `officer:…`, `account:…`. */
  readonly stream: string;
  /** `ticket.opened`, past tense. */
  readonly type: string;
  /** `officer:…/position:…`, `policy:…`, `citizen`, `system`. */
  readonly actor: string;
  /** Ids, codes, numbers and salted hashes of content, never the content. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The stream is new (its id was just made): its head need not be looked up. Counts on the first event of a stream. */
  readonly fresh?: boolean;
}

export interface StoredEvent extends Omit<NewEvent, 'fresh'> {
  readonly seq: number;
  readonly position: number;
  readonly at: number;
}

/** Names one event, with its place in time. */
export type EventKey = Pick<StoredEvent, 'at' | 'stream' | 'seq'>;

/** The append-only, chained record of what changed. */
export interface EventLog {
  /** Appends in the caller's transaction; several of one stream keep their order. */
  append(tx: Tx, events: readonly NewEvent[]): Promise<void>;
  /** Committed events after a position, in order, at most `limit`. */
  after(position: number, limit: number): Promise<readonly StoredEvent[]>;
  /** Events of one stream, oldest first. */
  ofStream(stream: string): Promise<readonly StoredEvent[]>;
  /** Events of several streams and of these types, newest first, from below the one that `before` names. */
  ofStreams(
    streams: readonly string[],
    page: { readonly types: readonly string[]; readonly before: EventKey | null; readonly limit: number },
  ): Promise<readonly StoredEvent[]>;
  /** Highest position committed. */
  head(): Promise<number>;
}
