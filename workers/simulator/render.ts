import { entitiesOf } from './entities.ts';
import type { SimDirectMessage, SimPost, SimUser } from './world.types.ts';
import type { World } from './world.ts';

/** `post-only` also refuses the older names in the question; `both` writes every renamed field under both names. */
export type Vocabulary = 'tweet' | 'post' | 'post-only' | 'both';

export interface Asked {
  readonly fields: ReadonlySet<string>;
  readonly expansions: ReadonlySet<string>;
}

type Json = Record<string, unknown>;
const NOTE_OVER = 280;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const cut = (text: string): string =>
  `${Array.from(text)
    .slice(0, NOTE_OVER - 1)
    .join('')}\u2026`;

/** A field under the name, or names, of the vocabulary: `%s` stands for the word. */
function named(vocabulary: Vocabulary, pattern: string, value: unknown): Json {
  const words = vocabulary === 'both' ? ['tweet', 'post'] : [vocabulary === 'tweet' ? 'tweet' : 'post'];
  return value === undefined ? {} : Object.fromEntries(words.map((word) => [pattern.replace('%s', word), value]));
}

function metrics(world: World, post: SimPost, vocabulary: Vocabulary): Json {
  const count = world.repostsOf(post.id);
  const names =
    vocabulary === 'both'
      ? ['retweet_count', 'repost_count']
      : [vocabulary === 'tweet' ? 'retweet_count' : 'repost_count'];
  return {
    ...Object.fromEntries(names.map((name) => [name, count])),
    ...{ reply_count: 0, like_count: 0, quote_count: 0, bookmark_count: 0, impression_count: 0 },
  };
}

function references(post: SimPost): readonly Json[] | undefined {
  const found = [
    ...(post.inReplyTo ? [{ type: 'replied_to', id: post.inReplyTo }] : []),
    ...(post.quotes ? [{ type: 'quoted', id: post.quotes }] : []),
    ...(post.retweetOf ? [{ type: 'retweeted', id: post.retweetOf }] : []),
  ];
  return found.length > 0 ? found : undefined;
}

function geo(post: SimPost): Json | undefined {
  if (!post.place && !post.point) return undefined;
  return {
    ...(post.place ? { place_id: post.place.id } : {}),
    ...(post.point ? { coordinates: { type: 'Point', coordinates: [...post.point] } } : {}),
  };
}

const optional = (name: string, value: unknown): Json => (value === undefined ? {} : { [name]: value });

function wholePost({ post, world, vocabulary }: { post: SimPost; world: World; vocabulary: Vocabulary }): Json {
  const long = Array.from(post.text).length > NOTE_OVER;
  const shown = long ? cut(post.text) : post.text;
  const repliedTo = post.inReplyTo ? world.find(post.inReplyTo)?.author.id : undefined;
  return {
    id: post.id,
    text: escape(shown),
    author_id: post.author.id,
    conversation_id: post.conversation,
    created_at: new Date(post.at).toISOString(),
    lang: post.lang,
    possibly_sensitive: false,
    public_metrics: metrics(world, post, vocabulary),
    edit_controls: {
      editable_until: new Date(post.at + 3_600_000).toISOString(),
      edits_remaining: Math.max(0, 5 - (post.history.length - 1)),
      is_edit_eligible: post.inReplyTo === null,
    },
    ...named(vocabulary, 'edit_history_%s_ids', [...post.history]),
    ...named(vocabulary, 'referenced_%ss', references(post)),
    ...named(
      vocabulary,
      'note_%s',
      long ? { text: escape(post.text), ...optional('entities', entitiesOf(escape(post.text))) } : undefined,
    ),
    ...optional('entities', entitiesOf(escape(shown))),
    ...optional('in_reply_to_user_id', repliedTo),
    ...optional('attachments', post.media.length > 0 ? { media_keys: [...post.media] } : undefined),
    ...optional('geo', geo(post)),
  };
}

