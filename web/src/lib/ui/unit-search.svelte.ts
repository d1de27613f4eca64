import { listUnits } from '$lib/api/units.ts';
import type { Names } from '$lib/i18n/names.ts';

const PAUSE = 120;
const MOST = 12;
/** Asked for, of which the nearest are shown. */
const POOL = 60;

export interface FoundUnit {
  id: string;
  name: Names;
  type: string;
  district: { id: string; name: Names } | null;
}

/** The shortest name that begins so is the nearest: the station before the circle that is named after it. */
function nearest({ units, asked }: { units: FoundUnit[]; asked: string }): FoundUnit[] {
  const start = asked.toLowerCase();
  const away = ({ name }: FoundUnit) =>
    [name.en, name.hi, name.mr].some((text) => text?.toLowerCase().startsWith(start)) ? 0 : 1;
  return units.sort((a, b) => away(a) - away(b) || a.name.en.length - b.name.en.length).slice(0, MOST);
}

/** Units of the officer's state whose name holds what is typed; only the last question counts. */
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

  async #fetch(asked: string): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    const filter = { under: 'home', q: asked, type: this.#type(), limit: POOL };
    const page = await listUnits({ fetch, filter, signal: stop.signal }).catch(() => null);
    if (page === null || stop.signal.aborted) return;
    const units = page.units.map(({ id, name, type, district }) => ({ id, name, type, district: district ?? null }));
    this.found = nearest({ units, asked });
  }
}
