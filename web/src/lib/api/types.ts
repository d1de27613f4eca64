import type { EnteredFor } from './words.ts';
import type { Locale } from '$lib/i18n/locale.ts';
import type { Names } from '$lib/i18n/names.ts';

export type TicketState = 'received' | 'ask_back' | 'not_for_us' | 'open' | 'in_process' | 'closed' | 'verified';
export type Urgency = 'normal' | 'urgent' | 'life-risk';
export type AboutPolice = 'no' | 'unclear' | 'yes';
export type ActionName =
  | 'open'
  | 'ask-back'
  | 'not-for-us'
  | 'correct'
  | 'transfer'
  | 'take-up'
  | 'close'
  | 'verify'
  | 'reopen'
  | 'reply'
  | 'note'
  | 'describe'
  | 'join'
  | 'apart'
  | 'leave-incident'
  | 'pluck'
  | 'split'
  | 'pause'
  | 'resume'
  | 'bounce'
  | 'accept-offer'
  | 'return-offer'
  | 'withdraw-offer'
  | 'approve'
  | 'return-report'
  | 'called'
  | 'safe-contact'
  | 'code'
  | 'propose'
  | 'undo';

export interface UnitRef {
  id: string;
  name: Names | string;
}

/** An officer with his office, as he is looked for. */
export interface Colleague {
  officer: string;
  name: string;
  title: Names | null;
}

export interface TicketRow {
  id: string;
  num: number;
  docket: string | null;
  state: TicketState;
  outcome: string | null;
  category: string | null;
  subcategory?: string | null;
  urgency: Urgency;
  language: string;
  channel: string;
  headline: string;
  district: UnitRef | null;
  station: UnitRef | null;
  owner: UnitRef | null;
  suggested: UnitRef | null;
  aboutPolice: AboutPolice;
  protected: boolean;
  /** Whether the author asks to stay unknown, and whether the desk has released the name to the units. */
  secrecy: 'no' | 'asked' | 'released';
  voices: number;
  reach: number;
  wroteAgainAt: number | null;
  at: number;
  receivedAt: number;
  openedAt: number | null;
  inProcessAt: number | null;
  closedAt: number | null;
  verifiedAt: number | null;
  /** When all that was said on it was erased. */
  erasedAt?: number | null;
  dueAt: number | null;
  version: number;
  /** In a list: how many others stand in the same incident. */
  together?: number;
}

/** What an officer may say a file shows. */
export type MediaClass = 'violent' | 'sexual' | 'child-abuse' | 'harmless';

/** An authority's order to keep what is said on a docket. */
export interface LegalHold {
  id: string;
  authority: string;
  number: string;
  note: string;
  at: number;
  officerName: string | null;
  liftedAt: number | null;
  liftReason: string | null;
  lifterName: string | null;
}

export interface MediaItem {
  externalId: string;
  kind: string;
  state: string;
  mime: string | null;
  alt: string | null;
  /** What stands on it: an officer's words, or the machine's (ocr). */
  words: { text: string; source: string } | null;
  /** What an officer said it shows; null: not said. */
  class: MediaClass | null;
  classVersion: number;
  /** What it may show, by the matter that it came with. */
  suspected: 'violent' | 'sexual' | null;
  href: string | null;
}

export interface Message {
  id: string;
  direction: string;
  kind: string;
  voice: string | null;
  text: string;
  language: string;
  at: number;
  receivedAt: number;
  lateBy: number | null;
  deletedAt: number | null;
  edited: boolean;
  author: { handle: string | null; name: string | null } | null;
  media: MediaItem[];
  url: string | null;
}

export type PlaceSays = 'here' | 'home' | 'toward' | 'route' | 'outside' | 'handle' | 'geotag' | 'point' | 'pin';

export interface Prediction {
  message: string;
  answer: 'act' | 'ask-back' | 'not-for-us';
  reason: string | null;
  score: number;
  category: string | null;
  categoryScore: number;
  urgency: Urgency;
  district: UnitRef | string | null;
  station: UnitRef | string | null;
  placeScore: number;
  unit: UnitRef | string | null;
  routeWhy: string;
  detail: {
    because?: { word: string; weight: number; says?: 'answer' | 'category'; entered?: EnteredFor }[];
    categoryAlternatives?: { category: string; score: number }[];
    alternatives?: (UnitRef | string)[];
    spans?: [number, number][];
    subcategory?: Names | null;
    /** What it is about, with the words that name it; two where it should be split. */
    matters?: { category: string; words: string[] }[];
    /** What words say of a place, and the unit that they stand for. */
    places?: { words: string; says: PlaceSays; unit: UnitRef | null }[];
  } | null;
  modelVersion: string;
}

