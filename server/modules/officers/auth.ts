import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor, username } from 'better-auth/plugins';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Log } from '../../platform/log/port.ts';
import type { Db } from '../../schema.ts';
import { createAuthAdapter } from './auth.repository.ts';
import { ownOrigins } from './origin.rules.ts';
import { findOfficer, oneTimeUntil } from './officers.repository.ts';

export interface AuthOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly config: {
    /** Where officers reach the desk; null: on this machine. */
    readonly publicUrl: string | null;
    readonly port: number;
    /** Signs cookies and seals second factors; at least 32 characters. */
    readonly secret: string;
  };
}

/** Header that carries the address of the caller, set by us on every request that reaches the library. */
export const ADDRESS_HEADER = 'x-pukaar-address';

const HOUR = 3600;
const PREFIX: Record<string, string> = {
  user: 'off',
  session: 'ses',
  account: 'acc',
  verification: 'ver',
  twoFactor: 'tfa',
};

/** Accounts, passwords, second factors and session cookies. Everything about throttling and rights is ours. */
export function createAuth({ db, clock, ids, log, config }: AuthOptions) {
  const { publicUrl } = config;
  const baseURL = publicUrl ?? `http://localhost:${config.port}`;
  const isHttps = publicUrl?.startsWith('https:') ?? false;
  return betterAuth({
    appName: 'Pukaar',
    baseURL,
    basePath: '/api/auth',
    secret: config.secret,
    database: createAuthAdapter(db),
    telemetry: { enabled: false },
    trustedOrigins: (request) => ownOrigins({ publicUrl, url: request?.url ?? baseURL }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    user: { additionalFields: { locale: { type: 'string', required: false, input: false } } },
    session: { expiresIn: 12 * HOUR, updateAge: HOUR / 2, freshAge: 0, cookieCache: { enabled: false } },
    verification: { disableCleanup: true },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userId }) => {
            const officer = await findOfficer(db.read, userId);
            if (!officer || officer.disabledAt !== null) throw new APIError('FORBIDDEN', { code: 'DISABLED' });
            const until = await oneTimeUntil(db.read, userId);
            if (until !== null && until <= clock.now()) throw new APIError('FORBIDDEN', { code: 'ONE_TIME_EXPIRED' });
          },
        },
      },
    },
    rateLimit: { enabled: false },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 60 }),
      twoFactor({
        issuer: 'Pukaar',
        trustDeviceMaxAge: 12 * HOUR,
        accountLockout: { enabled: true, maxFailedAttempts: 5, durationSeconds: HOUR / 4 },
      }),
    ],
    advanced: {
      cookiePrefix: 'pukaar',
      useSecureCookies: isHttps,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: ({ model }) => ids.make(PREFIX[model] ?? 'row') },
    },
    logger: {
      level: 'error',
      log: (level, sentence) => {
        if (level === 'error') log.error('the session library reports an error', { sentence });
      },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
