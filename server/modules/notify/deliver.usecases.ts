import type { Read, Tx } from '../../schema.ts';
import { findTickets, insertLink } from './link.repository.ts';
import { forgetDevices } from './contacts.repository.ts';
import { hashToken, LINK_LASTS, tokenOf } from './link.rules.ts';
import { backoff, DOUBT, MOST_ATTEMPTS } from './ladder.rules.ts';
import { endSend, hastenNext, lapsedSends, ofMessage, takeSend } from './notify.repository.ts';
import {
  WayError,
  type Notification,
  type NotificationSend,
  type NotifyDeps,
  type SendingWay,
  type Telling,
  type Told,
  type WayFailure,
} from './notify.types.ts';
import { stillToTell } from './position.usecases.ts';
import type { Reason } from './reasons.rules.ts';
import { reach } from './recipients.usecases.ts';
import { digestOf, wordsOf, type ToTell } from './text.rules.ts';
import { openWays } from './ways.usecases.ts';

const LEASE = 60_000;

type Taken = NotificationSend & { readonly leaseUntil: number };

/** Where the desk is reached. */
export const baseOf = ({ config }: Pick<NotifyDeps, 'config'>): string =>
  (config.publicUrl ?? `http://localhost:${config.port}`).replace(/\/$/, '');

/** Takes a send of this way that is due; null when none is. */
async function take(deps: NotifyDeps, way: SendingWay): Promise<Taken | null> {
  const now = deps.clock.now();
  const leaseUntil = now + LEASE;
  const send = await deps.db.write((tx) => takeSend(tx, { way, now, leaseUntil }));
  return send && { ...send, leaseUntil };
}

/** What of a message may be told to this position now, with its rows. */
async function toTell(
  deps: Pick<NotifyDeps, 'directory'>,
  read: Read,
  { rows, position }: { rows: readonly Notification[]; position: string },
): Promise<(ToTell & { readonly id: string })[]> {
  const { directory } = deps;
  const tickets = await findTickets(
    read,
    rows.map(({ ticket }) => ticket),
  );
  const told: (ToTell & { id: string })[] = [];
  for (const row of rows) {
    const ticket = tickets.get(row.ticket);
    const seen = ticket && (await stillToTell(deps, read, { ticket, row, position }));
    if (!seen) continue;
    const place = directory.names(ticket.station ?? ticket.owner ?? ticket.district ?? '');
    told.push({ id: ticket.id, reason: row.reason as Reason, ticket, isVeiled: seen.isVeiled, place });
  }
  return told;
}

/** What an officer answers in his own name, never by a link. */
const IN_PERSON: ReadonlySet<Reason> = new Set(['offered', 'closing-proposed']);

/** The message as this way carries it; null when there is nothing to tell any more. */
async function compose(deps: NotifyDeps, send: Taken): Promise<Telling | null> {
  const { read } = deps.db;
  const rows = await ofMessage(read, send.message);
  const told = await toTell(deps, read, { rows, position: send.position });
  const [first] = told;
  if (!first) return null;
  const ways = await openWays(deps, read);
  const { contact, to } = await reach(deps, read, { position: send.position, ways });
  const { locale } = contact;
  const isOne = told.length === 1;
  const words = isOne ? wordsOf(first, locale) : digestOf(told, locale);
  const base = baseOf(deps);
  // A device has an officer signed in; and what has no number yet is the desk's.
  const isByLink = send.way !== 'push' && first.ticket.docket !== null && !IN_PERSON.has(first.reason);
  const hasLink = isOne && isByLink;
  const link = hasLink ? await makeLink(deps, { send, ticket: first.id }) : null;
  return {
    ...{ id: send.id, ...words, to, locale, red: send.red, link: link && `${base}/t/${link}` },
    page: isOne ? `${base}/tickets/${first.id}` : `${base}/board`,
    template: isOne ? first.reason : 'digest',
  };
}