export interface HistoryEntry {
  seq: number;
  at: number;
  type: string;
  actor: { kind: 'officer' | 'policy' | 'citizen' | 'system'; name: string | null; title: Names | null };
  data: Record<string, unknown>;
  /** Which act was undone by this one, and where that had sent the ticket. */
  tookBack: { type: string; to: UnitRef | null } | null;
}

export interface Attachment {
  id: string;
  name: string;
  mime: string;
  size: number;
  href: string;
}

export interface ReportedFile extends Attachment {
  /** How a photograph stands to the scene; null for other files. */
  scene: {
    metres: number | null;
    /** Milliseconds before the report. */
    before: number | null;
    isFar: boolean;
    isEarly: boolean;
  } | null;
}

export interface ActionReport {
  id: string;
  outcome: string;
  details: Record<string, string>;
  internalText: string;
  publicAnswer: string;
  at: number;
  officerName: string | null;
  positionTitle: Names | string | null;
  /** Where the same words stood before, on another matter of the unit. */
  copied: { at: number; ticket: string | null; docket: string | null } | null;
  attachments: ReportedFile[];
}

export interface OutboxItem {
  id: string;
  purpose: string;
  kind: string;
  text: string;
  state: string;
  notBefore: number | null;
  sentAt: number | null;
  error: string | null;
}

export interface TicketClock {
  kind: string;
  startedAt: number;
  dueAt: number;
  stoppedAt: number | null;
  breachedAt: number | null;
}

export interface Ticket extends TicketRow {
  reason: string | null;
  lat: number | null;
  lon: number | null;
  second: UnitRef | null;
  accusedUnit: UnitRef | null;
  incident: string | null;
  reporter: { handle: string | null; name: string | null } | null;
  /** The number that the citizen left at the desk, for whom may know it. */
  telephone?: string | null;
  account: { id: string; kind: string; handle: string } | null;
}

/** A ticket that tells of the same, or perhaps does. */
export interface OtherTicket {
  id: string;
  docket: string | null;
  state: TicketState;
  urgency: Urgency;
  district: UnitRef | null;
  station: UnitRef | null;
  headline: string;
  at: number;
  version: number;
}

export interface MatchWhy {
  score: number;
  kind: string;
  reasons: {
    shared: { kind: string; spelling: string }[];
    differences: string[];
    fresh: { kind: string; spelling: string }[];
  };
  /** The words are those of the ticket that is shown; otherwise of the other. */
  isNewer: boolean;
}

/** Another matter of the same message. */
export interface PartOfTicket {
  id: string;
  docket: string | null;
  state: TicketState;
  category: string | null;
  owner: UnitRef | null;
  headline: string;
  /** By which words those read the first matter who may not see this one. */
  summary: string | null;
}

/** A life at risk and what is done about it. */
export interface Alarm {
  siren: boolean;
  raisedByOfficer: boolean;
  raisedAt: number;
  /** How far it has climbed because nobody did what was due. */
  level: number;
  dueAt: number | null;
  isWaiting: boolean;
  takenBy: string | null;
  takenAt: number | null;
  eventNumber: string | null;
  handedAt: number | null;
  returnStatus: string | null;
  returnedAt: number | null;
  checkedAt: number | null;
  endedAt: number | null;
  ending: string | null;
  version: number;
  /** Which script helps. */
  kind: string;
}

export interface AlarmRow extends Omit<Alarm, 'kind'> {
  ticket: TicketRow;
  /** It waits for this officer. */
  callsYou: boolean;
  /** Whom to call: those on duty where it has climbed to, or else whoever answers for the unit. */
  onDuty: { unit: UnitRef | null; names: string[]; isRostered: boolean; isYou: boolean } | null;
}

/** A rumour that a ticket's post carries. */
export interface CarriedRumour {
  id: string;
  code: string;
  claim: { hi: string; en: string; mr: string };
  state: string;
  publishedAt: number | null;
}

