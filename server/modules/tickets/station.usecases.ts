import type { LintCode } from '../replies/lint.types.ts';
import { drawAudit } from '../audits/draw.usecases.ts';
import { drawLook } from '../audits/look-draw.usecases.ts';
import { requireSendable } from './answer-check.usecases.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import { termsAt } from '../deadlines/in-force.usecases.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { requireUnit } from './access.rules.ts';
import { requireStoodDown } from './alarm.usecases.ts';
import { findAnswered } from './answered.usecases.ts';
import { act, type Changed, type Decision } from './change.usecases.ts';
import { OF_DESK } from './clock.rules.ts';
import { insertProposal } from './closing.repository.ts';
import { letters } from './content.rules.ts';
import { isAnybodyNamed } from './protected-readers.repository.ts';
import { keptDetails, missingDetails, wrongDetails, type Outcome } from './outcome.rules.ts';
import { answerTo, requireFits, withQuestion } from './sends.rules.ts';
import { attachmentsOf, insertReport, reportsOf } from './action-reports.repository.ts';
import { bindFiles, countPhotos, requireFiles, type Files } from './report-files.usecases.ts';
import { takePictureTurn } from './picture-use.repository.ts';
import { isBlankReport } from './report-words.rules.ts';
import { findCopied } from './copied-report.usecases.ts';
import { isBounce } from './offer.rules.ts';
import { ownerAt } from './offer.usecases.ts';
import { endStep } from './steps.repository.ts';
import { sceneOf } from './scene.rules.ts';
import { writeNote } from './notes.usecases.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';
import type { Target } from './triage.usecases.ts';

/**
 * What a station has itself it offers to its equals, and keeps until one accepts; what is urgent it acts on first.
 * Throws tickets.transfer_by_offer, tickets.act_first.
 */
function requireNoBounce(
  { tree }: Pick<TicketDeps, 'tree'>,
  { ticket, post, to }: { ticket: Ticket; post: Post; to: string },
): void {
  if (!isBounce({ tree, ticket, post, to })) return;
  if (ticket.urgency === 'normal') fail({ code: 'tickets.transfer_by_offer', kind: 'conflict' });
  if (ticket.state === 'open') fail({ code: 'tickets.act_first', kind: 'conflict' });
}

/** Hands a ticket to another unit; its clocks run on. */
export async function transferTicket(
  deps: TicketDeps,
  input: Target & { readonly to: string; readonly reason: string },
): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'transfer',
    decide: async ({ ticket, tx, at, post }) => {
      requireUnit(deps.tree, { unit: input.to, within: post.unit, field: 'to' });
      requireNoBounce(deps, { ticket, post, to: input.to });
      return {
        set: { state: 'open', ...(await ownerAt(deps, tx, { ticket, to: input.to })) },
        type: 'ticket.transferred',
        data: { note: await writeNote(deps, tx, { ticket: ticket.id, text: input.reason, actor: input.actor, at }) },
      };
    },
  });
}

/** The unit begins its inquiry. */
export async function takeUpTicket(deps: TicketDeps, input: Target): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'take-up',
    decide: ({ at }) => ({
      set: { state: 'in_process', inProcessAt: at, wroteAgainAt: null },
      type: 'ticket.taken-up',
      stopClocks: ['pick_up'],
    }),
  });
}

export interface Report {
  readonly outcome: Outcome;
  readonly details: Readonly<Record<string, string>>;
  /** For the force only. */
  readonly internalText: string;
  /** What the citizen is told, in the citizen's language. */
  readonly publicAnswer: string;
  /** Findings in the answer that the officer sends all the same. */
  readonly accept?: readonly LintCode[] | undefined;
  readonly attachments: readonly string[];
}

/** A dot is no report, and "ok" is no answer to a citizen. */
const FEWEST_INTERNAL = 4;
const FEWEST_PUBLIC = 7;

export const isAnswer = (text: string): boolean => letters(text) >= FEWEST_PUBLIC;

/**
 * Refuses a report that says nothing. Throws tickets.outcome_needs, tickets.detail_wrong, tickets.report_missing,
 * tickets.report_blank.
 */
