import type { InboundItem, InboundKind } from '../../driver.types.ts';
import { asCount, asList, asRecord, asText, asTime, distinctHandles, handlesIn, type Unknowns } from '../read.ts';
import type { Report } from '../report.ts';
import { readAuthor, readMedia, readSpot, type Lookup } from './lookup.ts';
import { isXId, xIdTime } from './snowflake.ts';

export interface ReadInput {
  readonly value: unknown;
  readonly where: string;
  readonly lookup: Lookup;
  readonly report: Report;
}

/** The field under either of its two names. */
const either = (record: Unknowns, tweetName: string, postName: string): unknown =>
  record[postName] ?? record[tweetName];

/** The service escapes these three in every text. */
const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Text and the entities that belong to it: a long post's own text is cut, the whole is in its note. */
function wholeText(post: Unknowns): { text: string | null; entities: Unknowns | null } {
  const note = asRecord(either(post, 'note_tweet', 'note_post'));
  const noteText = asText(note?.['text']);
  if (noteText) return { text: noteText, entities: asRecord(note?.['entities']) ?? asRecord(post['entities']) };
  return { text: asText(post['text']), entities: asRecord(post['entities']) };
}

/** Part of a text by offsets that count code points, as the service does. */
function sliceCodePoints(text: string, entity: Unknowns): string | null {
  const start = asCount(entity['start']);
  const end = asCount(entity['end']);
  return start === null || end === null ? null : Array.from(text).slice(start, end).join('');
}

/** Handles addressed: those the service names, else those that stand in the text. */
function readTagged({ text, entities }: { text: string; entities: Unknowns | null }): readonly string[] {
  const mentions = asList(entities?.['mentions']).flatMap((entry) => {
    const mention = asRecord(entry);
    return asText(mention?.['username']) ?? (mention ? sliceCodePoints(text, mention) : null) ?? [];
  });
  const named = distinctHandles(mentions);
  return named.length > 0 ? named : handlesIn(text);
}

/** Codes that mean "could not tell", and one that is out of use. */
const NO_LANGUAGE = /^(und|zxx|art|q[a-t][a-z])$/;

function readLanguage(value: unknown): string | null {
  const lang = asText(value)?.toLowerCase() ?? '';
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(lang) && !NO_LANGUAGE.test(lang) ? lang : null;
}

interface References {
  readonly inReplyTo: string | null;
  readonly quotes: string | null;
  readonly retweetOf: string | null;
}

function readReferences({ post, where, report }: { post: Unknowns; where: string; report: Report }): References {
  const found = new Map<string, string>();
  const name = post['referenced_posts'] === undefined ? 'referenced_tweets' : 'referenced_posts';
  asList(post[name]).forEach((entry, index) => {
    const reference = asRecord(entry);
    const type = asText(reference?.['type']);
    const id = reference?.['id'];
    if (type === null || !isXId(id)) report.reject(`${where}.${name}[${index}]`, 'not-a-reference');
    else if (!found.has(type)) found.set(type, id);
  });
  const of = (...types: readonly string[]): string | null =>
    types.map((type) => found.get(type)).find((id) => id !== undefined) ?? null;
  return { inReplyTo: of('replied_to'), quotes: of('quoted'), retweetOf: of('retweeted', 'reposted') };
}

function kindOf({ retweetOf, inReplyTo, quotes }: References): InboundKind {
  if (retweetOf !== null) return 'retweet';
  if (inReplyTo !== null) return 'reply';
  return quotes === null ? 'mention' : 'quote';
}

/** A retweet's own text is cut: the whole one stands in the post it repeats. */
function repeatedText({ retweetOf, lookup }: { retweetOf: string | null; lookup: Lookup }): string | null {
  const original = retweetOf === null ? undefined : lookup.posts.get(retweetOf);
  if (!original) return null;
  const { text } = wholeText(original);
  const author = readAuthor({ id: original['author_id'], lookup });
  return text === null ? null : `RT ${author?.handle ?? '@'}: ${text}`;
}

/** The id by which all versions of a post are known. */
export function firstVersion({ post, id }: { post: Unknowns; id: string }): string {
  const [first] = asList(either(post, 'edit_history_tweet_ids', 'edit_history_post_ids'));
  return isXId(first) ? first : id;
}

function readReach(post: Unknowns): number | null {
  const metrics = asRecord(post['public_metrics']) ?? {};
  return asCount(either(metrics, 'retweet_count', 'repost_count'));
}

/** One post in our words; null with a rejection when it has no id or no text. Everything else may be missing. */
export function readPost({ value, where, lookup, report }: ReadInput): InboundItem | null {
  const post = asRecord(value);
  if (!post) return report.reject(where, 'not-an-object');
  const id = post['id'];
  if (!isXId(id)) return report.reject(where, 'no-id');
  const references = readReferences({ post, where, report });
  const own = wholeText(post);
  const text = repeatedText({ retweetOf: references.retweetOf, lookup }) ?? own.text;
  if (text === null || own.text === null) return report.reject(where, 'no-text');
  const check = <T>(field: string, read: T | null, what: string): T | null =>
    report.check({ raw: post[field], value: read, where: `${where}.${field}`, what });
  return {
    externalId: firstVersion({ post, id }),
    versionId: id,
    kind: kindOf(references),
    text: unescape(text),
    at: check('created_at', asTime(post['created_at']), 'not-a-date') ?? xIdTime(id),
    author: check('author_id', readAuthor({ id: post['author_id'], lookup }), 'not-an-id'),
    conversation: check(
      'conversation_id',
      isXId(post['conversation_id']) ? post['conversation_id'] : null,
      'not-an-id',
    ),
    ...references,
    tagged: readTagged({ text: own.text, entities: own.entities }),
    media: readMedia({ keys: asRecord(post['attachments'])?.['media_keys'], lookup }),
    geo: readSpot({ geo: post['geo'], lookup }),
    languageHint: readLanguage(post['lang']),
    reach: readReach(post),
  };
}

/** One direct message in our words. Other happenings of a conversation (joined, left) are passed over in silence. */
export function readDirectMessage({ value, where, lookup, report }: ReadInput): InboundItem | null {
  const event = asRecord(value) ?? {};
  if (asText(event['event_type']) !== null && event['event_type'] !== 'MessageCreate') return null;
  const id = event['id'];
  if (!isXId(id)) return report.reject(where, 'no-id');
  const media = readMedia({ keys: asRecord(event['attachments'])?.['media_keys'], lookup });
  const text = asText(event['text']) ?? (media.length > 0 && event['text'] === undefined ? '' : null);
  if (text === null) return report.reject(where, 'no-text');
  return {
    externalId: id,
    versionId: id,
    kind: 'dm',
    text: unescape(text),
    at:
      report.check({
        raw: event['created_at'],
        value: asTime(event['created_at']),
        where: `${where}.created_at`,
        what: 'not-a-date',
      }) ?? xIdTime(id),
    author: report.check({
      raw: event['sender_id'],
      value: readAuthor({ id: event['sender_id'], lookup }),
      where: `${where}.sender_id`,
      what: 'not-an-id',
    }),
    conversation: asText(event['dm_conversation_id']),
    inReplyTo: null,
    quotes: null,
    retweetOf: null,
    tagged: [],
    media,
    geo: null,
    languageHint: null,
    reach: null,
  };
}
