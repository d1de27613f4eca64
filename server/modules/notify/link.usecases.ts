import { fail, isDomainError } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import { leaveUnused } from '../evidence/unused.usecases.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import { capabilitiesOf } from '../officers/officers.rules.ts';
import {
  addStored,
  keepStored,
  refuseQuarantined,
  storeFile,
  type StoredFile,
} from '../tickets/attachments.usecases.ts';
import { isOnlyOffered } from '../tickets/access.rules.ts';
import { noteCall, takeUpByLink } from '../tickets/by-link.usecases.ts';
import { readSafeContact } from '../tickets/safe-contact.usecases.ts';
import { mayKnowAuthor } from '../tickets/secrecy.rules.ts';
import { OUTCOMES, type Outcome } from '../tickets/outcome.rules.ts';
import type { Ticket, TicketDeps } from '../tickets/tickets.types.ts';
import type { Office } from '../units/units.types.ts';
import { hashToken, isToken } from './link.rules.ts';
import { findLink, insertLink, isKnown, leaveLink, linksOfSend, useLink } from './link.repository.ts';
import type { NotifyDeps, PositionLink } from './notify.types.ts';
import { seenAt } from './position.usecases.ts';
import { insertProposal } from './proposals.repository.ts';
import { categoryNames, isHidden } from './text.rules.ts';

export type LinkDeps = NotifyDeps & TicketDeps;

const WORKED_ON: readonly string[] = ['open', 'in_process'];
const MOST_LINE = 300;
/** So many links come of one message at most. */
const MOST_LINKS = 10;

/** One answer for what is wrong, used, expired, closed or moved on: it tells nobody which. */
const gone = (): never => fail({ code: 'notify.link_gone', kind: 'not-found' });

interface Opened {
  readonly link: PositionLink;
  readonly office: Office;
  readonly ticket: Ticket;
  readonly isVeiled: boolean;
}

/** What a link leads to now, by the rights of its position. Throws notify.link_gone. */
async function follow(deps: LinkDeps, read: Read, link: PositionLink | null): Promise<Opened> {
  const office = link && deps.directory.office(link.position);
  const found = link && office && (await seenAt(read, { ticket: link.ticket, office }));
  if (!found || !WORKED_ON.includes(found.ticket.state)) return gone();
  // What it is only offered a position accepts in its own name.
  if (isOnlyOffered({ tree: deps.tree, ticket: found.ticket, unit: office.unit })) return gone();
  return { link, office, ticket: found.ticket, isVeiled: found.isVeiled };
}

/** Whether a text is the token of a link, used or expired though it be: whoever shows one guesses nothing. */
export const isKnownToken = async ({ db }: Pick<LinkDeps, 'db'>, token: string): Promise<boolean> =>
  isToken(token) && isKnown(db.read, hashToken(token));

/** What a token leads to now. Throws notify.link_gone. */
async function open(deps: LinkDeps, token: string): Promise<Opened> {
  const { read } = deps.db;
  const link = isToken(token) ? await findLink(read, { tokenHash: hashToken(token), now: deps.clock.now() }) : null;
  return follow(deps, read, link);
}

/** Lets those go on whose link can be used now: nothing of a stranger's is read or kept. Throws notify.link_gone. */
export async function requireLink(deps: LinkDeps, token: string): Promise<void> {
  await open(deps, token);
}

/** Which ticket a link leads to, and whose it is. Throws notify.link_gone. */
export async function whoseLink(deps: LinkDeps, token: string): Promise<{ ticket: string; position: string }> {
  const { link } = await open(deps, token);
  return { ticket: link.ticket, position: link.position };
}

/** The page of a link: what a notification may tell, and the citizen's words unless they are protected. Changes nothing. */
export async function readLink(deps: LinkDeps, token: string) {
  const { link, office, ticket, isVeiled } = await open(deps, token);
  const hidden = isHidden({ ticket, isVeiled });
  const { docket, state } = ticket;
  const isContactHidden = hidden || !mayKnowAuthor({ tree: deps.tree, ticket, units: [office.unit] });
  const contact = { ticket: ticket.id, isHidden: isContactHidden, at: deps.clock.now() };
  return {
    ...{ docket, state, isHidden: hidden, expiresAt: link.expiresAt, position: office.title },
    canPickUp: state === 'open' && capabilitiesOf(office.role).includes('ticket.act'),
    outcomes: Object.keys(OUTCOMES),
    safeContact: await readSafeContact(deps.db.read, contact),
    about: hidden
      ? null
      : {
          ...{ category: categoryNames(ticket.category), urgency: ticket.urgency, dueAt: ticket.dueAt },
          place: deps.directory.names(ticket.station ?? ticket.owner ?? '') ?? null,
          words: (await findPlea(deps.db.read, ticket.id))?.text ?? ticket.headline,
        },
  };
}

