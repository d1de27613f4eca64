import type { Read } from '../../schema.ts';
import type { BankAnswer } from '../replies/answer-bank.rules.ts';
import { hasVerdict, textFor } from './rumours.rules.ts';
import { carriedBy } from './rumours.repository.ts';

/** Rumours that a ticket carries, as its page shows them. The caller has seen that the officer may read the ticket. */
export async function rumoursOfTicket(read: Read, ticket: string) {
  return (await carriedBy(read, ticket)).map(({ id, code, claim, state, publishedAt }) => ({
    ...{ id, code, claim, state, publishedAt },
  }));
}

/** What was published against the rumours of a ticket, in the citizen's language, as answers. */
export async function rebuttalsOf(
  read: Read,
  { ticket, language }: { ticket: string; language: string },
): Promise<BankAnswer[]> {
  return (await carriedBy(read, ticket))
    .filter((rumour) => rumour.publishedAt !== null && hasVerdict(rumour))
    .map(({ code, claim, verdict, publishedAt, updatedAt }) => ({
      key: `rumour:${code}`,
      names: {
        en: `${code}: ${(claim.en || claim.hi).slice(0, 40)}`,
        hi: `${code}: ${(claim.hi || claim.en).slice(0, 40)}`,
        mr: `${code}: ${(claim.mr || claim.hi || claim.en).slice(0, 40)}`,
      },
      text: `${textFor(verdict, language)} (${code})`,
      from: new Date(publishedAt ?? updatedAt).toISOString().slice(0, 10),
      source: code,
    }));
}
