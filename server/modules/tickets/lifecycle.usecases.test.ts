import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import {
  createTicketDesk,
  GOMTI_NAGAR,
  HAZRATGANJ,
  people,
  refusal,
  type Person,
  type TicketDesk,
} from './desk.testing.ts';
import { fillTemplate } from '../replies/templates.rules.ts';
import { noteCalled } from './calls.usecases.ts';
import { joinIncident } from './incident.usecases.ts';
import { reopenTicket, verifyTicket } from './review.usecases.ts';
import { setSafeContact } from './safe-contact.usecases.ts';
import { describeMedia } from './describe.usecases.ts';
import { addNote, replyToCitizen } from './speak.usecases.ts';
import { splitTicket } from './split.usecases.ts';
import { closeTicket, takeUpTicket, transferTicket, type Report } from './station.usecases.ts';
import { markBreaches } from './breach.usecases.ts';
import type { Changed } from './change.usecases.ts';
import type { Ticket, TicketAction, TicketState } from './tickets.types.ts';
import { askBack, correctTicket, markNotForUs, openTicket } from './triage.usecases.ts';

const REPORT: Report = {
  outcome: 'settled',
  details: {},
  internalText: 'Both sides were heard',
  publicAnswer: 'आपकी शिकायत का निस्तारण कर दिया गया है',
  attachments: [],
};

/**
 * The other acts on an incident need one first: see incident.usecases.test.ts; plucking has a wall of its own:
 * skim.usecases.test.ts; a code is given for what was taken down by hand alone: code.usecases.test.ts; what stands open on a ticket is tested beside it; closing is
 * proposed beside notifications: propose.usecases.test.ts.
 */
type Open = 'pause' | 'resume' | 'bounce' | `${'accept' | 'return' | 'withdraw'}-offer` | 'approve' | 'return-report';
type Tested = Exclude<TicketAction, 'apart' | 'leave-incident' | 'pluck' | 'propose' | 'code' | Open>;

