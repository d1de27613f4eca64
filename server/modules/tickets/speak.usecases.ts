import { fail } from '../../platform/errors.ts';
import { writeMentions } from '../notices/mentions.usecases.ts';
import type { LintCode } from '../replies/lint.types.ts';
import { requireSendable } from './answer-check.usecases.ts';
import { findAnswered } from './answered.usecases.ts';
import { act, type Changed } from './change.usecases.ts';
import { OF_DESK } from './clock.rules.ts';
import { answerTo, requireFits } from './sends.rules.ts';
import { writeNote } from './notes.usecases.ts';
import type { TicketDeps } from './tickets.types.ts';
import type { Target } from './triage.usecases.ts';

/** Answers the citizen, in public or by direct message. Protected tickets are answered in private only. */
export async function replyToCitizen(
  deps: TicketDeps,
  input: Target & { readonly text: string; readonly kind: 'reply' | 'dm'; readonly accept?: readonly LintCode[] },
): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'reply',
    decide: async ({ ticket, tx, at, post, units }) => {
      const descriptor = deps.channel(ticket.channel);
      const plea = await findAnswered(tx, ticket);
      if (!descriptor?.canSend || !plea) fail({ code: 'tickets.no_channel', kind: 'unprocessable' });
      if (ticket.protected && input.kind === 'reply') fail({ code: 'tickets.protected_public', kind: 'unprocessable' });
      requireFits(descriptor, { text: input.text, field: 'text' });
      const { actor, accept } = input;
      const released = await requireSendable(deps, tx, { actor, ticket, units, answer: input, accept });
      const send = { ticket, plea, canSend: true, purpose: 'reply', text: input.text, kind: input.kind } as const;
      return {
        set: { wroteAgainAt: null },
        type: 'ticket.replied',
        data: { kind: input.kind, ...released },
        stopClocks: OF_DESK,
        sends: answerTo({
          ...send,
          id: deps.ids.make('out'),
          key: `${ticket.id}:reply:${at}:${ticket.version}`,
          officer: post.position,
        }),
      };
    },
  });
}

/** Writes a line that only the force reads; colleagues whom it names are told of it. Throws notices.cannot_see. */
export async function addNote(
  deps: TicketDeps,
  input: Target & { readonly text: string; readonly mentions?: readonly string[] },
): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'note',
    decide: async ({ ticket, tx, at }) => {
      const { actor, text } = input;
      const note = await writeNote(deps, tx, { ticket: ticket.id, text, actor, at });
      const mentions = await writeMentions(deps, tx, { ticket, note, officers: input.mentions ?? [], actor, at });
      return { set: {}, type: 'ticket.noted', data: { note, ...(mentions.length > 0 ? { mentions } : {}) } };
    },
  });
}
