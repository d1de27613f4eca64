/** Says that events up to a position can be read. Wakes every listener of every process; a poll stands behind it. */
export interface LiveSignal {
  /** Called after a commit of this process. */
  announce(): void;
  /** Called (coalesced) when there may be new events. Returns the way to stop. */
  listen(wake: () => void): () => void;
  close(): Promise<void>;
}
