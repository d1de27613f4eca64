import { readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;

function secondsIn(file: string): number {
  try {
    // The name of the process may hold blanks: the fields begin behind its closing bracket.
    const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}

/** Processor time so far, in seconds: it hardly depends on what else runs on the machine. 0 where the system does not tell. */
export interface ProcessorTime {
  readonly all: number;
  /** The thread of the event loop. */
  readonly main: number;
}

export const processorTime = (pid: number): ProcessorTime => ({
  all: secondsIn(`/proc/${pid}/stat`),
  main: secondsIn(`/proc/${pid}/task/${pid}/stat`),
});

export const since = (pid: number, before: ProcessorTime): ProcessorTime => {
  const now = processorTime(pid);
  return { all: now.all - before.all, main: now.main - before.main };
};
