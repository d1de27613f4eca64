import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { readAboutPolice } from '../assessment/about-police.rules.ts';
import { isProtectedCategory } from '../assessment/categories.rules.ts';
import { handlesOf, storeManual } from '../inbound/inbound.usecases.ts';
import type { Assessment, Urgency } from '../inbound/stages.types.ts';
import { readable } from '../language/kruti-dev.rules.ts';
import { normalise } from '../language/normalise.rules.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import type { NewSend } from '../replies/outbox.usecases.ts';
import { headsOfUnit, replaceAccess, replaceConflicts } from './access.repository.ts';
import { accessUnits, docketCode, ownerOutside, requireUnit } from './access.rules.ts';
import { accusedLevel } from './accused.rules.ts';
import { isRed } from './alarm.rules.ts';
import { raiseAlarms } from './alarm.usecases.ts';
import { findAnswered } from './answered.usecases.ts';
import { act, type Changed } from './change.usecases.ts';
import { deadlinesAt } from '../deadlines/in-force.usecases.ts';
import { soonest } from './clock.rules.ts';
import { insertClocks } from './clocks.repository.ts';
import { contentHash, letters } from './content.rules.ts';
import { hideAbove } from './hide-anew.usecases.ts';
import { viewerOf } from './list.usecases.ts';
import { hashCode, makeCode } from './ownership.rules.ts';
import { originsOf } from './parts.repository.ts';
import { presentRow, type TicketRow } from './present.rules.ts';
import { copySafeContact } from './safe-contact.usecases.ts';
import { indexTicket } from './search.usecases.ts';
import { acknowledge } from './sends.rules.ts';
import { accusedBySplit, needsSummary, splitOffTicket, withoutAccusation, type Accusation } from './split.rules.ts';
import { findTicket, insertTicket } from './tickets.repository.ts';
import { nextDocket, openingClocks, type Target } from './triage.usecases.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

/** A second matter that the message of a ticket tells of, as an officer puts it. */
export interface SecondMatter {
  /** The officer's own words: all that the second office reads. */
  readonly text: string;
  readonly category?: string | undefined;
  readonly urgency?: Urgency | undefined;
  /** Unit that must act: opened there at once. */
  readonly owner?: string | undefined;
  /** Read from the words when it is left out. */
  readonly aboutPolice?: Assessment['aboutPolice'] | undefined;
  /** By which words those read the first matter who may not see a second one that complains of police. */
  readonly summary?: string | undefined;
  /** Whether the complaint about police goes to the second matter and leaves the first, or stays in both. */
  readonly accusation?: Accusation | undefined;
}

const MISCONDUCT = 'police-misconduct';
/** A dot is no matter, and "ok" no summary. */
const FEWEST = 4;

interface Splitting {
  readonly origin: Ticket;
  readonly at: number;
  readonly by: { readonly actor: string; readonly officer: string; readonly position: string };
}

type Told = Pick<Ticket, 'aboutPolice' | 'accusedUnit' | 'summary'>;

/** Whom the second matter complains of, and what of the first may be shown to them. */
function accusationIn(deps: TicketDeps, { origin, input }: { origin: Ticket; input: SecondMatter }): Told {
  const words = normalise(input.text).fold.split(' ');
  const misconductScore = input.category === MISCONDUCT ? 1 : 0;
  const aboutPolice = input.aboutPolice ?? readAboutPolice({ words, misconductScore });
  if (aboutPolice === 'no') return { aboutPolice, accusedUnit: null, summary: null };
  const summary = readable(input.summary?.trim() ?? '');
  const isNeeded = needsSummary({ origin, accusation: input.accusation });
  if (isNeeded && letters(summary) < FEWEST)
    fail({ code: 'tickets.summary_missing', kind: 'unprocessable', fields: { summary: 'required' } });
  const level = accusedLevel(words);
  const accusedUnit = accusedBySplit({ tree: deps.tree, origin, owner: input.owner ?? null, level });
  return { aboutPolice, accusedUnit, summary: summary || null };
}

