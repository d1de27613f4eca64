import type { Clock } from '../../platform/clock/clock.ts';
import { fail } from '../../platform/errors.ts';
import type { Db } from '../../schema.ts';
import type { Actor, Locale } from './actor.types.ts';
import { findLiveKey } from './api-keys.repository.ts';
import { hashApiKey, looksLikeApiKey } from './api-keys.usecases.ts';
import type { Auth } from './auth.ts';
import { actorName } from './officers.rules.ts';
import {
  deleteSessions,
  findOfficer,
  oneTimeUntil,
  postOfPosition,
  postsOf,
  sessionsOf,
} from './officers.repository.ts';
import type { OfficerDeps, Resolved, Sessions } from './officers.types.ts';

/** How long a verified session is believed without asking again; another process's revocation takes at most this long. */
const BELIEVED_FOR = 5000;
const REMEMBERED = 10_000;
const COOKIE = /(?:^|;\s*)(?:__Secure-)?pukaar\.session_token=([^;]+)/;
const NOBODY: Resolved = { identity: null, cookies: [] };

interface Remembered {
  readonly resolved: Resolved;
  readonly until: number;
}

const cookieIn = (headers: Headers, name: string): string | undefined =>
  new RegExp(`(?:^|;\\s*)${name}=([^;]+)`).exec(headers.get('cookie') ?? '')?.[1];

const asLocale = (text: string | null): Locale => (text === 'en' || text === 'mr' ? text : 'hi');

/** Who a station's device acts for that was opened by PIN. */
export interface OpenDevice {
  readonly session: string;
  readonly officer: string;
  readonly position: string;
}

export interface SessionsInput {
  readonly db: Db;
  readonly clock: Clock;
  readonly auth: Auth;
  /** Reads the cookie of an open device; null where there is none. */
  readonly device?: {
    readonly cookie: string;
    readonly find: (token: string) => Promise<OpenDevice | null>;
    /** What a browser that is a station's device keeps of it. */
    readonly browser: string;
    /** How a full sign-in stands with the lock of such a device. */
    readonly watch: (signIn: {
      session: string;
      officer: string;
      createdAt: number;
      token: string | undefined;
    }) => Promise<'free' | 'watched' | 'lapsed'>;
  };
}

