import { listUnits } from '$lib/api/units.ts';
import type { Names } from '$lib/i18n/names.ts';

const PAUSE = 120;
const MOST = 12;

export interface FoundUnit {
  id: string;
  name: Names;
  type: string;
}

/** Units whose name begins like what is typed; only the last question counts. */
export class UnitSearch {
  found = $state.raw<FoundUnit[]>([]);
  asked = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: AbortController | null = null;
  readonly #type: () => string | null;

  constructor(type: () => string | null) {
    this.#type = type;
  }

  ask(text: string): void {
    this.asked = text.trim();
    clearTimeout(this.#timer);
    this.#stop?.abort();
    if (this.asked === '') {
      this.found = [];
      return;
    }
    this.#timer = setTimeout(() => void this.#fetch(this.asked), PAUSE);
  }

  async #fetch(q: string): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    const page = await listUnits({ fetch, filter: { q, type: this.#type(), limit: MOST }, signal: stop.signal }).catch(
      () => null,
    );
    if (page === null || stop.signal.aborted) return;
    // The shortest name is the nearest: the station before the circle that is named after it.
    this.found = page.units
      .map((unit) => ({ id: unit.id, name: unit.name, type: unit.type }))
      .sort((a, b) => a.name.en.length - b.name.en.length);
  }
}