/** The one-time link of a send, kept as its hash before it is told to anybody. */
async function makeLink(deps: NotifyDeps, { send, ticket }: { send: Taken; ticket: string }): Promise<string> {
  const token = tokenOf(deps.notify.linkKey, send.id);
  const at = deps.clock.now();
  await deps.db.write((tx) =>
    insertLink(tx, {
      ...{ id: deps.ids.make('lnk'), tokenHash: hashToken(token), ticket, position: send.position, send: send.id },
      ...{ createdAt: at, expiresAt: at + LINK_LASTS, usedAt: null, act: null },
    }),
  );
  return token;
}

/** How a send stands after a way failed. */
function afterFailure(failure: WayFailure, { attempts }: Taken, now: number): Partial<NotificationSend> {
  const { code } = failure;
  if (failure.kind === 'doubtful') return { state: 'unknown', error: code };
  if (failure.kind === 'busy' && attempts < MOST_ATTEMPTS)
    return { state: 'queued', error: code, notBefore: failure.retryAt ?? now + backoff(attempts) };
  return { state: 'failed', error: code };
}

async function end(deps: NotifyDeps, tx: Tx, send: Taken, set: Partial<NotificationSend>): Promise<void> {
  const { id, leaseUntil, message } = send;
  if (!(await endSend(tx, { id, leaseUntil, set }))) return;
  const now = deps.clock.now();
  // What failed leaves the turn to the next way at once; what may have told, soon.
  if (set.state === 'failed') await hastenNext(tx, { message, at: now });
  if (set.state === 'unknown') await hastenNext(tx, { message, at: now + DOUBT });
}

const failureOf = (error: unknown): WayFailure =>
  error instanceof WayError ? error.failure : { kind: 'doubtful', code: 'defect' };

async function finish(deps: NotifyDeps, send: Taken, work: () => Promise<Told>): Promise<void> {
  try {
    const { externalId, isDelivered, gone } = await work();
    const at = deps.clock.now();
    const state = isDelivered ? 'delivered' : 'sent';
    const set = { state, externalId, error: null, sentAt: at, deliveredAt: isDelivered ? at : null };
    await deps.db.write(async (tx) => {
      await end(deps, tx, send, set);
      await forgetDevices(tx, gone);
    });
  } catch (error) {
    const failure = failureOf(error);
    if (!(error instanceof WayError)) deps.log.error('a notification could not be told', { send: send.id, error });
    await deps.db.write(async (tx) => {
      await end(deps, tx, send, afterFailure(failure, send, deps.clock.now()));
      if (failure.kind === 'refused') await forgetDevices(tx, failure.gone ?? []);
    });
  }
}

/** Tells what is due on one way, once. Returns whether there was something. */
export async function deliverNext(deps: NotifyDeps, way: SendingWay): Promise<boolean> {
  const send = await take(deps, way);
  if (!send) return false;
  const driver = (await openWays(deps, deps.db.read))[way];
  const telling = driver && (await compose(deps, send));
  if (!driver || !telling) {
    const set = driver ? { state: 'cancelled' } : { state: 'failed', error: 'not-set-up' };
    await deps.db.write((tx) => end(deps, tx, send, set));
    return true;
  }
  await finish(deps, send, () => driver.tell(telling));
  return true;
}

/**
 * Takes up what a killed process left half done. A mail may have gone out and is not repeated; whoever carries the
 * others knows a repetition by its key.
 */
export async function recoverLapsed(deps: NotifyDeps): Promise<number> {
  return deps.db.write(async (tx) => {
    const now = deps.clock.now();
    const lapsed = await lapsedSends(tx, now);
    for (const send of lapsed) {
      const taken = { ...send, leaseUntil: send.leaseUntil ?? 0 };
      const failure: WayFailure = { kind: send.way === 'mail' ? 'doubtful' : 'busy', code: 'interrupted' };
      await end(deps, tx, taken, afterFailure(failure, taken, now));
    }
    return lapsed.length;
  });
}
