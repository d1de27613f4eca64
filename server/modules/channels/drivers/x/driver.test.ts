import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startXSimulator, type XSimulator } from '../../../../../workers/simulator/simulator.ts';
import { ChannelError, type ChannelFailure, type DriverAccount, type OutboundText } from '../../driver.types.ts';
import { createXDriver } from './driver.ts';

const account: DriverAccount = {
  id: 'acc_1',
  handle: '@Uppolice',
  externalId: null,
  credentials: { bearer: 'demo-Uppolice' },
  settings: {},
};

async function failureOf(call: Promise<unknown>): Promise<ChannelFailure> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ChannelError) return error.failure;
    throw error;
  }
  throw new Error('nothing failed');
}

describe('the X driver', () => {
  let sim: XSimulator;
  let driver: ReturnType<typeof createXDriver>;
  let number = 0;
  const reply = (more: Partial<OutboundText> = {}): OutboundText => ({
    kind: 'reply',
    to: null,
    inReplyTo: sim.world.post({ author: { handle: 'asha' }, text: '@Uppolice मदद @lkopolice' }).id,
    text: `उत्तर ${++number} & <b> https://pukaar.example/x`,
    ...more,
  });
  const mentions = (more: Partial<Parameters<typeof driver.fetchPage>[0]> = {}) =>
    driver.fetchPage({ account, stream: 'mentions', sinceId: null, startTime: null, nextToken: null, ...more });

  beforeAll(async () => {
    sim = await startXSimulator({ port: 0, enforceLimits: false });
    driver = createXDriver({ origin: sim.origin, timeoutMs: 300 });
  });
  afterAll(() => sim.close());

  it('knows who the account is', async () => {
    expect(await driver.identify(account)).toMatchObject({ handle: '@Uppolice' });
  });

  it('reads pages to the end, newest first, in either vocabulary', async () => {
    const ids = Array.from(
      { length: 130 },
      (_, index) => sim.world.post({ author: { handle: 'asha' }, text: `@Uppolice ${index}` }).id,
    );
    for (const vocabulary of ['tweet', 'post', 'post-only', 'both'] as const) {
      sim.setVocabulary(vocabulary);
      const first = await mentions();
      expect([first.count, first.newestId, first.sound]).toEqual([100, ids.at(-1), true]);
      const second = await mentions({ nextToken: first.nextToken });
      expect(second.nextToken).toBeNull();
      const read = [first, second].flatMap((page) => driver.parse(page.body).items).map((item) => item.versionId);
      expect(ids.filter((id) => !read.includes(id))).toEqual([]);
    }
    sim.setVocabulary('tweet');
    expect(
      (
        await createXDriver({ origin: sim.origin }).fetchPage({
          account,
          stream: 'mentions',
          sinceId: ids.at(-2) ?? null,
          startTime: null,
          nextToken: null,
        })
      ).count,
    ).toBe(1);
  });

  it('sends a reply and a direct message', async () => {
    const outbound = reply();
    const { externalId } = await driver.send({ account, outbound });
    expect(sim.world.sent().at(-1)).toMatchObject({
      id: externalId,
      account: 'Uppolice',
      text: outbound.text,
      inReplyTo: outbound.inReplyTo,
    });
    const { sender } = sim.world.directMessage({ author: { handle: 'asha' }, to: 'Uppolice', text: 'निजी' });
    const direct = await driver.send({ account, outbound: { kind: 'dm', to: sender.id, inReplyTo: null, text: 'हाँ' } });
    expect(sim.world.sent().at(-1)).toMatchObject({ id: direct.externalId, kind: 'dm', to: 'asha' });
  });

  it.each(['take-then-timeout', 'take-then-cut', 'take-then-unavailable'] as const)(
    'finds after %s that the reply was taken',
    async (fault) => {
      const outbound = reply();
      const since = Date.now();
      sim.fault({ fault, method: 'POST' });
      expect(await failureOf(driver.send({ account, outbound }))).toEqual({ kind: 'retry', ambiguous: true });
      expect(await driver.settle({ account, outbound, since })).toEqual({ externalId: sim.world.sent().at(-1)?.id });
    },
  );

  it.each(['timeout', 'unavailable'] as const)('finds after %s that the reply was not taken', async (fault) => {
    const outbound = reply();
    sim.fault({ fault, method: 'POST' });
    expect(await failureOf(driver.send({ account, outbound }))).toEqual({ kind: 'retry', ambiguous: true });
    expect(await driver.settle({ account, outbound, since: Date.now() })).toBeNull();
  });

  it('settles a direct message in its own conversation', async () => {
    const { sender } = sim.world.directMessage({ author: { handle: 'ravi' }, to: 'Uppolice', text: 'निजी' });
    const outbound: OutboundText = { kind: 'dm', to: sender.id, inReplyTo: null, text: 'आपका कोड 4417' };
    sim.fault({ fault: 'take-then-timeout', method: 'POST' });
    expect(await failureOf(driver.send({ account, outbound }))).toEqual({ kind: 'retry', ambiguous: true });
    expect(await driver.settle({ account, outbound, since: Date.now() })).toEqual({
      externalId: sim.world.sent().at(-1)?.id,
    });
    expect(await driver.settle({ account, outbound: { ...outbound, text: 'anderes' }, since: Date.now() })).toBeNull();
  });

  it('says what each refusal means', async () => {
    const failing = async (fault: 'rate' | 'rate-bare' | 'forbidden' | 'unauthorized') => {
      sim.fault({ fault, method: 'POST' });
      return failureOf(driver.send({ account, outbound: reply() }));
    };
    expect(await failing('rate')).toMatchObject({ kind: 'rate', retryAt: expect.any(Number) as number });
    expect(await failing('rate-bare')).toEqual({ kind: 'rate', retryAt: null });
    expect(await failing('forbidden')).toEqual({ kind: 'forbidden', code: 'forbidden' });
    expect(await failing('unauthorized')).toEqual({ kind: 'auth' });
    const outbound = reply();
    await driver.send({ account, outbound });
    expect(await failureOf(driver.send({ account, outbound }))).toEqual({ kind: 'forbidden', code: 'duplicate' });
    expect(await failureOf(driver.send({ account, outbound: reply({ inReplyTo: '1' }) }))).toEqual({ kind: 'gone' });
    expect(await failureOf(driver.send({ account, outbound: reply({ inReplyTo: null }) }))).toEqual({
      kind: 'bad',
      code: 'no-post-to-answer',
    });
    expect(await failureOf(driver.send({ account: { ...account, credentials: {} }, outbound: reply() }))).toEqual({
      kind: 'auth',
    });
  });

  it('knows that a call which never left was not taken', async () => {
    const nobody = createXDriver({ origin: 'http://127.0.0.1:9', timeoutMs: 300 });
    expect(await failureOf(nobody.send({ account, outbound: reply() }))).toEqual({ kind: 'retry', ambiguous: false });
  });

  it('does not wait for a server that answers drop by drop', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const slow = createXDriver({
      origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
      timeoutMs: 300,
    });
    const known = { ...account, externalId: '5' };
    const outcome = await Promise.race([
      slow.fetchPage({ account: known, stream: 'mentions', sinceId: null, startTime: null, nextToken: null }).then(
        (page) => page.sound,
        (error: unknown) => (error instanceof ChannelError ? error.failure.kind : error),
      ),
      new Promise((resolve) => setTimeout(resolve, 3_000, 'hangs')),
    ]);
    server.closeAllConnections();
    server.close();
    expect(['retry', false]).toContain(outcome);
  });

  it('finds what was deleted', async () => {
    const [stays, goes] = [reply().inReplyTo ?? '', reply().inReplyTo ?? ''];
    sim.world.remove(goes);
    const { gone, body } = await driver.findGone({ account, externalIds: [stays, goes] });
    expect(gone).toEqual([goes]);
    expect(driver.parse(body)).toMatchObject({ gone: [goes], items: [{ externalId: stays }] });
  });

  it('fetches pictures from known hosts only, and not too large ones', async () => {
    const { bytes, mime } = await driver.fetchMedia({ account, url: `${sim.origin}/_media/3_77.png` });
    expect([mime, Buffer.from(bytes.subarray(1, 4)).toString()]).toEqual(['image/png', 'PNG']);
    for (const url of [
      'http://169.254.1.1/x',
      'https://pbs.twimg.com.example.org/a.png',
      'http://pbs.twimg.com/a.png',
      'file:///etc/hosts',
      'nonsense',
    ])
      expect(await failureOf(driver.fetchMedia({ account, url }))).toEqual({ kind: 'bad', code: 'media-host' });
  });

  it('refuses plain http to anything but this machine', () => {
    expect(() => createXDriver({ origin: 'http://api.example.org' })).toThrow(ChannelError);
    expect(() => createXDriver({ origin: 'https://api.example.org/sub' })).toThrow(ChannelError);
  });
});
