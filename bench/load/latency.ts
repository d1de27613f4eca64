import type { Figure } from '../report.ts';

/** Gathers how long requests of each kind took. */
export interface Latencies {
  add(kind: string, milliseconds: number): void;
  count(kind: string): number;
  kinds(): readonly string[];
  percentile(kind: string, share: number): number;
  /** All kinds that begin so, together. */
  percentileOf(beginning: string, share: number): number;
}

function percentileIn(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export function createLatencies(): Latencies {
  const all = new Map<string, number[]>();
  return {
    add: (kind, milliseconds) => {
      const values = all.get(kind);
      if (values) values.push(milliseconds);
      else all.set(kind, [milliseconds]);
    },
    count: (kind) => all.get(kind)?.length ?? 0,
    kinds: () => [...all.keys()].sort(),
    percentile: (kind, share) => percentileIn(all.get(kind) ?? [], share),
    percentileOf: (beginning, share) =>
      percentileIn(
        [...all].flatMap(([kind, values]) => (kind.startsWith(beginning) ? values : [])),
        share,
      ),
  };
}

/** A line a kind and percentile; `atMost` is the goal of the 95th. */
export function latencyFigures(latencies: Latencies, { kind, atMost }: { kind: string; atMost?: number }): Figure[] {
  return [
    { name: `${kind} p50`, value: latencies.percentile(kind, 0.5), unit: 'ms' },
    {
      name: `${kind} p95`,
      value: latencies.percentile(kind, 0.95),
      unit: `ms of ${latencies.count(kind)}`,
      ...(atMost === undefined ? {} : { goal: { atMost } }),
    },
    { name: `${kind} p99`, value: latencies.percentile(kind, 0.99), unit: 'ms' },
  ];
}
