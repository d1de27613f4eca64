import type { Actor } from '../officers/actor.types.ts';
import { readSpan } from '../situations/situations.usecases.ts';
import { viewerWith } from './eyes.rules.ts';
import { asListed, LISTED_STATES, type ListedState } from './listed.rules.ts';
import { parseDocket } from './docket.rules.ts';
import { queryTerms } from './search.rules.ts';
import { countMarks, countState } from './counts.repository.ts';
import { hiddenNums } from './access.repository.ts';
import {
  filterCondition,
  filterNums,
  listNums,
  loadTickets,
  scanNums,
  type Condition,
  type Filters,
  type Scanned,
} from './list.repository.ts';
import { unfindable } from './masked.repository.ts';
import { findVisibleDocket } from './tickets.repository.ts';
import type { Viewer } from './access.repository.ts';
import type { Ticket, TicketDeps, TicketState } from './tickets.types.ts';

export interface ListInput extends Omit<Filters, 'span'> {
  readonly actor: Actor;
  /** Id of a declared situation. */
  readonly situation?: string | undefined;
  readonly states?: readonly ListedState[] | undefined;
  readonly q?: string | undefined;
  /** What is with this unit or under it; of a unit out of reach what it owns and the officer sees all the same. */
  readonly unit?: string | undefined;
  /** Received at this moment or later, and before that one. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly before: number | null;
  readonly limit: number;
}

export interface TicketPage {
  readonly tickets: readonly Ticket[];
  /** Where the next page begins; null at the end. */
  readonly next: number | null;
  /** Set when the page ended because enough was looked through, not because it was full. */
  readonly scannedTo: number | null;
}

/** A filtered page looks through this many tickets at most. */
const SCAN = 4000;
const STEP = 500;

/** Numbers grow with the time of receipt, so that a span of days or a situation is a range of the list's own key. */
function spanOf(
  deps: TicketDeps,
  {
    from,
    until,
    before,
    situation,
  }: Pick<ListInput, 'from' | 'until' | 'before'> & {
    readonly situation: { readonly from: number; readonly to: number } | undefined;
  },
): { above: number; before: number | null } {
  const ends = [
    ...(before === null ? [] : [before]),
    ...(until === undefined ? [] : [deps.ids.floor(until) + 1]),
    ...(situation ? [situation.to + 1] : []),
  ];
  const above = Math.max(from === undefined ? -1 : deps.ids.floor(from), situation ? situation.from - 1 : -1);
  return { above, before: ends.length === 0 ? null : Math.min(...ends) };
}

/** The viewer's share of what is with a unit or under it; null when the two have nothing in common. */
function narrowedTo(deps: TicketDeps, { viewer, unit }: { viewer: Viewer; unit: string }): Viewer | null {
  if (viewer.units.some((own) => deps.tree.isUnder(unit, own))) return { ...viewer, units: [unit] };
  const units = viewer.units.filter((own) => deps.tree.isUnder(own, unit));
  return units.length > 0 ? { ...viewer, units } : null;
}

export const viewerOf = (actor: Actor): Viewer => viewerWith(actor, 'ticket.read');