/** What every page of a ticket says of its spreading. */
export interface SpreadMark {
  /** Since when it spreads fast; null when it does not. */
  startedAt: number | null;
  /** Who alone answers it in public. */
  speaker: { title: Names | null; until: number; isYou: boolean } | null;
  statement: { state: string; nextWordAt: number } | null;
}

/** How often the person helped was telephoned, and what came of the last time. */
export interface Calls {
  tries: number;
  reached: boolean;
  at: number;
}

/** How the person helped may be telephoned; hours in minutes of the Indian day. */
export interface SafeContactRule {
  mayCall: boolean;
  hours: { from: number; until: number } | null;
  words: string;
}

/** Such a rule as an officer may know it: that there is one is told to everybody who might call. */
export type SafeContact = { isHidden: true } | ({ isHidden: false; isNow: boolean } & SafeContactRule);

export interface TicketDetail {
  ticket: Ticket;
  messages: Message[];
  predictions: Prediction[];
  history: HistoryEntry[];
  reports: ActionReport[];
  attachments: Attachment[];
  outbox: OutboxItem[];
  clocks: TicketClock[];
  /** For whom action and closure wait now, and how long they have waited in all. */
  waitsFor: { reason: 'citizen' | 'agency'; since: number; until: number } | null;
  waited: number;
  /** To whom it is offered. */
  offer: { to: UnitRef | null; from: UnitRef | null; since: number; mayTake: boolean; mayWithdraw: boolean } | null;
  /** A report that waits to be approved, or was returned. */
  proposal: {
    outcome: string;
    internalText: string;
    publicAnswer: string;
    at: number;
    returnedAt: number | null;
    why: string | null;
    mayDecide: boolean;
  } | null;
  notes: { id: string; text: string; at: number; officerName: string | null }[];
  suggestions: (MatchWhy & { other: OtherTicket })[];
  incidentMembers: (OtherTicket & { why: MatchWhy | null })[];
  joins: { message: string; kind: string; score: number }[];
  /** The matter that this one was split off from, and those that were split off from it. */
  splitFrom: PartOfTicket | null;
  splits: PartOfTicket[];
  /** A summary is read instead of the citizen's words. */
  isVeiled: boolean;
  /** How many messages came since that he is not shown. */
  hiddenMessages: number;
  /** It is protected, and the officer is not among those who read it. */
  isMasked?: boolean;
  alarm: Alarm | null;
  verdict: TicketVerdict | null;
  /** Null for those who may order none. */
  holds: LegalHold[] | null;
  /** Whether quarantined files of this docket are open to the officer. */
  isCustodian: boolean;
  /** Declared where and when it came. */
  situations: { id: string; name: string }[];
  rumours: CarriedRumour[];
  spread: SpreadMark | null;
  calls: Calls | null;
  /** A code was given to its citizen. */
  hasCode: boolean;
  safeContact: SafeContact | null;
  actions: ActionName[];
}

export interface TicketPage {
  tickets: TicketRow[];
  next: string | null;
  scannedTo: number | null;
}

export type CountKey = TicketState | 'folded' | 'filtered' | 'life_risk' | 'wrote_again' | 'overdue';
export type Counts = Partial<Record<CountKey, { n: number; more: boolean }>>;

/** What helps whoever wrote what is not for us. */
export interface BankAnswer {
  key: string;
  names: Names;
  text: string;
  from: string;
  source: string;
}

/** A list that the holders of a position work from. */
export interface SavedView {
  id: string;
  position: string;
  name: string;
  /** Filters, as the desk's address has them. */
  search: string;
}

/** What speaks against an answer; places are offsets in its text. */
export interface AnswerFinding {
  code: string;
  level: 'stop' | 'warn';
  start: number;
  end: number;
  release: 'writer' | 'senior' | 'nobody';
}

/** Who works on a ticket now. */
export interface Holder {
  ticket: string;
  isOwn: boolean;
  officerName: string | null;
  title: Names | null;
  since: number;
  until: number;
}

/** A post that the stages set aside, with what a person needs to judge it. */
export interface SkimPost {
  ticket: TicketRow;
  reason: string | null;
  text: string;
  handle: string | null;
  media: number;
}

export interface SkimPage {
  posts: SkimPost[];
  next: string | null;
}

export interface LookShare {
  key: string;
  looked: number;
  plucked: number;
  recall: number | null;
  atMost: number | null;
}

