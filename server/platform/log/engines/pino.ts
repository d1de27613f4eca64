import { pino, type DestinationStream } from 'pino';
import { describeError } from '../describe-error.ts';
import type { Log } from '../port.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogOptions {
  readonly level?: LogLevel;
  /** Carried by every line: role, version. */
  readonly fields?: Record<string, unknown>;
  /** Where lines go; default standard output. */
  readonly destination?: DestinationStream;
}

/** Fields that may hold a secret or a person's data, at the top or one step down: their values never reach a line. */
const KEPT_OUT = [
  ...['password', 'secret', 'token', 'credentials', 'authorization', 'cookie', 'apiKey'],
  ...['text', 'body', 'handle', 'author', 'phone', 'email', 'address', 'ip', 'ipAddress', 'userAgent', 'lat', 'lon'],
];

/** One JSON line a call: level, time (epoch milliseconds), fields, `msg`. */
export function createLog({ level = 'info', fields = {}, destination }: LogOptions = {}): Log {
  const options = {
    level,
    base: fields,
    redact: { paths: KEPT_OUT.flatMap((name) => [name, `*.${name}`]), censor: '[kept out]' },
    serializers: { error: describeError },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return wrap(destination ? pino(options, destination) : pino(options));
}

type Sink = Pick<ReturnType<typeof pino>, 'info' | 'warn' | 'error'> & { child(fields: Record<string, unknown>): Sink };

const wrap = (sink: Sink): Log => ({
  info: (sentence, fields = {}) => sink.info(fields, sentence),
  warn: (sentence, fields = {}) => sink.warn(fields, sentence),
  error: (sentence, fields = {}) => sink.error(fields, sentence),
  child: (fields) => wrap(sink.child(fields)),
});
