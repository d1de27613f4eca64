import { createHash, timingSafeEqual } from 'node:crypto';
import { fail } from '../../platform/errors.ts';
import type { StoredEvent } from '../../platform/events/port.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import { parseDocket } from './docket.rules.ts';
import { recordsOf } from './record-number.rules.ts';
import { hashCode, makeProofWord } from './ownership.rules.ts';
import { findByDocket } from './tickets.repository.ts';
import { reportsOf } from './action-reports.repository.ts';
import { readQuestion, recordVerdict } from './verdict.usecases.ts';
import type { Said, VerdictReason } from './verdict.rules.ts';
import { countTry, findProof, insertProof, isWordTaken } from './tracking.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

const COLOURS: Readonly<Record<string, string>> = {
  open: 'open',
  in_process: 'in-process',
  closed: 'closed',
  verified: 'verified',
};
/** An officer, an audit, or the citizen's own word that it is not resolved. */
const isReopening = ({ type, data }: StoredEvent): boolean =>
  type === 'ticket.reopened' ||
  type === 'ticket.wrote-again' ||
  ((type === 'ticket.verdict' || type === 'ticket.audited') && data.reopened === true);
const CLOSINGS = ['closed', 'reopened', 'wrote-again', 'verdict', 'audited', 'undone'].map((name) => `ticket.${name}`);
const MOST = 500;
const PROOF_LASTS = 24 * 60 * 60_000;
const TRIES = 5;
/** Words tried for a claim before it is refused: almost none is taken unless somebody takes them all. */
const PICKS = 20;

async function findTracked(deps: TicketDeps, typed: string): Promise<Ticket> {
  const docket = parseDocket(typed);
  if (!docket) fail({ code: 'tickets.docket_malformed', kind: 'not-found' });
  const ticket = await findByDocket(deps.db.read, docket);
  if (!ticket?.docket || !COLOURS[ticket.state]) fail({ code: 'tickets.not_found', kind: 'not-found' });
  return ticket;
}

/** Who holds it, as a stranger may learn: the level, and the district that the number names anyway. Never the place. */
function holderOf(deps: TicketDeps, ticket: Ticket) {
  const path = ticket.owner ? deps.tree.pathToRoot(ticket.owner) : [];
  const district = deps.tree.byId(path.find((id) => deps.tree.byId(id)?.code) ?? '');
  const level = deps.tree.byId(path[0] ?? '')?.type;
  return district && level ? { name: district.names, level: ticket.protected ? district.type : level } : null;
}

/** When it was closed before and opened again, for a docket that is open now: what was said to be done is not forgotten. */
async function reopeningOf(deps: TicketDeps, ticket: Ticket): Promise<{ closedAt: number; at: number } | null> {
  if (ticket.closedAt !== null) return null;
  // A docket that many repeat has an event for each: only these few kinds are asked for.
  const newest = await deps.events.ofStreams([`ticket:${ticket.id}`], { types: CLOSINGS, before: null, limit: MOST });
  const history = [...newest].sort((one, other) => one.seq - other.seq);
  const takenBack = new Set(history.flatMap(({ type, data }) => (type === 'ticket.undone' ? [data.of] : [])));
  const closed = history.findLast(({ type, seq }) => type === 'ticket.closed' && !takenBack.has(seq));
  const again = closed && history.find((one) => one.seq > closed.seq && isReopening(one) && !takenBack.has(one.seq));
  return closed && again ? { closedAt: closed.at, at: again.at } : null;
}

const publicView = async (deps: TicketDeps, ticket: Ticket) => ({
  docket: ticket.docket,
  colour: COLOURS[ticket.state] ?? 'open',
  holder: holderOf(deps, ticket),
  openedAt: ticket.openedAt,
  inProcessAt: ticket.inProcessAt,
  closedAt: ticket.closedAt,
  verifiedAt: ticket.verifiedAt,
  reopened: await reopeningOf(deps, ticket),
});

export type PublicView = Awaited<ReturnType<typeof publicView>>;

/** What anybody learns by the number alone: colour, holding level and dates; never text, category or place. */
export const trackDocket = async (deps: TicketDeps, typed: string): Promise<PublicView> =>
  publicView(deps, await findTracked(deps, typed));

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Begins the proof that a docket is one's own: a word to post from the account that complained,
 * and a token for the browser that asked.
 */