/** Finds out who a request comes from, remembering the answer for seconds. */
export function createSessions({ db, clock, auth, device }: SessionsInput): Sessions {
  const remembered = new Map<string, Remembered>();
  const keysOf = new Map<string, Set<string>>();
  const listeners = new Set<(officer: string | null) => void>();
  let generation = 0;

  function remember(key: string, resolved: Resolved): void {
    if (remembered.size >= REMEMBERED) forgetAll();
    const officer = resolved.identity?.actor.officer;
    if (officer === undefined) return;
    remembered.set(key, { resolved: { ...resolved, cookies: [] }, until: clock.now() + BELIEVED_FOR });
    const keys = keysOf.get(officer);
    if (keys) keys.add(key);
    else keysOf.set(officer, new Set([key]));
  }

  function forgetAll(): void {
    remembered.clear();
    keysOf.clear();
  }

  async function bySession(headers: Headers): Promise<Resolved> {
    const { response, headers: answer } = await auth.api.getSession({ headers, returnHeaders: true });
    if (!response) return NOBODY;
    const officer = await findOfficer(db.read, response.user.id);
    if (!officer || officer.disabledAt !== null) return NOBODY;
    const { id: session, createdAt } = response.session;
    const token = device && cookieIn(headers, device.browser);
    const lock = await device?.watch({ session, officer: officer.id, createdAt: createdAt.getTime(), token });
    if (lock === 'lapsed') return NOBODY;
    const [posts, until] = await Promise.all([
      postsOf(db.read, { officer: officer.id, at: clock.now() }),
      oneTimeUntil(db.read, officer.id),
    ]);
    const { id, username, name } = officer;
    const actor: Actor = {
      officer: id,
      username,
      name,
      locale: asLocale(officer.locale),
      posts,
      session,
      ...(lock === 'watched' ? { isOnDevice: true } : {}),
    };
    return {
      identity: { actor, mustChangePassword: until !== null, twoFactorEnabled: officer.twoFactorEnabled ?? false },
      cookies: answer.getSetCookie(),
    };
  }

  /** An open device acts for its officer in its one position, for as long as he holds it. */
  async function byDevice(token: string): Promise<Resolved> {
    const open = await device?.find(token);
    const officer = open && (await findOfficer(db.read, open.officer));
    if (!officer || officer.disabledAt !== null) return NOBODY;
    const held = await postsOf(db.read, { officer: officer.id, at: clock.now() });
    const posts = held.filter(({ position }) => position === open.position);
    if (posts.length === 0) return NOBODY;
    const { id, username, name } = officer;
    const base = { officer: id, username, name, locale: asLocale(officer.locale), posts };
    const actor: Actor = { ...base, session: null, device: open.session };
    return {
      identity: { actor, mustChangePassword: false, twoFactorEnabled: officer.twoFactorEnabled ?? false },
      cookies: [],
    };
  }

  async function byKey(key: string): Promise<Resolved> {
    const row = await findLiveKey(db.read, hashApiKey(key));
    const post = row && (await postOfPosition(db.read, { position: row.position, at: clock.now() }));
    if (!row || !post) return NOBODY;
    const actor: Actor = {
      officer: row.id,
      username: row.id,
      name: row.label,
      locale: 'en',
      posts: [post],
      session: null,
    };
    return { identity: { actor, mustChangePassword: false, twoFactorEnabled: false }, cookies: [] };
  }

  async function recall(key: string, ask: () => Promise<Resolved>): Promise<Resolved> {
    const known = remembered.get(key);
    if (known && known.until > clock.now()) return known.resolved;
    const asked = generation;
    const resolved = await ask();
    if (asked === generation) remember(key, resolved);
    return resolved;
  }

  return {
    resolve: async (headers) => {
      const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
      if (bearer !== undefined)
        return looksLikeApiKey(bearer) ? recall(hashApiKey(bearer), () => byKey(bearer)) : NOBODY;
      const cookie = COOKIE.exec(headers.get('cookie') ?? '')?.[1];
      const signedIn = cookie === undefined ? NOBODY : await recall(cookie, () => bySession(headers));
      // On a station's device whoever opened it last has it: a PIN ends what was signed in there, a sign-in what a PIN
      // opened. Elsewhere a PIN is the nearer of two.
      if (signedIn.identity?.actor.isOnDevice === true) return signedIn;
      const token = device && cookieIn(headers, device.cookie);
      const byPin = token === undefined ? NOBODY : await recall(`device:${token}`, () => byDevice(token));
      return byPin.identity ? byPin : signedIn;
    },
    invalidateSessions: (officer) => {
      generation += 1;
      for (const key of keysOf.get(officer) ?? []) remembered.delete(key);
      keysOf.delete(officer);
      for (const listener of listeners) listener(officer);
    },
    invalidateAll: () => {
      generation += 1;
      forgetAll();
      for (const listener of listeners) listener(null);
    },
    onInvalidated: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export interface SessionView {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
}

interface Own<Input> {
  readonly deps: OfficerDeps;
  readonly actor: Actor | null;
  readonly input: Input;
}

const signedIn = (actor: Actor | null): Actor =>
  actor ?? fail({ code: 'officers.not_signed_in', kind: 'unauthenticated' });

/** The officer's own sessions, last used first. */
export async function findOwnSessions({ deps, actor }: Omit<Own<unknown>, 'input'>): Promise<SessionView[]> {
  const { officer, session } = signedIn(actor);
  const rows = await sessionsOf(deps.db.read, { officer, at: deps.clock.now() });
  return rows.map((row) => ({
    id: row.id,
    current: row.id === session,
    createdAt: row.createdAt,
    lastSeenAt: row.updatedAt,
    userAgent: row.userAgent,
    ipAddress: row.ipAddress,
  }));
}

/** Ends one own session, or (`others`) all but the present one. How many ended. */
export async function revokeOwnSessions({
  deps,
  actor,
  input,
}: Own<{ only: string } | { others: true }>): Promise<number> {
  const self = signedIn(actor);
  const which = 'only' in input ? { only: input.only } : { except: self.session ?? '' };
  const ended = await deps.db.write(async (tx) => {
    const number = await deleteSessions(tx, { officer: self.officer, ...which });
    if ('only' in input && number === 0) fail({ code: 'officers.session_not_found', kind: 'not-found' });
    const by = actorName(self, 'ticket.read');
    await deps.events.append(tx, [
      { stream: `officer:${self.officer}`, type: 'officer.sessions_ended', actor: by, data: { number } },
    ]);
    return number;
  });
  deps.sessions.invalidateSessions(self.officer);
  return ended;
}
