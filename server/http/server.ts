import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { projectRoot } from '../platform/root.ts';
import { isProxy } from './session.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Answers a request without a network between: how pages ask the programming interface while they are rendered. */
export type Fetch = (request: Request) => Response | Promise<Response>;

const OURS = /^\/(?:api|webhooks|open311|healthz|readyz|metrics)(?:[/?]|$)/;

/** The form of a one-time link; its page is one of the pages. */
const LINK_FORM = /^\/t\//;

const isOurs = ({ method, url = '/' }: IncomingMessage): boolean =>
  OURS.test(url) || (method === 'POST' && LINK_FORM.test(url));

/** SvelteKit's handler of the built pages; null when they were not built. */
async function loadPages(): Promise<Handler | null> {
  const file = join(projectRoot, 'web/build/handler.js');
  if (!existsSync(file)) return null;
  const module = (await import(pathToFileURL(file).href)) as { handler: Handler };
  return module.handler;
}

function withoutPages(_request: IncomingMessage, response: ServerResponse): void {
  response
    .writeHead(503, { 'content-type': 'text/plain; charset=utf-8' })
    .end('The pages are not built: run npm run build.');
}

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
  const pages = (await loadPages()) ?? withoutPages;
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
