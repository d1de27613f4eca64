import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type Ask } from './app.testing.ts';

const HAZRATGANJ = 'u_up_lucknow_hazratganj';
const CIRCLE = 'u_up_lucknow_hazratganj_circle';
/** Words that stand on a protected docket and nowhere else. */
const SAID = 'amaltas';
const NOTED = 'kachnar';
const REPORTED = 'semal';
const HANDLE = 'palash_k';
const ABOVE = ['co.hazratganj', 'dcp.lucknow', 'cp.lucknow', 'dgp'] as const;

interface Made {
  ticket: { id: string; docket: string; version: number };
}

describe('a protected docket', () => {
  let server: Awaited<ReturnType<typeof createTestApp>>;
  const ask = new Map<string, Ask>();
  const as = (officer: string): Ask => ask.get(officer) ?? server.nobody;
  let id = '';
  let docket = '';
  let message = '';
  let attachment = '';

  async function act(officer: string, { path, body }: { path: string; body: object }): Promise<Made> {
    const { version } = ((await (await as(officer)(`/api/v1/tickets/${id}`)).json()) as Made).ticket;
    const answer = await as(officer)(`/api/v1/tickets/${id}/${path}`, { method: 'POST', body: { version, ...body } });
    expect([path, answer.status]).toEqual([path, 200]);
    return (await answer.json()) as Made;
  }

  beforeAll(async () => {
    server = await createTestApp();
    for (const officer of ['operator', 'sho.hazratganj', ...ABOVE, 'admin'])
      ask.set(officer, await server.signIn(officer));
    const body = {
      text: `A woman is followed to work near ${SAID} park`,
      unit: HAZRATGANJ,
      open: true,
      category: 'women-safety',
    };
    const made = (await (await as('operator')('/api/v1/tickets', { method: 'POST', body })).json()) as Made;
    ({ id, docket } = made.ticket);
    const { db, clock } = server.deps;
    const detail = (await (await as('operator')(`/api/v1/tickets/${id}`)).json()) as { messages: { id: string }[] };
    message = detail.messages[0]?.id ?? '';
    const at = clock.now();
    await db.write(async (tx) => {
      const { contact, message: table, ticket } = db.tables;
      await tx.insertRows(contact, [
        { id: 'con_1', realm: 'x', externalId: '1', handle: HANDLE, name: null, createdAt: at },
      ]);
      await tx.updateRows(table, [{ id: message, contact: 'con_1' }]);
      await tx.updateRows(ticket, [{ id, reporter: 'con_1', lat: 26.85, lon: 80.94, dueAt: at + 60_000 }]);
    });
    await act('operator', { path: 'note', body: { text: `Her name is ${NOTED}` } });
    const form = new FormData();
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    form.append('file', new File([Buffer.from(png, 'base64')], 'scene.png', { type: 'image/png' }));
    const file = await as('operator')(`/api/v1/tickets/${id}/attachments`, { method: 'POST', form });
    attachment = ((await file.json()) as { attachment: { id: string } }).attachment.id;
    await act('sho.hazratganj', { path: 'take-up', body: {} });
    const closing = {
      outcome: 'settled',
      internalText: `Heard her near ${REPORTED} tree`,
      publicAnswer: 'Spoken with and helped',
    };
    await act('sho.hazratganj', { path: 'close', body: closing });
  });
  afterAll(() => server.close());

  /** Everything that an officer can get of it: what each route answers, by the route. */
  async function surfaces(officer: string): Promise<Map<string, string>> {
    const answers = new Map<string, string>();
    const keep = async (name: string, answer: Promise<Response>): Promise<void> => {
      answers.set(name, Buffer.from(await (await answer).arrayBuffer()).toString('utf8'));
    };
    const lists = server.app.routes
      .filter(
        ({ method, path }) =>
          method === 'GET' && path.startsWith('/api/v1/') && !path.includes(':') && !path.includes('*'),
      )
      .map(({ path }) => path);
    for (const path of new Set(lists)) await keep(path, as(officer)(path));
    for (const q of [SAID, NOTED, REPORTED, `@${HANDLE}`, docket])
      await keep(`search ${q}`, as(officer)(`/api/v1/tickets?q=${encodeURIComponent(q)}`));
    for (const state of ['closed', 'open']) await keep(`list ${state}`, as(officer)(`/api/v1/tickets?state=${state}`));
    for (const format of ['csv', 'xlsx'])
      await keep(format, as(officer)(`/api/v1/reports/board/export?format=${format}`));
    for (const by of ['unit', 'category', 'day', 'outcome'])
      await keep(`board ${by}`, as(officer)(`/api/v1/reports/board?by=${by}`));
    for (const path of ['', '/evidence', '/answers', '/readers'])
      await keep(`ticket${path}`, as(officer)(`/api/v1/tickets/${id}${path}`));
    await keep('incident', as(officer)(`/api/v1/incidents/${id}`));
    await keep('timeline', as(officer)(`/api/v1/incidents/${id}/timeline`));
    for (const typed of [docket, id, SAID])
      await keep(`brief ${typed}`, as(officer)('/api/v1/brief', { method: 'POST', body: { for: typed } }));
    return answers;
  }
  const tellsOf = (answers: ReadonlyMap<string, string>): string[] =>
    [...answers].flatMap(([name, text]) =>
      [SAID, NOTED, REPORTED, HANDLE, '26.85'].some((word) => text.includes(word)) ? [name] : [],
    );

  it.each(ABOVE)('tells %s, who is above and not named, neither words nor names on any surface', async (officer) => {
    const answers = await surfaces(officer);
    expect(tellsOf(answers)).toEqual([]);
    // It is not hidden that there is one.
    expect(answers.get('list closed')).toContain(docket);
    expect(answers.get('ticket')).toContain('"isMasked":true');
    expect(answers.get(`search ${docket}`)).toContain(docket);
    expect(answers.get(`search ${SAID}`)).not.toContain(docket);
    for (const path of [`attachments/${attachment}`, `media/${message}/m1`])
      expect((await as(officer)(`/api/v1/tickets/${id}/${path}`)).status).toBe(404);
  });

  it('is read by the unit that has it and by its desk', async () => {
    for (const officer of ['operator', 'sho.hazratganj']) {
      const answers = await surfaces(officer);
      expect(answers.get('ticket')).toContain(SAID);
      expect(answers.get('ticket')).toContain(REPORTED);
      expect(answers.get(`search ${SAID}`)).toContain(docket);
    }
  });

  it('is read by a position that an administrator names, for as long as it is named', async () => {
    const { directory } = server.deps;
    const unit = directory.pathToRoot(HAZRATGANJ)[1] ?? CIRCLE;
    const position = directory.officesOf(unit).find(({ head }) => head)?.id ?? '';
    const name = (officer: string) =>
      as(officer)('/api/admin/protected-readers', { method: 'POST', body: { position, unit } });
    expect((await name('dgp')).status).toBe(403);
    const named = await name('admin');
    expect(named.status).toBe(201);
    expect((await name('admin')).status).toBe(409);
    const shown = await surfaces('co.hazratganj');
    expect(shown.get('ticket')).toContain(SAID);
    expect(shown.get(`search ${SAID}`)).toContain(docket);
    expect(tellsOf(await surfaces('dcp.lucknow'))).toEqual([]);
    const { id: reader } = (await named.json()) as { id: string };
    expect((await as('admin')(`/api/admin/protected-readers/${reader}/end`, { method: 'POST' })).status).toBe(200);
    expect(tellsOf(await surfaces('co.hazratganj'))).toEqual([]);
  });

  it('keeps who read it: those above learn it, and administrators of the units that see it', async () => {
    await server.deps.readers.flush();
    const readers = await as('dcp.lucknow')(`/api/v1/tickets/${id}/readers`);
    expect(readers.status).toBe(200);
    const rows = ((await readers.json()) as { readers: { kind: string; name: string | null }[] }).readers;
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['page', 'brief']));
    expect(rows.every(({ name }) => name !== null)).toBe(true);
    expect((await as('sho.hazratganj')(`/api/v1/tickets/${id}/readers`)).status).toBe(403);
    const looked = await as('admin')(`/api/admin/readers?docket=${docket}`);
    expect(((await looked.json()) as { readings: unknown[] }).readings).toHaveLength(rows.length);
    expect((await as('dgp')(`/api/admin/readers?docket=${docket}`)).status).toBe(403);
  });
});
