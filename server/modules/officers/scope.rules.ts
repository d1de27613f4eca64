import { fail } from '../../platform/errors.ts';
import type { Actor, Capability } from './actor.types.ts';
import { requireCapability, unitsWith } from './officers.rules.ts';

/** The two questions that tell how far an administrator's arm reaches. */
export interface Reach {
  readonly byId: (id: string) => { readonly parent: string | null } | undefined;
  readonly isUnder: (id: string, ancestor: string) => boolean;
}

/** An administrator at the top of a tree administers the whole installation; one below it, that subtree. */
export function reaches(input: { actor: Actor; capability: Capability; tree: Reach; unit: string | null }): boolean {
  const { tree, unit } = input;
  return unitsWith(input.actor, input.capability).some(
    (own) => tree.byId(own)?.parent === null || (unit !== null && tree.isUnder(unit, own)),
  );
}

/** Throws `officers.not_allowed` unless the officer has the capability over the unit (null: over everything). */
export function requireReach(input: {
  actor: Actor | null;
  capability: Capability;
  tree: Reach;
  unit: string | null;
}): Actor {
  const actor = requireCapability(input.actor, input.capability);
  if (!reaches({ ...input, actor })) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  return actor;
}
