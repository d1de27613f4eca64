import type { Read } from '../../schema.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import { originsOf } from './parts.repository.ts';
import type { Ticket } from './tickets.types.ts';

/** What an answer on a ticket answers: the citizen's first message, which a matter that was split off has in common with the first. */
export const findAnswered = async (read: Read, { id, splitFrom }: Pick<Ticket, 'id' | 'splitFrom'>) =>
  findPlea(read, (await originsOf(read, { splitFrom })).at(-1) ?? id);
