import { getContext, setContext } from 'svelte';
import { readForMe, seeNotices } from '$lib/api/notices.ts';
import type { Notice } from '$lib/api/notices.ts';
import type { LiveEvent } from '$lib/live/live-client.ts';
import { Steady } from '../desk/steady.ts';

const KEY = Symbol('for-me');

/** What is meant for this officer alone. */
export class ForMe {
  items = $state.raw<readonly Notice[]>([]);
  /** It could not be asked for the last time. */
  failed = $state(false);
  readonly #looking = new Steady({ pause: 150, between: 2000, work: () => this.#look() });

  get unseen(): number {
    return this.items.filter(({ seenAt }) => seenAt === null).length;
  }

  start(): () => void {
    this.#looking.soon();
    return () => this.#looking.stop();
  }

  hear(event: LiveEvent): void {
    const isGone = event.kind === 'gone' && this.items.some(({ ticket }) => ticket === event.id);
    if (event.kind === 'for-me' || event.kind === 'reload' || isGone) this.#looking.soon();
  }

  /** Seen at once; the server is told. */
  async see(ids: readonly string[]): Promise<void> {
    const fresh = this.items.filter(({ id, seenAt }) => seenAt === null && ids.includes(id)).map(({ id }) => id);
    if (fresh.length === 0) return;
    const seenAt = Date.now();
    this.items = this.items.map((item) => (fresh.includes(item.id) ? { ...item, seenAt } : item));
    await seeNotices({ fetch, ids: fresh }).catch(() => this.#looking.soon());
  }

  async #look(): Promise<void> {
    const list = await readForMe({ fetch }).catch(() => null);
    this.failed = list === null;
    if (list !== null) this.items = list.items;
  }
}

export const setForMe = (forMe: ForMe): ForMe => setContext(KEY, forMe);
export const useForMe = (): ForMe => getContext<ForMe>(KEY);
