import type { Log } from '../server/platform/log/port.ts';
import { messageOf } from '../server/platform/log/describe-error.ts';

export interface Repeated {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<unknown>;
}

/** Runs each task again and again, never two of one at a time; a failure is logged and the task goes on. */
export function startRepeating(log: Log, tasks: readonly Repeated[]): { stop(): void } {
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;
  const next = (task: Repeated): void => {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      task
        .run()
        .catch((error: unknown) =>
          log.error('a repeated task failed', {
            task: task.name,
            message: messageOf(error),
          }),
        )
        .finally(() => next(task));
    }, task.everyMs);
    timers.add(timer);
  };
  for (const task of tasks) next(task);
  return {
    stop: () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
