/** Many messages of one author, or of one text, within an hour. What they say plays no part in it. */
export interface FloodInput {
  /** Hash of the author; null when the channel does not tell. */
  readonly author: string | null;
  /** The copy key; empty for texts too short for one. */
  readonly copyKey: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly urgency: 'normal' | 'urgent' | 'life-risk';
}

export interface FloodCounts {
  /** Messages of this author in the hour before, this one not counted. */
  readonly byAuthor: number;
  /** Messages with this copy key in the hour before, from anybody. */
  readonly byText: number;
}

export interface FloodFold {
  /** The row that the message folds into: `author:…` or `text:…`. */
  readonly row: string;
  /** Epoch milliseconds at which the row goes by itself, unless more arrives. */
  readonly expiresAt: number;
}

export const FLOOD_WINDOW = 60 * 60 * 1000;
/** From this many messages before it in the hour on, a message is part of a flood. */
export const FLOOD_LIMITS = { author: 20, text: 30 } as const;
const FLOOD_LIFE = 24 * 60 * 60 * 1000;

/** Into which row a message folds; null when it stands for itself. A life at risk always stands for itself. */
export function foldFlood({ message, counts }: { message: FloodInput; counts: FloodCounts }): FloodFold | null {
  if (message.urgency === 'life-risk') return null;
  const expiresAt = message.at + FLOOD_LIFE;
  if (message.author !== null && counts.byAuthor >= FLOOD_LIMITS.author)
    return { row: `author:${message.author}`, expiresAt };
  if (message.copyKey !== '' && counts.byText >= FLOOD_LIMITS.text)
    return { row: `text:${message.copyKey}`, expiresAt };
  return null;
}

/** Counts messages of the last hour by author and by text, in memory. */
export interface FloodWatch {
  /** Counts before this message, which is then counted itself. Messages come in order of time, about. */
  take(message: FloodInput): FloodCounts;
}

export function createFloodWatch(): FloodWatch {
  const times = new Map<string, number[]>();
  let swept = 0;
  const fresh = (list: readonly number[], at: number): number[] => list.filter((time) => time > at - FLOOD_WINDOW);
  function count(key: string, at: number): number {
    const recent = fresh(times.get(key) ?? [], at);
    times.set(key, [...recent, at].slice(-Math.max(FLOOD_LIMITS.author, FLOOD_LIMITS.text) - 1));
    return recent.length;
  }
  return {
    take({ author, copyKey, at }) {
      if (at - swept > FLOOD_WINDOW) {
        swept = at;
        for (const [key, list] of times) if (fresh(list, at).length === 0) times.delete(key);
      }
      return {
        byAuthor: author === null ? 0 : count(`author:${author}`, at),
        byText: copyKey === '' ? 0 : count(`text:${copyKey}`, at),
      };
    },
  };
}
