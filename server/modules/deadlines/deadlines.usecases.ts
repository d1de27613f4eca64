import { fail } from '../../platform/errors.ts';
import { categories } from '../assessment/categories.rules.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { actorName, requireCapability, requirePerson } from '../officers/officers.rules.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { bookAt, booksSet, channelKinds, insertBook } from './deadlines.repository.ts';
import { allowance, CLOCKS, URGENCIES, USUAL } from './deadlines.rules.ts';
import type { Terms } from './deadlines.types.ts';

const SHOWN = 20;
const MINUTE = 60_000;
type Deps = Pick<TicketDeps, 'db' | 'clock' | 'events'>;

/** Which row decides for each kind of ticket, and how long its clocks may run. */
export const appliesTo = ({ terms: { rules }, channel }: { terms: Terms; channel: string | null }) =>
  categories.flatMap(({ key }) =>
    URGENCIES.map((urgency) => ({
      category: key,
      urgency,
      clocks: CLOCKS.map((kind) => {
        const matter = { category: key, urgency, channel: channel ?? '' };
        const { span, isWorking, rule } = allowance(rules, { matter, kind });
        return { kind, minutes: span / MINUTE, working: isWorking, rule: rule === null ? null : rules.indexOf(rule) };
      }),
    })),
  );

/** The times that are in force and those planned, with who set them. Throws officers.not_allowed. */
export async function readDeadlines(deps: Pick<Deps, 'db' | 'clock'>, actor: Actor) {
  requireCapability(actor, 'admin.system');
  const { read } = deps.db;
  const now = deps.clock.now();
  const set = await booksSet(read, SHOWN);
  const inForce = await bookAt(read, now);
  const names = await officerNames(
    read,
    set.map(({ officer }) => officer),
  );
  const terms = inForce?.terms ?? USUAL;
  return {
    terms,
    inForce: inForce?.version ?? 0,
    version: set[0]?.version ?? 0,
    usual: USUAL,
    channels: await channelKinds(read),
    applies: appliesTo({ terms, channel: null }),
    history: set.map((one) => ({
      ...{ version: one.version, terms: one.terms, validFrom: one.validFrom, at: one.at },
      by: names.get(one.officer) ?? null,
    })),
  };
}

/** Which times other terms would give; nothing is kept of it. Throws officers.not_allowed. */
export function tryDeadlines(input: { actor: Actor; terms: Terms; channel: string | null }) {
  requireCapability(input.actor, 'admin.system');
  return { applies: appliesTo(input) };
}

/**
 * Sets the times after those that were seen, from now or a later moment on: clocks that began before keep theirs.
 * Throws officers.not_allowed, deadlines.changed, deadlines.past.
 */
export async function setDeadlines(
  deps: Deps,
  { actor, terms, version, validFrom }: { actor: Actor; terms: Terms; version: number; validFrom: number | null },
): Promise<{ version: number }> {
  requirePerson(requireCapability(actor, 'admin.system'));
  const next = version + 1;
  await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    if (validFrom !== null && validFrom < at)
      fail({ code: 'deadlines.past', kind: 'unprocessable', fields: { validFrom: 'deadlines.past' } });
    const last = (await booksSet(tx, 1))[0]?.version ?? 0;
    const book = { version: next, terms, validFrom: validFrom ?? at, officer: actor.officer, at };
    if (last !== version || !(await insertBook(tx, book))) fail({ code: 'deadlines.changed', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        ...{ stream: 'setting:deadlines', type: 'deadlines.set', actor: actorName(actor, 'admin.system') },
        data: { version: next, validFrom: book.validFrom, ...terms },
      },
    ]);
  });
  return { version: next };
}
