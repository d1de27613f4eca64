import { fail } from '../../platform/errors.ts';
import { categories } from '../assessment/categories.rules.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { actorName, requireCapability, requirePerson } from '../officers/officers.rules.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { bookAt, booksAfter, booksSet, channelKinds, insertBook } from './deadlines.repository.ts';
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

/** What becomes of times that are planned for later: they take over as planned, or these hold then as well. */
type Planned = 'keep' | 'replace';

interface Setting {
  readonly actor: Actor;
  readonly terms: Terms;
  readonly version: number;
  readonly validFrom: number | null;
  readonly planned?: Planned | undefined;
}

/**
 * Sets the times after those that were seen, from now or a later moment on: clocks that began before keep theirs. Where
 * others are planned for later, which would take the place of these unseen, it is asked what becomes of them. Throws
 * officers.not_allowed, officers.person_needed, deadlines.changed, deadlines.past, deadlines.planned.
 */
export async function setDeadlines(
  deps: Deps,
  { actor, terms, version, validFrom, planned }: Setting,
): Promise<{ version: number }> {
  requirePerson(requireCapability(actor, 'admin.system'));
  return deps.db.write(async (tx) => {
    const at = deps.clock.now();
    if (validFrom !== null && validFrom < at)
      fail({ code: 'deadlines.past', kind: 'unprocessable', fields: { validFrom: 'deadlines.past' } });
    const last = (await booksSet(tx, 1))[0]?.version ?? 0;
    if (last !== version) fail({ code: 'deadlines.changed', kind: 'conflict' });
    const begins = validFrom ?? at;
    const later = await booksAfter(tx, begins);
    const [first] = later;
    if (first && planned === undefined)
      fail({
        code: 'deadlines.planned',
        kind: 'conflict',
        detail: { validFrom: first.validFrom, books: later.length },
      });
    const times = [begins, ...(planned === 'replace' ? later.map((one) => one.validFrom) : [])];
    const books = times.map((from, n) => ({
      ...{ version: version + 1 + n, terms, validFrom: from, officer: actor.officer, at },
    }));
    for (const book of books) if (!(await insertBook(tx, book))) fail({ code: 'deadlines.changed', kind: 'conflict' });
    await deps.events.append(
      tx,
      books.map((book) => ({
        ...{ stream: 'setting:deadlines', type: 'deadlines.set', actor: actorName(actor, 'admin.system') },
        data: { version: book.version, validFrom: book.validFrom, ...terms },
      })),
    );
    return { version: version + books.length };
  });
}
