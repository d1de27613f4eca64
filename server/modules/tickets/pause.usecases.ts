import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import { termsAt } from '../deadlines/in-force.usecases.ts';
import { act, type Changed } from './change.usecases.ts';
import { clocksOf, moveDeadlines, type NewDeadline } from './clocks.repository.ts';
import { refreshDue } from './intake.repository.ts';
import { writeNote } from './notes.usecases.ts';
import { endPause, insertPause, openPauses, pausesOf, spentPauses } from './pause.repository.ts';
import { waited, waitLeft, waits, type Pause, type PauseReason } from './pause.rules.ts';
import type { TicketDeps } from './tickets.types.ts';
import type { Target } from './triage.usecases.ts';

/** Gives back to the clocks of a pause what it did not use. */
const withoutRest = ({ clocks, untilAt }: Pause, at: number): NewDeadline => {
  const rest = Math.max(0, untilAt - at);
  return ({ kind, startedAt, dueAt }) =>
    clocks.some((one) => one.kind === kind && one.startedAt === startedAt) ? dueAt - rest : dueAt;
};

/**
 * Lets action and closure wait for the citizen or another agency, at most as long as is left of what a ticket may wait
 * in all: their deadlines move by all of it at once, and what is not used is given back. So a deadline never lies past
 * the cap, even if nobody looks. Throws tickets.pause_danger, tickets.pause_open, tickets.pause_nothing,
 * tickets.pause_spent.
 */
export async function pauseTicket(
  deps: TicketDeps,
  input: Target & { readonly reason: PauseReason; readonly note: string },
): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'pause',
    decide: async ({ ticket, tx, at, post }) => {
      if (ticket.urgency === 'life-risk') fail({ code: 'tickets.pause_danger', kind: 'conflict' });
      const before = await pausesOf(tx, ticket.id);
      if (before.some(({ endedAt }) => endedAt === null)) fail({ code: 'tickets.pause_open', kind: 'conflict' });
      const clocks = (await clocksOf(tx, ticket.id)).filter(waits);
      if (clocks.length === 0) fail({ code: 'tickets.pause_nothing', kind: 'conflict' });
      const left = waitLeft(before, (await termsAt(tx, at)).pauseDays);
      if (left === 0) fail({ code: 'tickets.pause_spent', kind: 'conflict' });
      const { actor, reason } = input;
      const id = deps.ids.make('pau');
      await insertPause(tx, {
        ...{ id, ticket: ticket.id, reason, startedAt: at, untilAt: at + left, endedAt: null, ending: null },
        clocks: clocks.map(({ kind, startedAt }) => ({ kind, startedAt })),
        ...{ officer: actor.officer, position: post.position },
      });
      const note = await writeNote(deps, tx, { ticket: ticket.id, text: input.note, actor, at });
      return {
        set: {},
        type: 'ticket.paused',
        data: { pause: id, why: reason, until: at + left, note },
        moveClocks: (clock) => (waits(clock) ? clock.dueAt + left : clock.dueAt),
      };
    },
  });
}

/** Lets the clocks run on. Throws tickets.pause_none. */
export async function resumeTicket(deps: TicketDeps, input: Target): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'resume',
    decide: async ({ ticket, tx, at }) => {
      const pause = (await pausesOf(tx, ticket.id)).find(({ endedAt }) => endedAt === null);
      const isEnded =
        pause && (await endPause(tx, { id: pause.id, at: Math.min(at, pause.untilAt), ending: 'officer' }));
      if (!pause || !isEnded) fail({ code: 'tickets.pause_none', kind: 'conflict' });
      const data = { pause: pause.id, ending: 'officer' };
      return { set: {}, type: 'ticket.resumed', data, moveClocks: withoutRest(pause, at) };
    },
  });
}

type Deps = Pick<TicketDeps, 'db' | 'clock' | 'events'>;

const resumed = ({ id, ticket }: Pause, { actor, ending }: { actor: string; ending: string }) => ({
  ...{ stream: `ticket:${ticket}`, type: 'ticket.resumed', actor },
  data: { pause: id, ending },
});

/** The citizen has answered: what waited for that runs on. In the transaction that takes the answer. */
export async function resumeAnswered(
  deps: Pick<Deps, 'events'>,
  tx: Tx,
  { tickets, at }: { tickets: readonly string[]; at: number },
): Promise<void> {
  for (const pause of await openPauses(tx, { tickets, reason: 'citizen' })) {
    const until = Math.min(at, pause.untilAt);
    if (!(await endPause(tx, { id: pause.id, at: until, ending: 'answered' }))) continue;
    await moveDeadlines(tx, { ticket: pause.ticket, dueAt: withoutRest(pause, at) });
    await refreshDue(tx, [pause.ticket]);
    await deps.events.append(tx, [resumed(pause, { actor: 'citizen', ending: 'answered' })]);
  }
}

/** Notes pauses that have lasted as long as they may, once each; the deadlines lie there already. Returns how many. */
export async function endSpentPauses(deps: Deps, { limit }: { limit: number }): Promise<number> {
  const now = deps.clock.now();
  if ((await spentPauses(deps.db.read, { now, limit: 1 })).length === 0) return 0;
  return deps.db.write(
    async (tx) => {
      const ended: Pause[] = [];
      for (const pause of await spentPauses(tx, { now, limit }))
        if (await endPause(tx, { id: pause.id, at: pause.untilAt, ending: 'cap' })) ended.push(pause);
      await deps.events.append(
        tx,
        ended.map((pause) => resumed(pause, { actor: 'system', ending: 'cap' })),
      );
      return ended.length;
    },
    { lane: 'batch' },
  );
}

/** For whom a ticket waits, how long it has waited in all and how long it still may. */
export async function readPauses(read: Read, { ticket, at }: { ticket: string; at: number }) {
  const pauses = await pausesOf(read, ticket);
  const open = pauses.find(({ endedAt, untilAt }) => endedAt === null && untilAt > at);
  return {
    waitsFor: open ? { reason: open.reason, since: open.startedAt, until: open.untilAt } : null,
    waited: waited(pauses, at),
  };
}
