import { Hono } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { Actor } from '../modules/officers/actor.types.ts';
import type { Sessions } from '../modules/officers/officers.types.ts';
import { createLook, visibleEvents, type Look } from '../modules/tickets/events.usecases.ts';
import type { UnitTree } from '../modules/tickets/tickets.types.ts';
import type { EventLog, StoredEvent } from '../platform/events/port.ts';
import type { Db } from '../schema.ts';
import { signedIn } from './actor.ts';
import type { HttpEnv } from './env.ts';
import type { LiveHub } from './live-hub.ts';

const MISSED_MOST = 1000;
const HEARTBEAT = 20_000;
const RECHECK = 60_000;

export interface LiveDeps {
  readonly db: Db;
  readonly events: EventLog;
  readonly hub: LiveHub;
  readonly tree: UnitTree;
  readonly sessions: Pick<Sessions, 'resolve' | 'onInvalidated'>;
}

interface Told extends LiveDeps {
  /** One for all open pages. */
  readonly look: Look;
}

/** True when the event took a ticket out of the units of this officer: only such a ticket is told to be gone. */
function leftView({ tree }: LiveDeps, actor: Actor, event: StoredEvent): boolean {
  const before = event.data.before as { owner?: unknown; second?: unknown; offered?: unknown } | undefined;
  const owners = [before?.owner, before?.second, before?.offered].filter((one) => typeof one === 'string');
  return owners.some((owner) => actor.posts.some((post) => tree.isUnder(owner, post.unit)));
}

type Seen = Awaited<ReturnType<typeof visibleEvents>>[number];

/**
 * True when the event is meant for this officer: a note that names him, or did, on a ticket that he may see, or praise
 * that was passed on to him of a ticket that is not about him.
 */
function isFor(officer: string, { event: { data, type }, ticket, isAboutHim }: Seen): boolean {
  if (type === 'ticket.commended' || type === 'ticket.commendation-withdrawn')
    return data.officer === officer && !isAboutHim;
  return ticket !== null && Array.isArray(data.mentions) && data.mentions.includes(officer);
}

async function tell(
  deps: Told,
  stream: SSEStreamingApi,
  { actor, events }: { actor: Actor; events: readonly StoredEvent[] },
): Promise<void> {
  const seen = await visibleEvents(deps.look, { actor, events });
  const last = new Map(seen.map((one) => [one.id, one]));
  // It says only that there is something: what it is he asks for, and is told if he may know it.
  const own = seen.some((one) => isFor(actor.officer, one));
  for (const { event, id, ticket } of last.values()) {
    if (ticket) {
      const data = {
        id,
        num: ticket.num,
        type: event.type,
        state: ticket.state,
        urgency: ticket.urgency,
        version: ticket.version,
      };
      await stream.writeSSE({ id: String(event.position), event: 'ticket', data: JSON.stringify(data) });
    } else if (leftView(deps, actor, event))
      await stream.writeSSE({ id: String(event.position), event: 'gone', data: JSON.stringify({ id }) });
  }
  if (own) await stream.writeSSE({ event: 'for-me', data: '{}' });
}

/** What happens after `Last-Event-ID`; past a thousand missed events the page is told to load itself again. */
async function replay(
  deps: Told,
  stream: SSEStreamingApi,
  { actor, after }: { actor: Actor; after: number },
): Promise<void> {
  const missed = await deps.events.after(after, MISSED_MOST + 1);
  if (missed.length > MISSED_MOST) {
    await stream.writeSSE({ id: String(await deps.events.head()), event: 'reload', data: '{}' });
    return;
  }
  await tell(deps, stream, { actor, events: missed });
}

/** Live updates as server-sent events, each checked against the officer's rights when it is sent. */
export const createLiveRoutes = (live: LiveDeps) => {
  const deps: Told = { ...live, look: createLook(live) };
  return new Hono<HttpEnv>().get('/live', (c) => {
    let actor = signedIn(c);
    const header = c.req.header('last-event-id') ?? c.req.query('after');
    const after = header && /^\d{1,15}$/.test(header) ? Number(header) : null;
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async (stream) => {
      const waiting: StoredEvent[] = [];
      let wake: () => void = () => undefined;
      const stops = [
        deps.hub.subscribe((events) => {
          waiting.push(...events);
          wake();
        }),
        deps.sessions.onInvalidated((officer) => {
          if (officer === null || officer === actor.officer) recheckSoon();
        }),
      ];
      const recheck = async (): Promise<void> => {
        const { identity } = await deps.sessions.resolve(c.req.raw.headers);
        if (identity) actor = identity.actor;
        else stream.abort();
      };
      // Who cannot be known to be an officer still is told nothing more; the page connects anew.
      const recheckSoon = (): void => void recheck().catch(() => stream.abort());
      // A session also ends by its hour, a posting by its date, and either by an act in another process.
      const rechecking = setInterval(recheckSoon, RECHECK);
      stops.push(() => clearInterval(rechecking));
      stream.onAbort(() => {
        for (const stop of stops) stop();
        wake();
      });
      try {
        await stream.writeSSE({ event: 'hello', data: '{}', id: String(after ?? (await deps.events.head())) });
        if (after !== null) await replay(deps, stream, { actor, after });
        while (!stream.aborted && !stream.closed) {
          if (waiting.length > MISSED_MOST) {
            waiting.length = 0;
            await stream.writeSSE({ id: String(await deps.events.head()), event: 'reload', data: '{}' });
          }
          const events = waiting.splice(0);
          if (events.length > 0) await tell(deps, stream, { actor, events });
          if (waiting.length > 0) continue;
          const timedOut = await new Promise<boolean>((resolve) => {
            const timer = setTimeout(() => resolve(true), HEARTBEAT);
            wake = () => {
              clearTimeout(timer);
              resolve(false);
            };
          });
          if (timedOut) await stream.write(': still here\n\n');
        }
      } finally {
        // Also when a read failed: nobody is told any more.
        for (const stop of stops) stop();
      }
    });
  });
};
