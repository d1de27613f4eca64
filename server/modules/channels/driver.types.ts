/** What every channel gives and takes. A driver is the only code that knows its service. */

export type InboundKind = 'mention' | 'reply' | 'quote' | 'retweet' | 'dm' | 'import' | 'manual';

export interface InboundAuthor {
  /** Opaque id on the channel. */
  readonly externalId: string;
  readonly handle: string | null;
  readonly name: string | null;
}

export interface InboundMedia {
  readonly externalId: string;
  readonly kind: 'photo' | 'video' | 'animation' | 'audio' | 'document';
  readonly url: string | null;
  readonly alt: string | null;
}

/** One thing that a channel delivered, in our words. Times are epoch milliseconds UTC. */
export interface InboundItem {
  /** Stable over edits: the first version's id. */
  readonly externalId: string;
  /** This version's own id; equal to externalId when it was never edited. */
  readonly versionId: string;
  readonly kind: InboundKind;
  readonly text: string;
  readonly at: number | null;
  readonly author: InboundAuthor | null;
  readonly conversation: string | null;
  readonly inReplyTo: string | null;
  readonly quotes: string | null;
  readonly retweetOf: string | null;
  /** Handles addressed, with @. */
  readonly tagged: readonly string[];
  readonly media: readonly InboundMedia[];
  readonly geo: { readonly lat: number; readonly lon: number; readonly label?: string } | null;
  readonly languageHint: string | null;
  /** Times the post was re-posted, where the channel says so. */
  readonly reach: number | null;
}

export interface Rejection {
  /** Where in the envelope, for example `data[3].created_at` or `line 17`. */
  readonly where: string;
  /** Code of what is wrong with it, for example `not-a-date`. */
  readonly what: string;
}

export interface ParsedEnvelope {
  readonly items: readonly InboundItem[];
  /** External ids (any version) that the channel says are gone. */
  readonly gone: readonly string[];
  readonly rejections: readonly Rejection[];
}

/** An account with its opened secrets, as a driver needs it. */
export interface DriverAccount {
  readonly id: string;
  readonly handle: string;
  readonly externalId: string | null;
  readonly credentials: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface FetchedPage {
  /** The answer's bytes as text: stored as the envelope before anything is read from it. */
  readonly body: string;
  readonly newestId: string | null;
  readonly oldestId: string | null;
  readonly nextToken: string | null;
  readonly count: number;
  /** False when the answer is no proper page: it is kept, but the round does not count as read. */
  readonly sound: boolean;
  /** What was read, for the cost meter: kind → number. */
  readonly cost: Readonly<Record<string, number>>;
}

/** A refusal of the channel that says when to come back, or that only a person can mend. */
export type ChannelFailure =
  | { readonly kind: 'rate'; readonly retryAt: number | null }
  | { readonly kind: 'retry'; readonly ambiguous: boolean }
  | { readonly kind: 'auth' }
  | { readonly kind: 'forbidden'; readonly code: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'bad'; readonly code: string };

export class ChannelError extends Error {
  readonly failure: ChannelFailure;
  constructor(failure: ChannelFailure) {
    super(`channel.${failure.kind}`);
    this.name = 'ChannelError';
    this.failure = failure;
  }
}

export interface OutboundText {
  readonly text: string;
  /** External id of the message answered. */
  readonly inReplyTo: string | null;
  /** Contact's external id, for a direct message. */
  readonly to: string | null;
  readonly kind: 'reply' | 'dm';
}

export interface ChannelDescriptor {
  readonly kind: string;
  readonly canPoll: boolean;
  readonly canSend: boolean;
  readonly canSendPrivately: boolean;
  /** Length of a text as the channel counts it, and its limit. */
  readonly measure: (text: string) => number;
  readonly limit: number;
  /** A text with a link is billed many times one without. */
  readonly linkCosts?: boolean;
}

/** `timeline` is the account's own posts: what an officer answered in the native app. */
export type ChannelStream = 'mentions' | 'search' | 'dms' | 'timeline';

/** How a channel numbers its items: what a cursor must know of them. */
export interface ChannelIds {
  /** Negative when `a` is older. */
  compare(a: string, b: string): number;
  timeOf(id: string): number | null;
  /** The smallest id that an item of this time can have. */
  firstAt(at: number): string;
}

export interface ChannelDriver {
  readonly descriptor: ChannelDescriptor;
  readonly ids?: ChannelIds;
  /** Pure; never throws: what cannot be read becomes a rejection. */
  parse(body: string): ParsedEnvelope;
  /**
   * What was delivered without these posts, by their external ids, and without what came along for them alone: the others
   * are still read from it as before. Pure; never throws: of what cannot be read nothing is left.
   */
  without(body: string, gone: ReadonlySet<string>): string;
  fetchPage?(input: {
    account: DriverAccount;
    stream: ChannelStream;
    sinceId: string | null;
    startTime: number | null;
    nextToken: string | null;
  }): Promise<FetchedPage>;
  /** Who the account is at the service; proves that its credentials work. */
  identify?(account: DriverAccount): Promise<{ externalId: string; handle: string }>;
  /** Returns the new external id. Throws ChannelError; `ambiguous` when the call may have taken effect. */
  send?(input: { account: DriverAccount; outbound: OutboundText }): Promise<{ externalId: string }>;
  /** After an ambiguous send: looks whether it took effect. */
  settle?(input: {
    account: DriverAccount;
    outbound: OutboundText;
    since: number;
  }): Promise<{ externalId: string } | null>;
  /** Which of the given external ids are gone, with the answer that says so, as an envelope. At most 100 a call. */
  findGone?(input: {
    account: DriverAccount;
    externalIds: readonly string[];
  }): Promise<{ readonly gone: readonly string[]; readonly body: string }>;
  fetchMedia?(input: { account: DriverAccount; url: string }): Promise<{ bytes: Uint8Array; mime: string | null }>;
}