export async function claimDocket(
  deps: TicketDeps,
  typed: string,
): Promise<{ word: string; token: string; expiresAt: number }> {
  const ticket = await findTracked(deps, typed);
  const at = deps.clock.now();
  const token = deps.ids.secret();
  const proof = {
    id: deps.ids.make('prf'),
    ticket: ticket.id,
    tokenHash: hashToken(token),
    createdAt: at,
    expiresAt: at + PROOF_LASTS,
    provedAt: null,
  };
  const word = await deps.db.write(async (tx) => {
    for (let tries = 0; tries < PICKS; tries += 1) {
      const picked = makeProofWord((below) => deps.ids.pick(below));
      if (await isWordTaken(tx, { ticket: ticket.id, word: picked, at })) continue;
      await insertProof(tx, { ...proof, word: picked });
      return picked;
    }
    return fail({ code: 'tickets.code_locked', kind: 'too-many' });
  });
  return { word, token, expiresAt: proof.expiresAt };
}

/**
 * Opens a docket by the code that was sent in private. Five tries, then it is locked.
 * Throws tickets.code_none, tickets.code_wrong, tickets.code_locked.
 */
export async function enterCode(
  deps: TicketDeps,
  { typed, code }: { typed: string; code: string },
): Promise<{ token: string; expiresAt: number }> {
  const ticket = await findTracked(deps, typed);
  if (!ticket.codeHash) fail({ code: 'tickets.code_none', kind: 'unprocessable' });
  const at = deps.clock.now();
  // The try is counted before the code is looked at, so that many at once cannot have more than five.
  const counted = await deps.db.write(async (tx) => countTry(tx, { id: ticket.id, limit: TRIES }));
  if (!counted) fail({ code: 'tickets.code_locked', kind: 'too-many' });
  const given = Buffer.from(hashCode({ ticket: ticket.id, code }), 'hex');
  if (!timingSafeEqual(given, Buffer.from(ticket.codeHash, 'hex')))
    fail({ code: 'tickets.code_wrong', kind: 'unprocessable', fields: { code: 'invalid' } });
  const token = deps.ids.secret();
  const proof = {
    id: deps.ids.make('prf'),
    ticket: ticket.id,
    word: '',
    tokenHash: hashToken(token),
    createdAt: at,
    expiresAt: at + PROOF_LASTS,
    provedAt: at,
  };
  await deps.db.write(async (tx) => {
    await insertProof(tx, proof);
    await countTry(tx, { id: ticket.id, limit: null });
  });
  return { token, expiresAt: proof.expiresAt };
}

/** The docket that this browser has proved to be its owner's. Throws tickets.not_proved. */
async function requireOwn(deps: TicketDeps, { typed, token }: { typed: string; token: string | undefined }) {
  const ticket = await findTracked(deps, typed);
  const proof = token
    ? await findProof(deps.db.read, { ticket: ticket.id, tokenHash: hashToken(token), at: deps.clock.now() })
    : null;
  if (!proof?.provedAt)
    fail({ code: 'tickets.not_proved', kind: 'forbidden', detail: proof ? { word: proof.word } : {} });
  // A code came in private; a word may have been posted for all to read.
  return { ticket, isPrivate: proof.word === '' };
}

/** What the owner sees after proof: own words and what was done. Throws tickets.not_proved. */
export async function readOwn(deps: TicketDeps, input: { typed: string; token: string | undefined }) {
  const { ticket, isPrivate } = await requireOwn(deps, input);
  const plea = await findPlea(deps.db.read, ticket.id);
  const report = (await reportsOf(deps.db.read, ticket.id))[0];
  const isAnswered = ticket.state === 'closed' || ticket.state === 'verified';
  const answer =
    report && isAnswered
      ? {
          ...{ outcome: report.outcome, publicAnswer: report.publicAnswer, at: report.at },
          // A word may have been posted by somebody who holds the telephone; of a protected matter only the code proves.
          records: ticket.protected && !isPrivate ? {} : recordsOf(report.details),
        }
      : null;
  const question = await readQuestion(deps.db.read, { ticket, at: deps.clock.now() });
  return {
    ...(await publicView(deps, ticket)),
    text: plea?.text ?? '',
    answer,
    verdict: { ...question, needsCode: ticket.protected && !isPrivate },
    proved: true,
  };
}

/**
 * The owner's verdict on a closing. On a protected matter only the code that came in private is proof enough. Throws
 * tickets.not_proved, tickets.verdict_private, and what {@link recordVerdict} throws.
 */
export async function giveVerdict(
  deps: TicketDeps,
  input: { typed: string; token: string | undefined; said: Said; reason?: VerdictReason; words?: string },
): Promise<void> {
  const { ticket, isPrivate } = await requireOwn(deps, input);
  if (ticket.protected && !isPrivate) fail({ code: 'tickets.verdict_private', kind: 'forbidden' });
  const { said, reason, words } = input;
  await deps.db.write((tx) =>
    recordVerdict(deps, tx, { ticket: ticket.id, said, reason, words, way: 'page', actor: 'citizen' }),
  );
}
