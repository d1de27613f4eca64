import type { Read } from '../../schema.ts';
import { firstOfTicket } from './inbound.repository.ts';

/** The citizen's first message of a ticket: what an answer answers. Null for a docket taken down by hand. */
export const findPlea = (
  read: Read,
  ticket: string,
): Promise<{ externalId: string; contact: string | null; text: string } | null> => firstOfTicket(read, ticket);
