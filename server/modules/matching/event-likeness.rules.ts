import type { Rarity } from './rarity.rules.ts';
import type { Signature } from './signature.rules.ts';
import { sketchLikeness } from './sketch.rules.ts';
import { codeOf, TERM_KINDS, type TermCode, type TermKind } from './term-codes.rules.ts';

/** What speaks against one event although much is alike. */
export type Difference = 'place' | 'addressee' | 'number' | 'age' | 'amount' | 'time' | 'victim' | 'object' | 'vehicle';

export interface EventLikeness {
  /** Numbers for the scorer, the same in either order of the messages. */
  readonly values: Float64Array;
  /** Weight of everything that both say. */
  readonly shared: number;
  readonly differences: ReadonlySet<Difference>;
  /** Something ties them beyond words: the same unit, or a number plate, telephone or file number. */
  readonly isTied: boolean;
  /** Both name the same number plate, telephone or file. */
  readonly isSameNumber: boolean;
}

/** How much a kind of term can say about which event it is. */
const KIND_WEIGHTS: Readonly<Record<TermKind, number>> = {
  name: 1.2,
  act: 1,
  object: 1,
  vehicle: 0.8,
  person: 0.5,
  spot: 0.7,
  time: 0.4,
  day: 0.15,
  colour: 0.6,
  number: 0.3,
  measure: 0.1,
  matter: 0.7,
  phone: 2,
  plate: 2,
  clock: 1,
  age: 1,
  amount: 1.3,
  sector: 1,
  handle: 0.5,
  file: 2,
};
const WEIGHTS = TERM_KINDS.map((kind) => KIND_WEIGHTS[kind]);
const MOST_RARE = 7;
const KIND_SHIFT = 27;
const LOCAL_HANDLE = 2.5;

const [WOMEN, MEN] = [1, 2];
/** Relatives: of a mother and a father robbed, two events. */
const genderOf = new Map<TermCode, number>([
  ...['mother', 'sister', 'daughter', 'wife', 'niece', 'woman', 'girl'].map(
    (name) => [codeOf('person', name), WOMEN] as const,
  ),
  ...['father', 'brother', 'son', 'husband', 'nephew', 'uncle', 'soninlaw'].map(
    (name) => [codeOf('person', name), MEN] as const,
  ),
]);
/** Things that an event is about; two events when they differ. */
const matterOf = new Set(
  [
    'mobile chain jewellery purse bag laptop battery pump cow buffalo goat passport certificate sand liquor gambling drugs',
    'knife sword gun loan job electricity land field',
  ].flatMap((names) => names.split(' ').map((name) => codeOf('object', name))),
);

/** One bit for each kind; two more for what is looked at apart from its kind. */
const bitOf = (kind: TermKind): number => 1 << TERM_KINDS.indexOf(kind);
const HANDLE = bitOf('handle');
const MATTER = 1 << 30;
const IDENTIFIERS = bitOf('plate') | bitOf('phone') | bitOf('file');
const FIGURES = bitOf('clock') | bitOf('age') | bitOf('amount') | bitOf('sector');
const PERSON = TERM_KINDS.indexOf('person');
const OBJECT = TERM_KINDS.indexOf('object');

/** What one side says: a bit for each kind of term, and whom it speaks of. */
interface Said {
  kinds: number;
  genders: number;
}

interface Sums {
  all: number;
  squares: number;
  names: number;
  deeds: number;
}

const DEED_KINDS: ReadonlySet<string> = new Set<TermKind>(['act', 'object', 'vehicle', 'matter']);
const isDeed = TERM_KINDS.map((kind) => DEED_KINDS.has(kind));

function addTo(sums: Sums, term: TermCode, weight: number): void {
  const kind = term >>> KIND_SHIFT;
  sums.all += weight;
  sums.squares += weight * weight;
  if (kind === 0) sums.names += weight;
  if (isDeed[kind] === true) sums.deeds += weight;
}

/** Shared weight over the lighter side's; little told counts for little. */
const STEADY = 4;
const ratio = (part: number, one: number, other: number): number => Math.min(1, part / (Math.min(one, other) + STEADY));
const flag = (value: boolean): number => (value ? 1 : 0);
const differ = (one: number, other: number): boolean => one !== 0 && other !== 0 && one !== other;
const same = (one: number, other: number): boolean => one !== 0 && one === other;

const NO_DIFFERENCE: ReadonlySet<Difference> = new Set();

/** Both sides name something of a kind, and nothing of it is the same. */
const partsIn = (one: number, other: number, both: number, kinds: number): boolean =>
  (one & other & ~both & kinds) !== 0;

const PLACE_BIT = bitOf('sector');
const NUMBER_BITS = bitOf('plate') | bitOf('phone');
const TIME_BITS = bitOf('clock') | bitOf('time');

