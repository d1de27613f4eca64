import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import type { Viewer } from './access.repository.ts';
import { act, type Changed } from './change.usecases.ts';
import { viewerOf } from './list.usecases.ts';
import { dropSafeContact, safeContactOf, safeContactsOf, saveSafeContact } from './safe-contact.repository.ts';
import { kindOf, saysNothing, shown, type SafeContactInput, type ShownContact } from './safe-contact.rules.ts';
import { mayKnowAuthor } from './secrecy.rules.ts';
import { findTicket } from './tickets.repository.ts';
import type { Ticket, TicketDeps, UnitTree } from './tickets.types.ts';
import type { Target } from './triage.usecases.ts';
import { veilsOf } from './veil.repository.ts';

/** Writes the rule of a ticket, or takes it away where nothing is said any more. */
export async function writeSafeContact(
  tx: Tx,
  { ticket, rule, at }: { ticket: string; rule: SafeContactInput; at: number },
): Promise<void> {
  if (saysNothing(rule)) return dropSafeContact(tx, ticket);
  const { mayCall, hours, words } = rule;
  const minutes = { fromMinute: hours?.from ?? null, untilMinute: hours?.until ?? null };
  await saveSafeContact(tx, { ticket, mayCall, ...minutes, words, at });
}

/**
 * Says how the person helped may be telephoned, or that there is nothing to mind any more. Whoever may not read the
 * docket's words changes nothing that he does not see. Throws tickets.words_kept, tickets.words_erased.
 */
export async function setSafeContact(
  deps: TicketDeps,
  { mayCall, hours, words, ...target }: Target & SafeContactInput,
): Promise<Changed> {
  const rule = { mayCall, hours: mayCall ? hours : null, words };
  const changed = await act(deps, {
    ...target,
    action: 'safe-contact',
    decide: async ({ ticket, tx, at, units }) => {
      const found = await findTicket(tx, { id: ticket.id, viewer: viewerOf(target.actor) });
      if (found?.isVeiled !== false || !mayKnowAuthor({ tree: deps.tree, ticket, units }))
        fail({ code: 'tickets.words_kept', kind: 'forbidden' });
      if (ticket.erasedAt !== null) fail({ code: 'tickets.words_erased', kind: 'conflict' });
      await writeSafeContact(tx, { ticket: ticket.id, rule, at });
      return { set: {}, type: 'ticket.safe-contact-set', data: { rule: kindOf(rule) } };
    },
  });
  return { ...changed, undoUntil: null };
}

/** The rule of a ticket as whoever sees it may know it. */
export const readSafeContact = async (
  read: Read,
  { ticket, isHidden, at }: { ticket: string; isHidden: boolean; at: number },
): Promise<ShownContact | null> => shown(await safeContactOf(read, ticket), { isHidden, at });

/** The rules of a page of tickets that the viewer may see. */
export async function safeContactsFor(
  read: Read,
  { tree, viewer, tickets, at }: { tree: UnitTree; viewer: Viewer; tickets: readonly Ticket[]; at: number },
): Promise<ReadonlyMap<string, ShownContact>> {
  const rules = await safeContactsOf(
    read,
    tickets.map(({ id }) => id),
  );
  if (rules.length === 0) return new Map();
  const ruled = tickets.filter(({ id }) => rules.some((rule) => rule.ticket === id));
  const veils = await veilsOf(read, { viewer, tickets: ruled });
  const pairs = ruled.map((ticket): [string, ShownContact | null] => {
    const isHidden = veils.has(ticket.id) || !mayKnowAuthor({ tree, ticket, units: viewer.units });
    return [ticket.id, shown(rules.find((rule) => rule.ticket === ticket.id) ?? null, { isHidden, at })];
  });
  return new Map(pairs.flatMap(([id, rule]) => (rule === null ? [] : [[id, rule]])));
}

/** The rule goes with the person to a matter that was split off. */
export async function copySafeContact(
  tx: Tx,
  { from, to, at }: { from: string; to: string; at: number },
): Promise<void> {
  const rule = await safeContactOf(tx, from);
  if (rule) await saveSafeContact(tx, { ...rule, ticket: to, at });
}
