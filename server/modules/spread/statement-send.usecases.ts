import { fail } from '../../platform/errors.ts';
import { queueSends, type NewSend } from '../replies/outbox.usecases.ts';
import { findAnswered } from '../tickets/answered.usecases.ts';
import { UNDO_WINDOW } from '../tickets/change.usecases.ts';
import { answerTo } from '../tickets/sends.rules.ts';
import type { SpreadDeps } from './spread.types.ts';
import { changeStatement, hasOpenStatement, takeBack } from './statement.repository.ts';
import { loadStatement, onStatement, sayable, type StatementTarget } from './statement.usecases.ts';

/**
 * Says an approved statement: once, as a reply in each chosen thread in its language; it can be taken back for ten
 * seconds. It answers no plea: what was promised to each citizen is still due. Throws what `sayable` throws,
 * spread.statement_changed, spread.one_voice, spread.next_word_past.
 */
export const sendStatement = (deps: SpreadDeps, target: StatementTarget): Promise<void> =>
  onStatement(deps, target, async (tx, held) => {
    const { at, lock, post } = held;
    const before = await loadStatement(tx, { target, step: 'send', held });
    if (before.nextWordAt <= at)
      fail({ code: 'spread.next_word_past', kind: 'unprocessable', fields: { nextWordAt: 'invalid' } });
    const sends: NewSend[] = [];
    for (const { ticket, text } of await sayable(deps, tx, { ...before, actor: target.actor, held })) {
      const plea = await findAnswered(tx, ticket);
      // What came in private is no thread that the public reads.
      if (!plea || plea.kind === 'dm') fail({ code: 'tickets.no_channel', kind: 'unprocessable' });
      const key = `${before.id}:${before.version}:${ticket.id}`;
      const officer = lock?.position ?? post.position;
      const one = { ticket, plea, canSend: true, purpose: 'reply', text, key, officer } as const;
      sends.push(...answerTo({ ...one, id: deps.ids.make('out') }));
    }
    const set = { state: 'sent', sentBy: target.actor.officer, sentAt: at, closedAt: at };
    const sent = await changeStatement(tx, { before, set: { ...set, sends: sends.map(({ id }) => id) } });
    if (!sent) fail({ code: 'spread.statement_changed', kind: 'conflict' });
    await queueSends(tx, { sends, at, notBefore: at + UNDO_WINDOW });
    return { type: 'statement-sent', data: { statement: before.id, tickets: before.tickets } };
  });

/** Takes a statement back within ten seconds: it stands approved again. Throws tickets.undo_too_late, spread.statement_changed. */
export const unsendStatement = (deps: SpreadDeps, target: StatementTarget): Promise<void> =>
  onStatement(deps, target, async (tx, held) => {
    const before = await loadStatement(tx, { target, step: 'undo', held });
    if (held.at > (before.sentAt ?? 0) + UNDO_WINDOW) fail({ code: 'tickets.undo_too_late', kind: 'conflict' });
    if (await hasOpenStatement(tx, { incident: before.incident, except: before.id }))
      fail({ code: 'spread.statement_changed', kind: 'conflict' });
    if (!(await takeBack(tx, before.sends))) fail({ code: 'tickets.undo_too_late', kind: 'conflict' });
    const set = { state: 'approved', sentBy: null, sentAt: null, closedAt: null, sends: [] };
    if (!(await changeStatement(tx, { before, set }))) fail({ code: 'spread.statement_changed', kind: 'conflict' });
    return { type: 'statement-unsent', data: { statement: before.id } };
  });
