import { createHmac } from 'node:crypto';
import type { Post } from '../officers/actor.types.ts';
import type { UnitTree } from '../tickets/tickets.types.ts';

export const JUDGEMENTS = ['solved', 'partly', 'false', 'cannot-tell'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

/** Rank of the position at a range that judges protected matters, where there is one. */
export const WOMEN_CELL = 'women-cell';

const BYTES = 6;

/**
 * Whether the lot falls on a ticket. Without the key nobody can tell beforehand, and closing it once more changes
 * nothing.
 */
export function isDrawn({ key, ticket, share }: { key: string; ticket: string; share: number }): boolean {
  const lot = createHmac('sha256', key).update(ticket).digest().readUIntBE(0, BYTES);
  return lot < share * 2 ** (8 * BYTES);
}

type Tree = Pick<UnitTree, 'byId' | 'pathToRoot' | 'isUnder'>;

/** The circle of a unit that closed; the unit itself where it stands higher. */
export function circleOf(tree: Tree, unit: string): string {
  return tree.pathToRoot(unit).find((one) => tree.byId(one)?.type === 'circle') ?? unit;
}

/** Who judges a protected matter: the range above the circle; without one, the next rank above the district. */
export function judgeOfProtected(tree: Tree, circle: string): string {
  const above = tree.pathToRoot(circle).slice(1);
  const district = above.findIndex((one) => tree.byId(one)?.code);
  return above.find((one) => tree.byId(one)?.type === 'range') ?? above[district + 1] ?? above.at(-1) ?? circle;
}

/** What decides who may judge. */
export interface Drawn {
  readonly circle: string;
  readonly judge: string | null;
}

/**
 * The post through which an officer may judge; null when none of them lies outside the circle. Whether he had a hand in
 * the closing himself is asked apart: it follows the person, through whatever post.
 */
export function judgingPost(
  tree: Tree,
  {
    audit,
    posts,
    cells,
  }: {
    audit: Drawn;
    posts: readonly Post[];
    /** Units that have a women's cell. */ cells: ReadonlySet<string>;
  },
): Post | null {
  const isFit = ({ unit, rank, capabilities }: Post): boolean => {
    if (!capabilities.includes('ticket.verify') || tree.isUnder(unit, audit.circle)) return false;
    if (audit.judge === null) return tree.isUnder(audit.circle, unit);
    return unit === audit.judge && (!cells.has(unit) || rank === WOMEN_CELL);
  };
  return posts.find(isFit) ?? null;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A text without the names that tell where it comes from, as far as they stand in it. */
export function blind(text: string, names: readonly string[]): string {
  const told = [...new Set(names)].filter((name) => name.length > 2).sort((one, other) => other.length - one.length);
  if (told.length === 0) return text;
  return text.replaceAll(new RegExp(told.map(escaped).join('|'), 'giu'), '▁▁▁');
}
