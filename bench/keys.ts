import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import type { BenchReport, Figure } from './report.ts';
import { startServer } from './load/server.ts';
import { PASSWORD } from './seed/officers.ts';
import { seededFile, USUAL_TICKETS } from './seed/seed.ts';

const SLOWER = 6;
const PRESSES = 40;
/** Between two keys: an officer who only glances. */
const GLANCE = 900;
const CHROMIUM = '/usr/bin/chromium';

/** In the page: how long after a key the plea in focus is another one and painted. */
const WATCH = `(() => {
  const shown = () => document.querySelector('section.focus article .text, section.focus .headline')?.textContent ?? '';
  window.keyTimes = [];
  addEventListener('keydown', () => {
    const from = performance.now();
    const before = shown();
    const look = () => {
      const now = shown();
      if (now === '' || now === before) return void requestAnimationFrame(look);
      // A message that is posted before a frame is painted arrives after it.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.keyTimes.push(performance.now() - from);
      channel.port2.postMessage(0);
    };
    requestAnimationFrame(look);
  }, { capture: true });
})()`;

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

async function press(page: Page, key: string): Promise<number[]> {
  await page.evaluate('window.keyTimes.length = 0');
  for (let count = 0; count < PRESSES; count += 1) {
    const had: number = await page.evaluate('window.keyTimes.length');
    await page.keyboard.press(key);
    await page.waitForTimeout(GLANCE);
    if ((await page.evaluate('window.keyTimes.length')) !== had) continue;
    await page.keyboard.press('j');
    await page.waitForTimeout(GLANCE);
    await page.evaluate(`window.keyTimes.length = ${had}`);
  }
  const times: number[] = await page.evaluate('window.keyTimes');
  return times.sort((a, b) => a - b);
}

/** Bytes of script that the first visit to the desk loads, as they travel. */
async function countScript(session: CDPSession): Promise<() => number> {
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  return () => bytes;
}

async function enter(browser: Browser, origin: string, username: string): Promise<{ page: Page; session: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.goto(`${origin}/sign-in`);
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return { page, session: await context.newCDPSession(page) };
}

const figuresOf = (name: string, times: readonly number[], goal: number): Figure[] => [
  { name: `${name}, p50`, value: at(times, 0.5), unit: 'ms' },
  { name: `${name}, p95`, value: at(times, 0.95), unit: 'ms', goal: { atMost: goal } },
  { name: `${name}, keys that led on`, value: times.length, unit: `of ${PRESSES}` },
];

/** `bench keys`: from a key to the next plea painted, in a Chromium six times slower, and what the desk loads first. */
export async function benchKeys(options: BenchOptions): Promise<BenchReport> {
  const machine = readMachine();
  const seeded = await seededFile({ tickets: options.tickets ?? USUAL_TICKETS, fresh: options.fresh });
  const server = await startServer({ dataDir: seeded.dataDir, port: options.port });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const { page, session } = await enter(browser, server.origin, seeded.officers[0]?.username ?? '');
    await session.send('Network.clearBrowserCache');
    const loaded = await countScript(session);
    await page.goto(`${server.origin}/desk?state=received`);
    await page.waitForSelector('.live.on');
    const script = loaded();
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.evaluate(WATCH);
    await page.keyboard.press('j');
    await page.waitForTimeout(GLANCE * 3);
    const next = await press(page, 'j');
    // What an earlier run accepted is gone; where the stages suggest no unit, Enter leads nowhere and J goes past it.
    await page.goto(`${server.origin}/desk?state=received`);
    await page.waitForSelector('.live.on');
    await page.evaluate(WATCH);
    await page.keyboard.press('j');
    await page.waitForTimeout(GLANCE * 3);
    const accept = await press(page, 'Enter');
    return {
      bench: 'keys',
      n: seeded.tickets,
      figures: [
        ...figuresOf('J to the next plea painted', next, 100),
        ...figuresOf('Enter to the next plea painted', accept, 100),
        { name: 'script of the first visit', value: script / 1000, unit: 'kB', goal: { atMost: 200 } },
      ],
      comparison: [],
      machine,
      notes: [`Chromium ${browser.version()} slowed ${SLOWER} times, 1366 × 768, a key every ${GLANCE} ms.`],
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}
