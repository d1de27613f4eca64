/** Looking whether an officer may see a ticket is for every module that shows something of it. */
export { findTicket as findVisible, officerNames, visibleTickets } from './tickets.repository.ts';
/** So is what must be kept from whoever reads a ticket by a summary. */
export { notWrittenForOthers, toldInPart, veil } from './veil.repository.ts';
