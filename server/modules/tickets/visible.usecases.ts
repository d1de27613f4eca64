/** Looking whether an officer may see a ticket is for every module that shows something of it. */
export { hiddenNums, isMoreThanOffered, isSeenBy, noConflict, type Sighted, type Viewer } from './access.repository.ts';
export { findTicket as findVisible, visibleTickets } from './tickets.repository.ts';
/** And whether somebody still looks after a life at risk. */
export { alarmedAmong } from './alarm.repository.ts';
/** So is what must be kept from whoever reads a ticket by a summary. */
export { notWrittenForOthers, toldInPart, veil } from './veil.repository.ts';
/** What hangs together because it was split off. */
export { linesOf, withParts } from './parts.repository.ts';
/** Of protected matters what stands in the place of words, and for whom. */
export { maskedAmong, maskedLine } from './masked.repository.ts';
/** What an officer may read of late, for trying something on it. */
export { newestReadable } from './newest.repository.ts';
