import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldAll } from '../modules/reports/rollups.testing.ts';
import { createTestApp, type Ask } from './app.testing.ts';

const HAZRATGANJ = 'u_up_lucknow_hazratganj';
const KERAKAT = 'u_up_jaunpur_kerakat';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const OFFICERS = ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp', 'admin'] as const;
type Officer = (typeof OFFICERS)[number];

/** A docket of Hazratganj, one of a station in another district, and one about the SHO of Hazratganj. */
const KINDS = ['inside', 'outside', 'aboutSho'] as const;
type Kind = (typeof KINDS)[number];

const SEES: Record<Officer, readonly Kind[]> = {
  operator: KINDS,
  'sho.hazratganj': ['inside'],
  'co.hazratganj': ['inside', 'aboutSho'],
  'dcp.lucknow': ['inside', 'aboutSho'],
  'cp.lucknow': ['inside', 'aboutSho'],
  dgp: KINDS,
  admin: [],
};

/** Who may do what to a ticket that they see. */
const MAY: Record<string, readonly Officer[]> = {
  open: ['operator'],
  'ask-back': ['operator'],
  'not-for-us': ['operator'],
  correct: ['operator'],
  describe: ['operator'],
  split: ['operator'],
  transfer: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  'take-up': ['sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow'],
  called: ['sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow'],
  propose: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  close: ['sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow'],
  verify: ['co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  reopen: ['co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  'check-answer': ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  reply: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  note: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  colleagues: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  commendations: ['operator'],
  commend: ['operator'],
  answers: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  rumour: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  'rumour-off': ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  alarm: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  join: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  apart: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  'leave-incident': ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  spread: [...OFFICERS],
  'spread-seen': ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  'voice-lock': ['operator', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  'voice-unlock': ['operator', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  held: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  statement: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  opened: [...OFFICERS],
  pause: ['sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow'],
  resume: ['sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow'],
  bounce: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  'accept-offer': ['sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow'],
  'return-offer': ['sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow'],
  'withdraw-offer': ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  approve: ['co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  'return-report': ['co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  climbed: ['sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  proposal: ['sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow'],
  'brief-shared': ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  undo: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  attachments: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow'],
  media: ['operator', 'sho.hazratganj', 'co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
  hold: ['dcp.lucknow', 'cp.lucknow', 'dgp'],
  evidence: ['dcp.lucknow', 'cp.lucknow', 'dgp'],
  readers: ['co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'],
};

/** What is read by those alone who are named above. */
const READ_BY_FEW: ReadonlySet<string> = new Set(['answers', 'evidence', 'readers']);

const MEDIUM = '/api/v1/tickets/:id/media/:message/:external';
/** For officers named as custodians, which nobody here is: to all others the file is not there. */
const OF_CUSTODIANS: ReadonlySet<string> = new Set([`POST ${MEDIUM}/open`, `POST ${MEDIUM}/remove`]);

/** An older version: whoever may act is told of the conflict, and nothing changes. */
const STALE = { version: 9999 };
const BODIES: Record<string, object> = {
  open: STALE,
  'ask-back': STALE,
  'not-for-us': { ...STALE, reason: 'praise' },
  correct: { ...STALE, urgency: 'urgent' },
  describe: { ...STALE, message: 'msg_none', externalId: 'm1', text: 'x' },
  split: { ...STALE, text: 'The station refuses' },
  transfer: { ...STALE, to: KERAKAT, reason: 'Theirs' },
  'take-up': STALE,
  called: { ...STALE, reached: false },
  propose: { ...STALE, outcome: 'settled', line: 'The citizen says that it is settled' },
  close: { ...STALE, outcome: 'settled', internalText: 'Heard both sides', publicAnswer: 'Settled' },
  verify: STALE,
  reopen: { ...STALE, reason: 'Not done' },
  reply: { ...STALE, text: 'Hello', kind: 'reply' },
  'check-answer': { text: 'Hello', kind: 'reply' },
  note: { ...STALE, text: 'Called' },
  alarm: { ...STALE, step: 'take' },
  rumour: { claim: { hi: 'पुल गिर गया' } },
  'rumour-off': { rumour: 'rum_none' },
  join: { ...STALE, other: 'tkt_none' },
  apart: { ...STALE, other: 'tkt_none' },
  'leave-incident': STALE,
  'spread-seen': {},
  'voice-lock': { ...STALE, reason: 'Spreading' },
  'voice-unlock': { ...STALE, lock: 'vlk_none' },
  held: { send: 'out_none', choice: 'drop' },
  statement: { ...STALE, step: 'ask', statement: 'stm_none' },
  'brief-shared': { how: 'print' },
  undo: STALE,
  commend: { officer: 'off_none' },
  opened: {},
  climbed: { ...STALE, clock: 'action', step: 'seen' },
  proposal: { proposal: 'prp_none' },
  pause: { ...STALE, reason: 'citizen', note: 'Asked for the number' },
  resume: STALE,
  bounce: { ...STALE, to: KERAKAT, reason: 'Theirs' },
  'accept-offer': STALE,
  'return-offer': { ...STALE, reason: 'Not ours' },
  'withdraw-offer': STALE,
  approve: STALE,
  'return-report': { ...STALE, reason: 'Not done' },
};
/** An order as it stands on every planted docket. */
const ORDER = { authority: 'CJM', number: '1/2026' };
const BODIES_OF: Record<string, object> = {
  [`POST ${MEDIUM}/class`]: { class: 'violent', version: 9999 },
  [`POST ${MEDIUM}/open`]: { reason: 'report' },
  [`POST ${MEDIUM}/remove`]: { reference: '1' },
  'POST /api/v1/tickets/:id/hold': ORDER,
  'POST /api/v1/tickets/:id/hold/lift': { hold: 'hld_none', reason: 'Over' },
};

const PUBLIC_ROUTES = new Set([
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /api/demo',
  'GET /api/public/track/:docket',
  'POST /api/public/track/:docket/claim',
  'POST /api/public/track/:docket/code',
  'GET /api/public/track/:docket/own',
  'POST /api/public/track/:docket/verdict',
  'POST /api/public/verify',
  'GET /api/public/device',
  'POST /api/public/device/unlock',
  'GET /api/public/rumours',
  'GET /api/public/statistics',
  'GET /api/public/links/:token',
  'POST /t/:token',
  'POST /webhooks/notifications/:way',
  'GET /api/v1/openapi.json',
]);
/** Signing in and out; what it asks for is tested beside it. */
const SIGN_IN = /^(GET|POST) \/api\/auth\//;
/** For our own command line: it shows a key instead of a session, and does not exist for anybody else. */
const INTERNAL = /\/api\/internal\//;
const ADMIN = /^[A-Z]+ \/api\/admin\//;
const OF_TICKET = /^(GET|POST) \/api\/v1\/tickets\/:id(?:\/([a-z-]+))?/;
/** For operators within their units and for administrators. */
const NAMING = new Set(['POST /api/v1/units/:id/names', 'POST /api/v1/units/:id/names/remove']);
/** Messages to citizens in trouble: seen and settled by whoever may answer on their docket. */
const OF_LEASE = /^(PUT|DELETE) \/api\/v1\/tickets\/:id\/lease$/;
const OF_SEND = 'POST /api/v1/sends/:id/settle';
const FOR_EVERY_OFFICER = new Set([
  OF_SEND,
  'GET /api/me',
  'PATCH /api/me',
  'GET /api/me/sessions',
  'POST /api/me/sessions/revoke-others',
  'POST /api/me/sessions/:id/revoke',
  'GET /api/live',
  'GET /api/v1/units',
  'GET /api/v1/units/:id',
  'GET /api/v1/tickets',
  'GET /api/v1/tickets/counts',
  'GET /api/v1/floods',
  'POST /api/v1/floods/unfold',
  'GET /api/v1/skim',
  'POST /api/v1/skim',
  'POST /api/v1/skim/undo',
  'GET /api/v1/skim/recall',
  'GET /api/v1/views',
  'POST /api/v1/views',
  'DELETE /api/v1/views/:id',
  'GET /api/v1/handover',
  'POST /api/v1/handover',
  'POST /api/v1/handover/:id/accept',
  'GET /api/v1/alarms',
  'GET /api/v1/desk/today',
  'GET /api/v1/quarantine',
  'GET /api/v1/roster',
  'GET /api/v1/roster/officers',
  'POST /api/v1/roster',
  'POST /api/v1/roster/copy',
  'POST /api/v1/roster/remove',
  'POST /api/v1/roster/restore',
  'GET /api/v1/for-me',
  'POST /api/v1/for-me/seen',
  'GET /api/v1/thanks',
  'POST /api/v1/commendations/:id/withdraw',
  'GET /api/v1/spreads',
  'POST /api/v1/brief',
  'GET /api/v1/presence',
  'POST /api/v1/desk/next',
  'POST /api/v1/bulk',
  'POST /api/v1/bulk/preview',
  'POST /api/v1/bulk/undo',
  'POST /api/v1/tickets',
  'GET /api/v1/events',
  'GET /api/v1/sends',
  'GET /api/v1/categories',
  'GET /api/v1/reports/summary',
  'GET /api/v1/reports/board',
  'GET /api/v1/reports/board/export',
  'GET /api/v1/reports/measures',
  'GET /api/v1/reports/tickets',
  'GET /api/v1/situations',
  'GET /api/v1/situations/running',
  'POST /api/v1/situations',
  'GET /api/v1/situations/:id',
  'POST /api/v1/situations/:id/edit',
  'POST /api/v1/situations/:id/duty',
  'POST /api/v1/situations/:id/end',
  'POST /api/v1/situations/:id/resume',
  'GET /api/v1/rumours',
  'GET /api/v1/board',
  'GET /api/v1/charge',
  'GET /api/v1/charge/officers',
  'POST /api/v1/charge',
  'POST /api/v1/charge/:id/accept',
  'POST /api/v1/charge/:id/end',
  'GET /api/v1/station-devices',
  'POST /api/v1/station-devices',
  'POST /api/v1/station-devices/pin',
  'POST /api/v1/station-devices/awake',
  'POST /api/v1/station-devices/lock',
  'POST /api/v1/station-devices/:id/remove',
  'GET /api/v1/climbed',
  'GET /api/v1/due-today',
  'GET /api/v1/audits',
  'POST /api/v1/audits/:id',
  'GET /api/v1/offers',
  'GET /api/v1/approvals',
  'GET /api/v1/feedback',
  'POST /api/v1/feedback/:call/take',
  'POST /api/v1/feedback/:call',
  'GET /api/v1/audits/judged',
  'GET /api/v1/morning',
  'GET /api/v1/morning/page',
  'POST /api/v1/morning/:position',
  'GET /api/v1/looks',
  'POST /api/v1/looks/:id',
  'POST /api/v1/looks/:id/undo',
  'GET /api/v1/calls',
  'POST /api/v1/calls/:position',
  'GET /api/v1/devices',
  'POST /api/v1/devices',
  'POST /api/v1/devices/remove',
  'POST /api/v1/rumours',
  'POST /api/v1/rumours/:id/step',
  'GET /api/v1/incidents/:id',
  'GET /api/v1/incidents/:id/timeline',
  'POST /api/v1/incidents/:id/close',
  'POST /api/v1/incidents/:id/close/preview',
]);

/** What of a ticket only those who work at its desk read. */
const OF_DESK = new Set(['answers', 'commendations']);

/** What changes no version is done at once. */
const DONE: Record<string, number> = {
  attachments: 201,
  'check-answer': 200,
  rumour: 200,
  'rumour-off': 200,
  'brief-shared': 200,
  opened: 200,
};

interface Planted {
  readonly id: string;
  readonly num: number;
  readonly docket: string;
  readonly message: string;
  readonly attachment: string;
  readonly word: string;
}

const GUESSES = [
  'tkt_00000000000000000000000000000000',
  'tkt_',
  '1',
  '..%2f..',
  "'%20OR%201=1--",
  '%00',
  'x'.repeat(300),
  'undefined',
];

describe('every route', () => {
  let server: Awaited<ReturnType<typeof createTestApp>>;
  const ask = new Map<Officer, Ask>();
  const planted = new Map<Kind, Planted>();
  const as = (officer: Officer): Ask => ask.get(officer) ?? server.nobody;
  const the = (kind: Kind): Planted =>
    planted.get(kind) ?? { id: '', num: 0, docket: '', message: '', attachment: '', word: '' };
  const routes = (): string[] => [
    ...new Set(
      server.app.routes.filter((route) => route.method !== 'ALL').map((route) => `${route.method} ${route.path}`),
    ),
  ];

  async function plant(kind: Kind, { unit, word }: { unit: string; word: string }): Promise<void> {
    const operator = as('operator');
    const body = { text: `A plea with the word ${word} in it`, unit, open: true, category: 'theft' };
    const made = (await (await operator('/api/v1/tickets', { method: 'POST', body })).json()) as {
      ticket: { id: string; num: number; version: number };
    };
    let { version } = made.ticket;
    const { id, num } = made.ticket;
    if (kind === 'aboutSho') {
      const answer = await operator(`/api/v1/tickets/${id}/correct`, {
        method: 'POST',
        body: { version, aboutPolice: 'yes', accusedUnit: HAZRATGANJ },
      });
      version = ((await answer.json()) as { ticket: { version: number } }).ticket.version;
    }
    const { db, blobs } = server.deps;
    const detail = (await (await operator(`/api/v1/tickets/${id}`)).json()) as {
      ticket: { docket: string };
      messages: { id: string }[];
    };
    const message = detail.messages[0]?.id ?? '';
    const { hash, size } = await blobs.put(new Uint8Array(PNG));
    await db.write(async (tx) =>
      tx.insertRows(db.tables.media, [
        {
          message,
          externalId: 'm1',
          kind: 'photo',
          state: 'stored',
          url: null,
          blob: hash,
          mime: 'image/png',
          size,
          alt: null,
          attempts: 1,
        },
      ]),
    );
    const form = new FormData();
    form.append('file', new File([PNG], 'scene.png', { type: 'image/png' }));
    const file = (await (await operator(`/api/v1/tickets/${id}/attachments`, { method: 'POST', form })).json()) as {
      attachment: { id: string };
    };
    expect((await as('dgp')(`/api/v1/tickets/${id}/hold`, { method: 'POST', body: ORDER })).status).toBe(201);
    planted.set(kind, { id, num, docket: detail.ticket.docket, message, attachment: file.attachment.id, word });
  }

  beforeAll(async () => {
    server = await createTestApp();
    for (const officer of OFFICERS) ask.set(officer, await server.signIn(officer));
    await plant('inside', { unit: HAZRATGANJ, word: 'marigold' });
    await plant('outside', { unit: KERAKAT, word: 'tamarind' });
    await plant('aboutSho', { unit: HAZRATGANJ, word: 'hibiscus' });
  });
  afterAll(() => server.close());

  it('is planned for: a new one must say who may ask it', () => {
    const unplanned = routes().filter(
      (route) =>
        !PUBLIC_ROUTES.has(route) &&
        !NAMING.has(route) &&
        !SIGN_IN.test(route) &&
        !INTERNAL.test(route) &&
        !ADMIN.test(route) &&
        !OF_TICKET.test(route) &&
        !OF_LEASE.test(route) &&
        !FOR_EVERY_OFFICER.has(route),
    );
    expect(unplanned).toEqual([]);
    expect(routes().length).toBeGreaterThan(55);
  });

  it('lets operators name places within their units, and no station', async () => {
    const body = { name: 'Nilgiri Tiraha', kind: 'landmark' };
    for (const route of NAMING) {
      const path = route.replace('POST ', '').replace(':id', HAZRATGANJ);
      expect((await server.nobody(path, { method: 'POST', body })).status).toBe(401);
      expect((await as('sho.hazratganj')(path, { method: 'POST', body })).status).toBe(403);
      expect((await as('operator')(path, { method: 'POST', body })).status).toBe(200);
    }
  });

  const fill = (path: string, kind: Kind): string =>
    path
      .replace(':docket', the(kind).docket)
      .replace(':attachment', the(kind).attachment)
      .replace(':message', the(kind).message)
      .replace(':external', 'm1')
      .replace(':id', the(kind).id);

  it('asks for a session unless it is public', async () => {
    for (const route of routes()) {
      const [method = '', path = ''] = route.split(' ');
      if (SIGN_IN.test(route)) continue;
      const { status } = await server.nobody(fill(path, 'inside').replace('*', 'x'), {
        method,
        ...(method === 'GET' ? {} : { body: {} }),
      });
      if (PUBLIC_ROUTES.has(route)) expect([route, [200, 303, 400, 403, 404].includes(status)]).toEqual([route, true]);
      else expect([route, status]).toEqual([route, INTERNAL.test(route) ? 404 : 401]);
    }
    for (const path of ['/api/nothing', '/api/v1/nothing', '/api/admin/nothing'])
      expect((await server.nobody(path)).status).toBe(401);
  });

  it('takes no session that was made up, and none of an officer who signed out', async () => {
    for (const cookie of [
      'pukaar.session_token=guess',
      'pukaar.session_token=guess.signature',
      '__Secure-pukaar.session_token=x',
    ])
      expect((await server.nobody('/api/me', { headers: { cookie } })).status).toBe(401);
    for (const authorization of ['Bearer guess', 'Bearer pk_0000', 'Basic YWRtaW46YWRtaW4='])
      expect((await server.nobody('/api/me', { headers: { authorization } })).status).toBe(401);
    const leaving = await server.signIn('dgp');
    expect((await leaving('/api/me')).status).toBe(200);
    await leaving('/api/auth/sign-out', { method: 'POST', body: {} });
    expect((await leaving('/api/me')).status).toBe(401);
  });

  it('refuses a page of another site that acts with an officer’s cookie', async () => {
    const answer = await as('operator')(`/api/v1/tickets/${the('inside').id}/note`, {
      method: 'POST',
      body: { version: 1, text: 'x' },
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.status).toBe(403);
  });

  it('under /api/admin is an administrator’s alone', async () => {
    for (const route of routes().filter((one) => ADMIN.test(one))) {
      const [method = '', path = ''] = route.split(' ');
      const address = path.replaceAll(/:[a-z]+/g, 'none');
      for (const officer of OFFICERS) {
        // A body that fits nothing: an administrator is told so, nobody else gets that far.
        const { status } = await as(officer)(address, {
          method,
          ...(method === 'GET' ? {} : { body: { nonsense: true } }),
        });
        if (officer !== 'admin') expect([route, officer, status]).toEqual([route, officer, 403]);
        else expect([route, [401, 403, 500].includes(status)]).toEqual([route, false]);
      }
    }
  });

  it('of a ticket answers those who see it by what they may do, and others as if it were not there', async () => {
    const guessed = await as('dgp')(`/api/v1/tickets/${GUESSES[0]}`);
    const notThere = await guessed.text();
    expect(guessed.status).toBe(404);
    for (const route of routes().filter((one) => OF_TICKET.test(one))) {
      const [method = '', path = ''] = route.split(' ');
      const action = OF_TICKET.exec(route)?.[2] ?? 'read';
      for (const officer of OFFICERS)
        for (const kind of KINDS) {
          const form = new FormData();
          form.append('file', new File([PNG], 'a.png'));
          const init =
            method === 'GET'
              ? {}
              : action === 'attachments'
                ? { method, form }
                : { method, body: BODIES_OF[route] ?? BODIES[action] ?? {} };
          const answer = await as(officer)(fill(path, kind), init);
          const where = [route, officer, kind];
          if (!SEES[officer].includes(kind)) {
            expect([...where, answer.status]).toEqual([...where, 404]);
            expect(Object.keys(JSON.parse(await answer.text()) as object)).toEqual(
              Object.keys(JSON.parse(notThere) as object),
            );
          } else if (method === 'GET')
            expect([...where, answer.status]).toEqual([
              ...where,
              (READ_BY_FEW.has(action) || OF_DESK.has(action)) && !MAY[action]?.includes(officer) ? 403 : 200,
            ]);
          else if (OF_CUSTODIANS.has(route)) expect([...where, answer.status]).toEqual([...where, 404]);
          else if (!MAY[action]?.includes(officer)) expect([...where, answer.status]).toEqual([...where, 403]);
          else expect([...where, answer.status]).toEqual([...where, DONE[action] ?? 409]);
        }
    }
  }, 60_000);

  it('of a lease tells and gives only those who see the ticket and can act on it', async () => {
    const seen = async (officer: Officer): Promise<string[]> => {
      const answer = await as(officer)('/api/v1/presence');
      return ((await answer.json()) as { holders: { ticket: string }[] }).holders.map(({ ticket }) => ticket);
    };
    for (const kind of KINDS) {
      const path = `/api/v1/tickets/${the(kind).id}/lease`;
      for (const officer of OFFICERS) {
        const { status } = await as(officer)(path, { method: 'PUT', body: {} });
        expect([officer, kind, status]).toEqual([officer, kind, SEES[officer].includes(kind) ? 200 : 404]);
      }
    }
    for (const officer of OFFICERS)
      expect([officer, (await seen(officer)).sort()]).toEqual([
        officer,
        SEES[officer].map((kind) => the(kind).id).sort(),
      ]);
    for (const kind of KINDS)
      for (const officer of OFFICERS) await as(officer)(`/api/v1/tickets/${the(kind).id}/lease`, { method: 'DELETE' });
    expect(await seen('operator')).toEqual([]);
  });

  it('of a batch does what each officer may do, ticket by ticket', async () => {
    const tickets = KINDS.map((kind) => ({ id: the(kind).id, version: 9999 }));
    const work = { action: 'transfer', to: KERAKAT, reason: 'Theirs' };
    for (const path of ['/api/v1/bulk', '/api/v1/bulk/preview'])
      for (const officer of OFFICERS) {
        const answer = await as(officer)(path, { method: 'POST', body: { tickets, work } });
        const { results } = (await answer.json()) as {
          results: { refused: { code: string; message: string } | null }[];
        };
        const expected = KINDS.map((kind) => (SEES[officer].includes(kind) ? 'version_conflict' : 'not_found'));
        expect([path, officer, results.map(({ refused }) => refused?.code)]).toEqual([
          path,
          officer,
          expected.map((code) => `tickets.${code}`),
        ]);
        expect(results.every(({ refused }) => (refused?.message.length ?? 0) > 10)).toBe(true);
      }
  });

  it('of an incident answers those who see a ticket of it, and others as if it were not there', async () => {
    const report = { outcome: 'settled', internalText: 'Heard both sides', publicAnswers: { en: 'Settled by both' } };
    for (const kind of KINDS)
      for (const officer of OFFICERS) {
        const { id } = the(kind);
        const expected = SEES[officer].includes(kind) ? 200 : 404;
        for (const path of [`/api/v1/incidents/${id}`, `/api/v1/incidents/${id}/timeline`])
          expect([path, officer, kind, (await as(officer)(path)).status]).toEqual([path, officer, kind, expected]);
        for (const path of [`/api/v1/incidents/${id}/close`, `/api/v1/incidents/${id}/close/preview`]) {
          const body = { ...report, tickets: [{ id, version: 9999 }] };
          const answer = await as(officer)(path, { method: 'POST', body });
          expect([path, officer, kind, answer.status]).toEqual([path, officer, kind, expected]);
          if (expected !== 200) continue;
          const { results } = (await answer.json()) as { results: { refused: { code: string } | null }[] };
          expect(results.map(({ refused }) => refused?.code)).toEqual([
            MAY.close?.includes(officer) ? 'tickets.version_conflict' : 'officers.not_allowed',
          ]);
        }
      }
    for (const guess of GUESSES)
      expect((await as('dgp')(`/api/v1/incidents/${guess}`)).status).toBeGreaterThanOrEqual(400);
  });

  it('of messages in trouble shows and settles those of dockets that are seen', async () => {
    const { outbox } = server.deps.db.tables;
    const rows = KINDS.map((kind) => ({
      ...{ id: `out_${kind}`, dedupeKey: kind, account: 'acc', ticket: the(kind).id, purpose: 'answer', kind: 'reply' },
      ...{
        inReplyTo: null,
        toContact: null,
        text: kind,
        state: 'unknown',
        notBefore: 1,
        attempts: 1,
        leaseUntil: null,
      },
      ...{ firstTriedAt: 1, sentAt: null, externalId: null, error: 'ambiguous', officer: null, createdAt: 1 },
    }));
    await server.deps.db.write((tx) => tx.insertRows(outbox, rows));
    const settle = (officer: Officer, kind: Kind, answer = 'sent') =>
      as(officer)(`/api/v1/sends/out_${kind}/settle`, { method: 'POST', body: { answer } });
    for (const officer of OFFICERS) {
      const { sends } = (await (await as(officer)('/api/v1/sends')).json()) as { sends: { text: string }[] };
      expect([officer, sends.map(({ text }) => text).sort()]).toEqual([officer, [...SEES[officer]].sort()]);
      for (const kind of KINDS)
        if (!SEES[officer].includes(kind))
          expect([officer, kind, (await settle(officer, kind)).status]).toEqual([officer, kind, 404]);
    }
    expect((await settle('operator', 'inside', 'nonsense')).status).toBe(400);
    expect((await settle('co.hazratganj', 'aboutSho', 'give-up')).status).toBe(200);
    expect((await settle('operator', 'aboutSho')).status).toBe(404);
  });

  it('of a ticket tells the same of a hidden one as of one that never was', async () => {
    const sho = as('sho.hazratganj');
    const hidden = await (await sho(`/api/v1/tickets/${the('aboutSho').id}`)).text();
    for (const guess of GUESSES) {
      const answer = await sho(`/api/v1/tickets/${guess}`);
      expect([guess, answer.status]).toEqual([guess, 404]);
      expect(await answer.text()).toBe(hidden);
      for (const action of Object.keys(BODIES)) {
        const acted = await sho(`/api/v1/tickets/${guess}/${action}`, { method: 'POST', body: BODIES[action] });
        expect([guess, action, acted.status]).toEqual([guess, action, 404]);
      }
    }
  });

  it('gives no file of a hidden ticket through one that is seen', async () => {
    const sho = as('sho.hazratganj');
    const [inside, hidden] = [the('inside'), the('aboutSho')];
    expect((await sho(`/api/v1/tickets/${inside.id}/attachments/${inside.attachment}`)).status).toBe(200);
    expect((await sho(`/api/v1/tickets/${inside.id}/attachments/${hidden.attachment}`)).status).toBe(404);
    expect((await sho(`/api/v1/tickets/${inside.id}/media/${hidden.message}/m1`)).status).toBe(404);
    const close = {
      version: 1,
      outcome: 'settled',
      internalText: 'Heard both sides',
      publicAnswer: 'Settled',
      attachments: [hidden.attachment],
    };
    const detail = (await (await sho(`/api/v1/tickets/${inside.id}`)).json()) as { ticket: { version: number } };
    const answer = await sho(`/api/v1/tickets/${inside.id}/close`, {
      method: 'POST',
      body: { ...close, version: detail.ticket.version },
    });
    expect(answer.status).toBe(422);
    const media = await as('co.hazratganj')(`/api/v1/tickets/${hidden.id}/media/${hidden.message}/m1`);
    expect(media.headers.get('x-content-type-options')).toBe('nosniff');
    const added = await sho(`/api/v1/tickets/${inside.id}/attachments/${inside.attachment}`);
    // What is quarantined must not come back out of a browser's memory.
    for (const file of [media, added]) expect(file.headers.get('cache-control')).toBe('private, no-store');
  });

  it('lists, counts, finds and sums up what is seen and nothing else', async () => {
    for (const officer of OFFICERS) {
      const seen = new Set(SEES[officer].map((kind) => the(kind).id));
      const list = async (query: string): Promise<string[]> => {
        const answer = await as(officer)(`/api/v1/tickets${query}`);
        const { tickets } = (await answer.json()) as { tickets: { id: string }[] };
        return tickets.map((ticket) => ticket.id);
      };
      expect([officer, new Set(await list('?limit=100'))]).toEqual([officer, seen]);
      expect([officer, new Set(await list('?state=open'))]).toEqual([officer, seen]);
      const file = await (await as(officer)('/api/v1/reports/tickets?format=csv')).text();
      const taken = KINDS.filter((kind) => file.includes(the(kind).docket));
      expect([officer, taken]).toEqual([officer, KINDS.filter((kind) => seen.has(the(kind).id))]);
      for (const kind of KINDS) {
        const expected = seen.has(the(kind).id) ? [the(kind).id] : [];
        expect([officer, kind, await list(`?q=${the(kind).word}`)]).toEqual([officer, kind, expected]);
        expect([officer, kind, await list(`?q=${the(kind).word.slice(0, 5)}`)]).toEqual([officer, kind, expected]);
        expect([officer, kind, await list(`?q=${the(kind).docket}`)]).toEqual([officer, kind, expected]);
        expect([officer, kind, await list(`?cursor=${the(kind).num + 1}&limit=1`)]).toEqual([
          officer,
          kind,
          KINDS.slice(0, KINDS.indexOf(kind) + 1)
            .filter((one) => SEES[officer].includes(one))
            .slice(-1)
            .map((one) => the(one).id),
        ]);
      }
      expect([officer, new Set(await list(`?unit=${HAZRATGANJ}`))]).toEqual([
        officer,
        new Set(SEES[officer].includes('inside') ? [the('inside').id] : []),
      ]);
      const { counts } = (await (await as(officer)('/api/v1/tickets/counts')).json()) as {
        counts: Record<string, { n: number }>;
      };
      expect([officer, counts.open?.n]).toEqual([officer, seen.size]);
      const { events } = (await (await as(officer)('/api/v1/events?limit=500')).json()) as {
        events: { ticket: string }[];
      };
      expect([officer, new Set(events.map((event) => event.ticket))]).toEqual([officer, seen]);
      const summary = await as(officer)(`/api/v1/reports/summary?unit=${HAZRATGANJ}`);
      if (officer === 'admin') expect(summary.status).toBe(404);
      else
        expect([officer, ((await summary.json()) as { states: { open: { n: number } } }).states.open.n]).toEqual([
          officer,
          1,
        ]);
      const own = await as(officer)('/api/v1/reports/summary');
      if (officer !== 'admin')
        expect([officer, ((await own.json()) as { states: { open: { n: number } } }).states.open.n]).toEqual([
          officer,
          seen.size,
        ]);
    }
    expect((await as('sho.hazratganj')('/api/v1/reports/summary?unit=u_up_lucknow')).status).toBe(404);
  });

  it('counts on the board of every officer what he may see, and nothing else', async () => {
    await foldAll(server.deps);
    for (const officer of OFFICERS) {
      const answer = await as(officer)('/api/v1/reports/board');
      if (officer === 'admin') {
        expect(answer.status).toBe(404);
        continue;
      }
      const board = (await answer.json()) as { now: { open: number } };
      expect([officer, board.now.open]).toEqual([officer, SEES[officer].length]);
    }
    for (const path of ['board', 'summary', 'board/export'])
      expect((await as('sho.hazratganj')(`/api/v1/reports/${path}?unit=u_up_lucknow&format=csv`)).status).toBe(404);
  });

  /** What a live stream says until the given word is in it. */
  async function listen(officer: Officer, headers: Record<string, string> = {}) {
    const stopping = new AbortController();
    const answer = await server.app.request('http://localhost:4600/api/live', {
      headers: { cookie: (await cookieOf(officer)) ?? '', ...headers },
      signal: stopping.signal,
    });
    expect(answer.status).toBe(200);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    return {
      heard: () => heard,
      until: async (word: string): Promise<string> => {
        while (!heard.includes(word)) heard += (await reader?.read())?.value ?? '';
        return heard;
      },
      close: async () => {
        await reader?.cancel();
        stopping.abort();
      },
    };
  }
  const cookies = new Map<Officer, string>();
  async function cookieOf(officer: Officer): Promise<string | undefined> {
    if (!cookies.has(officer)) {
      const password = server.deps.prepared.accounts.find((one) => one.username === officer)?.password;
      const answer = await server.nobody('/api/auth/sign-in/username', {
        method: 'POST',
        body: { username: officer, password },
      });
      cookies.set(
        officer,
        answer.headers
          .getSetCookie()
          .map((one) => one.split(';')[0])
          .join('; '),
      );
    }
    return cookies.get(officer);
  }

  it('tells live updates of what is seen alone, when it happens and when it is made up for', async () => {
    const streams = new Map<Officer, Awaited<ReturnType<typeof listen>>>();
    for (const officer of OFFICERS) {
      const stream = await listen(officer);
      await stream.until('event: hello');
      streams.set(officer, stream);
    }
    const start = await server.deps.events.head();
    const note = async (kind: Kind): Promise<void> => {
      const { ticket } = (await (await as('dgp')(`/api/v1/tickets/${the(kind).id}`)).json()) as {
        ticket: { version: number };
      };
      expect(
        (
          await as('dgp')(`/api/v1/tickets/${the(kind).id}/note`, {
            method: 'POST',
            body: { version: ticket.version, text: 'Seen' },
          })
        ).status,
      ).toBe(200);
    };
    // What the SHO may see comes last: when it is heard, the others were told or not.
    for (const kind of ['aboutSho', 'outside', 'inside'] as const) await note(kind);
    for (const officer of OFFICERS) {
      const stream = streams.get(officer);
      if (officer === 'admin') continue;
      const heard = (await stream?.until(the('inside').id)) ?? '';
      for (const kind of KINDS)
        expect([officer, kind, heard.includes(the(kind).id)]).toEqual([officer, kind, SEES[officer].includes(kind)]);
      const late = await listen(officer, { 'last-event-id': String(start) });
      const told = await late.until(the('inside').id);
      for (const kind of KINDS)
        expect([officer, kind, told.includes(the(kind).id)]).toEqual([officer, kind, SEES[officer].includes(kind)]);
      await late.close();
    }
    expect(streams.get('admin')?.heard()).not.toContain('tkt_');
    for (const stream of streams.values()) await stream.close();
  });

  it('wakes the page of an officer whom a note names, and nobody else’s', async () => {
    const [sho, co] = [await listen('sho.hazratganj'), await listen('co.hazratganj')];
    for (const stream of [sho, co]) await stream.until('event: hello');
    const { id } = the('inside');
    const { ticket } = (await (await as('operator')(`/api/v1/tickets/${id}`)).json()) as {
      ticket: { version: number };
    };
    const body = { version: ticket.version, text: '@[Vikram Singh] see', mentions: ['off_sho_hazratganj'] };
    expect((await as('operator')(`/api/v1/tickets/${id}/note`, { method: 'POST', body })).status).toBe(200);
    expect(await sho.until('event: for-me')).not.toContain('Vikram');
    // A second note comes after the first: by then he would have been woken.
    const plain = { version: ticket.version + 1, text: 'Seen' };
    await as('operator')(`/api/v1/tickets/${id}/note`, { method: 'POST', body: plain });
    expect(await co.until(`"version":${ticket.version + 2}`)).not.toContain('for-me');
    const forMe = async (officer: Officer) =>
      (await (await as(officer)('/api/v1/for-me')).json()) as { items: object[]; unseen: number };
    expect(await forMe('sho.hazratganj')).toMatchObject({ unseen: 1, items: [{ ticket: id }] });
    expect(await forMe('co.hazratganj')).toMatchObject({ unseen: 0, items: [] });
    for (const stream of [sho, co]) await stream.close();
  });

  it('wakes nobody for what is about himself, and whoever was praised for what he may not see', async () => {
    const sho = await listen('sho.hazratganj');
    await sho.until('event: hello');
    const happens = (kind: 'aboutSho' | 'outside', type: string, data: Readonly<Record<string, unknown>>) =>
      server.deps.db.write((tx) =>
        server.deps.events.append(tx, [{ stream: `ticket:${the(kind).id}`, type, actor: 'system', data }]),
      );
    const officer = 'off_sho_hazratganj';
    for (const type of ['ticket.commended', 'ticket.commendation-withdrawn'])
      await happens('aboutSho', type, { officer });
    for (const kind of ['aboutSho', 'outside'] as const) await happens(kind, 'ticket.undone', { mentions: [officer] });
    const { id } = the('inside');
    const { ticket } = (await (await as('operator')(`/api/v1/tickets/${id}`)).json()) as {
      ticket: { version: number };
    };
    const body = { version: ticket.version, text: 'Seen' };
    await as('operator')(`/api/v1/tickets/${id}/note`, { method: 'POST', body });
    expect(await sho.until(`"version":${ticket.version + 1}`)).not.toContain('for-me');
    await happens('outside', 'ticket.commended', { officer });
    expect(await sho.until('event: for-me')).not.toContain(the('outside').id);
    await sho.close();
  });

  it('opens a station’s device by PIN for its position alone, and to no other page of the officer’s account', async () => {
    const cookieFrom = (answer: Response): string =>
      answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ');
    const body = { label: 'Front desk', pin: '482915' };
    for (const officer of ['operator', 'co.hazratganj', 'dgp', 'admin'] as const)
      expect((await as(officer)('/api/v1/station-devices', { method: 'POST', body })).status).toBe(403);
    const registered = await as('sho.hazratganj')('/api/v1/station-devices', { method: 'POST', body });
    expect(registered.status).toBe(201);
    expect(registered.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Lax/i);
    const device = cookieFrom(registered);
    const shown = await (await server.nobody('/api/public/device', { headers: { cookie: device } })).text();
    expect(shown).toContain('Hazratganj');
    expect(shown).not.toContain('Vikram');
    const unlock = (pin: string, cookie = device) =>
      server.nobody('/api/public/device/unlock', { method: 'POST', body: { pin }, headers: { cookie } });
    expect((await unlock('482916')).status).toBe(403);
    expect((await unlock('482915', 'pukaar_device=guess')).status).toBe(404);
    const headers = { cookie: `${device}; ${cookieFrom(await unlock('482915'))}` };
    const me = (await (await server.nobody('/api/me', { headers })).json()) as { byPin: boolean; posts: object[] };
    expect(me).toMatchObject({ byPin: true, posts: [{ role: 'station' }] });
    expect((await server.nobody(`/api/v1/tickets/${the('inside').id}`, { headers })).status).toBe(200);
    expect((await server.nobody(`/api/v1/tickets/${the('aboutSho').id}`, { headers })).status).toBe(404);
    expect((await server.nobody('/api/me/sessions', { headers })).status).toBe(403);
    const others = await server.nobody('/api/me/sessions/revoke-others', { method: 'POST', body: {}, headers });
    expect(others.status).toBe(403);
    expect((await server.nobody('/api/v1/station-devices', { method: 'POST', body, headers })).status).toBe(403);
    const keyed = { ...headers, 'idempotency-key': 'one-key-for-a-device' };
    await server.nobody('/api/v1/station-devices', { method: 'POST', body, headers: keyed });
    const { idempotency } = server.deps.db.tables;
    const kept = await server.deps.db.read
      .select()
      .from(idempotency)
      .where(eq(idempotency.key, 'one-key-for-a-device'));
    expect(kept).toEqual([]);
    await server.nobody('/api/v1/station-devices/lock', { method: 'POST', body: {}, headers });
    expect((await server.nobody('/api/me', { headers })).status).toBe(401);
    // The full sign-in that made it a device went with the first PIN, and the lock leaves none.
    expect((await as('sho.hazratganj')('/api/me')).status).toBe(401);
    ask.set('sho.hazratganj', await server.signIn('sho.hazratganj'));
    expect(await (await as('sho.hazratganj')('/api/me')).json()).toMatchObject({ byPin: false, onDevice: false });
  });

  it('tells a station that a docket is gone when the complaint turns out to be about it, and shows it no more', async () => {
    const body = { text: 'A plea with the word jacaranda in it', unit: HAZRATGANJ, open: true };
    const { ticket } = (await (await as('operator')('/api/v1/tickets', { method: 'POST', body })).json()) as {
      ticket: { id: string; version: number };
    };
    expect((await as('sho.hazratganj')(`/api/v1/tickets/${ticket.id}`)).status).toBe(200);
    const stream = await listen('sho.hazratganj');
    await stream.until('event: hello');
    await as('operator')(`/api/v1/tickets/${ticket.id}/correct`, {
      method: 'POST',
      body: { version: ticket.version, aboutPolice: 'yes', accusedUnit: HAZRATGANJ },
    });
    const heard = await stream.until('event: gone');
    expect(await stream.until(`data: {"id":"${ticket.id}"}`)).not.toContain('ticket.corrected');
    expect(heard.indexOf('event: gone')).toBeGreaterThan(heard.lastIndexOf('event: ticket'));
    await stream.close();
    expect((await as('sho.hazratganj')(`/api/v1/tickets/${ticket.id}`)).status).toBe(404);
    expect(await (await as('sho.hazratganj')('/api/v1/tickets?q=jacaranda')).json()).toMatchObject({ tickets: [] });
    const { ticketConflict } = server.deps.db.tables;
    const conflicts = await server.deps.db.read
      .select()
      .from(ticketConflict)
      .where(eq(ticketConflict.officer, 'off_sho_hazratganj'));
    expect(conflicts.length).toBeGreaterThan(0);
  });

  it('does not read what is too long, and finds nothing under NUL', async () => {
    const body = { username: 'x'.repeat(20_000), password: 'x' };
    expect((await server.nobody('/api/auth/sign-in/username', { method: 'POST', body })).status).toBe(413);
    const note = { version: 1, text: 'x'.repeat(12_000_000) };
    expect((await as('dgp')(`/api/v1/tickets/${the('inside').id}/note`, { method: 'POST', body: note })).status).toBe(
      413,
    );
    expect((await as('operator')('/api/v1/tickets/%00')).status).toBe(404);
    expect((await as('operator')('/api/v1/tickets?unit=%00')).status).toBe(400);
  });

  it('takes the same job twice under one key as one', async () => {
    const headers = { 'idempotency-key': 'one-key-for-this-note' };
    const path = `/api/v1/tickets/${the('outside').id}/note`;
    const { ticket } = (await (await as('dgp')(`/api/v1/tickets/${the('outside').id}`)).json()) as {
      ticket: { version: number };
    };
    const body = { version: ticket.version, text: 'Once' };
    const answers = [
      await as('dgp')(path, { method: 'POST', body, headers }),
      await as('dgp')(path, { method: 'POST', body, headers }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect(await answers[0]?.text()).toBe(await answers[1]?.text());
    expect((await as('dgp')(path, { method: 'POST', body: { ...body, text: 'Other' }, headers })).status).toBe(422);
    // What is kept for the repetition is sealed, and of sign-in nothing is kept.
    const { idempotency } = server.deps.db.tables;
    const kept = await server.deps.db.read
      .select()
      .from(idempotency)
      .where(eq(idempotency.key, headers['idempotency-key']));
    expect(kept[0]?.answer).toMatch(/^v1\./);
    const change = { currentPassword: 'not it at all', newPassword: 'another one of mine' };
    const secret = { 'idempotency-key': 'one-key-for-a-password' };
    await as('dgp')('/api/auth/change-password', { method: 'POST', body: change, headers: secret });
    expect(
      await server.deps.db.read.select().from(idempotency).where(eq(idempotency.key, secret['idempotency-key'])),
    ).toEqual([]);
    // Another officer's key of the same name is another key.
    expect((await as('operator')(path, { method: 'POST', body, headers })).status).toBe(409);
  });
});
