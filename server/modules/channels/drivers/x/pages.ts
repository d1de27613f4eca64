import type { TwitterApi } from 'twitter-api-v2';
import { ChannelError, type ChannelDriver, type DriverAccount, type FetchedPage } from '../../driver.types.ts';
import { asList, asRecord, asText, parseJson } from '../read.ts';
import type { XConnection } from './client.ts';
import { withXFailures } from './failures.ts';
import { dmFields, postFields, type Query, type Vocabulary } from './fields.ts';
import { compareXIds, isXId } from './snowflake.ts';

export type PageInput = Parameters<NonNullable<ChannelDriver['fetchPage']>>[0];

const PAGE = '100';

/** Reads the exact text of an answer: the library's own reading would lose it. */
export async function getText({
  client,
  path,
  query,
}: {
  client: TwitterApi;
  path: string;
  query: Query;
}): Promise<string> {
  const answer: unknown = await client.v2.get(path, query, { forceParseMode: 'text' });
  return typeof answer === 'string' ? answer : '';
}

/** Who the account is at X. */
export async function identifyX({
  connection,
  account,
}: {
  connection: XConnection;
  account: DriverAccount;
}): Promise<{ externalId: string; handle: string }> {
  const client = connection.connect(account);
  const body = await withXFailures('read', () => getText({ client, path: 'users/me', query: {} }));
  const user = asRecord(asRecord(parseJson(body))?.['data']);
  const [id, username] = [user?.['id'], asText(user?.['username'])];
  if (!isXId(id) || !username) throw new ChannelError({ kind: 'retry', ambiguous: false });
  return { externalId: id, handle: `@${username}` };
}

/** The account's own number at X: known, or asked for. */
export async function ownId({
  connection,
  account,
}: {
  connection: XConnection;
  account: DriverAccount;
}): Promise<string> {
  return account.externalId ?? (await identifyX({ connection, account })).externalId;
}

/** Own handle and the hashtags that the account listens to. */
export function searchQuery(account: DriverAccount): string {
  const hashtags = asList(account.settings['hashtags'])
    .map(asText)
    .filter((tag): tag is string => tag !== null && /^#?[\p{L}\p{M}\p{N}_]+$/u.test(tag))
    .map((tag) => `#${tag.replace(/^#/, '')}`);
  const handle = `@${account.handle.replace(/^@/, '')}`;
  return `(${[handle, ...hashtags].join(' OR ')})`;
}

const whenSet = (name: string, value: string | null): Query => (value === null ? {} : { [name]: value });

function pageQuery({ input, vocabulary }: { input: PageInput; vocabulary: Vocabulary }): Query {
  if (input.stream === 'dms')
    return { ...dmFields(vocabulary), max_results: PAGE, ...whenSet('pagination_token', input.nextToken) };
  return {
    ...postFields(vocabulary),
    max_results: PAGE,
    ...whenSet('since_id', input.sinceId),
    ...whenSet('start_time', input.startTime === null ? null : new Date(input.startTime).toISOString()),
    ...whenSet(input.stream === 'search' ? 'next_token' : 'pagination_token', input.nextToken),
    ...(input.stream === 'search' ? { query: searchQuery(input.account) } : {}),
  };
}

async function pagePath({ connection, input }: { connection: XConnection; input: PageInput }): Promise<string> {
  if (input.stream === 'dms') return 'dm_events';
  if (input.stream === 'search') return 'tweets/search/recent';
  const own = await ownId({ connection, account: input.account });
  return `users/${own}/${input.stream === 'timeline' ? 'tweets' : 'mentions'}`;
}

const PRICE_KIND = { mentions: 'mention', search: 'post', dms: 'dm', timeline: 'own' } as const;

/** What the poller must know of a page; read from whatever is there, the text itself untouched. */
export function describePage({ body, input }: { body: string; input: PageInput }): FetchedPage {
  const answer = asRecord(parseJson(body));
  const entries = asList(answer?.['data']).map((entry) => asRecord(entry)?.['id']);
  const ids = entries.filter(isXId);
  // Direct messages have no "since": older pages are of no use once a known message has been reached.
  const known =
    input.stream === 'dms' && input.sinceId !== null && ids.some((id) => compareXIds(id, input.sinceId ?? id) <= 0);
  const meta = asRecord(answer?.['meta']);
  const nextToken = known ? null : asText(meta?.['next_token']);
  const sorted = ids.toSorted(compareXIds);
  return {
    body,
    newestId: sorted.at(-1) ?? null,
    oldestId: sorted[0] ?? null,
    nextToken: nextToken || null,
    count: entries.length,
    // A page without `meta` is an error in a page's clothes: taking it for the last one would lose what lies behind it.
    sound: meta !== null,
    cost: { request: 1, [PRICE_KIND[input.stream]]: entries.length },
  };
}

const refusesNames = (error: unknown): boolean => error instanceof ChannelError && error.failure.kind === 'bad';

/** Makes a call in the vocabulary that an account's service understands. */
export type Speak = <T>(account: DriverAccount, call: (vocabulary: Vocabulary) => Promise<T>) => Promise<T>;

/** Asks with the names that the account is set to; when they are refused, once with the others, which are then kept. */
export function createSpeaker(): Speak {
  const learned = new Map<string, Vocabulary>();
  return async (account, call) => {
    const wanted = learned.get(account.id) ?? (account.settings['vocabulary'] === 'post' ? 'post' : 'tweet');
    try {
      return await call(wanted);
    } catch (error) {
      if (!refusesNames(error)) throw error;
      const other = wanted === 'tweet' ? 'post' : 'tweet';
      const answer = await call(other).catch(() => Promise.reject(error));
      learned.set(account.id, other);
      return answer;
    }
  };
}

/** Gets one page, newest first, with our own paging: the library's stops in silence when the limit is used up. */
export function fetchXPage({
  connection,
  speak,
  input,
}: {
  connection: XConnection;
  speak: Speak;
  input: PageInput;
}): Promise<FetchedPage> {
  return speak(input.account, async (vocabulary) => {
    const client = connection.connect(input.account);
    const path = await pagePath({ connection, input });
    const body = await withXFailures('read', () => getText({ client, path, query: pageQuery({ input, vocabulary }) }));
    return describePage({ body, input });
  });
}

/** Looks posts up by id, whole, so that their answer can be kept and read like any other. */
export function lookUp({
  connection,
  speak,
  account,
  ids,
}: {
  connection: XConnection;
  speak: Speak;
  account: DriverAccount;
  ids: readonly string[];
}): Promise<string> {
  const client = connection.connect(account);
  return speak(account, (vocabulary) =>
    withXFailures('read', () =>
      getText({ client, path: 'tweets', query: { ...postFields(vocabulary), ids: ids.join(',') } }),
    ),
  );
}
