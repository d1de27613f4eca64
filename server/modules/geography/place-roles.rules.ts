import cues from '../../data/places/cues.json';
import { foldWord } from '../language/fold.rules.ts';
import type { PlacedWord } from './place-words.rules.ts';

/**
 * What a named place has to do with the matter: it happened here, somebody lives there, somebody goes or fled there,
 * it is one end of a way, or the name belongs to a person.
 */
export type PlaceRole = 'here' | 'home' | 'toward' | 'route' | 'person';

const folded = (list: readonly string[]): ReadonlySet<string> => new Set(list.map(foldWord));
const resident = folded(cues.resident);
const be = folded(cues.be);
const genitive = folded(cues.genitive);
const toward = folded(cues.toward);
const towardBefore = folded(cues.towardBefore);
const fled = folded(cues.fled);
const vehicle = folded(cues.vehicle);
const wale = folded(cues.wale);
const kin = folded(cues.kin);
const road = folded(cues.road);
const event = folded(cues.event);
const fromHome = folded(cues.from_home);
const house = folded(cues.house);
const surnames = folded(cues.surnames);
const titles = folded(cues.titles);
const chain = folded(cues.chain);
const joins = folded(cues.from);
/** Words that join the ends of a way and nothing else. */
const plainJoins = folded(['to', 'ते']);
const travel = folded(cues.travel);
const locatives = folded(cues.locative);
const prepositions = folded(cues.before);
const FROM = foldWord('from');

/** A name as it stands among the words: from the first word to before `to`. */
export interface NamedSpot {
  readonly from: number;
  readonly to: number;
}

export interface Reading {
  readonly role: PlaceRole;
  /** How much the surroundings say that it happened here; 1 when they say nothing. */
  readonly weight: number;
}

/** The role of one name by the words around it alone. */
export function readRole({ words, spot }: { words: readonly PlacedWord[]; spot: NamedSpot }): Reading {
  const before = (back: number): string => words[spot.from - back]?.fold ?? '';
  const after = (ahead: number): string => words[spot.to + ahead]?.fold ?? '';
  if (surnames.has(after(0)) || titles.has(before(1))) return { role: 'person', weight: 0 };
  const isEvent = event.has(before(1)) || event.has(before(2));
  if (!isEvent && livesThere({ before, after })) return { role: 'home', weight: 0.2 };
  if ((toward.has(after(1)) && genitive.has(after(0))) || after(0) === foldWord('तरफ') || after(0) === foldWord('कडे'))
    return { role: 'toward', weight: 0 };
  if (towardBefore.has(before(1)) || fled.has(after(0))) return { role: 'toward', weight: 0 };
  if (vehicle.has(after(0))) return { role: 'home', weight: 0.1 };
  if (road.has(after(0))) return { role: 'here', weight: ROAD_WEIGHT };
  let weight = isEvent ? 1.8 : 1;
  if (locatives.has(after(0)) || prepositions.has(before(1))) weight += 0.6;
  if (before(1) === FROM) weight -= 0.3;
  return { role: 'here', weight };
}

/** `Mathura road` lies anywhere between. */
const ROAD_WEIGHT = 0.5;

type Around = (distance: number) => string;

function livesThere({ before, after }: { before: Around; after: Around }): boolean {
  for (let ahead = 0; ahead < 3; ahead++) if (resident.has(after(ahead))) return true;
  for (let back = 1; back < 3; back++) if (resident.has(before(back))) return true;
  if (genitive.has(after(0)) && be.has(after(1))) return true;
  if (before(1) === FROM && fromHome.has(before(2))) return true;
  if (house.has(before(1)) && (be.has(after(0)) || after(0) === '')) return true;
  return wale.has(after(0)) && kin.has(after(1));
}

/** Whether two names stand in one address: nothing between them but words such as thana, post, zila. */
export function isOneAddress({ words, a, b }: { words: readonly PlacedWord[]; a: NamedSpot; b: NamedSpot }): boolean {
  if (b.from - a.to > 3) return false;
  for (let at = a.to; at < b.from; at++) if (!chain.has(words[at]?.fold ?? '')) return false;
  return true;
}

/** Whether two names following each other are the ends of a way: `A se B jate`, `A–B highway`, `A to B`. */
export function isRoute({
  words,
  text,
  a,
  b,
}: {
  words: readonly PlacedWord[];
  text: string;
  a: NamedSpot & { readonly entries: readonly { readonly level: string }[] };
  b: NamedSpot;
}): boolean {
  const gap = text.slice(words[a.to - 1]?.end ?? 0, words[b.from]?.start ?? 0);
  const next = words[b.to]?.fold ?? '';
  if (/^\s*[-–—/→]+\s*$/.test(gap)) return road.has(next) || travel.has(next) || gap.includes('→');
  if (b.from === a.to) {
    // `Madiyaon, Sitapur Road` is an address, `Agra Lucknow Expressway` is a way.
    const isWhole = a.entries.length === 0 || a.entries.some((entry) => entry.level === 'district');
    return isWhole && road.has(next) && !/[,.।;]/.test(gap);
  }
  if (b.from - a.to !== 1) return false;
  const between = words[a.to]?.fold ?? '';
  if (!joins.has(between)) return false;
  if (plainJoins.has(between)) return true;
  return (
    travel.has(next) || road.has(next) || travel.has(words[b.to + 1]?.fold ?? '') || joins.has(next) || next === ''
  );
}