function findDifferences({
  a,
  b,
  saidA,
  saidB,
  both,
}: {
  a: Signature;
  b: Signature;
  saidA: Said;
  saidB: Said;
  both: number;
}): ReadonlySet<Difference> {
  const apart = (kinds: number): boolean => partsIn(saidA.kinds, saidB.kinds, both, kinds);
  const found: Difference[] = [];
  if (differ(a.station, b.station) || differ(a.district, b.district) || apart(PLACE_BIT)) found.push('place');
  if (apart(HANDLE)) found.push('addressee');
  if (apart(NUMBER_BITS)) found.push('number');
  if (apart(bitOf('age'))) found.push('age');
  if (apart(bitOf('amount'))) found.push('amount');
  if (apart(TIME_BITS)) found.push('time');
  if (saidA.genders !== 0 && saidB.genders !== 0 && (saidA.genders & saidB.genders) === 0) found.push('victim');
  if (apart(MATTER)) found.push('object');
  if (apart(bitOf('vehicle'))) found.push('vehicle');
  return found.length === 0 ? NO_DIFFERENCE : new Set(found);
}

/** What a term in common is worth: by its kind and by how rare it is. */
export const weightOfTerm = (term: TermCode, rarity: Pick<Rarity<TermCode>, 'weightOf'>): number =>
  (WEIGHTS[term >>> KIND_SHIFT] ?? 1) * Math.min(rarity.weightOf(term), MOST_RARE);

function has(terms: Uint32Array, term: TermCode): boolean {
  for (let at = 0; at < terms.length; at++) if (terms[at] === term) return true;
  return false;
}

/** Weight of everything that both say: a quick look before the whole comparison. */
export function sharedWeight({ a, b, rarity }: Parameters<typeof eventLikeness>[0]): number {
  let sum = 0;
  for (const term of a.terms) if (has(b.terms, term)) sum += weightOfTerm(term, rarity);
  return sum;
}

/** Compares what two messages say, not their letters. `rarity` knows how often terms occur in the stream. */
export function eventLikeness({
  a,
  b,
  rarity,
}: {
  a: Signature;
  b: Signature;
  rarity: Pick<Rarity<TermCode>, 'weightOf'>;
}): EventLikeness {
  const weigh = (term: TermCode): number => weightOfTerm(term, rarity);
  const [left, right, both]: [Sums, Sums, Sums] = [
    { all: 0, squares: 0, names: 0, deeds: 0 },
    { all: 0, squares: 0, names: 0, deeds: 0 },
    { all: 0, squares: 0, names: 0, deeds: 0 },
  ];
  const [saidA, saidB]: [Said, Said] = [
    { kinds: 0, genders: 0 },
    { kinds: 0, genders: 0 },
  ];
  /** Bits that a term sets; handles that half the state is tagged with set none. */
  const bitsOf = (term: TermCode): number => {
    const kind = term >>> KIND_SHIFT;
    if (1 << kind === HANDLE && rarity.weightOf(term) <= LOCAL_HANDLE) return 0;
    return (1 << kind) | (kind === OBJECT && matterOf.has(term) ? MATTER : 0);
  };
  const say = (said: Said, term: TermCode, bits: number): void => {
    said.kinds |= bits;
    if (term >>> KIND_SHIFT === PERSON) said.genders |= genderOf.get(term) ?? 0;
  };
  let common = 0;
  for (const term of a.terms) {
    const weight = weigh(term);
    const bits = bitsOf(term);
    addTo(left, term, weight);
    say(saidA, term, bits);
    if (!has(b.terms, term)) continue;
    addTo(both, term, weight);
    common |= bits;
  }
  for (const term of b.terms) {
    addTo(right, term, weigh(term));
    say(saidB, term, bitsOf(term));
  }
  const isOtherHandle = partsIn(saidA.kinds, saidB.kinds, common, HANDLE);
  const differences = findDifferences({ a, b, saidA, saidB, both: common });
  const isSameNumber = (common & IDENTIFIERS) !== 0;
  const values = Float64Array.of(
    both.squares / Math.max(Math.sqrt(left.squares * right.squares), 1e-9),
    ratio(both.all, left.all, right.all),
    Math.min(both.all / 30, 1),
    ratio(both.names, left.names, right.names),
    Math.min(both.names / 15, 1),
    ratio(both.deeds, left.deeds, right.deeds),
    Math.min(both.deeds / 15, 1),
    flag(same(a.station, b.station)),
    flag(same(a.district, b.district)),
    flag(differ(a.station, b.station)),
    flag(differ(a.district, b.district)),
    flag(a.district !== 0 && b.district !== 0),
    flag((common & HANDLE) !== 0),
    flag(isOtherHandle),
    flag(isSameNumber),
    flag(differences.has('number')),
    flag((common & FIGURES) !== 0),
    flag(differences.has('age') || differences.has('amount')),
    flag(same(a.category, b.category)),
    flag(differ(a.category, b.category)),
    flag(differences.has('victim')),
    flag(differences.has('object')),
    flag(differences.has('vehicle')),
    flag(differences.has('time')),
    differences.size - flag(differences.has('addressee') && differences.has('place')),
    sketchLikeness(a.sketch, b.sketch),
    flag(a.isDevanagari === b.isDevanagari),
    Math.min(left.all, right.all) / 30,
    Math.max(left.all, right.all) / 30,
  );
  const isTied = isSameNumber || same(a.station, b.station) || same(a.district, b.district);
  return { values, shared: both.all, differences, isTied, isSameNumber };
}
