import type { StoredEvent } from '../../platform/events/port.ts';
import { act, type Changed } from './change.usecases.ts';
import type { TicketDeps } from './tickets.types.ts';
import type { Target } from './triage.usecases.ts';

/** How often the person helped was telephoned, and what came of the last time. */
export interface Calls {
  readonly tries: number;
  readonly reached: boolean;
  readonly at: number;
}

/** Events of one docket, oldest first, as calls; null where nobody called. What was taken back does not count. */
export function callsIn(history: readonly Pick<StoredEvent, 'type' | 'seq' | 'at' | 'data'>[]): Calls | null {
  const takenBack = new Set(history.flatMap(({ type, data }) => (type === 'ticket.undone' ? [data.of] : [])));
  const calls = history.filter(({ type, seq }) => type === 'ticket.called' && !takenBack.has(seq));
  const last = calls.at(-1);
  return last === undefined ? null : { tries: calls.length, reached: last.data.reached === true, at: last.at };
}

/** Events of a page of dockets that are looked through. */
const MOST = 2000;

/** The calls on each of these dockets. */
export async function callsOf(
  deps: Pick<TicketDeps, 'events'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Calls>> {
  if (ids.length === 0) return new Map();
  const types = ['ticket.called', 'ticket.undone'];
  const events = await deps.events.ofStreams(
    ids.map((id) => `ticket:${id}`),
    { types, before: null, limit: MOST },
  );
  const found = ids.flatMap((id): [string, Calls][] => {
    const calls = callsIn(events.filter(({ stream }) => stream === `ticket:${id}`).toReversed());
    return calls === null ? [] : [[id, calls]];
  });
  return new Map(found);
}

/** The person helped was telephoned by the officer. Whom, and under which number, is not recorded. */
export async function noteCalled(deps: TicketDeps, input: Target & { readonly reached: boolean }): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'called',
    decide: () => ({ set: {}, type: 'ticket.called', data: { reached: input.reached } }),
  });
}
