import type { Read } from '../../schema.ts';
import type { Span } from '../situations/situations.rules.ts';
import type { Sighted } from './access.repository.ts';
import { countPlaces, wasHeard, type PlaceCount } from './situation-tickets.repository.ts';

export type { PlaceCount };

/** What came for a declared situation, by place and state, of the newest `limit` tickets that the viewer may see. */
export const countOfSituation = (
  read: Read,
  asked: { viewer: Sighted; span: Span; limit: number },
): Promise<{ rows: PlaceCount[]; seen: number }> => countPlaces(read, asked);

/** Whether a unit was heard of since a moment: something came for it, or was done there. */
export const wasUnitHeard = (read: Read, asked: { unit: string; since: number; above: number }): Promise<boolean> =>
  wasHeard(read, asked);
