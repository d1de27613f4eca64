import type { Db } from '../../../schema.ts';
import { createListeners } from '../listeners.ts';
import type { LiveSignal } from '../port.ts';

/** For one process on the embedded database: every commit may bring events. */
export function createLocalLive({ db }: { readonly db: Pick<Db, 'onCommit'> }): LiveSignal {
  const listeners = createListeners();
  const stop = db.onCommit(listeners.wake);
  return {
    announce: listeners.wake,
    listen: listeners.add,
    close: async () => stop(),
  };
}
