import { createECDH, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../../platform/clock/clock.ts';
import { isGatewayUrl, isPushService } from '../gateway-url.rules.ts';
import { signatureOf } from '../signature.rules.ts';
import { WayError, type Device, type Telling, type WayDriver, type WayFailure } from '../notify.types.ts';
import { createGatewayDriver } from './gateway.ts';
import { createMailDriver } from './mail.ts';
import { createPushDriver } from './push.ts';

const SECRET = 'a secret of the gateway';
const NOW = Date.UTC(2026, 10, 20, 6, 30);

/** What the other side does with a message. */
type Mood = 'takes' | 'later' | 'never' | 'hangs up';

interface OtherSide {
  readonly driver: WayDriver;
  mood: Mood;
  /** What came through, each with what names it. */
  readonly came: { id: string; whole: string; headers: Record<string, unknown> }[];
  readonly close: () => Promise<void>;
}

const closed = (server: Server | TcpServer): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });

const listening = (server: Server | TcpServer): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

/** A small SMTP server that speaks as much as one message needs. */
async function createMailSide(): Promise<OtherSide> {
  const side = { mood: 'takes' as Mood, came: [] as OtherSide['came'] };
  const server = createTcpServer((socket) => {
    let mail: string | null = null;
    let rest = '';
    socket.write('220 test ESMTP\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (mail !== null) {
          if (line !== '.') mail += `${line}\n`;
          else {
            const id = /^Message-ID: <([^@>]+)@/im.exec(mail)?.[1] ?? '';
            const headers = { from: /^From: (.*)$/m.exec(mail)?.[1], count: mail.split('\n\n')[0]?.split('\n').length };
            side.came.push({ id, whole: mail, headers });
            mail = null;
            if (side.mood === 'hangs up') socket.destroy();
            else socket.write('250 taken\r\n');
          }
          continue;
        }
        const verb = line.slice(0, 4).toUpperCase();
        if (verb === 'DATA') {
          mail = '';
          socket.write('354 go on\r\n');
        } else if (verb === 'RCPT' && side.mood === 'later') socket.write('451 later\r\n');
        else if (verb === 'RCPT' && side.mood === 'never') socket.write('550 nobody of that name\r\n');
        else if (verb === 'QUIT') socket.end('221 bye\r\n');
        else socket.write('250 well\r\n');
      }
    });
  });
  const port = await listening(server);
  const driver = createMailDriver({ smtpUrl: `smtp://127.0.0.1:${port}`, host: 'desk.example' })(null);
  return Object.assign(side, { driver, close: () => closed(server) });
}

async function createHttpSide(make: (url: string) => WayDriver, nameOf: (headers: Record<string, unknown>) => string) {
  const side = { mood: 'takes' as Mood, came: [] as OtherSide['came'] };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const whole = Buffer.concat(chunks).toString('utf8');
      if (side.mood === 'takes' || side.mood === 'hangs up')
        side.came.push({ id: nameOf(request.headers), whole, headers: request.headers });
      if (side.mood === 'hangs up') return void request.socket.destroy();
      if (side.mood === 'later') return void response.writeHead(429, { 'retry-after': '120' }).end();
      if (side.mood === 'never') return void response.writeHead(400).end();
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"g1","state":"sent"}');
    });
  });
  const port = await listening(server);
  return Object.assign(side, { driver: make(`http://127.0.0.1:${port}/send`), close: () => closed(server) });
}

const clock = createManualClock(NOW);
const curve = createECDH('prime256v1');
const device: Omit<Device, 'endpoint'> = {
  id: 'dev1',
  p256dh: curve.generateKeys('base64url', 'uncompressed'),
  auth: randomBytes(16).toString('base64url'),
};
let devices: Device[] = [];

const SIDES: Record<string, () => Promise<OtherSide>> = {
  mail: createMailSide,
  gateway: () =>
    createHttpSide(
      (url) => createGatewayDriver({ clock })({ url, secret: SECRET, way: 'sms' }),
      (headers) => String(headers['idempotency-key']),
    ),
  push: () =>
    createHttpSide(
      (url) => {
        devices = [{ ...device, endpoint: url }];
        const privateKey = randomBytes(32).toString('base64url');
        return createPushDriver({ clock, privateKey, subject: 'mailto:desk@desk.example', mayReach: () => true });
      },
      (headers) => String(headers.topic),
    ),
};

const telling = (set: Partial<Telling> = {}): Telling => ({
  ...{ id: 'nsd_0123456789abcdef0123456789abcdef', title: 'New docket LKO-1', text: 'Theft · urgent', locale: 'en' },
  ...{ link: 'https://desk.example/t/x', page: 'https://desk.example/tickets/1', template: 'opened', values: {} },
  ...{ red: false, to: { mail: 'sho@police.example', phone: '+915222222', devices } },
  ...set,
});

