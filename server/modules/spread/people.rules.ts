import type { Actor, Post } from '../officers/actor.types.ts';
import { capabilitiesOf } from '../officers/officers.rules.ts';
import type { UnitName, UnitTree } from '../tickets/tickets.types.ts';
import { RANKS } from '../units/offices.rules.ts';

/** An office as the directory of units has it. */
export interface Office {
  readonly id: string;
  readonly unit: string;
  readonly rank: string;
  readonly role: string;
  readonly title: UnitName;
  readonly holder: { readonly officer: string; readonly name: string } | null;
}

/** What the directory answers about offices. */
export interface Offices {
  office(position: string): Office | null;
  officesOf(unit: string): readonly Office[];
}

/** Whose matter a ticket is, and who may know of it. */
export interface Matter {
  readonly owner: string | null;
  readonly district: string | null;
  readonly desk: string;
  readonly accusedUnit: string | null;
}

const CHIEFS: readonly string[] = ['district', 'commissionerate'];

/** The higher the smaller; a rank that is not known is below all. */
function seniority(rank: string): number {
  const at = RANKS.findIndex((one) => one === rank);
  return at < 0 ? RANKS.length : at;
}

export const isSenior = (rank: string, to: string): boolean => seniority(rank) < seniority(to);

/** The unit whose head is told as chief: the matter's district, or the first above it that is not complained of. */
export function chiefUnit(tree: UnitTree, { owner, district, desk, accusedUnit }: Matter): string | null {
  const path = tree.pathToRoot(owner ?? district ?? desk);
  const from = path.findIndex((unit) => CHIEFS.includes(tree.byId(unit)?.type ?? ''));
  const above = from < 0 ? path : path.slice(from);
  return above.find((unit) => accusedUnit === null || !tree.isUnder(unit, accusedUnit)) ?? null;
}

/** Units of a matter, nearest first: from whoever has it up, and its desk. */
const unitsOf = (tree: UnitTree, { owner, desk }: Matter): string[] => [
  ...new Set([...(owner === null ? [] : tree.pathToRoot(owner)), ...tree.pathToRoot(desk)]),
];

interface Asked {
  readonly tree: UnitTree;
  readonly offices: Offices;
  readonly matter: Matter;
  /** Whether a unit may know of the matter. */
  readonly sees: ReadonlySet<string>;
}

const heldOffices = ({ tree, offices, matter, sees }: Asked): Office[] =>
  unitsOf(tree, matter)
    .filter((unit) => sees.has(unit))
    .flatMap((unit) => offices.officesOf(unit))
    .filter(({ holder }) => holder !== null);

/** Offices that can speak in public of a matter. */
export const speakersFor = (asked: Asked): Office[] =>
  heldOffices(asked).filter(({ role }) => capabilitiesOf(role).includes('ticket.reply'));

/** Offices that can inquire into a matter, those above whoever has it first: nobody inquires into himself. */
export const inquirersFor = (asked: Asked): Office[] => {
  const all = heldOffices(asked).filter(
    ({ role }) => role !== 'operator' && capabilitiesOf(role).includes('ticket.reply'),
  );
  return [...all.filter(({ role }) => role !== 'station'), ...all.filter(({ role }) => role === 'station')];
};

/** Offices that can approve what a holder of this post wrote: senior to it, and not his own. */
export const approversFor = (asked: Asked, { post, officer }: { post: Post; officer: string }): Office[] =>
  heldOffices(asked).filter(
    ({ id, rank, role, holder }) =>
      id !== post.position &&
      holder?.officer !== officer &&
      isSenior(rank, post.rank) &&
      capabilitiesOf(role).includes('ticket.verify'),
  );

/** Units whose roster is asked when something spreads, nearest first: from the chief's up, then the desk's. */
export function dutyUnits(tree: UnitTree, { matter, sees }: Pick<Asked, 'matter' | 'sees'>): string[] {
  const chief = chiefUnit(tree, matter);
  const way = [...(chief === null ? [] : tree.pathToRoot(chief)), ...tree.pathToRoot(matter.desk)];
  return [...new Set(way)].filter((unit) => sees.has(unit));
}

/** Whether a climb calls an officer, and as what: on duty, as the chief, or at the desk where nobody is on duty. */
export function callsAs(
  tree: UnitTree,
  {
    matter,
    actor,
    onDuty,
  }: {
    matter: Matter;
    actor: Pick<Actor, 'officer' | 'posts'>;
    onDuty: { readonly officers: readonly { readonly officer: string }[] } | null;
  },
): { duty: boolean; desk: boolean; chief: boolean } {
  const chief = chiefUnit(tree, matter);
  const { officer, posts } = actor;
  return {
    duty: onDuty?.officers.some((one) => one.officer === officer) ?? false,
    desk: onDuty === null && posts.some(({ capabilities }) => capabilities.includes('ticket.triage')),
    chief: posts.some(({ unit, capabilities }) => unit === chief && capabilities.includes('ticket.verify')),
  };
}
