import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { limitBody } from './body-limit.ts';
import type { HttpEnv } from './env.ts';
import { createErrorHandler } from './respond.ts';
import { createLog } from '../platform/log/engines/pino.ts';

const app = new Hono<HttpEnv>()
  .onError(createErrorHandler(createLog({ level: 'error' })))
  .use(limitBody(10))
  .all('/', async (c) => c.text(c.req.method === 'GET' ? 'read' : await c.req.text()));

const post = (body: string | ReadableStream, headers: Record<string, string> = {}) =>
  app.request('/', { method: 'POST', body, headers, ...(body instanceof ReadableStream ? { duplex: 'half' } : {}) });

const streamOf = (text: string): ReadableStream => new Blob([text]).stream();

it('believes the length that is told', async () => {
  expect((await post('0123456789', { 'content-length': '10' })).status).toBe(200);
  expect((await post('0123456789a', { 'content-length': '11' })).status).toBe(413);
  expect((await post('0', { 'content-length': 'much' })).status).toBe(413);
});

it('counts what comes in pieces, whatever length is told beside', async () => {
  const pieces = { 'transfer-encoding': 'chunked', 'content-length': '1' };
  expect(await (await post(streamOf('0123456789'))).text()).toBe('0123456789');
  expect((await post(streamOf('0123456789a'))).status).toBe(413);
  expect((await post(streamOf('0123456789a'), pieces)).status).toBe(413);
});

it('lets questions without a body pass', async () => {
  expect(await (await app.request('/', { headers: { 'content-length': '99' } })).text()).toBe('read');
});
