import { fillTemplate, type TemplateKey } from '../replies/templates.rules.ts';
import type { NewSend } from '../replies/outbox.usecases.ts';
import type { Ticket, UnitName } from './tickets.types.ts';

type Purpose = NewSend['purpose'];

/** A unit's name as a message in this language writes it. */
export const unitNameFor = (names: UnitName, language: string): string =>
  language === 'mr' ? (names.mr ?? names.hi) : language === 'hi' || language === 'mixed' ? names.hi : names.en;

/** Text of the acknowledgement: neutral and without a docket for protected matters. */
export function acknowledgementText({
  ticket,
  owner,
}: {
  ticket: Pick<Ticket, 'protected' | 'language' | 'docket'>;
  owner: UnitName | null;
}): string {
  const key: TemplateKey = ticket.protected ? 'acknowledgement-protected' : 'acknowledgement';
  const unit = owner ? unitNameFor(owner, ticket.language) : 'Police';
  return fillTemplate(key, ticket.language, { docket: ticket.docket ?? '', unit });
}

/** A send that answers the citizen's plea; null when the channel cannot send or there is nothing to answer. */
export function answerTo({
  ticket,
  plea,
  canSend,
  purpose,
  text,
  id,
  key,
  officer,
  kind = 'reply',
}: {
  ticket: Pick<Ticket, 'id' | 'account' | 'reporter'>;
  plea: { externalId: string; contact: string | null } | null;
  canSend: boolean;
  purpose: Purpose;
  text: string;
  id: string;
  key: string;
  officer: string | null;
  kind?: 'reply' | 'dm';
}): NewSend[] {
  if (!canSend || !plea) return [];
  const base = { id, dedupeKey: key, account: ticket.account, ticket: ticket.id, purpose, kind, text, officer };
  return [{ ...base, inReplyTo: kind === 'reply' ? plea.externalId : null, toContact: plea.contact }];
}