export function requireReport({
  outcome,
  details,
  internalText,
  photos,
  now,
}: Pick<Report, 'outcome' | 'details' | 'internalText'> & {
  /** How many photographs and films it carries. */
  readonly photos: number;
  readonly now: number;
}): void {
  const ofDetails = (names: readonly string[], why: string) =>
    Object.fromEntries(names.map((name) => [`details.${name}`, why]));
  const missing = missingDetails(outcome, details);
  if (missing.length > 0)
    fail({ code: 'tickets.outcome_needs', kind: 'unprocessable', fields: ofDetails(missing, 'required') });
  const wrong = wrongDetails({ outcome, details, now });
  if (wrong.length > 0)
    fail({
      code: 'tickets.detail_wrong',
      kind: 'unprocessable',
      fields: Object.fromEntries(wrong.map((name) => [`details.${name}`, `tickets.detail_wrong.${name}`])),
    });
  if (photos === 0 && letters(internalText) < FEWEST_INTERNAL)
    fail({ code: 'tickets.report_missing', kind: 'unprocessable', fields: { internalText: 'required' } });
  if (isBlankReport({ outcome, text: internalText, photos }))
    fail({ code: 'tickets.report_blank', kind: 'unprocessable', fields: { internalText: 'tickets.report_blank' } });
}

/** What stands in the way of closing this ticket with this report: nothing is changed. Returns what was released. */
export async function requireClosable(
  deps: TicketDeps,
  read: Read,
  { actor, ticket, units, report }: { actor: Actor; ticket: Ticket; units: readonly string[]; report: Report },
): Promise<{ readonly files: Files; readonly released: { readonly released?: readonly LintCode[] } }> {
  await requireStoodDown(read, ticket);
  const photos = await countPhotos(read, report.attachments);
  requireReport({ ...report, photos, now: deps.clock.now() });
  if (!isAnswer(report.publicAnswer))
    fail({ code: 'tickets.answer_missing', kind: 'unprocessable', fields: { publicAnswer: 'required' } });
  const descriptor = deps.channel(ticket.channel);
  if (descriptor?.canSend) requireFits(descriptor, { text: report.publicAnswer, field: 'publicAnswer' });
  const { publicAnswer: text, internalText, details } = report;
  const answer = { text, internalText, details, kind: answerKind(ticket) };
  const released = await requireSendable(deps, read, { actor, ticket, units, answer, accept: report.accept });
  return { released, files: await requireFiles(read, { actor, ticket, ids: report.attachments }) };
}

/** A protected ticket is answered in private only. */
const answerKind = (ticket: Ticket): 'reply' | 'dm' => (ticket.protected ? 'dm' : 'reply');

/**
 * Closes a ticket with its action report, or proposes it where a senior must approve. A protected ticket is answered in
 * private only.
 */
export async function closeTicket(deps: TicketDeps, input: Target & Report): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'close',
    decide: async ({ ticket, tx, at, post, units }) => {
      const { actor } = input;
      const closing = { ticket, at, units, report: input };
      if (await needsApproval(deps, tx, { ticket, post, at }))
        return proposeClosing(deps, tx, { ...closing, actor, post });
      const writer = { officer: actor.officer, position: post.position, at };
      return closingDecision(deps, tx, { ...closing, by: { actor, post, writer } });
    },
  });
}

interface Closing {
  readonly ticket: Ticket;
  readonly at: number;
  readonly units: readonly string[];
  readonly report: Report;
}

/**
 * Whether a senior must approve the closing: in some categories, where there is anybody above. What is protected waits
 * only where a position is named that may read it; else the lot of the blind audit alone looks at it again.
 */
async function needsApproval(
  { tree }: Pick<TicketDeps, 'tree'>,
  read: Read,
  { ticket, post, at }: { ticket: Ticket; post: Post; at: number },
): Promise<boolean> {
  if (ticket.category === null || (tree.byId(post.unit)?.parent ?? null) === null) return false;
  if (!(await termsAt(read, at)).approval.includes(ticket.category)) return false;
  return !ticket.protected || isAnybodyNamed(read, tree.pathToRoot(post.unit));
}

