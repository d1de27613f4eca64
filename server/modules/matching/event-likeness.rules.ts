import type { Rarity } from './rarity.rules.ts';
import type { Signature } from './signature.rules.ts';
import { sketchLikeness } from './sketch.rules.ts';
import { codeOf, kindOf, TERM_KINDS, type TermCode, type TermKind } from './term-codes.rules.ts';

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

/** Relatives: of a mother and a father robbed, two events. */
const genderOf = new Map<TermCode, 'f' | 'm'>([
  ...['mother', 'sister', 'daughter', 'wife', 'niece', 'woman', 'girl'].map(
    (name) => [codeOf('person', name), 'f'] as const,
  ),
  ...['father', 'brother', 'son', 'husband', 'nephew', 'uncle', 'soninlaw'].map(
    (name) => [codeOf('person', name), 'm'] as const,
  ),
]);
/** Things that an event is about; two events when they differ. */
const matterOf = new Set(
  [
    'mobile chain jewellery purse bag laptop battery pump cow buffalo goat passport certificate sand liquor gambling drugs',
    'knife sword gun loan job electricity land field',
  ].flatMap((names) => names.split(' ').map((name) => codeOf('object', name))),
);

const meets = (a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean => {
  for (const entry of a) if (b.has(entry)) return true;
  return false;
};
/** Both sides name something, and nothing of it is the same. */
const parts = (a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean => a.size > 0 && b.size > 0 && !meets(a, b);

const byKind = (terms: Uint32Array, ...kinds: TermKind[]): Set<TermCode> => {
  const out = new Set<TermCode>();
  for (const term of terms) if (kinds.includes(kindOf(term))) out.add(term);
  return out;
};
const genders = (terms: Uint32Array): Set<string> => {
  const out = new Set<string>();
  for (const term of terms) {
    const gender = genderOf.get(term);
    if (gender !== undefined) out.add(gender);
  }
  return out;
};
const matters = (terms: Uint32Array): Set<TermCode> => new Set(terms.filter((term) => matterOf.has(term)));

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

function findDifferences(a: Signature, b: Signature, isOtherHandle: boolean): Set<Difference> {
  const found = new Set<Difference>();
  const apart = (kind: TermKind): boolean => parts(byKind(a.terms, kind), byKind(b.terms, kind));
  if (differ(a.station, b.station) || differ(a.district, b.district) || apart('sector')) found.add('place');
  if (isOtherHandle) found.add('addressee');
  if (apart('plate') || apart('phone')) found.add('number');
  if (apart('age')) found.add('age');
  if (apart('amount')) found.add('amount');
  if (apart('clock') || apart('time')) found.add('time');
  if (parts(genders(a.terms), genders(b.terms))) found.add('victim');
  if (parts(matters(a.terms), matters(b.terms))) found.add('object');
  if (apart('vehicle')) found.add('vehicle');
  return found;
}

const weightOfTerm = (term: TermCode, rarity: Pick<Rarity<TermCode>, 'weightOf'>): number =>
  (WEIGHTS[term >>> KIND_SHIFT] ?? 1) * Math.min(rarity.weightOf(term), MOST_RARE);

/** Weight of everything that both say: a quick look before the whole comparison. */
export function sharedWeight({ a, b, rarity }: Parameters<typeof eventLikeness>[0]): number {
  let sum = 0;
  for (const term of a.terms) if (b.terms.includes(term)) sum += weightOfTerm(term, rarity);
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
  for (const term of a.terms) {
    const weight = weigh(term);
    addTo(left, term, weight);
    if (b.terms.includes(term)) addTo(both, term, weight);
  }
  for (const term of b.terms) addTo(right, term, weigh(term));
  const local = (terms: Uint32Array): Set<TermCode> =>
    new Set([...byKind(terms, 'handle')].filter((term) => rarity.weightOf(term) > LOCAL_HANDLE));
  const [handlesA, handlesB] = [local(a.terms), local(b.terms)];
  const isOtherHandle = parts(handlesA, handlesB);
  const differences = findDifferences(a, b, isOtherHandle);
  const figures = (terms: Uint32Array): Set<TermCode> => byKind(terms, 'clock', 'age', 'amount', 'sector');
  const identifiers = (terms: Uint32Array): Set<TermCode> => byKind(terms, 'plate', 'phone', 'file');
  const isSameNumber = meets(identifiers(a.terms), identifiers(b.terms));
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
    flag(meets(handlesA, handlesB)),
    flag(isOtherHandle),
    flag(isSameNumber),
    flag(differences.has('number')),
    flag(meets(figures(a.terms), figures(b.terms))),
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
  return { values, shared: both.all, differences, isTied };
}
