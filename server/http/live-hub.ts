import type { EventLog, StoredEvent } from '../platform/events/port.ts';
import type { LiveSignal } from '../platform/live/port.ts';
import type { Log } from '../platform/log/port.ts';
import { messageOf } from '../platform/log/describe-error.ts';

const PAGE = 500;

export interface LiveHub {
  /** Called with new events, in order, once each. Returns the way to stop. */
  subscribe(listener: (events: readonly StoredEvent[]) => void): () => void;
  stop(): void;
}

/** Reads new events once for all open connections of this process. */
export function createLiveHub({ events, live, log }: { events: EventLog; live: LiveSignal; log: Log }): LiveHub {
  const listeners = new Set<(events: readonly StoredEvent[]) => void>();
  let position: number | null = null;
  let reading = false;
  let again = false;

  async function read(): Promise<void> {
    position ??= await events.head();
    for (;;) {
      const found = await events.after(position, PAGE);
      position = found.at(-1)?.position ?? position;
      if (found.length > 0) for (const listener of listeners) listener(found);
      if (found.length < PAGE) return;
    }
  }

  async function wake(): Promise<void> {
    again = true;
    if (reading) return;
    reading = true;
    try {
      while (again) {
        again = false;
        await read();
      }
    } catch (error) {
      log.warn('new events could not be read for live updates', {
        message: messageOf(error),
      });
    } finally {
      reading = false;
    }
  }

  void wake();
  const unlisten = live.listen(() => void wake());
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => {
      unlisten();
      listeners.clear();
    },
  };
}
