import type { Kit } from '../../platform/db/kit.ts';

/** Accounts, sessions and second factors, in the shape that the session library asks for; times are epoch milliseconds. */
export const defineOfficerTables = (k: Kit) => ({
  officer: k.table(
    'officer',
    {
      id: k.text('id').primaryKey(),
      name: k.text('name').notNull(),
      email: k.text('email').notNull(),
      emailVerified: k.bool('email_verified').notNull(),
      image: k.text('image'),
      username: k.text('username').notNull(),
      displayUsername: k.text('display_username'),
      twoFactorEnabled: k.bool('two_factor_enabled'),
      locale: k.text('locale'),
      /** Languages the officer reads, `hi,en`; null: all. */
      languages: k.text('languages'),
      disabledAt: k.moment('disabled_at'),
      createdAt: k.moment('created_at').notNull(),
      updatedAt: k.moment('updated_at').notNull(),
    },
    (t) => [k.uniqueIndex('officer_username').on(t.username), k.uniqueIndex('officer_email').on(t.email)],
  ),
  session: k.table(
    'session',
    {
      id: k.text('id').primaryKey(),
      token: k.text('token').notNull(),
      userId: k.text('user_id').notNull(),
      expiresAt: k.moment('expires_at').notNull(),
      ipAddress: k.text('ip_address'),
      userAgent: k.text('user_agent'),
      createdAt: k.moment('created_at').notNull(),
      updatedAt: k.moment('updated_at').notNull(),
    },
    (t) => [k.uniqueIndex('session_token').on(t.token), k.index('session_user').on(t.userId)],
  ),
  account: k.table(
    'account',
    {
      id: k.text('id').primaryKey(),
      accountId: k.text('account_id').notNull(),
      providerId: k.text('provider_id').notNull(),
      userId: k.text('user_id').notNull(),
      password: k.text('password'),
      accessToken: k.text('access_token'),
      refreshToken: k.text('refresh_token'),
      idToken: k.text('id_token'),
      accessTokenExpiresAt: k.moment('access_token_expires_at'),
      refreshTokenExpiresAt: k.moment('refresh_token_expires_at'),
      scope: k.text('scope'),
      createdAt: k.moment('created_at').notNull(),
      updatedAt: k.moment('updated_at').notNull(),
    },
    (t) => [k.index('account_user').on(t.userId)],
  ),
  verification: k.table(
    'verification',
    {
      id: k.text('id').primaryKey(),
      identifier: k.text('identifier').notNull(),
      value: k.text('value').notNull(),
      expiresAt: k.moment('expires_at').notNull(),
      createdAt: k.moment('created_at').notNull(),
      updatedAt: k.moment('updated_at').notNull(),
    },
    (t) => [k.index('verification_identifier').on(t.identifier)],
  ),
  twoFactor: k.table(
    'two_factor',
    {
      id: k.text('id').primaryKey(),
      userId: k.text('user_id').notNull(),
      secret: k.text('secret').notNull(),
      backupCodes: k.text('backup_codes').notNull(),
      verified: k.bool('verified'),
      failedVerificationCount: k.int('failed_verification_count'),
      lockedUntil: k.moment('locked_until'),
    },
    (t) => [k.index('two_factor_user').on(t.userId)],
  ),
  /** Failures in a row per user name and per address; keys are keyed hashes. */
  signInThrottle: k.table('sign_in_throttle', {
    key: k.text('key').primaryKey(),
    failures: k.int('failures').notNull(),
    lastAt: k.moment('last_at').notNull(),
    lockedUntil: k.moment('locked_until'),
  }),
  apiKey: k.table(
    'api_key',
    {
      id: k.text('id').primaryKey(),
      hash: k.text('hash').notNull(),
      position: k.text('position').notNull(),
      label: k.text('label').notNull(),
      createdBy: k.text('created_by').notNull(),
      createdAt: k.moment('created_at').notNull(),
      revokedAt: k.moment('revoked_at'),
    },
    (t) => [k.uniqueIndex('api_key_hash').on(t.hash)],
  ),
});
