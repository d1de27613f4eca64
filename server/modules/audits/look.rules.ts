import type { Post, Role } from '../officers/actor.types.ts';

/** What of a closing makes headquarters look at it again. */
export const LOOK_SIGNS = ['quick', 'copied', 'far', 'reopened', 'reach', 'no-picture', 'no-verdict'] as const;
export type LookSign = (typeof LOOK_SIGNS)[number];

export const LOOKS = ['in-order', 'sent-back'] as const;
export type Looked = (typeof LOOKS)[number];

/** Reported within so many milliseconds of the pick-up: nobody can have gone there. */
const QUICK = 5 * 60_000;
/** Read by so many that a wrong closing would be told of. */
const FAR_REACHING = 100;
/** One of these alone says nothing: most closings are like that. */
const WEAK: ReadonlySet<LookSign> = new Set(['no-picture', 'no-verdict']);

/** A closing as far as its signs depend on it. */
export interface Closing {
  readonly openedAt: number | null;
  readonly inProcessAt: number | null;
  readonly closedAt: number;
  /** When its report was written: a senior who approves it late makes no quick closing slow. */
  readonly reportedAt: number;
  readonly reach: number;
  readonly isCopied: boolean;
  /** Whether each picture of the report was taken far from the scene. */
  readonly pictures: readonly { readonly isFar: boolean }[];
  /** Reports that it was closed with before. */
  readonly closedBefore: number;
}

export function signsOf(closing: Closing): LookSign[] {
  const { reportedAt, pictures } = closing;
  const begun = closing.inProcessAt ?? closing.openedAt ?? 0;
  const found: Record<LookSign, boolean> = {
    quick: reportedAt - begun < QUICK,
    copied: closing.isCopied,
    far: pictures.some(({ isFar }) => isFar),
    reopened: closing.closedBefore > 0,
    reach: closing.reach >= FAR_REACHING,
    'no-picture': pictures.length === 0,
    'no-verdict': false,
  };
  return LOOK_SIGNS.filter((sign) => found[sign]);
}

/** Whether these signs are enough for somebody's time. */
export const standsOut = (signs: readonly LookSign[]): boolean =>
  signs.some((sign) => !WEAK.has(sign)) || signs.length > 1;

const HEADQUARTERS: ReadonlySet<Role> = new Set(['range', 'zone', 'state']);

/** Posts from which closings of districts are looked at again. */
export const lookingPosts = (posts: readonly Post[]): Post[] =>
  posts.filter(({ role, capabilities }) => HEADQUARTERS.has(role) && capabilities.includes('ticket.verify'));
