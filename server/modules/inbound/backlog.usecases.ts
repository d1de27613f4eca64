import type { Read } from '../../schema.ts';
import { changedMessages } from './changed.repository.ts';
import * as envelopes from './envelopes.repository.ts';
import * as messages from './messages.repository.ts';

/** Ids of envelopes that were stored and not read yet, oldest first. */
export const waitingEnvelopes = (read: Read, limit: number): Promise<string[]> =>
  envelopes.waitingEnvelopes(read, limit);

/** True when an envelope, a message or a message whose words changed waits. */
export const hasBacklog = async (read: Read): Promise<boolean> =>
  (await envelopes.waitingEnvelopes(read, 1)).length > 0 ||
  (await messages.hasNew(read)) ||
  (await changedMessages(read, 1)).length > 0;

/** Age of the oldest message that waits, in milliseconds. */
export const intakeLag = (read: Read, now: number): Promise<number> => messages.intakeLag(read, now);
