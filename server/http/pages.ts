import { existsSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../platform/root.ts';

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

function withoutPages(_request: IncomingMessage, response: ServerResponse): void {
  response
    .writeHead(503, { 'content-type': 'text/plain; charset=utf-8' })
    .end('The pages are not built: run npm run build.');
}

/**
 * Loads what every page is drawn with. Left to the first visit of each page, that holds the event loop for up to a
 * tenth of a second while officers work; and a build made meanwhile would take the files away.
 */
async function loadEveryPage(build: string): Promise<void> {
  const files = await readdir(join(build, 'server'), { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.js')))
    await import(pathToFileURL(join(build, 'server', file)).href);
}

/** SvelteKit's handler of the built pages, all of them loaded; one that says what to do when they were not built. */
export async function loadPages(): Promise<PageHandler> {
  const entry = join(projectRoot, 'web/build/handler.js');
  if (!existsSync(entry)) return withoutPages;
  const file = await realpath(entry);
  const { handler } = (await import(pathToFileURL(file).href)) as { handler: PageHandler };
  await loadEveryPage(dirname(file));
  return handler;
}
