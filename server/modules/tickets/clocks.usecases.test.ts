import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runClocks } from '../../../workers/clocks/clocks.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { postOfficer } from '../officers/officers.testing.ts';
import { undoLast } from './change.usecases.ts';
import { clocksOf } from './clocks.repository.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, type TicketDesk } from './desk.testing.ts';
import { reopenTicket } from './review.usecases.ts';
import { replyToCitizen } from './speak.usecases.ts';
import { closeTicket } from './station.usecases.ts';
import { askBack, markNotForUs, openTicket } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const { operator, station, commissioner } = people;

describe.each(testEngines)('acknowledgement and review on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    for (const unit of [LUCKNOW, 'u_up']) {
      const position = desk.directory.headOf(unit)?.id ?? '';
      await postOfficer(
        { ...desk.deps, directory: desk.directory },
        { officer: `off_head_${unit}`, name: 'Chief', position },
      );
    }
  });
  afterAll(() => desk.close());

  const by = (actor: typeof operator, { id, version }: Pick<Ticket, 'id' | 'version'>) => ({ actor, id, version });
  const running = async ({ id }: Pick<Ticket, 'id'>, kind: string) =>
    (await clocksOf(desk.deps.db.read, id)).filter((clock) => clock.kind === kind && clock.stoppedAt === null);
  const opened = async (): Promise<Ticket> => {
    const plea = await desk.plea();
    desk.clock.advance(1000);
    return (await openTicket(desk.deps, { ...by(operator, plea), owner: HAZRATGANJ, urgency: 'normal' })).ticket;
  };
  const after = async (span: number): Promise<void> => {
    desk.clock.advance(span);
    for (let time = 0; time < 3; time += 1) await runClocks(desk.deps);
  };
  const told = async (id: string, type: string, clock: string) =>
    (await desk.deps.events.ofStream(`ticket:${id}`)).filter((one) => one.type === type && one.data.clock === clock);
  const close = (ticket: Pick<Ticket, 'id' | 'version'>) =>
    closeTicket(desk.deps, {
      ...{ ...by(station, ticket), outcome: 'settled', details: {}, attachments: [] },
      ...{ internalText: `Heard both sides of ${ticket.id}`, publicAnswer: 'मामला सुलझ गया है।' },
    });

  it('has five minutes from receipt to tell the citizen that we have it', async () => {
    const plea = await desk.plea();
    const [clock] = await running(plea, 'acknowledgement');
    expect(clock).toMatchObject({ startedAt: plea.receivedAt, dueAt: plea.receivedAt + 5 * MINUTE });
    expect(plea.dueAt).toBe(clock?.dueAt);
  });

  it('is stopped by whatever the desk says or decides first, and runs on when that is taken back', async () => {
    const acts = [
      (ticket: Ticket) => openTicket(desk.deps, { ...by(operator, ticket), owner: HAZRATGANJ, category: 'theft' }),
      (ticket: Ticket) => askBack(desk.deps, by(operator, ticket)),
      (ticket: Ticket) => markNotForUs(desk.deps, { ...by(operator, ticket), reason: 'praise' }),
      (ticket: Ticket) =>
        replyToCitizen(desk.deps, { ...by(operator, ticket), text: 'We are on it already', kind: 'reply' }),
    ];
    for (const [index, act] of acts.entries()) {
      const plea = await desk.plea();
      desk.clock.advance(1000);
      const { ticket } = await act(plea);
      expect([index, await running(plea, 'acknowledgement')]).toEqual([index, []]);
      if (index > 0) continue;
      await undoLast(desk.deps, by(operator, ticket));
      expect(await running(plea, 'acknowledgement')).toHaveLength(1);
    }
  });

  it('is counted when nobody did, and climbs no ladder: the first answer does', async () => {
    const plea = await desk.plea();
    await after(6 * MINUTE);
    expect(await told(plea.id, 'ticket.deadline-passed', 'acknowledgement')).toHaveLength(1);
    expect(await told(plea.id, 'ticket.climbed', 'acknowledgement')).toEqual([]);
    await after(30 * MINUTE);
    expect(await told(plea.id, 'ticket.climbed', 'acknowledgement')).toEqual([]);
    expect(await told(plea.id, 'ticket.climbed', 'first_response')).not.toEqual([]);
  });

  it('puts what is open after fifteen days before the chief of its district, once', async () => {
    const ticket = await opened();
    expect(await running(ticket, 'review')).toMatchObject([{ dueAt: ticket.receivedAt + 15 * DAY }]);
    await after(15 * DAY - HOUR);
    expect(await told(ticket.id, 'ticket.climbed', 'review')).toEqual([]);
    await after(2 * HOUR);
    const climbed = await told(ticket.id, 'ticket.climbed', 'review');
    expect(climbed.map(({ data }) => data.unit)).toEqual([LUCKNOW]);
    for (let day = 0; day < 5; day += 1) await after(DAY);
    expect(await told(ticket.id, 'ticket.climbed', 'review')).toHaveLength(1);
  });

  it('asks for no review of what is closed, and for another one of what is opened again', async () => {
    const closed = (await close(await opened())).ticket;
    expect(await running(closed, 'review')).toEqual([]);
    await after(16 * DAY);
    expect(await told(closed.id, 'ticket.climbed', 'review')).toEqual([]);
    const { version } = await desk.read(closed.id);
    await reopenTicket(desk.deps, { ...by(commissioner, { id: closed.id, version }), reason: 'Nobody came' });
    expect(await running(closed, 'review')).toMatchObject([{ dueAt: desk.clock.now() + 15 * DAY }]);
  });
});
