import { fail } from '../../platform/errors.ts';
import type { Actor, Locale, Post } from '../officers/actor.types.ts';
import { actorAt, postsWith } from '../officers/officers.rules.ts';
import { readBoard } from '../reports/board.usecases.ts';
import { readPlace } from '../reports/place.usecases.ts';
import { boardQuery } from '../reports/reports.schemas.ts';
import { dueTodayFor } from '../tickets/due-today.usecases.ts';
import { dayName } from './due.rules.ts';
import { overdueByClock, overdueInList } from './morning.repository.ts';
import type { MorningDeps } from './morning.types.ts';
import { LISTED, pageOf, type Morning } from './page.rules.ts';

const DAY = 24 * 60 * 60_000;
const RANKED_DAYS = 30;
/** Counted exactly up to here. */
const DUE_COUNTED = 300;
/** Units that see so much of what is overdue that it is found fastest by its clocks. */
const HIGH: ReadonlySet<string> = new Set(['state', 'zone', 'range']);

/** The officer's post through which he may have a unit's page. Throws tickets.not_found. */
export function requireUnit(
  { tree }: Pick<MorningDeps, 'tree'>,
  { actor, unit }: { actor: Actor; unit: string | undefined },
): { unit: string; post: Post } {
  const posts = postsWith(actor, 'ticket.read');
  const wanted = unit ?? posts[0]?.unit;
  const post = wanted === undefined ? undefined : posts.find((one) => tree.isUnder(wanted, one.unit));
  if (wanted === undefined || !post || !tree.byId(wanted))
    return fail({ code: 'tickets.not_found', kind: 'not-found' });
  return { unit: wanted, post };
}

/**
 * What the page of a unit says now, with the rights of the unit itself, whoever asks: it lies on the table before those
 * of whom somebody may have complained.
 */
export async function readMorning(
  deps: MorningDeps,
  { actor, unit, post }: { actor: Actor; unit: string; post: Post },
): Promise<Morning> {
  const { read } = deps.db;
  const at = deps.clock.now();
  const own: Actor = { ...actor, posts: [{ ...post, unit }] };
  // A sheet is handed round: nobody's protected words are on it.
  const viewer = { officer: actor.officer, units: [unit], eyes: { own: [], desks: [], positions: [] } };
  const board = (from: number) =>
    readBoard(deps, {
      actor: own,
      query: boardQuery.parse({ unit, from: dayName(at - from * DAY), to: dayName(at - DAY) }),
    });
  const isHigh = HIGH.has(deps.tree.byId(unit)?.type ?? '');
  const overdue = { viewer, now: at, limit: LISTED.overdue + 1 };
  const due = await dueTodayFor(deps, { viewer, limit: DUE_COUNTED + 1 });
  return {
    ...{ unit, at, yesterday: await board(1), week: await board(7) },
    place: await readPlace(deps, { unit, days: RANKED_DAYS }),
    overdue: await (isHigh ? overdueByClock(read, overdue) : overdueInList(read, overdue)),
    due: due.slice(0, DUE_COUNTED).map(({ ticket, clock }) => ({ ticket, dueAt: clock.dueAt })),
    dueMore: due.length > DUE_COUNTED,
  };
}

/** A unit's page as a PDF. Who printed which is recorded. Throws tickets.not_found. */
export async function printMorning(
  deps: MorningDeps,
  { actor, unit: wanted, locale }: { actor: Actor; unit: string | undefined; locale: Locale },
): Promise<{ name: string; bytes: Uint8Array }> {
  const { unit, post } = requireUnit(deps, { actor, unit: wanted });
  const morning = await readMorning(deps, { actor, unit, post });
  await deps.db.write((tx) =>
    deps.events.append(tx, [
      { stream: `unit:${unit}`, type: 'morning.printed', actor: actorAt(actor, post), data: { locale } },
    ]),
  );
  const bytes = await deps.printer.print(pageOf(morning, { tree: deps.tree, locale }));
  return { name: fileName(deps, { unit, at: morning.at }), bytes };
}

export const fileName = ({ tree }: Pick<MorningDeps, 'tree'>, { unit, at }: { unit: string; at: number }): string =>
  `pukaar-${(tree.byId(unit)?.names.en ?? unit).replace(/[^\p{L}\p{N}]+/gu, '-')}-${dayName(at)}.pdf`;
