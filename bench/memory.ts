import type { BenchOptions } from './options.ts';
import type { BenchReport } from './report.ts';
export const benchMemory = (_options: BenchOptions): Promise<BenchReport> => Promise.reject(new Error('not yet'));
