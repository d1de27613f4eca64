import type { Shape } from '../geography/boundary.types.ts';
import type { Language, NormalisedText, Script } from '../language/language.types.ts';

export type { Language, NormalisedText } from '../language/language.types.ts';

/** What the stages read of a message. Everything but `text` may be missing. */
export interface StageInput {
  readonly id: string;
  readonly text: string;
  /** Handles that the post addresses, with @, as the platform reports them. */
  readonly tagged?: readonly string[];
  readonly kind?: string;
  /** Citizen's own time, epoch milliseconds. */
  readonly at?: number;
  readonly author?: string;
  readonly inReplyTo?: string;
  readonly hasMedia?: boolean;
  /** What stands on its pictures, read by the machine or typed by an officer: counts as text, but not for the language. */
  readonly pictureText?: string;
  /** Perceptual hashes of its first picture, of the whole first. */
  readonly prints?: readonly bigint[];
  readonly geo?: { readonly lat: number; readonly lon: number };
  /** The probability at or above which a person must see it, where an administrator set one for the account. */
  readonly keepAt?: number;
}

export type Urgency = 'normal' | 'urgent' | 'life-risk';
export type Answer = 'act' | 'ask-back' | 'not-for-us';

export const REASONS = [
  'praise',
  'news-opinion',
  'spam-ad',
  'abuse',
  'question',
  'other-department',
  'other-jurisdiction',
  'no-details',
] as const;
export type Reason = (typeof REASONS)[number];

/** A word that decided, in the message's own spelling, and how much it weighed (signed). */
export interface Because {
  readonly word: string;
  readonly weight: number;
  /** What it speaks for: a person seeing the message (or, below 0, the reason why not), or what it is about. */
  readonly says: 'answer' | 'category';
  /** Set when a person entered the word, with what it was entered for. */
  readonly entered?: EnteredFor;
}

export const ENTERED_FOR = ['category', 'danger', 'reason', 'act'] as const;
/** What a word that a person entered speaks for: what it is about, danger to life, why it is not for us, or that a person must see it. */
export type EnteredFor = (typeof ENTERED_FOR)[number];

/** A word or phrase entered by a person; a plain value that crosses threads. */
export interface EnteredWord {
  readonly text: string;
  readonly says: EnteredFor;
  /** Key of the category, or the reason; null for the others. */
  readonly label: string | null;
}

/** What the stages would say of a message in which a word stands, before it is entered and after. */
export interface TriedMessage {
  readonly id: string;
  readonly before: Assessment;
  readonly after: Assessment;
}

/** One of the things that a message is about, with the words that name it, in its own spelling. */
export interface Matter {
  readonly category: string;
  readonly words: readonly string[];
}

export interface Assessment {
  readonly answer: Answer;
  /** Why not act; null when the answer is act. */
  readonly reason: Reason | null;
  /** Probability in 0..1 that a person must see it. */
  readonly score: number;
  readonly category: string | null;
  /** Key of the second level; null when unsure. */
  readonly subcategory: string | null;
  readonly categoryScore: number;
  readonly categoryAlternatives: readonly { readonly category: string; readonly score: number }[];
  /** None when it is not for us; two when the message should be split. */
  readonly matters: readonly Matter[];
  readonly urgency: Urgency;
  readonly urgencyScore: number;
  /** A complaint about police: yes when the text names or implies an officer's wrongdoing; unclear counts as yes when routing. */
  readonly aboutPolice: 'no' | 'unclear' | 'yes';
  readonly because: readonly Because[];
}

export interface PlaceGuess {
  /** Unit id of the district or commissionerate; null when unknown. */
  readonly district: string | null;
  readonly station: string | null;
  readonly score: number;
  /** UTF-16 offsets into the original text. */
  readonly spans: readonly (readonly [number, number])[];
  readonly alternatives: readonly { readonly unit: string; readonly score: number }[];
  readonly why: 'text' | 'handle' | 'geotag' | 'point' | 'pin' | 'conversation' | 'none';
  /** The words that spoke for or against a place, in the message's own spelling. */
  readonly because: readonly PlaceBecause[];
}

/** What some words say of a place: it happened here, somebody lives or goes there, … */
export interface PlaceBecause {
  readonly words: string;
  /** The unit that they stand for; null when that is open or outside. */
  readonly unit: string | null;
  readonly says: 'here' | 'home' | 'toward' | 'route' | 'outside' | 'handle' | 'geotag' | 'point' | 'pin';
}

export interface RouteGuess {
  /** Unit that must act; null: the desk decides. */
  readonly unit: string | null;
  readonly why: string;
  readonly alternatives: readonly string[];
  /** Second station of a border case. */
  readonly second: string | null;
}

/** Everything the language work says about one message; made off the event loop that serves officers. */
export interface StageResult {
  readonly id: string;
  readonly text: NormalisedText;
  readonly language: Language;
  readonly script: Script;
  readonly assessment: Assessment;
  readonly place: PlaceGuess;
  readonly route: RouteGuess;
  /** Its author asks that nobody be told who wrote it. */
  readonly asksSecrecy: boolean;
  /** What matching keeps of it, encoded. */
  readonly signature: Uint8Array;
  readonly modelVersion: string;
}

/** Names and handles of units, as the locating and routing stages need them; a plain value that crosses threads. */
export interface GazetteerUnit {
  readonly id: string;
  readonly type: string;
  readonly parent: string | null;
  readonly names: readonly string[];
  /** Other spellings, localities, landmarks. */
  readonly aliases: readonly string[];
  readonly handles: readonly string[];
  readonly lat?: number;
  readonly lon?: number;
  /** The area that it answers for, where an administrator imported it. */
  readonly boundary?: Shape;
}

export interface WordTrial {
  readonly inputs: readonly StageInput[];
  readonly phrase: string;
  readonly words: readonly EnteredWord[];
}

/** The language work behind one interface: the same in a worker thread and in `predict`. */
export interface StageRunner {
  run(inputs: readonly StageInput[]): Promise<readonly StageResult[]>;
  /** Replaces the units; takes effect for calls made afterwards. */
  setUnits(units: readonly GazetteerUnit[]): Promise<void>;
  /** Replaces the weights by stored ones; null: those of the starter set. Takes effect for calls made afterwards. */
  setModel(bytes: Uint8Array | null): Promise<void>;
  /** Replaces the words that people entered. Takes effect for calls made afterwards. */
  setWords(words: readonly EnteredWord[]): Promise<void>;
  /** Of the messages those in which `phrase` stands, read with the words in service and with `words` instead. */
  tryWords(trial: WordTrial): Promise<readonly TriedMessage[]>;
  close(): Promise<void>;
}
