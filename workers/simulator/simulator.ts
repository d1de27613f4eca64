import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { systemClock, type Clock } from '../../server/platform/clock/clock.ts';
import { answerCall } from './api.ts';
import { answerControl } from './control.ts';
import { createFaults, type Fault } from './faults.ts';
import { createLimits } from './limits.ts';
import { drawPicture } from './picture.ts';
import { notThere, unauthorized } from './problems.ts';
import type { Vocabulary } from './render.ts';
import { carriesOut, sendJson, sendSpoilt } from './respond.ts';
import type { SimUser } from './world.types.ts';
import { createWorld, type World } from './world.ts';

export interface XSimulator {
  /** Where the API is reached: the value of X_API_ORIGIN. */
  readonly origin: string;
  readonly world: World;
  fault(fault: Fault): void;
  clearFaults(): void;
  setVocabulary(vocabulary: Vocabulary): void;
  /** Calls of the API so far, control and pictures not counted. */
  calls(): number;
  close(): Promise<void>;
}

export interface XSimulatorOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock?: Clock;
  readonly vocabulary?: Vocabulary;
  /** Refuse calls over X's limits, as X does. */
  readonly enforceLimits?: boolean;
}

const MAX_BODY = 256 * 1024;

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > MAX_BODY) return null;
  }
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return null;
  }
}

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** Every account's token is `demo-` and its handle; OAuth 1.0a sends it as `oauth_token`. */
function accountOf({ request, world }: { request: IncomingMessage; world: World }): SimUser | null {
  const header = request.headers.authorization ?? '';
  const handle = /^Bearer demo-(\w{1,15})$/.exec(header)?.[1] ?? /oauth_token="demo-(\w{1,15})"/.exec(header)?.[1];
  return handle === undefined ? null : world.user({ handle });
}

/**
 * A stand-in for the X API that keeps its own little world in memory, speaks the real protocol and can go wrong on purpose.
 * Listens on loopback only. For tests and demonstrations: nothing that runs in earnest may import it.
 */
export async function startXSimulator({
  port,
  clock = systemClock,
  vocabulary: initial = 'tweet',
  enforceLimits = true,
}: XSimulatorOptions): Promise<XSimulator> {
  const world = createWorld(clock);
  const faults = createFaults();
  const limit = createLimits({ clock, enforced: enforceLimits });
  let vocabulary = initial;
  let calls = 0;
  let origin = '';

  const answerApi = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    calls += 1;
    const method = request.method ?? 'GET';
    const path = url.pathname;
    const body = await readBody(request);
    const account = accountOf({ request, world });
    if (!account) return sendJson(response, unauthorized);
    const fault = faults.take({ method, path });
    const { allowed, headers } = limit({ account: account.id, method, path });
    if (!allowed) return sendSpoilt({ response, fault: 'rate', answer: notThere, headers });
    const context = { world, vocabulary, origin, now: clock.now() };
    const call = { method, path, query: url.searchParams, body: asObject(body), account };
    const answer = carriesOut(fault) ? answerCall({ request: call, context }) : notThere;
    sendSpoilt({ response, fault, answer, headers });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', origin);
    const picture = /^\/_media\/(\w+)\.png$/.exec(url.pathname)?.[1];
    if (picture) {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.end(drawPicture(picture));
    } else if (url.pathname.startsWith('/_sim/')) {
      const setVocabulary = (wanted: Vocabulary): void => void (vocabulary = wanted);
      const input = {
        method: request.method ?? 'GET',
        path: url.pathname,
        body: await readBody(request),
        world,
        faults,
        setVocabulary,
      };
      sendJson(response, answerControl(input));
    } else await answerApi(request, response, url);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`;
  return {
    origin,
    world,
    fault: faults.add,
    clearFaults: faults.clear,
    setVocabulary: (wanted) => {
      vocabulary = wanted;
    },
    calls: () => calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
