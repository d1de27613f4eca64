export const LINT_CODES = [
  'place_given',
  'contact_in_public',
  'phone_shown',
  'bare_forwarded',
  'victim_identity',
  'link_costs',
  'internal_note',
  'shouting',
  'no_next_step',
  'blank',
  'author_named',
  'record_shown',
] as const;
export type LintCode = (typeof LINT_CODES)[number];

/** One finding; offsets are UTF-16 offsets in the text as given. */
export interface LintFinding {
  readonly code: LintCode;
  readonly level: 'stop' | 'warn';
  readonly start: number;
  readonly end: number;
}

export interface LintInput {
  /** The answer to be sent. */
  readonly text: string;
  /** Seen by everybody. */
  readonly isPublic: boolean;
  /** Matter about a woman, child, sexual offence or the like: nothing about it in public. */
  readonly isProtected: boolean;
  /** Its author asks that nobody be told of him. */
  readonly isSecret?: boolean;
  /** The citizen gave the place already. */
  readonly placeKnown: boolean;
  /** Names, handles or words of the person helped as far as known, in either script. */
  readonly names: readonly string[];
  /** The ticket's internal notes, which must never leak. */
  readonly notes: readonly string[];
  /** Numbers of police records on this docket. */
  readonly records?: readonly string[];
  /** The channel bills a post with a link many times one without. */
  readonly linkCosts: boolean;
}

/** Half-open range in the folded text. */
export type Span = readonly [start: number, end: number];

/** Folded text with the way back to the offsets of the given text. */
export interface View {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}
