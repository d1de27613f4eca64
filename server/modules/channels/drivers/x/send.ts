import type { TwitterApi } from 'twitter-api-v2';
import { ChannelError, type ChannelDriver, type InboundItem, type OutboundText } from '../../driver.types.ts';
import { asRecord, asText, parseJson } from '../read.ts';
import type { XConnection } from './client.ts';
import { withXFailures } from './failures.ts';
import { dmFields, postFields, type Query, type Vocabulary } from './fields.ts';
import { getText, ownId, type Speak } from './pages.ts';
import { parseXBody } from './parse.ts';
import { isXId } from './snowflake.ts';

type SendInput = Parameters<NonNullable<ChannelDriver['send']>>[0];
type SettleInput = Parameters<NonNullable<ChannelDriver['settle']>>[0];

async function postText({
  client,
  path,
  body,
}: {
  client: TwitterApi;
  path: string;
  body: Record<string, unknown>;
}): Promise<string> {
  const answer: unknown = await client.v2.post(path, body, { forceParseMode: 'text' });
  return typeof answer === 'string' ? answer : '';
}

function requestOf(outbound: OutboundText): { path: string; body: Record<string, unknown> } {
  if (outbound.kind === 'dm') {
    if (!isXId(outbound.to)) throw new ChannelError({ kind: 'bad', code: 'no-recipient' });
    return { path: `dm_conversations/with/${outbound.to}/messages`, body: { text: outbound.text } };
  }
  if (!isXId(outbound.inReplyTo)) throw new ChannelError({ kind: 'bad', code: 'no-post-to-answer' });
  return { path: 'tweets', body: { text: outbound.text, reply: { in_reply_to_tweet_id: outbound.inReplyTo } } };
}

/** Posts a reply or a direct message. An answer that does not name what was made leaves open whether it was. */
export async function sendX(
  connection: XConnection,
  { account, outbound }: SendInput,
): Promise<{ externalId: string }> {
  const client = connection.connect(account);
  const request = requestOf(outbound);
  const answer = await withXFailures('write', () => postText({ client, ...request }));
  const data = asRecord(asRecord(parseJson(answer))?.['data']);
  const id = outbound.kind === 'dm' ? data?.['dm_event_id'] : data?.['id'];
  if (!isXId(id)) throw new ChannelError({ kind: 'retry', ambiguous: true });
  return { externalId: id };
}

/** What is left of a text when the service has put names before it, shortened its links and changed its spaces. */
const essence = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/^(\s*@\w+)+/, '')
    .replace(/https?:\/\/\S+/g, '\u2026')
    .replace(/\s+/g, ' ')
    .trim();

const MAX_PAGES = 5;
/** Clocks at both ends differ, and the call began before its time was noted. */
const CLOCK_SLACK_MS = 60_000;

async function findInPages({
  client,
  path,
  query,
  matches,
}: {
  client: TwitterApi;
  path: string;
  query: Query;
  matches: (item: InboundItem) => boolean;
}): Promise<InboundItem | null> {
  let token: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const body: string = await getText({
      client,
      path,
      query: token === null ? query : { ...query, pagination_token: token },
    });
    const found = parseXBody(body).items.find(matches);
    if (found) return found;
    token = asText(asRecord(asRecord(parseJson(body))?.['meta'])?.['next_token']);
    if (!token) return null;
  }
  return null;
}

/** Looks in the account's own posts, or in the conversation, whether a text was taken after all. */
export async function settleX({
  connection,
  speak,
  input,
}: {
  connection: XConnection;
  speak: Speak;
  input: SettleInput;
}): Promise<{ externalId: string } | null> {
  const { account, outbound, since } = input;
  const client = connection.connect(account);
  const earliest = since - CLOCK_SLACK_MS;
  const wanted = essence(outbound.text);
  const own = await ownId({ connection, account });
  const isOurs = (item: InboundItem): boolean =>
    item.author?.externalId === own && (item.at ?? since) >= earliest && essence(item.text) === wanted;
  const findDirect = (vocabulary: Vocabulary) => {
    const path = `dm_conversations/with/${outbound.to ?? ''}/dm_events`;
    return findInPages({ client, path, query: { ...dmFields(vocabulary), max_results: '100' }, matches: isOurs });
  };
  const findPost = (vocabulary: Vocabulary) => {
    const query = { ...postFields(vocabulary), max_results: '100', start_time: new Date(earliest).toISOString() };
    const matches = (item: InboundItem): boolean => item.inReplyTo === outbound.inReplyTo && isOurs(item);
    return findInPages({ client, path: `users/${own}/tweets`, query, matches });
  };
  const found = await speak(account, (vocabulary) =>
    withXFailures('read', () => (outbound.kind === 'dm' ? findDirect(vocabulary) : findPost(vocabulary))),
  );
  return found ? { externalId: found.externalId } : null;
}
