import { expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

it('tells the promised figures, each process its own', async () => {
  const metrics = createMetrics();
  createMetrics().countTickets(100);
  metrics.countTickets(3);
  metrics.countMessages('x', 5);
  metrics.countMessages('x', 2);
  metrics.observeHttp({ method: 'GET', route: '/api/v1/tickets', status: 200, milliseconds: 12 });
  metrics.onRead(async () => {
    metrics.setQueueDepth('outbox', 4);
    metrics.setIntakeLag(1500);
  });
  metrics.onRead(() => Promise.reject(new Error('away')));
  const text = await metrics.read();
  expect(metrics.contentType).toContain('text/plain');
  for (const line of [
    'pukaar_tickets_total 3',
    'pukaar_messages_total{channel="x"} 7',
    'pukaar_intake_lag_seconds 1.5',
    'pukaar_queue_depth{queue="outbox"} 4',
    'pukaar_http_seconds_bucket{le="0.025",method="GET",route="/api/v1/tickets",status="200"} 1',
  ])
    expect(text).toContain(line);
});
