export interface Pace {
  /** How many the next portion should hold. */
  size(): number;
  /** Tells how long a portion took, in milliseconds. */
  took(portion: { readonly many: number; readonly ms: number }): void;
}

/**
 * Sizes portions of work so that each takes about as long as was aimed at, whatever else the machine has to do: a
 * portion is one turn of the event loop, and officers wait for its end. Shrinks at once, grows slowly.
 */
export function createPace({ least, most, aimMs }: { least: number; most: number; aimMs: number }): Pace {
  let size = most;
  return {
    size: () => Math.round(size),
    took({ many, ms }) {
      // A small rest at the end of a stream says little about a full portion.
      if (many < Math.min(least, size)) return;
      const fitting = (many * aimMs) / Math.max(ms, 0.1);
      size = Math.min(most, Math.max(least, fitting < size ? fitting : Math.min(fitting, size * 1.25)));
    },
  };
}
