import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMetricsRoutes } from './metrics.routes.ts';
import { createTestApp } from './app.testing.ts';
import { createErrorHandler } from './respond.ts';

const TOKEN = 'a-token-of-the-monitor';

describe('the figures for a monitor', () => {
  let server: Awaited<ReturnType<typeof createTestApp>>;
  beforeAll(async () => {
    server = await createTestApp();
  });
  afterAll(() => server.close());
  const fromElsewhere = { 'x-forwarded-for': '203.0.113.7' };

  it('are read on this machine without a token', async () => {
    const answer = await server.nobody('/metrics');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('nodejs_eventloop_lag_max_seconds');
  });

  it('are not there for others, as long as no token is set; health is', async () => {
    expect((await server.nobody('/metrics', { headers: fromElsewhere })).status).toBe(404);
    for (const path of ['/healthz', '/readyz'])
      expect((await server.nobody(path, { headers: fromElsewhere })).status).toBe(200);
  });

  it('are read from elsewhere with the token alone', async () => {
    const { deps } = server;
    const app = createMetricsRoutes({ ...deps, config: { ...deps.config, metricsToken: TOKEN } });
    app.onError(createErrorHandler(deps.log));
    const ask = async (headers: Record<string, string>) => (await app.request('/metrics', { headers })).status;
    expect(await ask(fromElsewhere)).toBe(401);
    expect(await ask({ ...fromElsewhere, authorization: 'Bearer another-token-than-it' })).toBe(401);
    expect(await ask({ ...fromElsewhere, authorization: TOKEN })).toBe(401);
    expect(await ask({ ...fromElsewhere, authorization: `Bearer ${TOKEN}` })).toBe(200);
    expect(await ask({})).toBe(200);
  });
});
