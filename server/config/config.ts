import { resolve } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../platform/root.ts';

export type ProcessRole = 'all' | 'web' | 'worker';

export interface Config {
  readonly port: number;
  readonly dataDir: string;
  readonly publicUrl: string | null;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly blobUrl: string | null;
  readonly role: ProcessRole;
  /** What DEMO asks for a new database; null: decided by whether PUBLIC_URL is set. */
  readonly demo: boolean | null;
  readonly smtpUrl: string | null;
  readonly xApiOrigin: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** What a monitor on another machine sends to read /metrics; null: only this machine reads it. */
  readonly metricsToken: string | null;
  /** Extra milliseconds a commit takes; for measurements only. */
  readonly commitDelay: number;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for an address on this machine. */
export const isLocalOrigin = (origin: string): boolean => LOOPBACK.has(new URL(origin).hostname);

const blank = (value: unknown): unknown => (value === '' ? undefined : value);
const url = (schemes: readonly string[]) =>
  z.preprocess(
    blank,
    z
      .string()
      .optional()
      .refine(
        (text) => {
          if (text === undefined) return true;
          return URL.canParse(text) && schemes.includes(new URL(text).protocol);
        },
        `must be an address beginning with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
      ),
  );
const flag = z.preprocess(blank, z.enum(['0', '1'], 'must be 0 or 1').optional());

const schema = z.object({
  PORT: z.preprocess(blank, z.coerce.number('must be a port number').int().min(0).max(65535).default(3000)),
  DATA_DIR: z.preprocess(blank, z.string().default('data')),
  PUBLIC_URL: url(['http:', 'https:']),
  DATABASE_URL: url(['postgres:', 'postgresql:']),
  REDIS_URL: url(['redis:', 'rediss:']),
  BLOB_URL: url(['s3:']),
  ROLE: z.preprocess(blank, z.enum(['all', 'web', 'worker'], 'must be all, web or worker').default('all')),
  DEMO: flag,
  SMTP_URL: url(['smtp:', 'smtps:']),
  X_API_ORIGIN: url(['http:', 'https:']),
  LOG_LEVEL: z.preprocess(blank, z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info')),
  METRICS_TOKEN: z.preprocess(blank, z.string().min(16, 'must be at least 16 characters long').optional()),
  PUKAAR_COMMIT_DELAY: z.preprocess(blank, z.coerce.number().min(0).max(1000).default(0)),
});

/** A setting that cannot be used; the message is one readable sentence. */
export class ConfigError extends Error {}

/**
 * Reads the environment, once. Throws ConfigError naming the variable and what is wrong with it.
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${issue?.path.join('.') ?? 'The environment'} ${issue?.message ?? 'cannot be read'}.`);
  }
  const values = parsed.data;
  const origin = values.X_API_ORIGIN ?? 'https://api.x.com';
  if (new URL(origin).protocol === 'http:' && !isLocalOrigin(origin))
    throw new ConfigError('X_API_ORIGIN may be plain http only on this machine (127.0.0.1 or localhost).');
  if (values.ROLE !== 'all' && !values.DATABASE_URL)
    throw new ConfigError(
      `ROLE=${values.ROLE} needs DATABASE_URL: on the embedded database exactly one process writes.`,
    );
  if (values.ROLE !== 'all' && !values.REDIS_URL)
    throw new ConfigError(`ROLE=${values.ROLE} needs REDIS_URL: separate processes share their queue through it.`);
  return {
    port: values.PORT,
    dataDir: resolve(projectRoot, values.DATA_DIR),
    publicUrl: values.PUBLIC_URL ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    blobUrl: values.BLOB_URL ?? null,
    role: values.ROLE,
    demo: values.DEMO === undefined ? null : values.DEMO === '1',
    smtpUrl: values.SMTP_URL ?? null,
    xApiOrigin: origin.replace(/\/$/, ''),
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN ?? null,
    commitDelay: values.PUKAAR_COMMIT_DELAY,
  };
}
