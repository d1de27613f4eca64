import type { Actor, Post } from '../officers/actor.types.ts';
import { postsWith } from '../officers/officers.rules.ts';
import type { UnitTree } from './tickets.types.ts';

/**
 * The post through which an officer may decide on a report of a unit: at least one rank above it. Whether he wrote it
 * himself is asked apart, with a sentence of its own.
 */
export function approvingPost(
  tree: Pick<UnitTree, 'isUnder'>,
  { actor, units, proposal }: { actor: Actor; units: readonly string[]; proposal: { readonly unit: string } },
): Post | null {
  const isAbove = ({ unit }: Post): boolean => unit !== proposal.unit && tree.isUnder(proposal.unit, unit);
  return postsWith(actor, 'ticket.verify').find((post) => units.includes(post.unit) && isAbove(post)) ?? null;
}
