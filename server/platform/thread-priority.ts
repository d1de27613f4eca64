import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Called in a worker thread that holds no lock which the loop may want: where processors are short, the event loop goes
 * first. On Linux a thread has a priority of its own, by its number; elsewhere nothing happens.
 */
export function goBehindTheLoop(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (thread !== process.pid) setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Another system, or one that does not let us: threads share as they do anyway.
  }
}