export interface Recall {
  days: number;
  all: LookShare;
  languages: LookShare[];
  reasons: LookShare[];
}

/** Many tickets of one author within an hour, shown as one. */
export interface Flood {
  reporter: string;
  handle: string | null;
  count: number;
  from: number;
  to: number;
  until: number;
  headline: string;
}

/** How an answer is written for citizens of a language. */
export type AnswerForm = 'hi' | 'hinglish' | 'en' | 'mr';

export interface Vocabulary {
  categories: { key: string; name: Names; protected: boolean }[];
  subcategories: { key: string; parent: string; name: Names }[];
  outcomes: {
    key: string;
    needs: string[];
    answers: Partial<Record<AnswerForm, string>>;
    /** For whoever telephoned, and has no message to reply to. */
    spoken: Partial<Record<AnswerForm, string>>;
  }[];
  /** What a report may say besides, whatever its outcome: where the general diary has it. */
  diary: string[];
  reasons: { key: string }[];
}

export interface Post {
  position: string;
  unit: string;
  rank: string;
  role: string;
  capabilities: string[];
  title: Names | null;
  unitName: Names | null;
}

export interface Me {
  officer: {
    id: string;
    username: string;
    name: string;
    locale: Locale | null;
    /** What the officer says he reads; null: everything. */
    languages?: string[] | null;
    twoFactorEnabled?: boolean;
  };
  posts: Post[];
  /** For whoever holds none: the last one, and who can give another. */
  withoutPost?: {
    last: { title: Names; unitName: Names | null; until: number } | null;
    ask: { name: string; title: Names; unitName: Names | null }[];
  } | null;
  demo: boolean;
  /** Opened by PIN on a station's device, for one position. */
  byPin?: boolean;
  /** On a station's device, which locks itself. */
  onDevice?: boolean;
  /** Signed in with a one-time password: nothing else is open yet. */
  mustChangePassword?: boolean;
  /** Seals what the officer leaves half-written on a device: base64 of 32 bytes. */
  draftKey: string;
}

export interface DemoAccount {
  username: string;
  password: string;
  title: Names | string;
}

export interface Demo {
  demo: boolean;
  accounts?: DemoAccount[];
}

export interface SessionInfo {
  id: string;
  current: boolean;
  createdAt: number;
  lastSeenAt: number;
  userAgent: string | null;
  ipAddress: string | null;
}

export interface Unit {
  id: string;
  type: string;
  parent: string | null;
  code: string | null;
  name: Names;
  lat: number | null;
  lon: number | null;
  evidence: string | null;
  validFrom: number | null;
  validTo: number | null;
  version: number;
  district?: { id: string; name: Names } | null;
  vacant: boolean;
}

export interface UnitPage {
  units: Unit[];
  next: string | null;
}

export interface UnitDetail extends Unit {
  path: { id: string; type: string; name: Names }[];
  positions: UnitPosition[];
  aliases: { alias: string; kind: string; evidence: string | null }[];
}

export interface UnitPosition {
  id: string;
  rank: string;
  role: string;
  title: Names;
  head: boolean;
  version: number;
  unit: string;
  holder: { officer: string; name: string; kind: string } | null;
}

export type TrackColour = 'open' | 'in-process' | 'closed' | 'verified';

export interface Track {
  docket: string;
  colour: TrackColour;
  holder: { name: Names | string; level: string } | null;
  openedAt: number | null;
  inProcessAt: number | null;
  closedAt: number | null;
  verifiedAt: number | null;
  /** It was closed before, and opened again. */
  reopened: { closedAt: number; at: number } | null;
}

/** What the citizen said of the last closing. */
export interface TicketVerdict {
  said: Said | 'silent';
  reason: VerdictReason | null;
  words: string | null;
  way: string;
  at: number;
  changed: boolean;
}

export type VerdictReason = 'nothing-done' | 'nobody-came' | 'came-back' | 'partly' | 'other';

export type Said = 'solved' | 'not-solved';

export interface OwnTrack extends Track {
  text: string;
  /** With the numbers of FIR, NCR and diary entry, which nobody else is told. */
  answer: { outcome: string; publicAnswer: string; at: number; records: Record<string, string> } | null;
  verdict: {
    asks: boolean;
    until: number | null;
    given: { said: Said; at: number } | null;
    needsCode: boolean;
  };
  proved: true;
}
