import type { NewEvent } from '../../platform/events/port.ts';
import type { Read, Tx } from '../../schema.ts';
import { heldBack, ONE_VOICE } from '../spread/one-voice.usecases.ts';
import {
  cancelSends as cancel,
  hushPublic as hush,
  insertSends,
  speakAgain as unhush,
  sendsOf,
  sentOnTickets,
} from './outbox.repository.ts';
import { neutralLine } from './neutral.rules.ts';
import { hideCode } from './templates.rules.ts';

/** What an act wants sent to the citizen. */
export interface NewSend {
  readonly id: string;
  /** One send per deciding act: a second one with the same key is left out. */
  readonly dedupeKey: string;
  readonly account: string;
  readonly ticket: string;
  readonly purpose: 'acknowledgement' | 'answer' | 'ask_back' | 'reply';
  readonly kind: 'reply' | 'dm';
  readonly inReplyTo: string | null;
  readonly toContact: string | null;
  readonly text: string;
  readonly officer: string | null;
}

/** What the record says of messages that must wait because another position alone speaks. */
export const heldEvents = (held: readonly { readonly id: string; readonly ticket: string }[]): NewEvent[] =>
  held.map(({ id, ticket }) => ({
    ...{ stream: `ticket:${ticket}`, type: 'reply.held', actor: 'system' },
    data: { send: id },
  }));

/**
 * Puts sends into the outbox, in the transaction that decided them; held where another position alone speaks in public.
 * Returns what is held.
 */
export async function queueSends(
  tx: Tx,
  { sends, at, notBefore }: { sends: readonly NewSend[]; at: number; notBefore: number },
): Promise<readonly NewSend[]> {
  if (sends.length === 0) return [];
  const held = await heldBack(tx, { sends, at });
  await insertSends(
    tx,
    sends.map((send) => ({
      ...send,
      state: held.has(send.id) ? 'held' : 'waiting',
      notBefore,
      attempts: 0,
      leaseUntil: null,
      firstTriedAt: null,
      sentAt: null,
      externalId: null,
      textHash: null,
      error: held.has(send.id) ? ONE_VOICE : null,
      createdAt: at,
    })),
  );
  return sends.filter(({ id }) => held.has(id));
}

/** Takes back what an act queued; false when some of it is on its way already. */
export const cancelSends = (tx: Tx, act: { ticket: string; createdAt: number }): Promise<boolean> => cancel(tx, act);

/** Takes back what waits to be said in public on a ticket that has become protected, but for the neutral line. */
export const hushPublic = (tx: Tx, { id, language }: { id: string; language: string }): Promise<void> =>
  hush(tx, { ticket: id, neutral: neutralLine(language) });

/** That it became protected was undone: what was taken back waits again. */
export const speakAgain = (tx: Tx, ticket: string): Promise<void> => unhush(tx, ticket);

/** What was or will be sent on a ticket, oldest first. */
export async function sendsOfTicket(read: Read, ticket: string) {
  return (await sendsOf(read, ticket)).map(
    ({ id, purpose, kind, text, state, notBefore, sentAt, error, createdAt }) => ({
      id,
      purpose,
      kind,
      text: purpose === 'acknowledgement' && kind === 'dm' ? hideCode(text) : text,
      state,
      notBefore,
      sentAt,
      error,
      createdAt,
    }),
  );
}

export interface Sent {
  readonly ticket: string;
  readonly externalId: string | null;
  readonly text: string;
}

export { lastSentOn } from './outbox.repository.ts';

/** What we sent or are sending on tickets: to tell our own posts when the channel brings them back. */
export const sentOn = (read: Read, tickets: readonly string[]): Promise<Sent[]> => sentOnTickets(read, tickets);
