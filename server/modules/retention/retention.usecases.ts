import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { actorName, requirePerson } from '../officers/officers.rules.ts';
import { requireReach, type Reach } from '../officers/scope.rules.ts';
import { countReads } from '../readers/old-reads.usecases.ts';
import { countDueOthers, countDueTickets, countHeld, MOST_COUNTED } from './due.repository.ts';
import { erasedByDay, insertRule, rulesSet } from './proofs.repository.ts';
import { requestsMade } from './order.repository.ts';
import { currentRule } from './prove.usecases.ts';
import { BOUNDS, DAY, dueBefore, isWithin, NOTHING, SOON, USUAL } from './retention.rules.ts';
import {
  CLASSES,
  type Amount,
  type RetentionClass,
  type RetentionDeps,
  type RetentionTerms,
} from './retention.types.ts';

export const NEEDED = 'admin.system';
const SHOWN = 60;

type PageDeps = Pick<RetentionDeps, 'db' | 'clock'> & { readonly tree: Reach };

/** It is one setting for the whole installation: whoever administers a part of it has no say. */
const requireTop = (deps: { readonly tree: Reach }, actor: Actor): Actor =>
  requireReach({ actor, capability: NEEDED, tree: deps.tree, unit: null });

async function amountDue(read: Read, { kept, before }: { kept: RetentionClass; before: number }): Promise<Amount> {
  switch (kept) {
    case 'not-for-us':
    case 'ask-back':
    case 'closed':
    case 'protected':
      return countDueTickets(read, { kept, before });
    case 'report-photos':
      return { ...NOTHING, files: await countDueOthers(read, { kept, before }) };
    case 'envelopes':
    case 'examples':
      return { ...NOTHING, others: await countDueOthers(read, { kept, before }) };
    case 'reader-log':
      return { ...NOTHING, others: await countReads(read, { before, limit: MOST_COUNTED }) };
  }
}

const without = (later: Amount, now: Amount): Amount => ({
  tickets: Math.max(0, later.tickets - now.tickets),
  messages: Math.max(0, later.messages - now.messages),
  files: Math.max(0, later.files - now.files),
  others: Math.max(0, later.others - now.others),
});

/** What would go by these terms at once, and what more in the next thirty days: per class. */
async function foresee(read: Read, { terms, now }: { terms: RetentionTerms; now: number }) {
  const counts = [];
  for (const kept of CLASSES) {
    const before = dueBefore(terms, { kept, now });
    const today = before === null ? NOTHING : await amountDue(read, { kept, before });
    // Officers read through the same connection.
    await new Promise(setImmediate);
    const later = before === null ? NOTHING : await amountDue(read, { kept, before: before + SOON * DAY });
    counts.push({ kept, now: today, soon: without(later, today) });
  }
  return counts;
}

/** The setting, what goes by it, who set it, and the proofs of what went. Throws officers.not_allowed. */
export async function readRetention(deps: PageDeps, actor: Actor) {
  requireTop(deps, actor);
  const { read } = deps.db;
  const { version, terms } = await currentRule(read);
  const set = await rulesSet(read, SHOWN);
  const requests = await requestsMade(read, SHOWN);
  const names = await officerNames(
    read,
    [...set, ...requests].flatMap(({ officer }) => officer ?? []),
  );
  return {
    ...{ version, terms, usual: USUAL, bounds: BOUNDS, most: MOST_COUNTED },
    counts: await foresee(read, { terms, now: deps.clock.now() }),
    held: await countHeld(read),
    history: set.map((one) => ({
      version: one.version,
      terms: one.terms,
      at: one.at,
      by: names.get(one.officer) ?? null,
    })),
    erased: await erasedByDay(read, SHOWN),
    requests: requests.map(({ officer, ...one }) => ({ ...one, by: names.get(officer ?? '') ?? null })),
  };
}

/** What would go by other terms; nothing is kept of the question. Throws officers.not_allowed, retention.terms. */
export async function tryTerms(deps: PageDeps, { actor, terms }: { actor: Actor; terms: RetentionTerms }) {
  requireTop(deps, actor);
  requireTerms(terms);
  return { counts: await foresee(deps.db.read, { terms, now: deps.clock.now() }) };
}

function requireTerms(terms: RetentionTerms): void {
  if (!isWithin(terms)) fail({ code: 'retention.terms', kind: 'unprocessable' });
}

/** Sets the terms, after those that were seen. Throws officers.not_allowed, officers.person_needed, retention.terms, retention.changed. */
export async function setTerms(
  deps: PageDeps & Pick<RetentionDeps, 'events'>,
  { actor, terms, version }: { actor: Actor; terms: RetentionTerms; version: number },
): Promise<{ version: number }> {
  requirePerson(requireTop(deps, actor));
  requireTerms(terms);
  const next = version + 1;
  await deps.db.write(async (tx) => {
    const last = await currentRule(tx);
    const row = { version: next, terms, officer: actor.officer, at: deps.clock.now() };
    if (last.version !== version || !(await insertRule(tx, row))) fail({ code: 'retention.changed', kind: 'conflict' });
    const data = { version: next, ...terms.days, backups: terms.backupDays };
    await deps.events.append(tx, [
      { stream: 'setting:retention', type: 'retention.set', actor: actorName(actor, NEEDED), data },
    ]);
  });
  return { version: next };
}
