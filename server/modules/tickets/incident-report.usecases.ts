import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { unitsWith } from '../officers/officers.rules.ts';
import type { LintCode } from '../replies/lint.types.ts';
import { each, type BulkResult, type Chosen } from './bulk.usecases.ts';
import { requireActable } from './change.usecases.ts';
import { requireIncident } from './incident-page.usecases.ts';
import { answerIn, isWithin, type Answers } from './incident-report.rules.ts';
import { incidentOf } from './incident.rules.ts';
import { viewerOf } from './list.usecases.ts';
import type { Outcome } from './outcome.rules.ts';
import { countPhotos } from './report-files.usecases.ts';
import { namedUnit, presentRow } from './present.rules.ts';
import { closeTicket, isAnswer, requireClosable, requireReport, type Report } from './station.usecases.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

/** One action report for every docket of an incident, with an answer for each language in which citizens wrote. */
export interface IncidentReport extends Answers {
  readonly outcome: Outcome;
  readonly details: Readonly<Record<string, string>>;
  readonly internalText: string;
  readonly accept?: readonly LintCode[] | undefined;
  /** Files that wait at any ticket of the incident. */
  readonly attachments: readonly string[];
}

interface Closing {
  readonly actor: Actor;
  /** The incident, by a ticket of it. */
  readonly id: string;
  readonly chosen: readonly Chosen[];
  readonly report: IncidentReport;
}

interface Foreseen {
  readonly ticket: Ticket;
  readonly units: readonly string[];
}

const reportFor = (ticket: Ticket, { publicAnswers, instead, ...report }: IncidentReport): Report => ({
  ...report,
  publicAnswer: answerIn({ publicAnswers, instead }, ticket.language),
});

/** A docket of the incident that the officer's own units must close: one with another office stays with that office. */
async function requireOwn(
  deps: TicketDeps,
  { actor, incident, one }: { actor: Actor; incident: string; one: Chosen },
): Promise<Foreseen> {
  const { ticket, units } = await requireActable(deps, { ...one, actor, action: 'close' });
  const detail = { current: presentRow(deps.tree, ticket) };
  if (incidentOf(ticket) !== incident) fail({ code: 'tickets.other_incident', kind: 'conflict', detail });
  if (!isWithin({ tree: deps.tree, owner: ticket.owner, units: unitsWith(actor, 'ticket.act') }))
    fail({
      code: 'tickets.with_other_office',
      kind: 'conflict',
      detail: { ...detail, unit: namedUnit(deps.tree, ticket.owner) },
    });
  return { ticket, units };
}

/** A citizen whose language was forgotten would get no answer: then nothing is closed. Throws tickets.answer_missing. */
function requireAnswers(tickets: readonly Ticket[], report: IncidentReport): void {
  const unanswered = tickets.filter(({ language }) => !isAnswer(answerIn(report, language)));
  if (unanswered.length > 0)
    fail({
      code: 'tickets.answer_missing',
      kind: 'unprocessable',
      fields: Object.fromEntries(unanswered.map(({ language }) => [`publicAnswers.${language}`, 'required'])),
    });
}

/**
 * Which of the chosen this officer could close with this report now, and why not the others: nothing is changed.
 * What is wrong with the report itself is thrown: tickets.outcome_needs, tickets.report_missing, tickets.answer_missing.
 */
export async function previewIncidentClose(
  deps: TicketDeps,
  { actor, id, chosen, report }: Closing,
): Promise<BulkResult<Ticket>[]> {
  const { read } = deps.db;
  const { incident } = await requireIncident(read, { id, viewer: viewerOf(actor) });
  const photos = await countPhotos(read, report.attachments);
  requireReport({ ...report, photos, now: deps.clock.now() });
  const own = await each(chosen, (one) => requireOwn(deps, { actor, incident, one }));
  const found = own.flatMap((one) => ('done' in one ? [{ id: one.id, ...one.done }] : []));
  requireAnswers(
    found.map(({ ticket }) => ticket),
    report,
  );
  const looked = await each(found, async ({ ticket, units }) => {
    await requireClosable(deps, read, { actor, ticket, units, report: reportFor(ticket, report) });
    return ticket;
  });
  return own.map((one) => looked.find((result) => result.id === one.id) ?? (one as BulkResult<never>));
}

/**
 * Closes every chosen docket of an incident with one report, each in its own transaction and told in its citizen's
 * language. Answers one by one; events carry the batch, and `undoMany` takes it back.
 */
export async function closeIncident(deps: TicketDeps, closing: Closing): Promise<BulkResult[]> {
  const { actor, chosen, report } = closing;
  const foreseen = new Map((await previewIncidentClose(deps, closing)).map((one) => [one.id, one]));
  const batch = deps.ids.make('bat');
  return each(chosen, (one) => {
    const ahead = foreseen.get(one.id);
    if (!ahead || 'refused' in ahead) throw ahead?.refused ?? new Error('a chosen docket was not looked at');
    // The version is the one that was looked at: its language, its office and its incident are still the same.
    return closeTicket(deps, { ...one, actor, batch, ...reportFor(ahead.done, report) });
  });
}
