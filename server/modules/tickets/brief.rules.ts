import { parseDocket } from './docket.rules.ts';

/** What an officer asks about: a post by its link, a docket, a ticket, or words. */
export type Asked =
  | { readonly by: 'post'; readonly externalId: string }
  | { readonly by: 'link' }
  | { readonly by: 'docket'; readonly docket: string }
  | { readonly by: 'ticket'; readonly id: string }
  | { readonly by: 'words'; readonly words: string };

/** Links of the service in all its names, with or without `https://`, as they are shared. */
const POST_LINK =
  /(?:^|\/\/|\s)(?:[\w-]+\.)?(?:x|twitter|fxtwitter|vxtwitter|fixupx)\.com\/(?:i\/web|i|\w+)\/status(?:es)?\/(\d{5,20})/i;
const BARE_POST = /^\d{15,20}$/;
const ANY_LINK = /^(?:https?:\/\/|www\.)\S+$/i;

/** Reads what was typed or pasted. A shared link may stand among other words. */
export function readAsked(typed: string): Asked {
  const text = typed.normalize('NFKC').trim();
  const post = POST_LINK.exec(text)?.[1] ?? BARE_POST.exec(text)?.[0];
  if (post !== undefined) return { by: 'post', externalId: post };
  if (ANY_LINK.test(text)) return { by: 'link' };
  const docket = parseDocket(text);
  if (docket !== null) return { by: 'docket', docket };
  return /^tkt_\w+$/.test(text) ? { by: 'ticket', id: text } : { by: 'words', words: text };
}

/** What happened often and says nothing to whoever asks what became of it. */
const NOISE: ReadonlySet<string> = new Set(
  [
    'reach-raised',
    'voice-added',
    'briefed',
    'send-seen',
    'read-again',
    'taken-over',
    'spread-seen',
    'looked-through',
  ].map((name) => `ticket.${name}`),
);

/** Steps that one page holds: the first ones, and the last. */
const FIRST = 4;
const LAST = 10;

/** The steps of a case that a page tells, and how many are left out between. */
export function stepsToTell<Step extends { readonly type: string }>(
  history: readonly Step[],
): { steps: readonly Step[]; left: number } {
  const told = history.filter(({ type }) => !NOISE.has(type));
  const left = Math.max(0, told.length - FIRST - LAST);
  return { steps: left === 0 ? told : [...told.slice(0, FIRST), ...told.slice(-LAST)], left };
}

interface Said {
  readonly text: string;
  readonly at: number;
}

/**
 * When a case was first acknowledged, which goes out by itself, and when an officer first answered: what counts for the
 * figures is the second alone. Posts of ours that we did not send are an officer's. Null for what did not happen.
 */
export function firstWords({
  sends,
  posts,
}: {
  sends: readonly { readonly purpose: string; readonly text: string; readonly sentAt: number | null }[];
  posts: readonly Said[];
}): { readonly acknowledgedAt: number | null; readonly answeredAt: number | null } {
  const first = (times: readonly number[]): number | null => (times.length === 0 ? null : Math.min(...times));
  const sent = sends.flatMap(({ purpose, sentAt }) => (sentAt === null ? [] : [{ purpose, at: sentAt }]));
  const [own, automatic] = [
    sent.filter(({ purpose }) => purpose !== 'acknowledgement'),
    sent.filter(({ purpose }) => purpose === 'acknowledgement'),
  ];
  const outside = posts.filter(({ text }) => !sends.some((send) => send.text === text));
  return {
    acknowledgedAt: first(automatic.map(({ at }) => at)),
    answeredAt: first([...own, ...outside].map(({ at }) => at)),
  };
}
