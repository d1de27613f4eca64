import { createServer, type IncomingMessage, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { loadPages } from './pages.ts';
import { isProxy } from './session.ts';

/** Answers a request without a network between: how pages ask the programming interface while they are rendered. */
export type Fetch = (request: Request) => Response | Promise<Response>;

const OURS = /^\/(?:api|webhooks|open311|healthz|readyz|metrics)(?:[/?]|$)/;

/** The form of a one-time link; its page is one of the pages. */
const LINK_FORM = /^\/t\//;

const isOurs = ({ method, url = '/' }: IncomingMessage): boolean =>
  OURS.test(url) || (method === 'POST' && LINK_FORM.test(url));

export interface WebServer {
  readonly port: number;
  close(): Promise<void>;
}

/** One port for everything: the programming interface to Hono, every other address to the pages. */
export async function startWebServer({
  fetch,
  port,
  host,
  publicUrl = null,
}: {
  fetch: Fetch;
  port: number;
  host: string;
  publicUrl?: string | null;
}): Promise<WebServer> {
  const api = getRequestListener(fetch);
  const pages = await loadPages();
  const server = createServer((request, response) => {
    if (isOurs(request)) return void api(request, response);
    // What pages ask comes from inside, where the header is believed: a stranger's own is dropped here, else any
    // address could be named at sign-in.
    if (!isProxy(request.socket.remoteAddress ?? '', { publicUrl })) delete request.headers['x-forwarded-for'];
    // The pages find the programming interface on the request that they render.
    Object.assign(request, { pukaarFetch: fetch });
    void pages(request, response);
  });
  server.keepAliveTimeout = 65_000;
  await listen(server, port, host);
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 2000).unref();
      }),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
