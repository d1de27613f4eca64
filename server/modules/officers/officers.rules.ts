import { fail } from '../../platform/errors.ts';
import type { Actor, Capability, Post, Role } from './actor.types.ts';

export const ROLES = [
  'operator',
  'station',
  'circle',
  'district',
  'range',
  'zone',
  'state',
  'admin',
] as const satisfies readonly Role[];

const COMMAND: readonly Capability[] = [
  'ticket.read',
  'ticket.transfer',
  'ticket.verify',
  'ticket.reply',
  'ticket.hold',
];

const CAPABILITIES: Record<Role, readonly Capability[]> = {
  operator: ['ticket.read', 'ticket.triage', 'ticket.transfer', 'ticket.reply', 'ticket.create'],
  station: ['ticket.read', 'ticket.act', 'ticket.transfer', 'ticket.reply'],
  circle: ['ticket.read', 'ticket.act', 'ticket.transfer', 'ticket.verify', 'ticket.reply'],
  district: [...COMMAND, 'ticket.act', 'ticket.create'],
  range: COMMAND,
  zone: COMMAND,
  state: COMMAND,
  admin: ['admin.units', 'admin.officers', 'admin.channels', 'admin.system'],
};

/** What a position of this role may do. An unknown role may do nothing. */
export const capabilitiesOf = (role: string): readonly Capability[] =>
  ROLES.some((known) => known === role) ? CAPABILITIES[role as Role] : [];

/** The posts through which the officer has the capability. */
export const postsWith = (actor: Actor | null, capability: Capability): readonly Post[] =>
  actor?.posts.filter((post) => post.capabilities.includes(capability)) ?? [];

/** Units at which the officer has the capability; everything under these counts too. */
export const unitsWith = (actor: Actor | null, capability: Capability): string[] => [
  ...new Set(postsWith(actor, capability).map((post) => post.unit)),
];

export const hasCapability = (actor: Actor | null, capability: Capability): boolean =>
  postsWith(actor, capability).length > 0;

/**
 * The officer, who has the capability at least at one unit.
 * Throws `officers.not_signed_in` (unauthenticated) or `officers.not_allowed` (forbidden).
 */
export function requireCapability(actor: Actor | null, capability: Capability): Actor {
  if (!actor) fail({ code: 'officers.not_signed_in', kind: 'unauthenticated' });
  if (!hasCapability(actor, capability)) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  return actor;
}

/** The first post through which the officer has the capability. Throws `officers.not_allowed` (forbidden). */
export function requirePost(actor: Actor, capability: Capability): Post {
  const [post] = postsWith(actor, capability);
  if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  return post;
}

/** The first post at one of these units through which the officer has the capability. Throws `officers.not_allowed` (forbidden). */
export function requirePostAmong(
  actor: Actor,
  { units, capability }: { units: readonly string[]; capability: Capability },
): Post {
  const post = postsWith(actor, capability).find(({ unit }) => units.includes(unit));
  if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  return post;
}

/** How ids of API keys begin. */
export const KEY_PREFIX = 'key';

/** Whether a key acts for a position, and nobody knows which person behind it. */
export const isKey = ({ officer }: Pick<Actor, 'officer'>): boolean => officer.startsWith(`${KEY_PREFIX}_`);

/** Refuses a key what two persons must do. Throws officers.person_needed (forbidden). */
export function requirePerson(actor: Actor): void {
  if (isKey(actor)) fail({ code: 'officers.person_needed', kind: 'forbidden' });
}

/** How events name who acted: the officer, and the position through which he did. */
export const actorAt = (actor: Actor, post: Post | undefined): string =>
  post ? `officer:${actor.officer}/position:${post.position}` : `officer:${actor.officer}`;

/** Whether an event names this officer, through whatever position. */
export const isActor = (name: string, officer: string): boolean => name.startsWith(`officer:${officer}/`);

/** As `actorAt`, by the position through which the capability came. */
export const actorName = (actor: Actor, capability: Capability): string =>
  actorAt(actor, postsWith(actor, capability)[0] ?? actor.posts[0]);
