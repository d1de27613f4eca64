import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, requirePerson, requirePost, unitsWith } from '../officers/officers.rules.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import { readingBy } from '../readers/reading.rules.ts';
import type { NotesReaders } from '../readers/readers.types.ts';
import { recordAudit, reportsForAudit, withoutHandOf } from '../tickets/audited.usecases.ts';
import { findVisible, type Viewer } from '../tickets/visible.usecases.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { findAudit, saveJudgement, unitsWithCell, waitingAudits, type Audit } from './audits.repository.ts';
import { blind, judgingPost } from './audits.rules.ts';
import type { JudgementInput } from './audits.schemas.ts';

const LOOKED_AT = 500;
const SHOWN = 20;

// Whom the lot chose reads the words of a protected matter too, without names: it is judged by the range alone.
export const viewerOf = (actor: Actor): Viewer => ({
  officer: actor.officer,
  units: unitsWith(actor, 'ticket.verify'),
  eyes: 'all',
});

/** Names of the closing unit and what it stands under, up to its district: they would tell who closed it. */
function namesUpTo(deps: TicketDeps, unit: string | null): string[] {
  const path = deps.tree.pathToRoot(unit ?? '');
  const district = path.findIndex((one) => deps.tree.byId(one)?.code);
  return path.slice(0, district < 0 ? undefined : district).flatMap((one) => {
    const names = deps.tree.byId(one)?.names;
    return names ? [names.en, names.hi, names.mr ?? ''] : [];
  });
}

/** Of what waits, that which this officer may judge, by nothing but words: not which station, nor who. */
export async function listAudits(deps: TicketDeps & NotesReaders, actor: Actor) {
  requirePost(actor, 'ticket.verify');
  const { read } = deps.db;
  const at = deps.clock.now();
  const waiting = await waitingAudits(read, { viewer: viewerOf(actor), limit: LOOKED_AT });
  const cells = await unitsWithCell(read, { units: unitsWith(actor, 'ticket.verify'), at });
  const { officer, posts } = actor;
  const fit = waiting.filter(({ audit }) => judgingPost(deps.tree, { audit, posts, cells }) !== null);
  const free = await withoutHandOf(read, { officer, rows: fit.map(({ audit }) => audit), now: at });
  const mine = fit.filter(({ audit }) => free.has(audit));
  const audits = [];
  for (const { audit, ticket } of mine) {
    if (audits.length === SHOWN) break;
    const found = await findVisible(read, { id: ticket.id, viewer: viewerOf(actor) });
    const report =
      found?.isVeiled === false ? await reportsForAudit(read, { ticket: ticket.id, at: audit.closedAt }) : null;
    if (!report) continue;
    deps.readers.note(readingBy(actor, { ticket: ticket.id, kind: 'audit' }));
    const names = [...namesUpTo(deps, report.unit ?? ticket.owner), ...report.names];
    audits.push({
      ...{ id: audit.id, category: ticket.category, urgency: ticket.urgency, language: ticket.language },
      words: blind((await findPlea(read, ticket.id))?.text ?? '', names),
      outcome: report.outcome,
      internalText: blind(report.internalText, names),
      publicAnswer: blind(report.publicAnswer, names),
      attachments: report.attachments,
      /** Days that it took, which is all that is told of when. */
      days: Math.max(0, Math.round((audit.closedAt - ticket.receivedAt) / (24 * 60 * 60_000))),
    });
  }
  return { audits };
}

const isSaid = (audit: Audit, { actor, input }: { actor: Actor; input: JudgementInput }): boolean =>
  audit.officer === actor.officer && audit.judged === input.judged;

/**
 * Judges a closing. What was closed falsely goes one rank above who closed it. Throws officers.not_allowed,
 * officers.person_needed, audits.not_found, audits.judged, audits.note_needed.
 */
export async function judgeAudit(
  deps: TicketDeps,
  { actor, id, input }: { actor: Actor; id: string; input: JudgementInput },
): Promise<void> {
  requirePost(actor, 'ticket.verify');
  requirePerson(actor);
  if (input.judged !== 'solved' && input.note.length < 3)
    fail({ code: 'audits.note_needed', kind: 'unprocessable', fields: { note: 'required' } });
  await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const audit = await findAudit(tx, { id, viewer: viewerOf(actor) });
    if (!audit) fail({ code: 'audits.not_found', kind: 'not-found' });
    const cells = await unitsWithCell(tx, { units: unitsWith(actor, 'ticket.verify'), at });
    const post = judgingPost(deps.tree, { audit, posts: actor.posts, cells });
    const free = await withoutHandOf(tx, { officer: actor.officer, rows: [audit], now: at });
    if (!post || !free.has(audit)) fail({ code: 'audits.not_found', kind: 'not-found' });
    if (isSaid(audit, { actor, input })) return;
    const judgement = { judged: input.judged, note: input.note, officer: actor.officer, position: post.position };
    if (!(await saveJudgement(tx, { ...judgement, id, judgedAt: at })))
      fail({ code: 'audits.judged', kind: 'conflict' });
    await recordAudit(deps, tx, { audit, judged: input.judged, by: actorAt(actor, post) });
  });
}