/** Tickets that the officer may see, newest first, filtered, a page at a time by key. */
export async function listTickets(deps: TicketDeps, input: ListInput): Promise<TicketPage> {
  const all = viewerOf(input.actor);
  const narrowed = input.unit === undefined ? all : narrowedTo(deps, { viewer: all, unit: input.unit });
  const viewer = narrowed ?? all;
  const owner = narrowed === null && input.unit !== undefined ? [input.unit] : undefined;
  const situation = input.situation ? await readSpan(deps, { actor: input.actor, id: input.situation }) : undefined;
  const q = input.q?.trim();
  const docket = q ? parseDocket(q) : null;
  if (docket) {
    const ticket = await findVisibleDocket(deps.db.read, { docket, viewer: all });
    return { tickets: ticket ? [ticket] : [], next: null, scannedTo: null };
  }
  const states = input.states && input.states.length > 0 ? asListed(input.states) : LISTED_STATES;
  // The list by key holds the states already; what search finds may stand in any.
  const where = filterCondition(deps.db.read, {
    ...input,
    owner,
    span: situation,
    states: q && input.states ? states : undefined,
  });
  const step = where ? STEP : input.limit + 1;
  // Not even their number is told: a page is cut after they are left out.
  const hidden = await hiddenNums(deps.db.read, viewer.officer);
  const found: number[] = [];
  // Of a situation of last year nothing newer is looked through, and nothing older than its beginning.
  const span = spanOf(deps, { ...input, situation });
  let before = span.before;
  for (let scanned = 0; scanned < SCAN && found.length <= input.limit; scanned += step) {
    const { nums, seen, last } = await lookThrough(deps, { viewer, states, q, before, limit: step, where });
    found.push(...nums.filter((num) => num > span.above && !hidden.has(num)));
    before = seen < step || last === null || last <= span.above ? null : last;
    if (before === null || found.length > input.limit) break;
    // A long look through must not keep other officers waiting.
    await new Promise(setImmediate);
  }
  const nums = found.slice(0, input.limit);
  const tickets = await loadTickets(deps.db.read, { viewer, nums });
  if (found.length > input.limit) return { tickets, next: nums.at(-1) ?? null, scannedTo: null };
  return { tickets, next: before, scannedTo: before };
}

interface Look {
  readonly viewer: Viewer;
  readonly states: readonly ListedState[];
  readonly q: string | undefined;
  readonly before: number | null;
  readonly limit: number;
  readonly where: Condition | undefined;
}

/** The next tickets by key or by words, and those of them that fit. */
async function lookThrough(deps: TicketDeps, { viewer, states, q, before, limit, where }: Look): Promise<Scanned> {
  const { read } = deps.db;
  if (!q && where) return scanNums(read, { viewer, states, before, limit, where });
  const all = q
    ? await findNums(deps, viewer, { q, before, limit })
    : await listNums(read, { viewer, states, before, limit });
  // By its words nobody finds what he may not read.
  const kept = q ? await unfindable(read, { viewer, nums: all }) : null;
  const nums = kept === null || kept.size === 0 ? all : all.filter((num) => !kept.has(num));
  return { nums: await filterNums(read, { nums, where }), seen: all.length, last: all.at(-1) ?? null };
}

async function findNums(
  deps: TicketDeps,
  viewer: Viewer,
  { q, before, limit }: { q: string; before: number | null; limit: number },
): Promise<number[]> {
  const terms = queryTerms(q);
  if (terms.tokens.length === 0) return [];
  return [...(await deps.search.find(deps.db.read, { ...terms, units: viewer.units, before, limit }))];
}

export interface Count {
  readonly n: number;
  readonly more: boolean;
}

const COUNTED = 1000;
const ACTIVE: readonly TicketState[] = ['received', 'ask_back', 'open', 'in_process'];

const both = (one: Count | undefined, other: Count | undefined): Count => {
  const n = (one?.n ?? 0) + (other?.n ?? 0);
  return { n: Math.min(n, COUNTED), more: n >= COUNTED };
};

/** How many tickets stand in each state and carry each mark, each counted up to a thousand. */
export async function countTickets(deps: TicketDeps, actor: Actor): Promise<Record<string, Count>> {
  const viewer = viewerOf(actor);
  const counts: Record<string, Count> = {};
  for (const state of LISTED_STATES) {
    const n = await countState(deps.db.read, { viewer, state, limit: COUNTED });
    counts[state] = { n, more: n >= COUNTED };
  }
  counts.not_for_us = both(counts.not_for_us, counts.filtered);
  const marks = await countMarks(deps.db.read, { viewer, states: ACTIVE, now: deps.clock.now(), limit: COUNTED });
  const more = marks.scanned >= COUNTED;
  counts.life_risk = { n: marks.lifeRisk, more };
  counts.wrote_again = { n: marks.wroteAgain, more };
  counts.overdue = { n: marks.overdue, more };
  return counts;
}
