import type { Clock } from '../../server/platform/clock/clock.ts';
import { createPostIds, newestFirst, userIdOf } from './ids.ts';
import type { NewDirectMessage, NewPost, Person, SentItem, SimDirectMessage, SimPost, SimUser } from './world.types.ts';

const MAX_POSTS = 20_000;
const MAX_DIRECT_MESSAGES = 5_000;
const MAX_SENT = 5_000;
const MAX_USERS = 20_000;

export interface World {
  user(person: Person): SimUser;
  userById(id: string): SimUser | undefined;
  post(input: NewPost): SimPost;
  edit(input: { id: string; text: string }): SimPost | null;
  /** Deletes every version of a post. */
  remove(id: string): boolean;
  find(id: string): SimPost | undefined;
  /** How many times a post was re-posted. */
  repostsOf(id: string): number;
  /** Newest versions that timelines show now, newest first. */
  timeline(): readonly SimPost[];
  directMessage(input: NewDirectMessage): SimDirectMessage;
  directMessages(): readonly SimDirectMessage[];
  noteSent(item: SentItem): void;
  sent(): readonly SentItem[];
  /** Called for everything that an account sends. */
  onSent(listener: (item: SentItem) => void): void;
}

/** Forgets the oldest entries of a map beyond a number. */
function bound(map: Map<string, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}

/** The little world behind the simulated API: people, posts, direct messages; in memory and bounded. */
export function createWorld(clock: Clock): World {
  const nextId = createPostIds();
  const users = new Map<string, SimUser>();
  const posts = new Map<string, SimPost>();
  /** Ids of versions that a later edit replaced: found by id, shown by no timeline. */
  const replaced = new Set<string>();
  const reposts = new Map<string, number>();
  const messages = new Map<string, SimDirectMessage>();
  const sent: SentItem[] = [];
  const listeners: ((item: SentItem) => void)[] = [];

  const user = ({ handle, name }: Person): SimUser => {
    const username = handle.replace(/^@/, '');
    const id = userIdOf(username);
    const known = users.get(id);
    if (known && (name === undefined || known.name === name)) return known;
    const made = { id, username: known?.username ?? username, name: name ?? username };
    users.set(id, made);
    bound(users, MAX_USERS);
    return made;
  };

  const keep = (post: SimPost): SimPost => {
    posts.set(post.id, post);
    bound(posts, MAX_POSTS);
    return post;
  };

  return {
    user,
    userById: (id) => users.get(id),
    post: (input) => {
      const at = input.at ?? clock.now();
      const id = nextId(at);
      const parent = posts.get(input.inReplyTo ?? '');
      if (input.retweetOf) reposts.set(input.retweetOf, (reposts.get(input.retweetOf) ?? 0) + 1);
      bound(reposts, MAX_POSTS);
      return keep({
        id,
        history: [id],
        author: user(input.author),
        text: input.text,
        at,
        visibleAt: clock.now() + (input.visibleInMs ?? 0),
        conversation: parent?.conversation ?? id,
        inReplyTo: input.inReplyTo ?? null,
        quotes: input.quotes ?? null,
        retweetOf: input.retweetOf ?? null,
        media: Array.from({ length: input.pictures ?? 0 }, (_, index) => `3_${nextId(at + index)}`),
        place: input.place ? { id: userIdOf(input.place.fullName).slice(0, 16), type: 'city', ...input.place } : null,
        point: input.point ?? null,
        lang: input.lang ?? 'und',
      });
    },
    edit: ({ id, text }) => {
      const before = posts.get(id);
      if (!before || replaced.has(id)) return null;
      const newId = nextId(clock.now());
      replaced.add(id);
      return keep({ ...before, id: newId, history: [...before.history, newId], text, visibleAt: clock.now() });
    },
    remove: (id) => {
      const root = posts.get(id)?.history[0];
      if (root === undefined) return false;
      for (const post of [...posts.values()]) if (post.history[0] === root) posts.delete(post.id);
      return true;
    },
    find: (id) => posts.get(id),
    repostsOf: (id) => reposts.get(id) ?? 0,
    timeline: () => {
      const now = clock.now();
      return [...posts.values()].filter((post) => post.visibleAt <= now && !replaced.has(post.id)).sort(newestFirst);
    },
    directMessage: ({ author, to, text }) => {
      const sender = user(author);
      const recipient = user({ handle: to });
      const id = nextId(clock.now());
      const conversation = [sender.id, recipient.id].sort().join('-');
      const message = { id, conversation, sender, recipient, text, at: clock.now() };
      messages.set(id, message);
      bound(messages, MAX_DIRECT_MESSAGES);
      return message;
    },
    directMessages: () => [...messages.values()].sort(newestFirst),
    noteSent: (item) => {
      sent.push(item);
      if (sent.length > MAX_SENT) sent.shift();
      for (const listener of listeners) listener(item);
    },
    sent: () => sent,
    onSent: (listener) => {
      listeners.push(listener);
    },
  };
}