/** What the bearer of a link did. None of it closes a docket. */
export type LinkAct =
  | { readonly act: 'picked-up' | 'reached' | 'not-reached' }
  | {
      readonly act: 'report';
      readonly outcome: string;
      readonly line: string;
      readonly photo: { readonly bytes: Uint8Array; readonly name: string } | null;
    };

function requireReport(input: LinkAct): void {
  if (input.act !== 'report') return;
  if (!Object.hasOwn(OUTCOMES, input.outcome))
    fail({ code: 'notify.outcome_needed', kind: 'unprocessable', fields: { outcome: 'required' } });
  if (input.line.trim().length > MOST_LINE)
    fail({ code: 'notify.line_long', kind: 'unprocessable', fields: { line: 'invalid' } });
}

/** A report as it was proposed, with its photograph; never more than that. */
async function propose(
  deps: LinkDeps,
  tx: Tx,
  {
    opened,
    by,
    input,
    file,
  }: { opened: Opened; by: string; input: Extract<LinkAct, { act: 'report' }>; file: StoredFile | null },
): Promise<void> {
  const ticket = opened.ticket.id;
  const id = deps.ids.make('prp');
  const photo = file && (await addStored(deps, tx, { ticket, file, name: input.photo?.name ?? '', officer: by, by }));
  if (file && !photo) refuseQuarantined();
  const outcome = input.outcome as Outcome;
  await insertProposal(tx, {
    ...{ id, ticket, position: opened.office.id, outcome, line: input.line.trim(), attachment: photo?.id ?? null },
    ...{ at: deps.clock.now(), settledAt: null, settledBy: null },
  });
  const data = { proposal: id, outcome, ...(photo ? { attachment: photo.id } : {}) };
  await deps.events.append(tx, [{ stream: `ticket:${ticket}`, type: 'ticket.report-proposed', actor: by, data }]);
}

/** A link for the next step, in the hands of whoever took this one; it ends when the first would have. */
async function passOn(deps: LinkDeps, tx: Tx, { link }: Opened): Promise<string> {
  const token = deps.ids.secret(32);
  const { ticket, position, send, expiresAt } = link;
  const createdAt = deps.clock.now();
  const own = { id: deps.ids.make('lnk'), tokenHash: hashToken(token), createdAt, usedAt: null, act: null };
  await insertLink(tx, { ...own, ticket, position, send, expiresAt });
  return token;
}

/** What was last done by the links of a send before this one. */
const lastAct = (links: readonly PositionLink[], { id }: PositionLink): string | null =>
  links.findLast(({ id: other, act }) => other !== id && act !== null)?.act ?? null;

/** The same call noted once more is no news, and the link is for what comes next. */
const isSaidAgain = ({ act }: LinkAct, last: string | null): boolean =>
  (act === 'reached' || act === 'not-reached') && last === act;

async function act(
  deps: LinkDeps,
  tx: Tx,
  { token, input, file }: { token: string; input: LinkAct; file: StoredFile | null },
): Promise<string | null> {
  const now = deps.clock.now();
  const tokenHash = hashToken(token);
  // Used first: of many at one moment the others wait here and find it used.
  const link = await useLink(tx, { tokenHash, act: input.act, now });
  const links = link ? await linksOfSend(tx, link) : [];
  if (link && isSaidAgain(input, lastAct(links, link))) {
    await leaveLink(tx, link.id);
    return token;
  }
  const opened = await follow(deps, tx, link);
  const { ticket, office } = opened;
  const by = `link:${office.id}`;
  if (input.act === 'report') {
    await propose(deps, tx, { opened, by, input, file });
    return null;
  }
  if (input.act === 'picked-up') await takeUpByLink(deps, tx, { ticket, by, role: office.role });
  else await noteCall(deps, tx, { ticket, by, reached: input.act === 'reached' });
  return links.length < MOST_LINKS ? passOn(deps, tx, opened) : null;
}

/**
 * Does one thing by a link and uses it up, in one transaction: of two at one moment one does. Returns the link for what
 * comes next; null after a report, and after the last of so many. Throws notify.link_gone, notify.outcome_needed,
 * notify.line_long, officers.not_allowed, tickets.file_kind …
 */
export async function actByLink(
  deps: LinkDeps,
  { token, ...input }: LinkAct & { readonly token: string },
): Promise<{ next: string | null }> {
  // Nothing of a stranger's is kept: his link is looked at first.
  await requireLink(deps, token);
  requireReport(input);
  const photo = input.act === 'report' ? input.photo : null;
  const file = photo && (await storeFile(deps, photo.bytes));
  try {
    const next = await deps.db.write((tx) => act(deps, tx, { token, input, file }));
    if (file && photo) await keepStored(deps, file, photo.bytes);
    return { next };
  } catch (error) {
    // Another was faster: his file stays, this one goes.
    if (file && isDomainError(error)) await leaveUnused(deps, file);
    throw error;
  }
}