describe.each(testEngines)('acts on a ticket on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.advance(60_000));

  const acts: Record<Tested, (who: Person, ticket: Pick<Ticket, 'id' | 'version'>) => Promise<Changed>> = {
    open: (who, { id, version }) => openTicket(desk.deps, { actor: people[who], id, version, owner: HAZRATGANJ }),
    'ask-back': (who, { id, version }) => askBack(desk.deps, { actor: people[who], id, version }),
    'not-for-us': (who, { id, version }) =>
      markNotForUs(desk.deps, { actor: people[who], id, version, reason: 'praise' }),
    correct: (who, { id, version }) =>
      correctTicket(desk.deps, { actor: people[who], id, version, category: 'cyber-fraud' }),
    transfer: (who, { id, version }) =>
      transferTicket(desk.deps, { actor: people[who], id, version, to: GOMTI_NAGAR, reason: 'The place is theirs' }),
    'take-up': (who, { id, version }) => takeUpTicket(desk.deps, { actor: people[who], id, version }),
    called: (who, { id, version }) => noteCalled(desk.deps, { actor: people[who], id, version, reached: false }),
    'safe-contact': (who, { id, version }) =>
      setSafeContact(desk.deps, { actor: people[who], id, version, mayCall: false, hours: null, words: 'Her sister' }),
    close: (who, { id, version }) => closeTicket(desk.deps, { actor: people[who], id, version, ...REPORT }),
    verify: (who, { id, version }) => verifyTicket(desk.deps, { actor: people[who], id, version }),
    reopen: (who, { id, version }) => reopenTicket(desk.deps, { actor: people[who], id, version, reason: 'Not done' }),
    reply: (who, { id, version }) =>
      replyToCitizen(desk.deps, { actor: people[who], id, version, text: 'We are on it', kind: 'reply' }),
    describe: async (who, { id, version }) => {
      const picture = await desk.showPicture(id);
      return describeMedia(desk.deps, { actor: people[who], id, version, ...picture, text: 'A broken lock' });
    },
    join: async (who, { id, version }) => {
      const other = await desk.plea();
      return joinIncident(desk.deps, { actor: people[who], id, version, other: other.id });
    },
    split: (who, { id, version }) =>
      splitTicket(desk.deps, { actor: people[who], id, version, text: 'The lamps are broken', aboutPolice: 'no' }),
    note: (who, { id, version }) => addNote(desk.deps, { actor: people[who], id, version, text: 'Called back' }),
  };

  /** The ways into each state, by those who may. */
  const PATHS: Record<TicketState, readonly (readonly [Tested, Person])[]> = {
    received: [],
    ask_back: [['ask-back', 'operator']],
    not_for_us: [['not-for-us', 'operator']],
    open: [['open', 'operator']],
    in_process: [
      ['open', 'operator'],
      ['take-up', 'station'],
    ],
    closed: [
      ['open', 'operator'],
      ['take-up', 'station'],
      ['close', 'station'],
    ],
    verified: [
      ['open', 'operator'],
      ['close', 'station'],
      ['verify', 'commissioner'],
    ],
  };

  async function inState(state: TicketState): Promise<Ticket> {
    let ticket = await desk.plea();
    for (const [action, who] of PATHS[state]) {
      desk.clock.advance(1000);
      ({ ticket } = await acts[action](who, ticket));
    }
    desk.clock.advance(1000);
    expect(ticket.state).toBe(state);
    return ticket;
  }

  const CASES: {
    action: Tested;
    from: TicketState;
    to: TicketState;
    by: Person;
    notBy: Person;
    wrong: TicketState | null;
  }[] = [
    { action: 'open', from: 'received', to: 'open', by: 'operator', notBy: 'commissioner', wrong: 'open' },
    { action: 'ask-back', from: 'received', to: 'ask_back', by: 'operator', notBy: 'chief', wrong: 'closed' },
    { action: 'not-for-us', from: 'received', to: 'not_for_us', by: 'operator', notBy: 'chief', wrong: 'in_process' },
    { action: 'correct', from: 'open', to: 'open', by: 'operator', notBy: 'station', wrong: 'closed' },
    { action: 'transfer', from: 'in_process', to: 'open', by: 'station', notBy: 'stranger', wrong: 'closed' },
    { action: 'take-up', from: 'open', to: 'in_process', by: 'station', notBy: 'operator', wrong: 'closed' },
    { action: 'called', from: 'open', to: 'open', by: 'station', notBy: 'operator', wrong: 'closed' },
    { action: 'safe-contact', from: 'open', to: 'open', by: 'station', notBy: 'stranger', wrong: 'not_for_us' },
    { action: 'close', from: 'in_process', to: 'closed', by: 'station', notBy: 'operator', wrong: 'received' },
    { action: 'verify', from: 'closed', to: 'verified', by: 'commissioner', notBy: 'station', wrong: 'open' },
    { action: 'reopen', from: 'closed', to: 'open', by: 'commissioner', notBy: 'station', wrong: 'open' },
    { action: 'reply', from: 'open', to: 'open', by: 'station', notBy: 'stranger', wrong: 'not_for_us' },
    { action: 'join', from: 'open', to: 'open', by: 'operator', notBy: 'stranger', wrong: null },
    { action: 'split', from: 'open', to: 'open', by: 'operator', notBy: 'station', wrong: 'closed' },
    { action: 'note', from: 'open', to: 'open', by: 'chief', notBy: 'stranger', wrong: null },
  ];

  describe.each(CASES)('$action', ({ action, from, to, by, notBy, wrong }) => {
    it('does what it says, once, with its event', async () => {
      const ticket = await inState(from);
      const { ticket: after } = await acts[action](by, ticket);
      expect(after.state).toBe(to);
      expect(after.version).toBe(ticket.version + 1);
      const history = await desk.deps.events.ofStream(`ticket:${ticket.id}`);
      expect(history.at(-1)?.actor).toMatch(new RegExp(`^officer:${people[by].officer}/position:`));
      expect(history.at(-1)?.data.version).toBe(after.version);
      // Whoever handed it on does not see it any more.
      const again = action === 'transfer' ? 'tickets.not_found' : 'tickets.version_conflict';
      expect(await refusal(acts[action](by, ticket))).toBe(again);
      expect(await desk.read(ticket.id)).toEqual(after);
      expect(await desk.deps.events.ofStream(`ticket:${ticket.id}`)).toHaveLength(history.length);
    });

    it('refuses the wrong officer and changes nothing', async () => {
      const ticket = await inState(from);
      const expected = notBy === 'stranger' ? 'tickets.not_found' : 'officers.not_allowed';
      // Before it is opened only the desk and those above it hold a ticket: to others it is not there.
      const refused = await refusal(acts[action](notBy, ticket));
      expect([expected, 'tickets.not_found']).toContain(refused);
      expect(await refusal(acts[action]('admin', ticket))).toBe('tickets.not_found');
      expect(await desk.read(ticket.id)).toEqual(ticket);
    });

    it.skipIf(wrong === null)('refuses the wrong state', async () => {
      const ticket = await inState(wrong ?? 'received');
      // What is not opened is held by the desk and those above it alone.
      const isOpened = ticket.owner !== null;
      const code = await refusal(acts[action](isOpened ? by : action === 'close' ? 'station' : 'operator', ticket));
      expect(code).toBe(!isOpened && action === 'close' ? 'tickets.not_found' : 'tickets.wrong_state');
      expect(await desk.read(ticket.id)).toEqual(ticket);
    });

    it('refuses an older version and tells how the ticket stands', async () => {
      const ticket = await inState(from);
      const noted = (await acts.note('chief', ticket)).ticket;
      const error: unknown = await acts[action](by, ticket).catch((problem: unknown) => problem);
      expect(error).toMatchObject({
        code: 'tickets.version_conflict',
        detail: { current: { id: ticket.id, version: noted.version } },
      });
      expect(JSON.stringify(error)).not.toContain('codeHash');
    });
  });

  it('writes one answer for each act that speaks, and none before the time to take it back is over', async () => {
    const ticket = await inState('in_process');
    const at = desk.clock.now();
    await acts.close('station', ticket);
    const sends = (await desk.deps.db.read.select().from(desk.deps.db.tables.outbox)).filter(
      (row) => row.ticket === ticket.id,
    );
    expect(sends.map((send) => send.purpose).sort()).toEqual(['acknowledgement', 'answer']);
    const answer = sends.find((send) => send.purpose === 'answer');
    expect(answer).toMatchObject({
      state: 'waiting',
      kind: 'reply',
      text: `${REPORT.publicAnswer}\n${fillTemplate('verdict-question', ticket.language)}`,
      notBefore: at + 10_000,
    });
    expect(sends.find((send) => send.purpose === 'acknowledgement')?.text).toContain(ticket.docket);
  });

  it('refuses a report that lacks what its outcome needs, says where, and keeps the ticket', async () => {
    const ticket = await inState('in_process');
    const close = (report: Partial<Report>) =>
      closeTicket(desk.deps, { actor: people.station, id: ticket.id, version: ticket.version, ...REPORT, ...report });
    await expect(close({ outcome: 'fir' })).rejects.toMatchObject({
      code: 'tickets.outcome_needs',
      fields: { 'details.fir': 'required', 'details.sections': 'required' },
    });
    expect(await refusal(close({ internalText: ' ' }))).toBe('tickets.report_missing');
    expect(await refusal(close({ publicAnswer: '' }))).toBe('tickets.answer_missing');
    expect(await refusal(close({ publicAnswer: 'क'.repeat(400) }))).toBe('tickets.answer_too_long');
    expect(await refusal(close({ attachments: ['att_none'] }))).toBe('tickets.file_missing');
    expect(await desk.read(ticket.id)).toEqual(ticket);
  });

  it('never answers a protected matter in public: neutral acknowledgement, private answer, no public reply', async () => {
    const received = await desk.plea();
    const { ticket } = await openTicket(desk.deps, {
      actor: people.operator,
      id: received.id,
      version: received.version,
      owner: HAZRATGANJ,
      category: 'women-safety',
    });
    expect(ticket.protected).toBe(true);
    desk.clock.advance(1000);
    expect(
      await refusal(
        replyToCitizen(desk.deps, {
          actor: people.station,
          id: ticket.id,
          version: ticket.version,
          text: 'Hello',
          kind: 'reply',
        }),
      ),
    ).toBe('tickets.protected_public');
    const replied = await replyToCitizen(desk.deps, {
      actor: people.station,
      id: ticket.id,
      version: ticket.version,
      text: 'In private',
      kind: 'dm',
    });
    desk.clock.advance(1000);
    await closeTicket(desk.deps, { actor: people.station, id: ticket.id, version: replied.ticket.version, ...REPORT });
    const sends = (await desk.deps.db.read.select().from(desk.deps.db.tables.outbox)).filter(
      (row) => row.ticket === ticket.id,
    );
    for (const send of sends.filter((one) => one.kind === 'reply')) {
      expect(send.purpose).toBe('acknowledgement');
      expect(send.text).not.toContain(ticket.docket);
    }
    expect(
      sends
        .filter((one) => one.kind === 'dm')
        .map((one) => one.purpose)
        .sort(),
    ).toEqual(['answer', 'reply']);
  });

  it('moves who may see with the owner', async () => {
    const ticket = await inState('open');
    expect(await desk.listed('station')).toContain(ticket.id);
    expect(await desk.listed('stranger')).not.toContain(ticket.id);
    await acts.transfer('commissioner', ticket);
    expect(await desk.listed('station')).not.toContain(ticket.id);
    expect(await desk.listed('stranger')).toContain(ticket.id);
  });

  it('lets a deadline follow a corrected urgency', async () => {
    const ticket = await inState('open');
    const { ticket: urgent } = await correctTicket(desk.deps, {
      actor: people.operator,
      id: ticket.id,
      version: ticket.version,
      urgency: 'life-risk',
    });
    expect(urgent.dueAt).toBe(ticket.receivedAt + 5 * 60_000);
  });

  it('marks a deadline that passed once, whoever looks and how often', async () => {
    const ticket = await inState('open');
    desk.clock.advance(11 * 24 * 3_600_000);
    const rounds = await Promise.all([1, 2, 3].map(() => markBreaches(desk.deps, { limit: 1000 })));
    expect(rounds.filter((marked) => marked > 0).length).toBeGreaterThan(0);
    expect(await markBreaches(desk.deps, { limit: 1000 })).toBe(0);
    const passed = (await desk.deps.events.ofStream(`ticket:${ticket.id}`)).filter(
      (event) => event.type === 'ticket.deadline-passed',
    );
    expect(passed.map((event) => event.data.clock).sort()).toEqual([
      'action',
      'closure',
      'first_response',
      'pick_up',
      'review',
    ]);
  });
});
