import { eyesOf, viewerWith } from './eyes.rules.ts';
import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { requirePost, requirePerson } from '../officers/officers.rules.ts';
import { readingBy } from '../readers/reading.rules.ts';
import type { NotesReaders } from '../readers/readers.types.ts';
import type { LintCode } from '../replies/lint.types.ts';
import { attachmentsById } from './action-reports.repository.ts';
import { act, type Changed } from './change.usecases.ts';
import { approvingPost } from './approve.rules.ts';
import { openProposal, waitingProposals, type ClosingProposal } from './closing.repository.ts';
import { readCopiedFrom } from './copied-report.usecases.ts';
import { presentFile, type Offices } from './detail.usecases.ts';
import { viewerOf } from './list.usecases.ts';
import { writeNote } from './notes.usecases.ts';
import type { Outcome } from './outcome.rules.ts';
import { isOwnProposal } from './own-proposal.usecases.ts';
import { presentRow } from './present.rules.ts';
import { closingDecision } from './station.usecases.ts';
import { endStep } from './steps.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';
import type { Target } from './triage.usecases.ts';
import { veilsOf } from './veil.repository.ts';

const SHOWN = 30;
/** Of which those that the officer may decide on are shown. */
const LOOKED_AT = 300;

type Asking = Pick<TicketDeps, 'tree'>;

/** The open proposal of a ticket, which this officer may decide on. Throws tickets.proposal_none, officers.not_allowed, tickets.own_report. */
async function requireProposal(
  deps: Asking,
  tx: Tx,
  { actor, ticket, units }: { actor: Actor; ticket: Ticket; units: readonly string[] },
): Promise<{ proposal: ClosingProposal; post: Actor['posts'][number] }> {
  requirePerson(actor);
  const proposal = await openProposal(tx, ticket.id);
  if (!proposal) fail({ code: 'tickets.proposal_none', kind: 'conflict' });
  if (await isOwnProposal(tx, { actor, proposal })) fail({ code: 'tickets.own_report', kind: 'forbidden' });
  const post = approvingPost(deps.tree, { actor, units, proposal });
  if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  // Nobody approves what he may not read.
  const viewer = { officer: actor.officer, units: [...units], eyes: eyesOf(actor.posts) };
  if ((await veilsOf(tx, { viewer, tickets: [ticket] })).has(ticket.id))
    fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  return { proposal, post };
}

/** Closes the docket with the report that its unit wrote. Throws what closing it does, and as `requireProposal`. */
export async function approveReport(deps: TicketDeps, input: Target): Promise<Changed> {
  const { actor } = input;
  return act(deps, {
    ...input,
    action: 'approve',
    decide: async ({ ticket, tx, at, units }) => {
      const { proposal, post } = await requireProposal(deps, tx, { actor, ticket, units });
      await endStep(tx, { step: 'closingProposal', ticket: ticket.id, at, ending: 'approved', by: actor.officer });
      const { outcome, details, internalText, publicAnswer, accept, attachments } = proposal;
      const report = { outcome: outcome as Outcome, details, internalText, publicAnswer, attachments };
      const decision = await closingDecision(deps, tx, {
        ...{ ticket, at, units, report: { ...report, accept: accept as LintCode[] } },
        by: { actor, post, writer: { officer: proposal.officer, position: proposal.position, at: proposal.startedAt } },
      });
      return { ...decision, data: { ...decision.data, proposal: proposal.id } };
    },
  });
}

/** Gives the report back to its unit, with why. Throws as `requireProposal`. */
export async function returnReport(deps: TicketDeps, input: Target & { readonly reason: string }): Promise<Changed> {
  const { actor } = input;
  return act(deps, {
    ...input,
    action: 'return-report',
    decide: async ({ ticket, tx, at, units }) => {
      const { proposal } = await requireProposal(deps, tx, { actor, ticket, units });
      await endStep(tx, { step: 'closingProposal', ticket: ticket.id, at, ending: 'returned', by: actor.officer });
      const note = await writeNote(deps, tx, { ticket: ticket.id, text: input.reason, actor, at });
      return { set: {}, type: 'ticket.closing-returned', data: { proposal: proposal.id, note } };
    },
  });
}

type ReadDeps = Pick<TicketDeps, 'db' | 'tree'> & NotesReaders & { readonly offices: Offices };

/** Reports that wait for this officer's word, the longest first. Throws officers.not_allowed. */
export async function listProposals(deps: ReadDeps, actor: Actor) {
  requirePost(actor, 'ticket.verify');
  const { read } = deps.db;
  const viewer = viewerWith(actor, 'ticket.verify');
  const found = await waitingProposals(read, { viewer, limit: LOOKED_AT });
  const veiled = await veilsOf(read, { viewer, tickets: found.map(({ ticket }) => ticket) });
  const mine: typeof found = [];
  for (const one of found) {
    if (mine.length === SHOWN) break;
    if (!veiled.has(one.ticket.id) && !(await isOwnProposal(read, { actor, proposal: one.proposal }))) mine.push(one);
  }
  const names = await officerNames(
    read,
    mine.map(({ proposal }) => proposal.officer),
  );
  const proposals = [];
  for (const { proposal, ticket } of mine) {
    const { id, outcome, details, internalText, publicAnswer, startedAt, position } = proposal;
    deps.readers.note(readingBy(actor, { ticket: ticket.id, kind: 'approval' }));
    proposals.push({
      ...{ id, outcome, details, internalText, publicAnswer, at: startedAt },
      by: names.get(proposal.officer) ?? null,
      title: deps.offices.office(position)?.title ?? null,
      copied: await readCopiedFrom(read, { ticket, viewer: viewerOf(actor), copiedFrom: proposal.copiedFrom }),
      words: (await findPlea(read, ticket.id))?.text ?? ticket.headline,
      attachments: (await attachmentsById(read, proposal.attachments)).map(presentFile),
      ticket: presentRow(deps.tree, ticket),
    });
  }
  return { proposals };
}
