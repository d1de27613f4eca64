import type { LivePorts } from './live-client.ts';

const NAME = 'pukaar-live';

/** Web Locks are missing where the desk is reached over plain http: there each tab holds its own stream. */
export const browserPorts: LivePorts = {
  open: (path) => new EventSource(path),
  channel: () => (typeof navigator.locks === 'undefined' ? null : new BroadcastChannel(NAME)),
  elect: ({ lead, signal }) => {
    if (typeof navigator.locks === 'undefined') void lead();
    else navigator.locks.request(NAME, { signal }, lead).catch(() => undefined);
  },
  later: ({ run, milliseconds }) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
