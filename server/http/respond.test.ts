import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLog } from '../platform/log/engines/pino.ts';
import type { HttpEnv } from './env.ts';
import { createErrorHandler } from './respond.ts';
import { valid } from './validate.ts';

function createTestRoutes() {
  const lines: string[] = [];
  const app = new Hono<HttpEnv>();
  app.onError(createErrorHandler(createLog({ destination: { write: (line) => void lines.push(line) } })));
  app.get('/defect', () => {
    throw new Error('Failed query: insert into "message" values ($1)\nparams: my husband beats me,@asha', {
      cause: new Error('invalid byte sequence'),
    });
  });
  app.post(
    '/text',
    valid('json', z.object({ text: z.string(), more: z.record(z.string(), z.string()).optional() })),
    (c) => c.json({ taken: true }),
  );
  const post = (body: object) =>
    app.request('/text', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { app, lines, post };
}

describe('answers to what goes wrong', () => {
  it('logs a defect with its cause and without the values that a statement was writing', async () => {
    const { app, lines } = createTestRoutes();
    const answer = await app.request('/defect');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/query|husband/);
    const line = lines.join('');
    expect(line).toContain('invalid byte sequence');
    expect(line).toContain('insert into');
    expect(line).not.toMatch(/husband|@asha/);
  });

  it('refuses the sign NUL wherever a body holds it, which one of our databases cannot keep', async () => {
    const { post } = createTestRoutes();
    expect((await post({ text: 'ab' })).status).toBe(200);
    expect((await post({ text: 'a\0b' })).status).toBe(400);
    expect((await post({ text: 'a', more: { section: '\0' } })).status).toBe(400);
    expect((await post({ text: 'a', more: { 'sec\0tion': 'b' } })).status).toBe(400);
  });
});
