import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createChannelBench, officer, type ChannelBench } from './channels.testing.ts';
import {
  connectAccount,
  createAccount,
  listAccounts,
  readUsage,
  setAccountStatus,
  updateAccount,
} from './channels.usecases.ts';
import { importMessages } from './import.usecases.ts';
import { checkGone, sweepDeleted } from './deletion.usecases.ts';
import { createFileBlobs } from '../../platform/blobs/engines/files.ts';
import { buryMessages } from '../inbound/messages.repository.ts';
import { dropUnusedFiles } from '../evidence/unused.usecases.ts';
import type { Blobs } from '../../platform/blobs/port.ts';
import { fetchWaitingMedia } from './media.usecases.ts';
import { pollAccount } from './polling.usecases.ts';

const admin = officer('admin.channels');
const operator = officer('ticket.read', 'ticket.triage');
const refused = (code: string) => expect.objectContaining({ code }) as Error;

describe.each(testEngines)('accounts on channels, on %s', (engine) => {
  let bench: ChannelBench;
  const rows = async () => {
    const { db } = bench.deps;
    return db.read.select().from(db.tables.channelAccount);
  };
  const input = {
    kind: 'x',
    handle: 'jaunpurpolice',
    unit: 'unit_2',
    credentials: { bearer: 'demo-jaunpurpolice' },
  } as const;

  beforeEach(async () => {
    bench = await createChannelBench(engine);
  });
  afterEach(() => bench.close());

  it('are added with their secrets sealed and never shown', async () => {
    const { id } = await createAccount(bench.deps, { actor: admin, input });
    const stored = (await rows()).find((row) => row.id === id);
    expect(stored?.handle).toBe('@jaunpurpolice');
    expect(stored?.credentials).not.toContain('demo-');
    expect((await connectAccount(bench.deps, id))?.account.credentials).toEqual({ bearer: 'demo-jaunpurpolice' });
    const views = await listAccounts(bench.deps, { actor: admin });
    expect(JSON.stringify(views)).not.toContain('demo-');
    expect(views.find((view) => view.id === id)).toMatchObject({
      hasCredentials: true,
      status: 'active',
      spentTodayMicro: 0,
    });
    const { db } = bench.deps;
    const events = (await db.read.select().from(db.tables.events)).filter((event) => event.stream === `account:${id}`);
    expect(events.map((event) => event.type)).toEqual(['account.added']);
    expect(JSON.stringify(events)).not.toContain('demo-');
  });

  it('refuse the wrong officer in every verb', async () => {
    const [row] = await rows();
    const id = row?.id ?? '';
    const wrong = refused('officers.not_allowed');
    expect(() => createAccount(bench.deps, { actor: operator, input })).toThrow(wrong);
    await expect(updateAccount(bench.deps, { actor: operator, id, input: { version: 1 } })).rejects.toEqual(wrong);
    await expect(
      setAccountStatus(bench.deps, { actor: operator, id, input: { version: 1, status: 'paused' } }),
    ).rejects.toEqual(wrong);
    await expect(
      importMessages(bench.deps, { actor: operator, id, input: { driver: 'csv', body: 'x' } }),
    ).rejects.toEqual(refused('officers.forbidden'));
    await expect(listAccounts(bench.deps, { actor: operator })).rejects.toEqual(wrong);
    await expect(readUsage(bench.deps, { actor: operator, days: 3 })).rejects.toEqual(wrong);
  });

  it('below the top are administered within their subtree alone', async () => {
    const [state] = await rows();
    const id = state?.id ?? '';
    const [post] = admin.posts;
    const below = { ...admin, posts: post ? [{ ...post, unit: 'unit_2' }] : [] };
    const wrong = refused('officers.not_allowed');
    const own = await createAccount(bench.deps, { actor: below, input });
    expect((await listAccounts(bench.deps, { actor: below })).map((one) => one.id)).toEqual([own.id]);
    const change = { version: 1, budgetMicro: 5 };
    await expect(updateAccount(bench.deps, { actor: below, id, input: change })).rejects.toEqual(wrong);
    await expect(
      updateAccount(bench.deps, { actor: below, id: own.id, input: { ...change, unit: 'unit_1' } }),
    ).rejects.toEqual(wrong);
    await expect(
      setAccountStatus(bench.deps, { actor: below, id, input: { version: 1, status: 'paused' } }),
    ).rejects.toEqual(wrong);
    await expect(importMessages(bench.deps, { actor: below, id, input: { driver: 'csv', body: 'x' } })).rejects.toEqual(
      wrong,
    );
    expect(await updateAccount(bench.deps, { actor: below, id: own.id, input: change })).toEqual({ version: 2 });
  });

  it('are connected once, change by version, and stop and go on', async () => {
    const { id } = await createAccount(bench.deps, { actor: admin, input });
    await expect(createAccount(bench.deps, { actor: admin, input })).rejects.toEqual(refused('channels.handle_taken'));
    expect(
      await updateAccount(bench.deps, {
        actor: admin,
        id,
        input: { version: 1, budgetMicro: 5, settings: { hashtags: ['मदद'] } },
      }),
    ).toEqual({ version: 2 });
    await expect(
      updateAccount(bench.deps, { actor: admin, id, input: { version: 1, budgetMicro: 6 } }),
    ).rejects.toEqual(refused('channels.version_conflict'));
    await expect(updateAccount(bench.deps, { actor: admin, id: 'acc_none', input: { version: 1 } })).rejects.toEqual(
      refused('channels.not_found'),
    );
    expect(await setAccountStatus(bench.deps, { actor: admin, id, input: { version: 2, status: 'paused' } })).toEqual({
      version: 3,
    });
    expect((await pollAccount(bench.deps, id)).pages).toBe(0);
    await setAccountStatus(bench.deps, { actor: admin, id, input: { version: 3, status: 'active' } });
    bench.sim.world.post({ author: { handle: 'asha' }, text: '@jaunpurpolice मदद' });
    expect((await pollAccount(bench.deps, id)).envelopes).toBeGreaterThan(0);
    expect((await connectAccount(bench.deps, id))?.account.credentials).toEqual({ bearer: 'demo-jaunpurpolice' });
  });

  it('say what went wrong, until it is mended', async () => {
    const { id } = await createAccount(bench.deps, {
      actor: admin,
      input: { ...input, credentials: { bearer: 'wrong' } },
    });
    await pollAccount(bench.deps, id);
    expect((await rows()).find((row) => row.id === id)?.lastError).toBe('identify auth');
    await updateAccount(bench.deps, { actor: admin, id, input: { version: 1, credentials: input.credentials } });
    await pollAccount(bench.deps, id);
    expect((await rows()).find((row) => row.id === id)?.lastError).toBeNull();
  });

  it('take in pasted texts and files as envelopes', async () => {
    const [row] = await rows();
    const id = row?.id ?? '';
    const lines = Array.from({ length: 501 }, (_, index) => `{"id":"${index}","text":"x"}`).join('\n');
    expect(await importMessages(bench.deps, { actor: admin, id, input: { driver: 'jsonl', body: lines } })).toEqual({
      envelopes: 2,
    });
    expect(
      await importMessages(bench.deps, { actor: admin, id, input: { driver: 'paste', body: 'एक\n---\nदो' } }),
    ).toEqual({ envelopes: 1 });
    const typist = officer('ticket.create');
    await importMessages(bench.deps, { actor: typist, id, input: { driver: 'paste', body: 'तीन' } });
    const { db } = bench.deps;
    const stored = await db.read.select().from(db.tables.envelope);
    expect(stored.map((envelope) => [envelope.driver, envelope.state]).sort()).toEqual([
      ['jsonl', 'stored'],
      ['jsonl', 'stored'],
      ['paste', 'stored'],
      ['paste', 'stored'],
    ]);
  });

  it('show what was read per day and what it cost', async () => {
    bench.sim.world.post({ author: { handle: 'asha' }, text: '@Uppolice मदद' });
    await pollAccount(bench.deps, bench.account);
    const usage = await readUsage(bench.deps, { actor: admin, days: 2 });
    expect(usage.find((entry) => entry.kind === 'mention')).toMatchObject({
      day: '2026-11-21',
      number: 1,
      costMicro: 1_000,
    });
  });

  const storeMessages = async (externalIds: readonly string[]) => {
    const { db, ids, clock } = bench.deps;
    const at = clock.now();
    const empty = {
      envelope: null,
      contact: null,
      conversation: null,
      ticket: null,
      language: null,
      inReplyTo: null,
      quotes: null,
      retweetOf: null,
      lat: null,
      lon: null,
      copyKey: null,
      deletedAt: null,
    };
    const made = externalIds.map((externalId) => ({
      ...empty,
      id: ids.make('msg'),
      realm: 'x',
      externalId,
      versionId: externalId,
      account: bench.account,
      direction: 'in',
      kind: 'mention',
      voice: 'reporter',
      text: 'x',
      salt: 's',
      at,
      receivedAt: at,
      tagged: [],
      media: [],
      reach: 0,
      state: 'done',
    }));
    await db.write(async (tx) => tx.insertRows(tx.tables.message, made));
    return made;
  };

  it('have deleted posts found, and the answer kept that says so', async () => {
    const posts = Array.from(
      { length: 130 },
      (_, index) => bench.sim.world.post({ author: { handle: 'asha' }, text: `@Uppolice ${index}` }).id,
    );
    await storeMessages(posts);
    const goes = [posts[3] ?? '', posts[120] ?? ''];
    for (const id of goes) bench.sim.world.remove(id);
    expect(await sweepDeleted(bench.deps, { accountId: bench.account })).toEqual({ checked: 130, gone: 2 });
    expect(
      await checkGone(bench.deps, { accountId: bench.account, externalIds: [goes[0] ?? '', posts[0] ?? ''] }),
    ).toEqual([goes[0]]);
    const { db, drivers } = bench.deps;
    const stored = await db.read.select().from(db.tables.envelope);
    const named = new Set(stored.flatMap((envelope) => drivers['x']?.parse(envelope.body).gone ?? []));
    expect([...named].sort()).toEqual([...goes].sort());
    await updateAccount(bench.deps, { actor: admin, id: bench.account, input: { version: 1, budgetMicro: 1_000 } });
    expect(await sweepDeleted(bench.deps, { accountId: bench.account })).toEqual({ checked: 0, gone: 0 });
  });

  it('have pictures fetched once, kept under their hash, and given up on when they are no pictures', async () => {
    const { db } = bench.deps;
    const [message] = await storeMessages(['1']);
    const urls = [
      `${bench.sim.origin}/_media/3_1.png`,
      `${bench.sim.origin}/_sim/sent`,
      'https://example.org/x.png',
      null,
    ];
    const waiting = urls.map((url, index) => ({
      message: message?.id ?? '',
      externalId: `m${index}`,
      kind: 'photo',
      state: 'waiting',
      url,
      blob: null,
      mime: null,
      size: null,
      alt: null,
      attempts: 0,
    }));
    await db.write(async (tx) => tx.insertRows(tx.tables.media, waiting));
    const kept = new Map<string, Uint8Array>();
    const blobs = {
      put: (bytes: Uint8Array) => {
        kept.set('hash', bytes);
        return Promise.resolve({ hash: 'hash', size: bytes.length });
      },
      get: () => Promise.resolve(null),
      has: () => Promise.resolve(false),
      remove: () => Promise.resolve(),
      list: async function* () {},
      check: () => Promise.resolve(true),
    };
    expect(await fetchWaitingMedia({ ...bench.deps, blobs, quarantine: blobs }, { limit: 10 })).toEqual({
      stored: 1,
      failed: 3,
      gone: 0,
      waiting: 0,
    });
    const stored = (await db.read.select().from(db.tables.media)).find((row) => row.externalId === 'm0');
    expect(stored).toMatchObject({
      state: 'stored',
      blob: 'hash',
      sha256: 'hash',
      mime: 'image/png',
      size: kept.get('hash')?.length,
    });
    expect(await fetchWaitingMedia({ ...bench.deps, blobs, quarantine: blobs }, { limit: 10 })).toEqual({
      stored: 0,
      failed: 0,
      gone: 0,
      waiting: 0,
    });
  });

  it('have the file of a post dropped that was deleted while it was fetched', async () => {
    const { db, clock } = bench.deps;
    const [message] = await storeMessages(['31']);
    const id = message?.id ?? '';
    const url = `${bench.sim.origin}/_media/3_1.png`;
    const row = { message: id, externalId: 'm1', kind: 'photo', state: 'waiting', url, attempts: 0 };
    await db.write((tx) => tx.insertRows(tx.tables.media, [row]));
    const folder = await mkdtemp(path.join(tmpdir(), 'pukaar-media-'));
    const [blobs, quarantine] = ['blobs', 'quarantine'].map((name) =>
      createFileBlobs({ folder: path.join(folder, name) }),
    ) as [Blobs, Blobs];
    const put = async (bytes: Uint8Array) => {
      await db.write((tx) => buryMessages(tx, { ids: [id], at: clock.now() }));
      return blobs.put(bytes);
    };
    await fetchWaitingMedia({ ...bench.deps, blobs: { ...blobs, put }, quarantine }, { limit: 10 });
    const [file] = await db.read.select().from(db.tables.blob);
    expect(file).toMatchObject({ unusedAt: clock.now() });
    await db.write((tx) => tx.update(tx.tables.blob).set({ unusedAt: 1 }));
    expect(await dropUnusedFiles({ ...bench.deps, blobs })).toBe(1);
    expect(await blobs.has(file?.hash ?? '')).toBe(false);
    await rm(folder, { recursive: true });
  });

  it('have a file put back that was dropped between its fetching and the note of it', async () => {
    const { db } = bench.deps;
    const [message] = await storeMessages(['32']);
    const url = `${bench.sim.origin}/_media/3_1.png`;
    const row = { message: message?.id ?? '', externalId: 'm1', kind: 'photo', state: 'waiting', url, attempts: 0 };
    await db.write((tx) => tx.insertRows(tx.tables.media, [row]));
    const folder = await mkdtemp(path.join(tmpdir(), 'pukaar-media-'));
    const [blobs, quarantine] = ['blobs', 'quarantine'].map((name) =>
      createFileBlobs({ folder: path.join(folder, name) }),
    ) as [Blobs, Blobs];
    let puts = 0;
    const put = async (bytes: Uint8Array) => {
      const stored = await blobs.put(bytes);
      if ((puts += 1) === 1) await blobs.remove(stored.hash);
      return stored;
    };
    await fetchWaitingMedia({ ...bench.deps, blobs: { ...blobs, put }, quarantine }, { limit: 10 });
    const [file] = await db.read.select().from(db.tables.blob);
    expect(await blobs.has(file?.hash ?? '')).toBe(true);
    await rm(folder, { recursive: true });
  });

  it('have a file that is known for the abuse of a child put into quarantine by itself, again and again', async () => {
    const { db, clock, events } = bench.deps;
    const [one, two] = await storeMessages(['21', '22']);
    const wait = (message: string) =>
      db.write(async (tx) => {
        const url = `${bench.sim.origin}/_media/3_1.png`;
        const row = { message, externalId: 'm1', kind: 'photo', state: 'waiting', url, attempts: 0 };
        await tx.insertRows(tx.tables.media, [row]);
      });
    const rowOf = async (message: string) =>
      (await db.read.select().from(db.tables.media)).find((row) => row.message === message);
    const folder = await mkdtemp(path.join(tmpdir(), 'pukaar-media-'));
    const blobs = createFileBlobs({ folder: path.join(folder, 'blobs') });
    const quarantine = createFileBlobs({ folder: path.join(folder, 'quarantine') });
    const deps = { ...bench.deps, blobs, quarantine };
    await wait(one?.id ?? '');
    await fetchWaitingMedia(deps, { limit: 10 });
    const sha256 = (await rowOf(one?.id ?? ''))?.sha256 ?? '';
    const known = { sha256, state: 'removed', mime: 'image/png', size: 1, officer: 'off_1', at: 1, version: 1 };
    await db.write((tx) => tx.insertRows(tx.tables.quarantine, [known]));
    await blobs.remove(sha256);

    await wait(two?.id ?? '');
    await fetchWaitingMedia(deps, { limit: 10 });
    expect(await rowOf(two?.id ?? '')).toMatchObject({ state: 'quarantined', blob: null, sha256, classedBy: null });
    expect([await blobs.has(sha256), await quarantine.has(sha256)]).toEqual([false, true]);
    expect(await db.read.select().from(db.tables.quarantine)).toMatchObject([{ state: 'held', dueAt: clock.now() }]);
    expect(await db.read.select().from(db.tables.blob)).toEqual([]);
    expect(await events.ofStream(`message:${two?.id ?? ''}`)).toMatchObject([
      { type: 'ticket.media-quarantined', actor: 'system', data: { file: sha256 } },
    ]);
    await rm(folder, { recursive: true });
  });
});
