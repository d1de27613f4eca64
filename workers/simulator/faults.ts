/** What can go wrong with one answer. `take-` faults carry out the call first. */
export const FAULTS = [
  'rate',
  'rate-bare',
  'unavailable',
  'forbidden',
  'unauthorized',
  'timeout',
  'cut',
  'junk',
  'last-of-limit',
  'duplicates',
  'empty-page',
  'take-then-timeout',
  'take-then-unavailable',
  'take-then-cut',
] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface Fault {
  readonly fault: FaultKind;
  /** Only for this method. */
  readonly method?: string;
  /** Only where the path contains this. */
  readonly path?: string;
  /** How many answers are spoilt; 1 when left out. */
  readonly times?: number;
  /** How many matching answers go by unharmed first. */
  readonly after?: number;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The fault that this request meets, used up by it. */
  take(request: { method: string; path: string }): FaultKind | null;
}

const MAX_WAITING = 1_000;

export function createFaults(): Faults {
  let waiting: { fault: Fault; left: number; skip: number }[] = [];
  return {
    add: (fault) => {
      if (waiting.length < MAX_WAITING) waiting.push({ fault, left: fault.times ?? 1, skip: fault.after ?? 0 });
    },
    clear: () => {
      waiting = [];
    },
    take: ({ method, path }) => {
      const found = waiting.find(({ fault }) => (fault.method ?? method) === method && path.includes(fault.path ?? ''));
      if (!found) return null;
      if (found.skip > 0) {
        found.skip -= 1;
        return null;
      }
      found.left -= 1;
      if (found.left <= 0) waiting = waiting.filter((entry) => entry !== found);
      return found.fault.fault;
    },
  };
}
