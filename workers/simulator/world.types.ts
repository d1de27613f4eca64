export interface SimUser {
  readonly id: string;
  readonly username: string;
  readonly name: string;
}

export interface SimPlace {
  readonly id: string;
  readonly fullName: string;
  readonly type: string;
  /** West, south, east, north. */
  readonly bbox: readonly [number, number, number, number];
}

export interface SimPost {
  readonly id: string;
  /** Oldest first; the last one is the post's own id. */
  readonly history: readonly string[];
  readonly author: SimUser;
  readonly text: string;
  readonly at: number;
  /** When timelines and search begin to show it. */
  readonly visibleAt: number;
  readonly conversation: string;
  readonly inReplyTo: string | null;
  readonly quotes: string | null;
  readonly retweetOf: string | null;
  readonly media: readonly string[];
  readonly place: SimPlace | null;
  /** Longitude, latitude. */
  readonly point: readonly [number, number] | null;
  readonly lang: string;
}

export interface SimDirectMessage {
  readonly id: string;
  readonly conversation: string;
  readonly sender: SimUser;
  readonly recipient: SimUser;
  readonly text: string;
  readonly at: number;
}

/** A post or direct message that an account made through the API. */
export interface SentItem {
  readonly id: string;
  readonly kind: 'reply' | 'post' | 'dm';
  /** Handle of the account, without @. */
  readonly account: string;
  readonly text: string;
  readonly inReplyTo: string | null;
  /** Handle of the recipient of a direct message. */
  readonly to: string | null;
  readonly at: number;
}

export interface Person {
  readonly handle: string;
  readonly name?: string;
}

export interface NewPost {
  readonly author: Person;
  readonly text: string;
  readonly at?: number;
  readonly inReplyTo?: string;
  readonly quotes?: string;
  readonly retweetOf?: string;
  /** How many pictures. */
  readonly pictures?: number;
  readonly place?: {
    readonly fullName: string;
    readonly type?: string;
    readonly bbox: readonly [number, number, number, number];
  };
  readonly point?: readonly [number, number];
  readonly lang?: string;
  /** Late indexing: timelines show it only after this time. */
  readonly visibleInMs?: number;
}

export interface NewDirectMessage {
  readonly author: Person;
  readonly to: string;
  readonly text: string;
}
