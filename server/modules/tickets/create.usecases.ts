import { readAboutPolice } from '../assessment/about-police.rules.ts';
import { asksToStayUnknown } from '../assessment/secrecy.rules.ts';
import { storeManual } from '../inbound/inbound.usecases.ts';
import { readLanguage } from '../language/language.rules.ts';
import { foldText } from '../language/fold.rules.ts';
import { readable } from '../language/kruti-dev.rules.ts';
import { normalise } from '../language/normalise.rules.ts';
import type { Urgency } from '../inbound/stages.types.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, requirePost } from '../officers/officers.rules.ts';
import { accessUnits, docketCode, ownerOutside, requireUnit } from './access.rules.ts';
import { accusedLevel, accusedUnitAt } from './accused.rules.ts';
import { isRed } from './alarm.rules.ts';
import { raiseAlarms } from './alarm.usecases.ts';
import { deadlinesAt } from '../deadlines/in-force.usecases.ts';
import { soonest } from './clock.rules.ts';
import { contentHash } from './content.rules.ts';
import { indexTicket } from './search.usecases.ts';
import { insertClocks } from './clocks.repository.ts';
import { kindOf, type SafeContactInput } from './safe-contact.rules.ts';
import { writeSafeContact } from './safe-contact.usecases.ts';
import { isPrivate } from './secrecy.rules.ts';
import { insertTicket } from './tickets.repository.ts';
import { headsOfUnit, replaceAccess, replaceConflicts } from './access.repository.ts';
import { nextDocket, openingClocks } from './triage.usecases.ts';
import type { NewTicket, Ticket, TicketDeps } from './tickets.types.ts';

export interface Taken {
  readonly actor: Actor;
  readonly text: string;
  readonly language?: string | undefined;
  readonly category?: string | undefined;
  readonly urgency?: Urgency | undefined;
  /** Unit that must act. */
  readonly unit?: string | undefined;
  /** Open at once; needs a unit or takes the officer's own. */
  readonly open?: boolean | undefined;
  readonly via?: string | undefined;
  readonly safeContact?: SafeContactInput | undefined;
  readonly contact?: { readonly name?: string | undefined; readonly phone?: string | undefined } | undefined;
}

const MISCONDUCT = 'police-misconduct';

/** What is said of police counts by hand as it does from a channel: the unit complained of does not see it, and one above it acts. */
function accusationIn(deps: TicketDeps, input: Taken): Pick<Ticket, 'aboutPolice' | 'accusedUnit'> {
  const words = normalise(input.text).fold.split(' ');
  const aboutPolice = readAboutPolice({ words, misconductScore: input.category === MISCONDUCT ? 1 : 0 });
  if (aboutPolice === 'no') return { aboutPolice, accusedUnit: null };
  const accusedUnit = accusedUnitAt({ tree: deps.tree, unit: input.unit ?? null, level: accusedLevel(words) });
  return { aboutPolice, accusedUnit };
}

