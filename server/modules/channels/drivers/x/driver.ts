import { ChannelError, type ChannelDescriptor, type ChannelDriver } from '../../driver.types.ts';
import { withoutPosts } from './without.ts';
import { createXConnection, X_ORIGIN } from './client.ts';
import { measureXText, X_LIMIT } from './length.ts';
import { fetchXMedia } from './media.ts';
import { createSpeaker, fetchXPage, identifyX, lookUp } from './pages.ts';
import { parseXBody } from './parse.ts';
import { sendX, settleX } from './send.ts';
import { compareXIds, isXId, xIdAt, xIdTime } from './snowflake.ts';

const MAX_LOOKUP = 100;
const CALL_TIMEOUT_MS = 15_000;
const MEDIA_TIMEOUT_MS = 60_000;

export const xDescriptor: ChannelDescriptor = {
  kind: 'x',
  canPoll: true,
  canSend: true,
  canSendPrivately: true,
  measure: measureXText,
  limit: X_LIMIT,
  linkCosts: true,
};

/**
 * The X channel. `origin` is where its API is reached (the real one when left out; plain http only on loopback).
 * Credentials of an account: `bearer`, or `appKey`, `appSecret`, `accessToken` and `accessSecret`.
 * Settings of an account: `hashtags` (a list, searched beside the handle), `vocabulary` (`tweet` or `post`).
 */
export function createXDriver({
  origin = X_ORIGIN,
  timeoutMs = CALL_TIMEOUT_MS,
}: { origin?: string; timeoutMs?: number } = {}): Required<ChannelDriver> {
  const connection = createXConnection({ origin, timeoutMs });
  const speak = createSpeaker();
  return {
    descriptor: xDescriptor,
    ids: { compare: compareXIds, timeOf: xIdTime, firstAt: xIdAt },
    parse: parseXBody,
    without: withoutPosts,
    identify: (account) => identifyX({ connection, account }),
    fetchPage: (input) => fetchXPage({ connection, speak, input }),
    send: (input) => sendX(connection, input),
    settle: (input) => settleX({ connection, speak, input }),
    findGone: async ({ account, externalIds }) => {
      const ids = externalIds.filter(isXId);
      if (ids.length > MAX_LOOKUP) throw new ChannelError({ kind: 'bad', code: 'too-many-ids' });
      if (ids.length === 0) return { gone: [], body: '{}' };
      const body = await lookUp({ connection, speak, account, ids });
      const asked = new Set(ids);
      return { gone: parseXBody(body).gone.filter((id) => asked.has(id)), body };
    },
    fetchMedia: ({ url }) =>
      fetchXMedia({ url, origin: connection.origin, timeoutMs: Math.max(timeoutMs, MEDIA_TIMEOUT_MS) }),
  };
}
