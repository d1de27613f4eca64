import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export interface HttpObservation {
  readonly method: string;
  /** The pattern of the route, never the path: ids would make a series each. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
}

export interface Metrics {
  /** Tickets opened (a docket number was given). */
  countTickets(count: number): void;
  countMessages(channel: string, count: number): void;
  /** How long before now the oldest message still on its way came in; 0 when none waits. */
  setIntakeLag(milliseconds: number): void;
  observeHttp(observation: HttpObservation): void;
  /** Called at every reading, to bring gauges up to date. A failure leaves the old values. */
  onRead(update: () => Promise<void>): void;
  setQueueDepth(queue: string, waiting: number): void;
  /** Another gauge of the product; its name gets the prefix `pukaar_`. */
  gauge(name: string, help: string): { set(value: number): void };
  readonly contentType: string;
  /** Everything in Prometheus' text format. */
  read(): Promise<string>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** The figures of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const tickets = new Counter({ name: 'pukaar_tickets_total', help: 'Tickets opened', registers });
  const messages = new Counter({
    name: 'pukaar_messages_total',
    help: 'Messages taken in',
    labelNames: ['channel'],
    registers,
  });
  const lag = new Gauge({ name: 'pukaar_intake_lag_seconds', help: 'Age of the oldest message that waits', registers });
  const depth = new Gauge({ name: 'pukaar_queue_depth', help: 'Jobs that wait', labelNames: ['queue'], registers });
  const http = new Histogram({
    name: 'pukaar_http_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  });
  const updates: (() => Promise<void>)[] = [];
  return {
    countTickets: (count) => tickets.inc(count),
    countMessages: (channel, count) => messages.inc({ channel }, count),
    setIntakeLag: (milliseconds) => lag.set(milliseconds / 1000),
    observeHttp: ({ method, route, status, milliseconds }) =>
      http.observe({ method, route, status }, milliseconds / 1000),
    onRead: (update) => void updates.push(update),
    setQueueDepth: (queue, waiting) => depth.set({ queue }, waiting),
    gauge: (name, help) => new Gauge({ name: `pukaar_${name}`, help, registers }),
    contentType: registry.contentType,
    read: async () => {
      await Promise.allSettled(updates.map((update) => update()));
      return registry.metrics();
    },
  };
}
