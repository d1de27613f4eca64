/** Listeners that are told together, at most once a turn of the event loop. */
export function createListeners(): { add(wake: () => void): () => void; wake(): void; count(): number } {
  const listeners = new Set<() => void>();
  let queued = false;
  return {
    add: (wake) => {
      // A value of its own, so that one function may listen twice.
      const listener = () => wake();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake: () => {
      if (queued || listeners.size === 0) return;
      queued = true;
      setImmediate(() => {
        queued = false;
        for (const listener of [...listeners]) listener();
      });
    },
    count: () => listeners.size,
  };
}