/** Takes a plea down by hand: somebody came, called, or wrote where no driver reads. */
export async function createTicket(deps: TicketDeps, taken: Taken): Promise<Ticket> {
  const input = { ...taken, text: readable(taken.text) };
  const post = requirePost(input.actor, 'ticket.create');
  if (input.unit) requireUnit(deps.tree, { unit: input.unit, within: post.unit, field: 'unit' });
  return deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const language = input.language ?? readLanguage(input.text).language;
    const accusation = accusationIn(deps, input);
    const { accusedUnit } = accusation;
    const suggested = input.unit ? ownerOutside({ tree: deps.tree, owner: input.unit, accusedUnit }) : null;
    const owner = input.open ? (suggested ?? post.unit) : null;
    const docket = owner ? await nextDocket(deps, tx, { unit: owner, at }) : null;
    const ticket = takenTicket({
      input,
      at,
      language,
      owner,
      suggested,
      accusation,
      docket,
      desk: post.unit,
      id: deps.ids.make('tkt'),
      num: deps.ids.sequence(at),
    });
    const message = await storeManual(deps, tx, {
      account: ticket.account,
      ticket: ticket.id,
      text: input.text,
      language,
      at,
      contact: input.contact,
    });
    ticket.reporter = message.contact;
    const urgency = ticket.urgency as Urgency;
    const dueAt = await deadlinesAt(deps, tx, at);
    const clocks = [
      { kind: 'first_response', startedAt: at, dueAt: dueAt({ matter: ticket, kind: 'first_response', from: at }) },
      ...(docket ? openingClocks({ ticket, dueAt }) : []),
    ].map((clock) => ({ ticket: ticket.id, stoppedAt: null, breachedAt: null, ...clock }));
    ticket.dueAt = soonest(clocks);
    const units = accessUnits({ tree: deps.tree, desk: ticket.desk, owner, second: null, accusedUnit });
    await insertTicket(tx, ticket);
    await insertClocks(tx, clocks);
    if (input.safeContact) await writeSafeContact(tx, { ticket: ticket.id, rule: input.safeContact, at });
    await replaceAccess(tx, { num: ticket.num, state: ticket.state, units });
    if (accusedUnit !== null)
      await replaceConflicts(tx, { num: ticket.num, officers: await headsOfUnit(tx, { unit: accusedUnit, at }) });
    const handle = ticket.secrecy === 'asked' ? null : input.contact?.phone || null;
    await indexTicket(deps, tx, { ticket, units, text: input.text, handle, fresh: true });
    const stream = `ticket:${ticket.id}`;
    const actor = actorAt(input.actor, post);
    const data = {
      version: 1,
      num: ticket.num,
      message: message.id,
      ...(input.via ? { via: input.via } : {}),
      ...(input.safeContact ? { rule: kindOf(input.safeContact) } : {}),
      content: contentHash(message),
      category: ticket.category,
      urgency,
    };
    await deps.events.append(tx, [
      { stream, fresh: true, type: 'ticket.received', actor, data },
      ...(docket
        ? [
            {
              stream,
              fresh: true,
              type: 'ticket.opened',
              actor,
              data: { version: 1, docket, owner, code: docketCode(deps.tree, owner ?? '') },
            },
          ]
        : []),
    ]);
    if (isRed(ticket)) await raiseAlarms(deps, tx, [{ ticket, siren: true, by: input.actor.officer }]);
    return ticket;
  });
}

function takenTicket({
  input,
  at,
  language,
  owner,
  suggested,
  accusation,
  docket,
  desk,
  id,
  num,
}: {
  input: Taken;
  at: number;
  language: string;
  owner: string | null;
  suggested: string | null;
  accusation: Pick<Ticket, 'aboutPolice' | 'accusedUnit'>;
  docket: string | null;
  desk: string;
  id: string;
  num: number;
}): Ticket {
  const category = input.category ?? null;
  const secrecy = asksToStayUnknown(foldText(input.text).split(' ')) ? 'asked' : null;
  return {
    ...EMPTY,
    ...accusation,
    id,
    num,
    docket,
    state: docket ? 'open' : 'received',
    category,
    subcategory: null,
    urgency: input.urgency ?? 'normal',
    language,
    desk,
    owner,
    suggested,
    protected: isPrivate({ category, secrecy }),
    secrecy,
    headline: input.text.slice(0, 280),
    at,
    receivedAt: at,
    openedAt: docket ? at : null,
    updatedAt: at,
  };
}

/** What a docket taken down by hand does not know. */
const EMPTY = {
  reason: null,
  outcome: null,
  channel: 'desk',
  account: 'desk',
  second: null,
  offered: null,
  district: null,
  station: null,
  lat: null,
  lon: null,
  reporter: null,
  conversation: null,
  incident: null,
  splitFrom: null,
  summary: null,
  splitAt: null,
  voices: 0,
  reach: 0,
  wroteAgainAt: null,
  inProcessAt: null,
  closedAt: null,
  verifiedAt: null,
  dueAt: null,
  foldedUntil: null,
  codeHash: null,
  codeTries: 0,
  erasedAt: null,
  version: 1,
} satisfies Partial<NewTicket>;