/** Keeps the report until a senior has decided on it; clocks of action and closure run on. */
async function proposeClosing(
  deps: TicketDeps,
  tx: Tx,
  { ticket, at, units, report, actor, post }: Closing & { actor: Actor; post: Post },
): Promise<Decision> {
  await requireClosable(deps, tx, { actor, ticket, units, report });
  await endStep(tx, { step: 'closingProposal', ticket: ticket.id, at, ending: 'replaced', by: actor.officer });
  const id = deps.ids.make('cls');
  const { outcome, details, internalText, publicAnswer, accept = [], attachments } = report;
  const { copiedFrom } = await findCopied(tx, { ticket, text: internalText, at });
  await insertProposal(tx, {
    ...{ id, ticket: ticket.id, num: ticket.num, outcome, details: { ...details }, internalText, publicAnswer },
    ...{ accept: [...accept], attachments: [...attachments], copiedFrom, startedAt: at },
    ...{ officer: actor.officer, position: post.position, unit: post.unit },
    ...{ endedAt: null, ending: null, endedBy: null },
  });
  return {
    set: { state: 'in_process', inProcessAt: ticket.inProcessAt ?? at, wroteAgainAt: null },
    type: 'ticket.closing-proposed',
    data: { proposal: id, attachments: attachments.length },
    stopClocks: ['pick_up'],
  };
}

/** Everything that closing a ticket with a report changes. `by.writer` wrote it; `by.actor` closes, or approves. */
export async function closingDecision(
  deps: TicketDeps,
  tx: Tx,
  {
    ticket,
    at,
    units,
    report,
    by: { actor, post, writer },
  }: Closing & {
    by: {
      actor: Actor;
      post: Post;
      writer: { readonly officer: string; readonly position: string; readonly at: number };
    };
  },
): Promise<Decision> {
  const { outcome, details, internalText, publicAnswer } = report;
  if (report.attachments.length > 0) await takePictureTurn(tx);
  const { files, released } = await requireClosable(deps, tx, { actor, ticket, units, report });
  const id = deps.ids.make('rep');
  const closedBefore = (await reportsOf(tx, ticket.id)).length;
  const copied = await findCopied(tx, { ticket, text: internalText, at });
  await bindFiles(deps, tx, { actor, ticket: ticket.id, report: id, files, at });
  await insertReport(tx, {
    id,
    ticket: ticket.id,
    outcome,
    details: { ...keptDetails({ outcome, details, now: at }) },
    internalText,
    publicAnswer,
    officer: writer.officer,
    position: writer.position,
    at,
    withdrawnAt: null,
    unit: ticket.owner,
    approvedBy: writer.officer === actor.officer ? null : post.position,
    ...copied,
  });
  await drawAudit(deps, tx, { ticket, at, officer: writer.officer, post });
  const filed = report.attachments.length === 0 ? [] : await attachmentsOf(tx, ticket.id);
  const pictures = filed.filter(({ report: of }) => of === id);
  await drawLook(deps, tx, {
    ...{ ticket, officer: writer.officer, post },
    closing: {
      ...{ closedAt: at, reportedAt: writer.at, closedBefore, isCopied: copied.copiedFrom !== null },
      pictures: pictures.map((taken) => sceneOf({ taken, ticket, reportedAt: at })),
    },
  });
  const plea = await findAnswered(tx, ticket);
  const descriptor = deps.channel(ticket.channel);
  const kind = answerKind(ticket);
  const isPublic = kind === 'reply' && plea?.kind !== 'dm';
  return {
    set: {
      ...{ state: 'closed', outcome, closedAt: at, inProcessAt: ticket.inProcessAt ?? at },
      ...{ wroteAgainAt: null, offered: null },
    },
    type: 'ticket.closed',
    data: {
      report: id,
      attachments: files.own.length + files.shared.length,
      by: actorAt(actor, post),
      ...released,
    },
    stopClocks: [...OF_DESK, 'pick_up', 'action', 'closure', 'review'],
    sends: answerTo({
      ticket,
      plea,
      canSend: descriptor?.canSend ?? false,
      purpose: 'answer',
      text: descriptor ? withQuestion(descriptor, { ticket, text: publicAnswer, isPublic }) : publicAnswer,
      id: deps.ids.make('out'),
      key: `${ticket.id}:answer:${id}`,
      officer: post.position,
      kind,
    }),
  };
}
