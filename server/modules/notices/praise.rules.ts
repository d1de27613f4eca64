import { nameWords } from '../officers/name-search.rules.ts';
import type { Colleague } from '../units/colleagues.rules.ts';

/** Shorter words of a name are initials and titles. */
const TELLING = 3;

/**
 * Officers whom a post names, those first that it names in full; then those who answer for a station or district that it
 * speaks of (`places`, nearest first).
 */
export function praisedIn({
  text,
  colleagues,
  places,
}: {
  text: string;
  colleagues: readonly Colleague[];
  places: readonly string[];
}): Colleague[] {
  const said = new Set(nameWords(text.replace(/[^\p{L}\p{M}\s]/gu, ' ')));
  const isNamed = ({ name, unit }: Colleague): boolean => {
    const words = nameWords(name).filter((word) => word.length >= TELLING);
    const known = words.filter((word) => said.has(word));
    // One name alone is anybody's; together with his station it is his.
    return words.length > 0 && known.length === words.length && (known.length > 1 || places.includes(unit));
  };
  const named = colleagues.filter(isNamed);
  const there = places.flatMap((place) => colleagues.filter((one) => one.unit === place && !named.includes(one)));
  return [...new Map([...named, ...there].map((one) => [one.officer, one])).values()];
}