describe.each(Object.keys(SIDES))('the contract of a way: %s', (name) => {
  let side: OtherSide;
  const start = async (): Promise<void> => {
    side = await (SIDES[name] ?? createMailSide)();
  };
  afterEach(() => side.close());

  async function failure(set: Partial<Telling> = {}): Promise<WayFailure | null> {
    try {
      await side.driver.tell(telling(set));
      return null;
    } catch (error) {
      if (error instanceof WayError) return error.failure;
      throw error;
    }
  }

  it('tells, and names a repetition by the same id', async () => {
    await start();
    expect(await failure()).toBeNull();
    expect(await failure()).toBeNull();
    const ids = side.came.map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).toMatch(/0123456789abcdef$/);
  });

  it('says "later" of what was put off, and "never" of what is refused', async () => {
    await start();
    side.mood = 'later';
    const later = await failure();
    expect(later?.kind).toBe('busy');
    if (name !== 'mail') expect(later).toMatchObject({ retryAt: NOW + 120_000 });
    side.mood = 'never';
    expect(await failure()).toMatchObject({ kind: 'refused' });
    expect(side.came).toEqual([]);
  });

  it('does not take silence for a refusal', async () => {
    await start();
    side.mood = 'hangs up';
    // A mail may have gone out and is not repeated; the others are known by their id.
    expect((await failure())?.kind).toBe(name === 'mail' ? 'doubtful' : 'busy');
    expect(side.came).toHaveLength(1);
  });

  it('refuses a position without an address', async () => {
    await start();
    expect(await failure({ to: { mail: null, phone: null, devices: [] } })).toMatchObject({ kind: 'refused' });
  });

  it('is busy when nobody listens', async () => {
    await start();
    await side.close();
    expect((await failure())?.kind).toBe('busy');
  });
});

describe('what the ways carry', () => {
  it('lets nothing into the header of a mail but one line', async () => {
    const side = await createMailSide();
    const title = 'LKO-1\r\nBcc: all@evil.example\r\n\r\nHello';
    await side.driver.tell(telling({ title }));
    await side.close();
    const [mail] = side.came;
    const head = mail?.whole.split('\n\n')[0] ?? '';
    expect(head).not.toMatch(/^bcc:/im);
    expect(head).toMatch(/^Subject: LKO-1 Bcc: all@evil\.example Hello$/m);
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(head).toMatch(/^From: Pukaar <pukaar@desk\.example>$/m);
  });

  it('signs what goes to a gateway, and follows it nowhere else', async () => {
    const side = await SIDES.gateway?.();
    if (!side) throw new Error('there is no gateway');
    await side.driver.tell(telling());
    const [call] = side.came;
    const timestamp = String(call?.headers['x-pukaar-timestamp']);
    expect(call?.headers['x-pukaar-signature']).toBe(signatureOf(SECRET, { timestamp, body: call?.whole ?? '' }));
    expect(JSON.parse(call?.whole ?? '{}')).toMatchObject({ way: 'sms', to: '+915222222', template: 'opened' });
    await side.close();
    let reached = 0;
    const elsewhere = createServer((_request, response) => void response.end(String((reached += 1))));
    const target = await listening(elsewhere);
    const moved = createServer((_request, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${target}/` }).end(),
    );
    const url = `http://127.0.0.1:${await listening(moved)}/`;
    const driver = createGatewayDriver({ clock })({ url, secret: SECRET, way: 'sms' });
    await expect(driver.tell(telling())).rejects.toThrow(WayError);
    expect(reached).toBe(0);
    await Promise.all([closed(elsewhere), closed(moved)]);
  });

  it('encrypts a push and forgets a device that is gone', async () => {
    const side = await SIDES.push?.();
    if (!side) throw new Error('there is no push');
    await side.driver.tell(telling());
    expect(side.came[0]?.whole).not.toContain('LKO');
    expect(side.came[0]?.headers).toMatchObject({ ttl: '86400', 'content-encoding': 'aes128gcm' });
    await side.close();
    const gone = createServer((_request, response) => response.writeHead(410).end());
    const endpoint = `http://127.0.0.1:${await listening(gone)}/`;
    const to = { mail: null, phone: null, devices: [{ ...device, endpoint }] };
    await expect(side.driver.tell(telling({ to }))).rejects.toMatchObject({
      failure: { kind: 'refused', gone: ['dev1'] },
    });
    await closed(gone);
  });

  it('reaches out to https alone, or to this machine', () => {
    for (const good of ['https://sms.example/send', 'http://127.0.0.1:9/x', 'http://localhost/x', 'http://[::1]/'])
      expect([good, isGatewayUrl(good)]).toEqual([good, true]);
    for (const bad of [
      ...['http://sms.example', 'http://10.0.0.1', 'ftp://x', 'file:///etc/passwd', 'javascript:1', '', 'https://'],
      ...['https://user:pass@sms.example', 'https://169.254.169.254/latest', 'https://[fe80::1]/', 'https://0.0.0.0/'],
      ...['https://2852039166/', 'https://metadata.google.internal/', 'https://[::ffff:169.254.169.254]/'],
    ])
      expect([bad, isGatewayUrl(bad)]).toEqual([bad, false]);
    expect(isPushService('https://fcm.googleapis.com/fcm/send/x')).toBe(true);
    for (const bad of [
      ...['https://fcm.googleapis.com.evil.example/', 'http://fcm.googleapis.com/', 'https://127.0.0.1/'],
      ...['https://fcm.googleapis.com:8443/', 'https://evilpush.apple.com.example/', 'x'],
    ])
      expect([bad, isPushService(bad)]).toEqual([bad, false]);
  });
});
