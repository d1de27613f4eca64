import http from 'node:http';
import https from 'node:https';
import {
  TwitterApi,
  type ITwitterApiBeforeRequestConfigHookArgs,
  type ITwitterApiBeforeRequestHookArgs,
  type ITwitterApiClientPlugin,
} from 'twitter-api-v2';
import { ChannelError, type DriverAccount } from '../../driver.types.ts';

export const X_ORIGIN = 'https://api.x.com';

/**
 * Sends every call of the library to our origin and ends it after a time.
 * The library knows neither an address of its own choice nor a limit: a silent server would hold a call for ever.
 */
class OriginPlugin implements ITwitterApiClientPlugin {
  readonly #origin: string;
  readonly #timeoutMs: number;

  constructor(origin: string, timeoutMs: number) {
    this.#origin = origin;
    this.#timeoutMs = timeoutMs;
  }

  onBeforeRequestConfig({ url, params }: ITwitterApiBeforeRequestConfigHookArgs): void {
    params.url = this.#origin + url.pathname + url.search;
    params.timeout ??= this.#timeoutMs;
  }

  onBeforeRequest({ requestOptions }: ITwitterApiBeforeRequestHookArgs): void {
    requestOptions.signal = AbortSignal.timeout(this.#timeoutMs);
  }
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/** The origin to call. Plain http only on loopback: the token travels in it. */
export function checkOrigin(address: string): string {
  const url = new URL(address);
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!allowed || url.pathname !== '/') throw new ChannelError({ kind: 'bad', code: 'origin-not-allowed' });
  return url.origin;
}

export interface XConnection {
  readonly origin: string;
  connect(account: DriverAccount): TwitterApi;
}

/** Clients over one connection pool, by the account's own keys: OAuth 1.0a of the account, else a bearer token. */
export function createXConnection({ origin: address, timeoutMs }: { origin: string; timeoutMs: number }): XConnection {
  const origin = checkOrigin(address);
  const httpAgent = origin.startsWith('http:')
    ? new http.Agent({ keepAlive: true })
    : new https.Agent({ keepAlive: true });
  // No compression: the library leaves a broken compressed answer as an error that nobody hears, which ends the process.
  const settings = { httpAgent, compression: false as const, plugins: [new OriginPlugin(origin, timeoutMs)] };
  return {
    origin,
    connect: ({ credentials }) => {
      const { appKey, appSecret, accessToken, accessSecret, bearer } = credentials;
      if (appKey && appSecret && accessToken && accessSecret)
        return new TwitterApi({ appKey, appSecret, accessToken, accessSecret }, settings);
      if (bearer) return new TwitterApi(bearer, settings);
      throw new ChannelError({ kind: 'auth' });
    },
  };
}