const ALWAYS = new Set(['id', 'text', 'edit_history_tweet_ids', 'edit_history_post_ids']);
/** Asked by either name, given by the vocabulary's. */
const neutral = (name: string): string => name.replace(/tweet|post/g, '*');

function onlyAsked(whole: Json, asked: Asked): Json {
  const expanded = [...asked.expansions].map((name) => name.split('.')[0] ?? name);
  const wanted = new Set([...asked.fields, ...expanded].map(neutral));
  return Object.fromEntries(Object.entries(whole).filter(([name]) => ALWAYS.has(name) || wanted.has(neutral(name))));
}

const renderUser = (user: SimUser): Json => ({
  id: user.id,
  name: user.name,
  username: user.username,
  protected: false,
  verified: false,
});

function distinct<T>(values: readonly T[], key: (value: T) => string): readonly T[] {
  return [...new Map(values.map((value) => [key(value), value])).values()];
}

export interface RenderInput {
  readonly world: World;
  readonly vocabulary: Vocabulary;
  readonly asked: Asked;
  readonly origin: string;
}

/** The parts that came along: who wrote, what was referred to, pictures, places; only what was asked for. */
function includes({ posts, world, vocabulary, asked, origin }: RenderInput & { posts: readonly SimPost[] }): Json {
  const expands = (name: string): boolean =>
    [...asked.expansions].some((expansion) => neutral(expansion) === neutral(name));
  const follows = expands('referenced_tweets.id') || expands('referenced_posts');
  const referred = follows
    ? posts.flatMap((post) => [post.inReplyTo, post.quotes, post.retweetOf]).flatMap((id) => world.find(id ?? '') ?? [])
    : [];
  const authors = [...(expands('author_id') ? posts : []), ...(follows ? referred : [])].map((post) => post.author);
  const media = expands('attachments.media_keys') ? posts.flatMap((post) => post.media) : [];
  const places = expands('geo.place_id') ? posts.flatMap((post) => post.place ?? []) : [];
  const list = (name: string, values: readonly Json[]): Json => (values.length > 0 ? { [name]: values } : {});
  const related = distinct(referred, (post) => post.id).map((post) =>
    onlyAsked(wholePost({ post, world, vocabulary }), asked),
  );
  return {
    ...list('users', distinct(authors, (user) => user.id).map(renderUser)),
    ...(related.length > 0 ? named(vocabulary, '%ss', related) : {}),
    ...list(
      'media',
      distinct(media, (key) => key).map((key) => ({
        media_key: key,
        type: 'photo',
        url: `${origin}/_media/${key}.png`,
        width: 320,
        height: 200,
      })),
    ),
    ...list(
      'places',
      distinct(places, (place) => place.id).map((place) => ({
        id: place.id,
        full_name: place.fullName,
        country_code: 'IN',
        place_type: place.type,
        geo: { type: 'Feature', bbox: [...place.bbox], properties: {} },
      })),
    ),
  };
}

/** Posts as an answer: `data` and `includes`, left out where empty, as X does. */
export function renderPosts(input: RenderInput & { posts: readonly SimPost[] }): Json {
  const { posts, world, vocabulary, asked } = input;
  const along = includes(input);
  return {
    ...(posts.length > 0
      ? { data: posts.map((post) => onlyAsked(wholePost({ post, world, vocabulary }), asked)) }
      : {}),
    ...(Object.keys(along).length > 0 ? { includes: along } : {}),
  };
}

export function renderDirectMessages(messages: readonly SimDirectMessage[]): Json {
  const users = distinct(
    messages.map((message) => message.sender),
    (user) => user.id,
  ).map(renderUser);
  const data = messages.map((message) => ({
    id: message.id,
    event_type: 'MessageCreate',
    text: escape(message.text),
    sender_id: message.sender.id,
    dm_conversation_id: message.conversation,
    created_at: new Date(message.at).toISOString(),
  }));
  return messages.length > 0 ? { data, includes: { users } } : {};
}

export const renderAccount = (user: SimUser): Json => ({ data: renderUser(user) });
