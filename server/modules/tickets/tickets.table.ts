import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';

/** Of a unit's dockets those that somebody works on, or must. */
export const ON_BOARD = "state IN ('open', 'in_process')";

/** By what the unit's board is ordered: danger to life, then whose citizen wrote again, then the soonest deadline. */
export const BOARD_KEY =
  "(CASE WHEN urgency = 'life-risk' THEN 0 WHEN wrote_again_at IS NOT NULL THEN 1 WHEN due_at IS NULL THEN 9007199254740990 ELSE due_at END)";

/** Pleas of citizens on their way from receipt to resolution. */
export const defineTicketTables = (k: Kit) => ({
  ticket: k.table(
    'ticket',
    {
      id: k.text('id').primaryKey(),
      /** Grows with arrival; key of lists and of the search index. */
      num: k.count('num').notNull(),
      docket: k.text('docket'),
      /** received | ask_back | not_for_us | open | in_process | closed | verified; withdrawn: split off and taken back */
      state: k.text('state').notNull(),
      /** Why it is not for us. */
      reason: k.text('reason'),
      outcome: k.text('outcome'),
      category: k.text('category'),
      /** Its second level; null: not said. */
      subcategory: k.text('subcategory'),
      urgency: k.text('urgency').notNull(),
      language: k.text('language').notNull(),
      channel: k.text('channel').notNull(),
      account: k.text('account').notNull(),
      /** Desk that triages it until it is opened. */
      desk: k.text('desk').notNull(),
      /** Unit that must act; null until opened. */
      owner: k.text('owner'),
      /** Second station of a border case. */
      second: k.text('second'),
      /** Unit that it is offered to, and that has not taken it yet. */
      offered: k.text('offered'),
      district: k.text('district'),
      station: k.text('station'),
      lat: k.real('lat'),
      lon: k.real('lon'),
      /** What the stages proposed as owner. */
      suggested: k.text('suggested'),
      /** no | unclear | yes */
      aboutPolice: k.text('about_police').notNull(),
      /** Unit whose head is complained of: neither it nor anything under it sees the ticket. */
      accusedUnit: k.text('accused_unit'),
      protected: k.bool('protected').notNull(),
      /** no | asked | released: whether its author asks to stay unknown; null where nobody asked. */
      secrecy: k.text('secrecy'),
      reporter: k.text('reporter'),
      conversation: k.text('conversation'),
      /** What it tells of, shared by all that tell of it; null: of what its own id names. */
      incident: k.text('incident'),
      /** The ticket whose message told of this matter too. */
      splitFrom: k.text('split_from'),
      /** On a matter that was split off: by which words those read the first one who may not see this one. */
      summary: k.text('summary'),
      /** When a matter was last split off from it. */
      splitAt: k.moment('split_at'),
      /** First line for lists; goes with the message. */
      headline: k.text('headline').notNull(),
      voices: k.int('voices').notNull(),
      reach: k.int('reach').notNull(),
      wroteAgainAt: k.moment('wrote_again_at'),
      /** The citizen's own time. */
      at: k.moment('at').notNull(),
      receivedAt: k.moment('received_at').notNull(),
      openedAt: k.moment('opened_at'),
      inProcessAt: k.moment('in_process_at'),
      closedAt: k.moment('closed_at'),
      verifiedAt: k.moment('verified_at'),
      /** Soonest running deadline. */
      dueAt: k.moment('due_at'),
      /** Until when it is folded with others of a flood; listed apart meanwhile. */
      foldedUntil: k.moment('folded_until'),
      /** Salted hash of the code that opens text and report to the citizen, and wrong tries so far. */
      codeHash: k.text('code_hash'),
      codeTries: k.int('code_tries').notNull(),
      /** When all that was said on it was erased, by policy or on request. */
      erasedAt: k.moment('erased_at'),
      version: k.int('version').notNull(),
      updatedAt: k.moment('updated_at').notNull(),
    },
    (t) => [
      k.uniqueIndex('ticket_num').on(t.num),
      k.uniqueIndex('ticket_docket').on(t.docket),
      k.index('ticket_conversation').on(t.conversation),
      k.index('ticket_reporter').on(t.reporter, t.num),
      k.index('ticket_incident').on(t.incident),
      /** What came in, was opened and was closed since a moment. */
      k.index('ticket_received_at').on(t.receivedAt),
      k
        .index('ticket_opened_at')
        .on(t.openedAt)
        .where(sql`opened_at IS NOT NULL`),
      k
        .index('ticket_closed_at')
        .on(t.closedAt)
        .where(sql`closed_at IS NOT NULL`),
      k
        .index('ticket_split')
        .on(t.splitFrom)
        .where(sql`split_from IS NOT NULL`),
      k
        .index('ticket_folded')
        .on(t.foldedUntil)
        .where(sql`folded_until IS NOT NULL`),
      /** What is still to be erased, by state, oldest first. */
      k
        .index('ticket_kept')
        .on(t.state, t.receivedAt)
        .where(sql`erased_at IS NULL`),
      /** What waits for the desk, by danger, oldest first. */
      k
        .index('ticket_waiting')
        .on(t.urgency, t.num)
        .where(sql`state = 'received'`),
      /** The unit's board, for those who have many in hand. */
      k.index('ticket_board').on(sql.raw(BOARD_KEY), t.num).where(sql.raw(ON_BOARD)),
    ],
  ),
  /** Who may see: one row a unit from the owner to the root. */
  ticketAccess: k.table(
    'ticket_access',
    {
      unit: k.text('unit').notNull(),
      state: k.text('state').notNull(),
      num: k.count('num').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.unit, t.state, t.num] }), k.index('ticket_access_num').on(t.num)],
  ),
  /** Positions that an administrator named to read protected matters of a unit and of all under it. */
  protectedReader: k.table(
    'protected_reader',
    {
      id: k.text('id').primaryKey(),
      position: k.text('position').notNull(),
      unit: k.text('unit').notNull(),
      since: k.moment('since').notNull(),
      until: k.moment('until'),
      namedBy: k.text('named_by').notNull(),
      endedBy: k.text('ended_by'),
    },
    (t) => [
      k
        .uniqueIndex('protected_reader_named')
        .on(t.position, t.unit)
        .where(sql`until IS NULL`),
    ],
  ),
  /** Officers who must not see a ticket wherever they are posted. */
  ticketConflict: k.table(
    'ticket_conflict',
    { num: k.count('num').notNull(), officer: k.text('officer').notNull() },
    (t) => [k.primaryKey({ columns: [t.officer, t.num] }), k.index('ticket_conflict_num').on(t.num)],
  ),
  /** Who works on a ticket now: one officer, for as long as his page says so. */
  ticketLease: k.table(
    'ticket_lease',
    {
      ticket: k.text('ticket').primaryKey(),
      num: k.count('num').notNull(),
      officer: k.text('officer').notNull(),
      position: k.text('position').notNull(),
      takenAt: k.moment('taken_at').notNull(),
      until: k.moment('until').notNull(),
    },
    (t) => [k.index('ticket_lease_until').on(t.until)],
  ),
  /** A life at risk that somebody must take up: one open alarm a ticket, from the first word to "reached, safe". */
  alarm: k.table(
    'alarm',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      num: k.count('num').notNull(),
      /** Sounds; another one stands silent on top. */
      siren: k.bool('siren').notNull(),
      /** stages | an officer's id */
      raisedBy: k.text('raised_by').notNull(),
      raisedAt: k.moment('raised_at').notNull(),
      /** How far it has climbed because nobody did what was due. */
      level: k.int('level').notNull(),
      /** When it climbs next: it must be taken, later looked after again. Null at the top, and when it has ended. */
      dueAt: k.moment('due_at'),
      takenBy: k.text('taken_by'),
      takenPosition: k.text('taken_position'),
      takenAt: k.moment('taken_at'),
      /** Number of the event at 112, as its operator told it. */
      eventNumber: k.text('event_number'),
      handedAt: k.moment('handed_at'),
      /** on-the-way | at-the-scene | attended | nobody-found */
      returnStatus: k.text('return_status'),
      returnedAt: k.moment('returned_at'),
      /** When somebody last asked the person whether help had come. */
      checkedAt: k.moment('checked_at'),
      endedAt: k.moment('ended_at'),
      /** safe | not-danger */
      ending: k.text('ending'),
      version: k.int('version').notNull(),
    },
    (t) => [
      k
        .uniqueIndex('alarm_open')
        .on(t.ticket)
        .where(sql`ended_at IS NULL`),
      k
        .index('alarm_due')
        .on(t.dueAt)
        .where(sql`ended_at IS NULL`),
      k.index('alarm_ticket').on(t.ticket, t.raisedAt),
    ],
  ),
  /** What one shift leaves to the next: accepted by name. */
  handover: k.table(
    'handover',
    {
      id: k.text('id').primaryKey(),
      unit: k.text('unit').notNull(),
      officer: k.text('officer').notNull(),
      position: k.text('position').notNull(),
      text: k.text('text').notNull(),
      /** Tickets with a life at risk that were open when it was written. */
      red: k.json<readonly string[]>('red').notNull(),
      at: k.moment('at').notNull(),
      acceptedBy: k.text('accepted_by'),
      acceptedAt: k.moment('accepted_at'),
    },
    (t) => [k.index('handover_unit').on(t.unit, t.at)],
  ),
  /** Lists that the holders of a position work from, whoever holds it. */
  savedView: k.table(
    'saved_view',
    {
      id: k.text('id').primaryKey(),
      position: k.text('position').notNull(),
      name: k.text('name').notNull(),
      /** Its filters, as the desk's address has them: `state=open&category=theft`. */
      search: k.text('search').notNull(),
      officer: k.text('officer').notNull(),
      at: k.moment('at').notNull(),
    },
    (t) => [k.uniqueIndex('saved_view_name').on(t.position, t.name)],
  ),
  docketCounter: k.table(
    'docket_counter',
    { code: k.text('code').notNull(), day: k.text('day').notNull(), last: k.int('last').notNull() },
    (t) => [k.primaryKey({ columns: [t.code, t.day] })],
  ),
  clock: k.table(
    'clock',
    {
      ticket: k.text('ticket').notNull(),
      /** acknowledgement | first_response | pick_up | action | closure | review */
      kind: k.text('kind').notNull(),
      startedAt: k.moment('started_at').notNull(),
      dueAt: k.moment('due_at').notNull(),
      stoppedAt: k.moment('stopped_at'),
      breachedAt: k.moment('breached_at'),
    },
    (t) => [
      k.primaryKey({ columns: [t.ticket, t.kind, t.startedAt] }),
      k.index('clock_due').on(t.stoppedAt, t.breachedAt, t.dueAt),
    ],
  ),
  /** How far a deadline that passed has climbed: one row a clock, written when it is found to have passed. */
  escalation: k.table(
    'escalation',
    {
      ticket: k.text('ticket').notNull(),
      clock: k.text('clock').notNull(),
      /** The clock's own, so that a clock started anew climbs anew. */
      startedAt: k.moment('started_at').notNull(),
      num: k.count('num').notNull(),
      /** Steps up from whoever has the ticket, or from the desk's own office; 0: it has not climbed yet. */
      level: k.int('level').notNull(),
      /** Where it has climbed to. */
      unit: k.text('unit').notNull(),
      position: k.text('position'),
      at: k.moment('at').notNull(),
      /** When it is looked at next; null at the top, and when its clock has stopped. */
      dueAt: k.moment('due_at'),
      /** seen | asked | taken: what that level said to it. */
      answer: k.text('answer'),
      answeredBy: k.text('answered_by'),
      answeredAt: k.moment('answered_at'),
      /** When its clock was stopped. */
      endedAt: k.moment('ended_at'),
      version: k.int('version').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.ticket, t.clock, t.startedAt] }),
      k
        .index('escalation_due')
        .on(t.dueAt)
        .where(sql`due_at IS NOT NULL`),
      k
        .index('escalation_unit')
        .on(t.unit, t.at)
        .where(sql`ended_at IS NULL`),
    ],
  ),
  actionReport: k.table(
    'action_report',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      outcome: k.text('outcome').notNull(),
      /** Numbers and sections: {fir?, sections?, ncr?, office?, date?}. */
      details: k.json<Record<string, string>>('details').notNull(),
      internalText: k.text('internal_text').notNull(),
      publicAnswer: k.text('public_answer').notNull(),
      officer: k.text('officer').notNull(),
      position: k.text('position').notNull(),
      at: k.moment('at').notNull(),
      withdrawnAt: k.moment('withdrawn_at'),
      /** Unit that had the ticket, and what its words are found again by among its other reports. */
      unit: k.text('unit'),
      textHash: k.text('text_hash'),
      /** An earlier report of the unit on another incident with the same words, or nearly. */
      copiedFrom: k.text('copied_from'),
      /** Position of the senior who approved it, where one had to. */
      approvedBy: k.text('approved_by'),
    },
    (t) => [
      k.index('action_report_ticket').on(t.ticket, t.at),
      k.index('action_report_unit').on(t.unit, t.at),
      k.index('action_report_words').on(t.unit, t.textHash, t.at),
    ],
  ),
  attachment: k.table(
    'attachment',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      report: k.text('report'),
      /** The file of another docket of the same incident that this is the same as; it goes with its report. */
      copyOf: k.text('copy_of'),
      blob: k.text('blob').notNull(),
      name: k.text('name').notNull(),
      mime: k.text('mime').notNull(),
      size: k.int('size').notNull(),
      officer: k.text('officer').notNull(),
      at: k.moment('at').notNull(),
      /** What a picture is known again by. */
      marks: k.bytes('marks'),
      /** Where and when it was taken, as the camera wrote it. */
      lat: k.real('lat'),
      lon: k.real('lon'),
      takenAt: k.moment('taken_at'),
    },
    (t) => [
      k.index('attachment_ticket').on(t.ticket),
      k.index('attachment_blob').on(t.blob),
      k.index('attachment_at').on(t.at),
    ],
  ),
  /** Numbers under which a picture of a file is found by one that was compressed, scaled or cut from it. */
  pictureKey: k.table('picture_key', { key: k.int('key').notNull(), blob: k.text('blob').notNull() }, (t) => [
    k.primaryKey({ columns: [t.key, t.blob] }),
    k.index('picture_key_blob').on(t.blob),
  ]),
  /** A citizen's claim that a ticket is theirs: the browser holds the token, the channel brings the word. */
  ownershipProof: k.table(
    'ownership_proof',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      word: k.text('word').notNull(),
      tokenHash: k.text('token_hash').notNull(),
      createdAt: k.moment('created_at').notNull(),
      expiresAt: k.moment('expires_at').notNull(),
      provedAt: k.moment('proved_at'),
    },
    (t) => [k.uniqueIndex('ownership_proof_token').on(t.tokenHash), k.index('ownership_proof_ticket').on(t.ticket)],
  ),
  /** What the citizen says of a closing: one verdict each, from the docket's owner. */
  verdict: k.table(
    'verdict',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      /** The closing that it judges. */
      closedAt: k.moment('closed_at').notNull(),
      /** solved | not-solved | silent: nobody answered in time */
      said: k.text('said').notNull(),
      reason: k.text('reason'),
      /** The citizen's own words. */
      words: k.text('words'),
      /** page | reply | phone | none */
      way: k.text('way').notNull(),
      /** Through which an officer took it by telephone. */
      position: k.text('position'),
      firstAt: k.moment('first_at').notNull(),
      at: k.moment('at').notNull(),
      changes: k.int('changes').notNull(),
      /** It opened the docket again. */
      reopened: k.bool('reopened').notNull(),
      /** What the docket was before, and its version after: put back while nobody has acted. */
      was: k.json<{
        owner: string | null;
        outcome: string | null;
        closedAt: number | null;
        inProcessAt: number | null;
        wroteAgainAt: number | null;
      }>('was'),
      version: k.int('version').notNull(),
    },
    (t) => [k.uniqueIndex('verdict_closing').on(t.ticket, t.closedAt)],
  ),
  /** How the person helped may be telephoned without being put in danger. */
  safeContact: k.table('safe_contact', {
    ticket: k.text('ticket').primaryKey(),
    /** False: the number is not called at all. */
    mayCall: k.bool('may_call').notNull(),
    /** Minutes of the day in Kolkata between which it may be called, over midnight or not; null: at any hour. */
    fromMinute: k.int('from_minute'),
    untilMinute: k.int('until_minute'),
    /** Whom to ask for, and who must not know. */
    words: k.text('words').notNull(),
    at: k.moment('at').notNull(),
  }),
  ticketNote: k.table(
    'ticket_note',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      text: k.text('text').notNull(),
      officer: k.text('officer').notNull(),
      at: k.moment('at').notNull(),
    },
    (t) => [k.index('ticket_note_ticket').on(t.ticket, t.at)],
  ),
});
