import { fail } from '../../platform/errors.ts';
import { accusedLevel, accusedUnitAt } from './accused.rules.ts';
import type { UnitTree } from './tickets.types.ts';

export interface AccessQuestion {
  readonly tree: UnitTree;
  readonly desk: string;
  readonly owner: string | null;
  readonly second: string | null;
  /** Unit that it is offered to. */
  readonly offered?: string | null;
  /** Unit whose head is complained of. */
  readonly accusedUnit: string | null;
}

/**
 * Units that may see a ticket: from the owner (and the second station of a border case, or the one that it is offered to) up to the root,
 * and the desk with what is above it. Never a unit at or under the one complained of; when that is the top itself,
 * the top's desk keeps it and only the person complained of does not see it.
 */
export function accessUnits({ tree, desk, owner, second, offered = null, accusedUnit }: AccessQuestion): string[] {
  const units = new Set<string>();
  for (const start of [owner, second, offered, desk])
    if (start) for (const unit of tree.pathToRoot(start)) units.add(unit);
  if (!accusedUnit) return [...units];
  const outside = [...units].filter((unit) => !tree.isUnder(unit, accusedUnit));
  return outside.length > 0 ? outside : tree.pathToRoot(accusedUnit).slice(-1);
}

/** Whether a unit sees a ticket only because it is offered: until it accepts it can read it and answer the offer. */
export function isOnlyOffered({
  tree,
  ticket: { offered, owner, second, desk },
  unit,
}: {
  tree: Pick<UnitTree, 'isUnder'>;
  ticket: { readonly offered: string | null; owner: string | null; second: string | null; desk: string };
  unit: string;
}): boolean {
  const isOn = (start: string | null): boolean => start !== null && tree.isUnder(start, unit);
  return isOn(offered) && ![owner, second, desk].some(isOn);
}

/** The unit that may own a ticket: the one proposed, or the first above it that is not complained of. */
export function ownerOutside({
  tree,
  owner,
  accusedUnit,
}: {
  tree: UnitTree;
  owner: string;
  accusedUnit: string | null;
}): string {
  if (!accusedUnit) return owner;
  return tree.pathToRoot(owner).find((unit) => !tree.isUnder(unit, accusedUnit)) ?? owner;
}

/** Code for docket numbers: of the district that holds the unit; `HQ` when there is none above it. */
export function docketCode(tree: UnitTree, unit: string): string {
  for (const id of tree.pathToRoot(unit)) {
    const code = tree.byId(id)?.code;
    if (code) return code;
  }
  return 'HQ';
}

/**
 * Whom a complaint about police is about, once somebody chose a unit for it: the station, circle or district whose
 * officer the words name, seen from there, unless a unit was named before. Unclear counts as yes; an operator who
 * knows better corrects it first.
 */
export function accusedBy({
  tree,
  ticket,
  chosen,
  words,
}: {
  tree: UnitTree;
  ticket: { readonly aboutPolice: string; readonly accusedUnit: string | null };
  chosen: string;
  /** Folded words of the plea. */
  words: readonly string[];
}): string | null {
  if (ticket.accusedUnit || ticket.aboutPolice === 'no') return ticket.accusedUnit;
  return accusedUnitAt({ tree, unit: chosen, level: accusedLevel(words) });
}

/** Whether two units are of one state's police. */
export const isSameForce = (tree: UnitTree, one: string, other: string): boolean =>
  tree.pathToRoot(one).at(-1) === tree.pathToRoot(other).at(-1);

/**
 * A unit that an officer names for a docket: it must be one, and of the officer's own force.
 * Throws tickets.unit_unknown, tickets.unit_outside (unprocessable, with the field).
 */
export function requireUnit(
  tree: UnitTree,
  { unit, within, field }: { unit: string; within: string; field: string },
): void {
  if (!tree.byId(unit)) fail({ code: 'tickets.unit_unknown', kind: 'unprocessable', fields: { [field]: 'invalid' } });
  if (!isSameForce(tree, unit, within))
    fail({
      code: 'tickets.unit_outside',
      kind: 'unprocessable',
      fields: { [field]: 'tickets.unit_outside' },
    });
}
