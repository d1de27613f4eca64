import { getContext, setContext } from 'svelte';
import { browserPorts } from './browser-ports.ts';
import { LiveClient } from './live-client.ts';
import type { LiveEvent } from './live-client.ts';

const KEY = Symbol('live');

/** What changed, as it changes, for every part of the page that asks. */
export class Live {
  connected = $state(false);
  readonly #listeners = new Set<(event: LiveEvent) => void>();

  start(): () => void {
    const client = new LiveClient({
      ports: browserPorts,
      onEvent: (event) => {
        for (const listener of this.#listeners) listener(event);
      },
      onConnected: (connected) => {
        this.connected = connected;
      },
    });
    return client.start();
  }

  listen(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export const setLive = (live: Live): Live => setContext(KEY, live);
export const useLive = (): Live => getContext<Live>(KEY);
