import { listUnits } from '$lib/api/units.ts';
import type { Unit } from '$lib/api/types.ts';

const MOST = 200;

/** Stations of a district, for the map. */
export class PlaceUnits {
  list = $state.raw<Unit[]>([]);
  #of: string | null = null;

  async load(district: string | null): Promise<void> {
    if (district === null || district === this.#of) return;
    this.#of = district;
    const page = await listUnits({ fetch, filter: { under: district, type: 'station', limit: MOST } }).catch(
      () => null,
    );
    if (page !== null) this.list = page.units.filter(({ lat, lon }) => lat !== null && lon !== null);
  }
}