/** Writes the second matter with everything that belongs to a ticket; answers what is to be said of it to the citizen. */
async function plant(
  deps: TicketDeps,
  tx: Tx,
  { split, text, splitting: { origin, at, by } }: { split: Ticket; text: string; splitting: Splitting },
): Promise<NewSend[]> {
  // Kept apart from what channels bring: nobody may look it up there.
  const said = { account: 'desk', ticket: split.id, text, language: split.language, at, speaker: split.reporter };
  const message = await storeManual(deps, tx, said);
  const urgency = split.urgency as Urgency;
  const from = split.receivedAt;
  const dueAt = await deadlinesAt(deps, tx, from);
  const clocks = [
    { kind: 'first_response', startedAt: from, dueAt: dueAt({ matter: split, kind: 'first_response', from }) },
    ...(split.docket ? openingClocks({ ticket: split, dueAt }) : []),
  ].map((clock) => ({ ticket: split.id, stoppedAt: null, breachedAt: null, ...clock }));
  const answered = await findAnswered(tx, split);
  const code = makeCode((below) => deps.ids.pick(below));
  const isPrivate = split.docket !== null && answered?.kind === 'dm';
  await insertTicket(tx, {
    ...split,
    dueAt: soonest(clocks),
    codeHash: isPrivate ? hashCode({ ticket: split.id, code }) : null,
  });
  await insertClocks(tx, clocks);
  await copySafeContact(tx, { from: origin.id, to: split.id, at });
  const { num, owner, accusedUnit } = split;
  const units = accessUnits({ tree: deps.tree, desk: split.desk, owner, second: null, accusedUnit });
  await replaceAccess(tx, { num, state: split.state, units });
  if (accusedUnit !== null)
    await replaceConflicts(tx, { num, officers: await headsOfUnit(tx, { unit: accusedUnit, at: from }) });
  const names = await handlesOf(tx, split.reporter === null || split.secrecy === 'asked' ? [] : [split.reporter]);
  const handle = names.get(split.reporter ?? '') ?? null;
  await indexTicket(deps, tx, { ticket: split, units, text, handle, fresh: true });
  const stream = `ticket:${split.id}`;
  const content = contentHash(message);
  const data = { version: 1, num, other: origin.id, message: message.id, content, category: split.category, urgency };
  const opened = { version: 1, docket: split.docket, owner, code: docketCode(deps.tree, owner ?? '') };
  await deps.events.append(tx, [
    { stream, fresh: true, type: 'ticket.received', actor: by.actor, data },
    ...(split.docket ? [{ stream, fresh: true, type: 'ticket.opened', actor: by.actor, data: opened }] : []),
  ]);
  if (isRed(split)) await raiseAlarms(deps, tx, [{ ticket: split, siren: true, by: by.officer }]);
  if (split.docket === null) return [];
  return acknowledge({
    ticket: split,
    owner: deps.tree.byId(owner ?? '')?.names ?? null,
    plea: answered,
    code,
    canSend: deps.channel(split.channel)?.canSend ?? false,
    id: deps.ids.make('out'),
    officer: by.position,
  });
}

export interface Split extends Changed {
  readonly split: Ticket;
}

/**
 * Splits a second matter off from a ticket: it gets a ticket of its own with the officer's words, its own clocks, number
 * and readers; answers to it go to the citizen's thread. What was split off can be split itself. Throws
 * tickets.matter_missing, tickets.summary_missing, tickets.unit_unknown, tickets.unit_outside.
 */
export async function splitTicket(deps: TicketDeps, given: Target & SecondMatter): Promise<Split> {
  const input = { ...given, text: readable(given.text).trim() };
  let made: Ticket | null = null;
  const changed = await act(deps, {
    ...input,
    action: 'split',
    decide: async ({ ticket: origin, tx, at, post }) => {
      if (letters(input.text) < FEWEST)
        fail({ code: 'tickets.matter_missing', kind: 'unprocessable', fields: { text: 'required' } });
      if (input.owner) requireUnit(deps.tree, { unit: input.owner, within: post.unit, field: 'owner' });
      const told = accusationIn(deps, { origin, input });
      const { accusedUnit } = told;
      const wanted = input.owner ?? origin.suggested;
      const suggested = wanted && ownerOutside({ tree: deps.tree, owner: wanted, accusedUnit });
      const owner = input.owner ? suggested : null;
      const split = splitOffTicket({
        origin,
        at,
        told: {
          ...told,
          id: deps.ids.make('tkt'),
          num: deps.ids.sequence(at),
          docket: owner ? await nextDocket(deps, tx, { unit: owner, at }) : null,
          category: input.category ?? null,
          subcategory: null,
          urgency: input.urgency ?? 'normal',
          owner,
          suggested,
          // Answers to it stand under the same post.
          protected: origin.protected || isProtectedCategory(input.category ?? null),
          headline: input.text.slice(0, 280),
        },
      });
      made = split;
      const by = { actor: actorAt(input.actor, post), officer: input.actor.officer, position: post.position };
      const sends = await plant(deps, tx, { split, text: input.text, splitting: { origin, at, by } });
      // Its words came with those of every ticket above, also above the one that it is split off from.
      const isAccusing = told.aboutPolice !== 'no';
      const hidden = isAccusing ? await hideAbove(tx, { origins: await originsOf(tx, origin), at }) : {};
      const moves = input.accusation === 'moves' && isAccusing;
      return {
        set: { splitAt: at, ...(moves ? withoutAccusation(origin) : {}) },
        type: 'ticket.split',
        data: { other: split.id, ...hidden },
        sends,
      };
    },
  });
  if (made === null) throw new Error('a matter was split off and is not there');
  return { ...changed, split: made };
}

/** The second matter as whoever split it off may see it; null when it is hidden from him too. */
export async function presentSplit(
  deps: Pick<TicketDeps, 'db' | 'tree'>,
  { actor, split }: { actor: Actor; split: Ticket },
): Promise<TicketRow | null> {
  const found = await findTicket(deps.db.read, { id: split.id, viewer: viewerOf(actor) });
  return found && presentRow(deps.tree, found.ticket);
}
