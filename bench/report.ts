import type { Machine } from './machine.ts';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it must reach, and whether more or less is better. */
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
}

export interface BenchReport {
  readonly bench: string;
  /** How many tickets or messages it was measured on. */
  readonly n: number;
  readonly figures: readonly Figure[];
  /** What the figures are held against, measured in the same run. */
  readonly comparison: readonly Figure[];
  readonly machine: Machine;
  /** What one must know to read the figures. */
  readonly notes?: readonly string[];
}

const MOST_DIGITS = 100;

const shown = (value: number): string =>
  Math.abs(value) >= MOST_DIGITS ? Math.round(value).toLocaleString('en-US') : String(Math.round(value * 100) / 100);

function verdict({ value, goal }: Figure): string {
  if (!goal) return '';
  const isMet = 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
  const limit = 'atLeast' in goal ? `≥ ${shown(goal.atLeast)}` : `≤ ${shown(goal.atMost)}`;
  return `${limit} ${isMet ? 'met' : 'MISSED'}`;
}

function table(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const numbers = Math.max(...figures.map(({ value }) => shown(value).length));
  return figures
    .map((one) =>
      `  ${one.name.padEnd(width)}  ${shown(one.value).padStart(numbers)} ${one.unit.padEnd(12)} ${verdict(one)}`.trimEnd(),
    )
    .join('\n');
}

export function printReport(report: BenchReport, { asJson }: { asJson: boolean }): void {
  const { bench, n, figures, comparison, machine, notes = [] } = report;
  const lines = [
    `${bench}, N = ${n.toLocaleString('en-US')}`,
    table(figures),
    ...(comparison.length > 0 ? ['against, in the same run', table(comparison)] : []),
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryMb} MB, Node ${machine.node}, load before ${machine.loadBefore}`,
    ...notes,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (asJson) process.stdout.write(`${JSON.stringify(report)}\n`);
}
