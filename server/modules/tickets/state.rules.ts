import type { Capability } from '../officers/actor.types.ts';
import type { TicketAction, TicketState } from './tickets.types.ts';

interface Rule {
  readonly from: readonly TicketState[];
  /** Null: the state stays. */
  readonly to: TicketState | null;
  readonly capability: Capability;
}

const ALL: readonly TicketState[] = ['received', 'ask_back', 'not_for_us', 'open', 'in_process', 'closed', 'verified'];
const WORKED: readonly TicketState[] = ['open', 'in_process'];
const OPENED: readonly TicketState[] = ['open', 'in_process', 'closed', 'verified'];

/** Life of a ticket: from which states an act is possible, where it leads, and who may. */
export const RULES: Readonly<Record<TicketAction, Rule>> = {
  open: { from: ['received', 'ask_back', 'not_for_us'], to: 'open', capability: 'ticket.triage' },
  'ask-back': { from: ['received'], to: 'ask_back', capability: 'ticket.triage' },
  // Also what was set aside already: for another reason, or with an answer that helps.
  'not-for-us': { from: ['received', 'ask_back', 'not_for_us'], to: 'not_for_us', capability: 'ticket.triage' },
  pluck: { from: ['not_for_us'], to: 'received', capability: 'ticket.triage' },
  correct: { from: ['received', 'ask_back', 'open', 'in_process'], to: null, capability: 'ticket.triage' },
  transfer: { from: ['open', 'in_process'], to: 'open', capability: 'ticket.transfer' },
  'take-up': { from: ['open'], to: 'in_process', capability: 'ticket.act' },
  close: { from: ['open', 'in_process'], to: 'closed', capability: 'ticket.act' },
  called: { from: ['open', 'in_process'], to: null, capability: 'ticket.act' },
  'safe-contact': { from: ['received', 'ask_back', ...OPENED], to: null, capability: 'ticket.reply' },
  code: { from: OPENED, to: null, capability: 'ticket.create' },
  // For those who may not close it: what is to be done about it its owner decides.
  propose: { from: ['open', 'in_process'], to: null, capability: 'ticket.read' },
  verify: { from: ['closed'], to: 'verified', capability: 'ticket.verify' },
  reopen: { from: ['closed', 'verified', 'not_for_us'], to: 'open', capability: 'ticket.verify' },
  reply: { from: ['received', 'ask_back', ...OPENED], to: null, capability: 'ticket.reply' },
  note: { from: ALL, to: null, capability: 'ticket.read' },
  split: { from: ['received', 'ask_back', 'open', 'in_process'], to: null, capability: 'ticket.triage' },
  pause: { from: WORKED, to: null, capability: 'ticket.act' },
  resume: { from: WORKED, to: null, capability: 'ticket.act' },
  bounce: { from: WORKED, to: null, capability: 'ticket.transfer' },
  'accept-offer': { from: WORKED, to: 'open', capability: 'ticket.act' },
  'return-offer': { from: WORKED, to: null, capability: 'ticket.act' },
  'withdraw-offer': { from: WORKED, to: null, capability: 'ticket.transfer' },
  approve: { from: WORKED, to: 'closed', capability: 'ticket.verify' },
  'return-report': { from: WORKED, to: null, capability: 'ticket.verify' },
  describe: { from: ALL, to: null, capability: 'ticket.triage' },
  join: { from: ALL, to: null, capability: 'ticket.reply' },
  apart: { from: ALL, to: null, capability: 'ticket.reply' },
  'leave-incident': { from: ALL, to: null, capability: 'ticket.reply' },
};

/** What a holder of these capabilities may do to a ticket in this state. */
export function possibleActions(state: TicketState, capabilities: ReadonlySet<Capability>): TicketAction[] {
  return (Object.keys(RULES) as TicketAction[]).filter(
    (action) => RULES[action].from.includes(state) && capabilities.has(RULES[action].capability),
  );
}
