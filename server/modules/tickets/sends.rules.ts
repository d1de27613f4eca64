import { fail } from '../../platform/errors.ts';
import type { ChannelDescriptor } from '../channels/driver.types.ts';
import { fillTemplate, type TemplateKey } from '../replies/templates.rules.ts';
import type { NewSend } from '../replies/outbox.usecases.ts';
import type { Ticket, UnitName } from './tickets.types.ts';

/** Refuses what the channel would not take in one message. Throws tickets.answer_too_long, of the field that holds it. */
export function requireFits(
  channel: Pick<ChannelDescriptor, 'measure' | 'limit'>,
  { text, field }: { text: string; field: string },
): void {
  if (channel.measure(text) > channel.limit)
    fail({ code: 'tickets.answer_too_long', kind: 'unprocessable', fields: { [field]: 'too_long' } });
}

/**
 * The answer that closes a docket, with the question whether it is solved in the citizen's language: left out where the
 * channel would not take both, and where nothing about the matter is said in public.
 */
export function withQuestion(
  channel: Pick<ChannelDescriptor, 'measure' | 'limit'>,
  { ticket, text, isPublic }: { ticket: Pick<Ticket, 'protected' | 'language'>; text: string; isPublic: boolean },
): string {
  if (ticket.protected && isPublic) return text;
  const asked = `${text.trimEnd()}\n${fillTemplate('verdict-question', ticket.language)}`;
  return channel.measure(asked) > channel.limit ? text : asked;
}

type Purpose = NewSend['purpose'];

/** A unit's name as a message in this language writes it. */
export const unitNameFor = (names: UnitName, language: string): string =>
  language === 'mr' ? (names.mr ?? names.hi) : language === 'hi' || language === 'mixed' ? names.hi : names.en;

/** What an answer answers: the citizen's first message on the channel. */
export interface Plea {
  readonly externalId: string;
  readonly contact: string | null;
  readonly kind: string;
}

type Acknowledged = Pick<Ticket, 'id' | 'account' | 'reporter' | 'protected' | 'language' | 'docket'>;

/**
 * The acknowledgement: neutral and without a docket in public for protected matters; by direct message, with the
 * secret code, to whoever wrote in private.
 */
export function acknowledge({
  ticket,
  owner,
  plea,
  code,
  ...rest
}: {
  ticket: Acknowledged;
  owner: UnitName | null;
  plea: Plea | null;
  code: string;
  canSend: boolean;
  id: string;
  officer: string | null;
}): NewSend[] {
  const isPrivate = plea?.kind === 'dm';
  const key: TemplateKey = isPrivate
    ? 'acknowledgement-private'
    : ticket.protected
      ? 'acknowledgement-protected'
      : 'acknowledgement';
  const unit = owner ? unitNameFor(owner, ticket.language) : 'Police';
  const text = fillTemplate(key, ticket.language, { docket: ticket.docket ?? '', unit, code });
  return answerTo({
    ...rest,
    ticket,
    plea,
    purpose: 'acknowledgement',
    text,
    key: `${ticket.id}:ack:${ticket.docket ?? ''}`,
    kind: isPrivate ? 'dm' : 'reply',
  });
}

/**
 * A send that answers the citizen's plea; none when the channel cannot send or there is nothing to answer. What came
 * in private is answered in private, whatever was asked for.
 */
export function answerTo({
  ticket,
  plea,
  canSend,
  purpose,
  text,
  id,
  key,
  officer,
  kind: wanted = 'reply',
}: {
  ticket: Pick<Ticket, 'id' | 'account' | 'reporter'>;
  plea: Plea | null;
  canSend: boolean;
  purpose: Purpose;
  text: string;
  id: string;
  key: string;
  officer: string | null;
  kind?: 'reply' | 'dm';
}): NewSend[] {
  if (!canSend || !plea) return [];
  const kind = plea.kind === 'dm' ? 'dm' : wanted;
  const base = { id, dedupeKey: key, account: ticket.account, ticket: ticket.id, purpose, kind, text, officer };
  return [{ ...base, inReplyTo: kind === 'reply' ? plea.externalId : null, toContact: plea.contact }];
}
