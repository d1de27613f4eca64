import type { LintCode } from '../replies/lint.types.ts';
import { drawAudit } from '../audits/draw.usecases.ts';
import { drawLook } from '../audits/look-draw.usecases.ts';
import { requireSendable } from './answer-check.usecases.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import { foldText } from '../language/fold.rules.ts';
import { accusedBy, ownerOutside, requireUnit } from './access.rules.ts';
import { requireStoodDown } from './alarm.usecases.ts';
import { findAnswered } from './answered.usecases.ts';
import { act, type Changed } from './change.usecases.ts';
import { letters } from './content.rules.ts';
import { missingDetails, type Outcome } from './outcome.rules.ts';
import { answerTo, requireFits } from './sends.rules.ts';
import { attachmentsOf, insertReport, reportsOf } from './action-reports.repository.ts';
import { bindFiles, requireFiles, type Files } from './report-files.usecases.ts';
import { takePictureTurn } from './picture-use.repository.ts';
import { isBlankReport } from './report-words.rules.ts';
import { findCopied } from './copied-report.usecases.ts';
import { sceneOf } from './scene.rules.ts';
import { writeNote } from './notes.usecases.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';
import type { Target } from './triage.usecases.ts';

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
      const words = foldText((await findPlea(tx, ticket.id))?.text ?? ticket.headline).split(' ');
      const accusedUnit = accusedBy({ tree: deps.tree, ticket, chosen: input.to, words });
      const owner = ownerOutside({ tree: deps.tree, owner: input.to, accusedUnit });
      return {
        set: { state: 'open', owner, accusedUnit, second: null },
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

/** Refuses a report that says nothing. Throws tickets.outcome_needs, tickets.report_missing, tickets.report_blank. */
export function requireReport({
  outcome,
  details,
  internalText,
}: Pick<Report, 'outcome' | 'details' | 'internalText'>): void {
  const missing = missingDetails(outcome, details);
  if (missing.length > 0)
    fail({
      code: 'tickets.outcome_needs',
      kind: 'unprocessable',
      fields: Object.fromEntries(missing.map((name) => [`details.${name}`, 'required'])),
    });
  if (letters(internalText) < FEWEST_INTERNAL)
    fail({ code: 'tickets.report_missing', kind: 'unprocessable', fields: { internalText: 'required' } });
  if (isBlankReport({ outcome, text: internalText }))
    fail({ code: 'tickets.report_blank', kind: 'unprocessable', fields: { internalText: 'tickets.report_blank' } });
}

/** What stands in the way of closing this ticket with this report: nothing is changed. Returns what was released. */
export async function requireClosable(
  deps: TicketDeps,
  read: Read,
  { actor, ticket, units, report }: { actor: Actor; ticket: Ticket; units: readonly string[]; report: Report },
): Promise<{ readonly files: Files; readonly released: { readonly released?: readonly LintCode[] } }> {
  await requireStoodDown(read, ticket);
  requireReport(report);
  if (!isAnswer(report.publicAnswer))
    fail({ code: 'tickets.answer_missing', kind: 'unprocessable', fields: { publicAnswer: 'required' } });
  const descriptor = deps.channel(ticket.channel);
  if (descriptor?.canSend) requireFits(descriptor, { text: report.publicAnswer, field: 'publicAnswer' });
  const answer = { text: report.publicAnswer, internalText: report.internalText, kind: answerKind(ticket) };
  const released = await requireSendable(deps, read, { actor, ticket, units, answer, accept: report.accept });
  return { released, files: await requireFiles(read, { actor, ticket, ids: report.attachments }) };
}

/** A protected ticket is answered in private only. */
const answerKind = (ticket: Ticket): 'reply' | 'dm' => (ticket.protected ? 'dm' : 'reply');

/** Closes a ticket with its action report. A protected ticket is answered in private only. */
export async function closeTicket(deps: TicketDeps, input: Target & Report): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'close',
    decide: async ({ ticket, tx, at, post, units }) => {
      const { actor, outcome, details, internalText, publicAnswer } = input;
      if (input.attachments.length > 0) await takePictureTurn(tx);
      const { files, released } = await requireClosable(deps, tx, { actor, ticket, units, report: input });
      const id = deps.ids.make('rep');
      const closedBefore = (await reportsOf(tx, ticket.id)).length;
      const copied = await findCopied(tx, { ticket, text: internalText, at });
      await bindFiles(deps, tx, { actor, ticket: ticket.id, report: id, files, at });
      await insertReport(tx, {
        id,
        ticket: ticket.id,
        outcome,
        details: { ...details },
        internalText,
        publicAnswer,
        officer: input.actor.officer,
        position: post.position,
        at,
        withdrawnAt: null,
        unit: ticket.owner,
        ...copied,
      });
      await drawAudit(deps, tx, { ticket, at, officer: input.actor.officer, post });
      const pictures = (await attachmentsOf(tx, ticket.id)).filter(({ report }) => report === id);
      await drawLook(deps, tx, {
        ...{ ticket, officer: input.actor.officer, post },
        closing: {
          ...{ closedAt: at, closedBefore, isCopied: copied.copiedFrom !== null },
          pictures: pictures.map((taken) => sceneOf({ taken, ticket, reportedAt: at })),
        },
      });
      return {
        set: { state: 'closed', outcome, closedAt: at, inProcessAt: ticket.inProcessAt ?? at, wroteAgainAt: null },
        type: 'ticket.closed',
        data: {
          report: id,
          attachments: files.own.length + files.shared.length,
          by: actorAt(input.actor, post),
          ...released,
        },
        stopClocks: ['first_response', 'pick_up', 'action', 'closure'],
        sends: answerTo({
          ticket,
          plea: await findAnswered(tx, ticket),
          canSend: deps.channel(ticket.channel)?.canSend ?? false,
          purpose: 'answer',
          text: publicAnswer,
          id: deps.ids.make('out'),
          key: `${ticket.id}:answer:${id}`,
          officer: post.position,
          kind: answerKind(ticket),
        }),
      };
    },
  });
}
