import table from '../../data/places/pins.json';
import type { Gazetteer } from './gazetteer.rules.ts';

const districts: ReadonlyMap<string, string> = new Map(
  Object.entries(table.pins).flatMap(([district, runs]) =>
    runs.split(' ').flatMap((run) => {
      const [first = '', last = first.slice(3)] = run.split('-');
      const from = Number(first);
      const to = Number(first.slice(0, 3) + last);
      return Array.from({ length: to - from + 1 }, (_, step): [string, string] => [String(from + step), district]);
    }),
  ),
);

/** The district unit in which a PIN code lies; null when it is none of ours or crosses a border. */
export function districtOfPin({ pin, gazetteer }: { pin: string; gazetteer: Gazetteer }): string | null {
  const name = districts.get(pin);
  return name === undefined ? null : gazetteer.districtNamed(name);
}
