import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwordsOf, startDesk, type DeskProcess } from '../../workers/proof/desk-process.testing.ts';
import { pleaText } from '../../workers/proof/pleas.testing.ts';
import { builtScript, eventually } from '../../workers/proof/processes.testing.ts';
import { startWorld, type World } from '../../workers/proof/simulator.testing.ts';
import { en } from '../src/lib/i18n/en.ts';
import { hi } from '../src/lib/i18n/hi.ts';
import { chromiumPath, launchBrowser } from './browser.ts';

const built = builtScript('main') !== null && existsSync(path.resolve(import.meta.dirname, '../build/handler.js'));
const reason = !built ? 'nothing is built' : chromiumPath === undefined ? 'no Chromium is installed' : null;
if (reason !== null) process.stdout.write(`The journey through the real desk is not made: ${reason}.\n`);

const WORDS = { en, hi } as const;
type Language = keyof typeof WORDS;
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAFElEQVR4nGP8z4APMOGVHbHSDAwAfrEBE5pzJ9AAAAAASUVORK5CYII=',
  'base64',
);
const DOCKET = /[A-Z]{2,5}-\d{6}-\d{4,6}-\d/;

describe.skipIf(reason !== null)('the way of a plea', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'pukaar-e2e-'));
  let world: World;
  let desk: DeskProcess;
  let browser: Browser;
  let passwords: ReadonlyMap<string, string> = new Map();
  let plea = 504;
  const opened: { context: BrowserContext; page: Page; complaints: string[] }[] = [];

  beforeAll(async () => {
    world = await startWorld();
    desk = await startDesk({ env: { DATA_DIR: dataDir, X_API_ORIGIN: world.origin } });
    passwords = passwordsOf(desk);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.kill();
    await world?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function visit(address: string, { script = true, width = 1366, bypassCSP = false, lang = 'en' } = {}) {
    const context = await browser.newContext({
      viewport: { width, height: 768 },
      reducedMotion: 'reduce',
      javaScriptEnabled: script,
      bypassCSP,
    });
    await context.addCookies([{ name: 'lang', value: lang, url: desk.url }]);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    opened.push({ context, page, complaints });
    await page.goto(desk.url + address, { waitUntil: 'load' });
    return { context, page, complaints };
  }

  /** Signs in through the form, in the language that the officer then works in. */
  async function enter(
    username: string,
    { lang = 'en', ...how }: { lang?: Language; width?: number; bypassCSP?: boolean } = {},
  ) {
    const visitor = await visit('/sign-in', { ...how, lang });
    const { page } = visitor;
    await page.getByLabel(WORDS[lang]['signin.username'], { exact: true }).fill(username);
    await page.getByLabel(WORDS[lang]['signin.password'], { exact: true }).fill(passwords.get(username) ?? '');
    await page.getByRole('button', { name: WORDS[lang]['signin.submit'], exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    const status = await page.evaluate(
      async (locale) =>
        (
          await fetch('/api/me', {
            method: 'PATCH',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ locale }),
          })
        ).status,
      lang,
    );
    expect(status).toBe(200);
    return visitor;
  }

  /** What went wrong is kept as a picture of every page that is open. */
  async function told(name: string, story: () => Promise<void>): Promise<void> {
    try {
      await story();
      expect(opened.flatMap(({ complaints }) => complaints)).toEqual([]);
    } catch (error) {
      process.stdout.write(`The desk said:\n${desk.lines.slice(-15).join('\n')}\n`);
      for (const [index, { page }] of opened.entries()) {
        const file = path.join(tmpdir(), `pukaar-e2e-${name}-${index}.png`);
        await page.screenshot({ path: file, fullPage: true }).catch(() => undefined);
        process.stdout.write(`How ${page.url()} looked: ${file}\n`);
      }
      throw error;
    } finally {
      for (const { context } of opened.splice(0)) await context.close();
    }
  }

  async function arrive(): Promise<{ post: string; author: string; text: string; mark: string }> {
    plea += 8;
    const [author, text] = [`citizen${plea}`, pleaText(plea)];
    return {
      post: await world.post({ author: { handle: author }, text }),
      author,
      text,
      mark: String(plea * 7919 + 13),
    };
  }

  it.each(['en', 'hi'] as const)(
    'leads from a post to the answer, in the words of %s',
    (lang) =>
      told(`journey-${lang}`, async () => {
        const words = WORDS[lang];
        const { page: operator } = await enter('operator', { lang });
        await operator.goto(`${desk.url}/desk?state=received,ask_back,open,in_process`);
        expect(await operator.getAttribute('html', 'lang')).toBe(lang);
        await operator.waitForSelector('.live.on');
        const { post, mark } = await arrive();
        // It arrives by itself: nobody reloads.
        const row = operator.locator('[data-row]', { hasText: mark });
        await eventually(
          'the docket on the desk',
          async () => {
            const fresh = operator.locator('.queue .new');
            if (await fresh.isVisible()) await fresh.click({ timeout: 2000 }).catch(() => undefined);
            return row.first().isVisible();
          },
          { withinMs: 45_000 },
        );

        const { page: station } = await enter('sho.hazratganj', { lang });
        await station.goto(`${desk.url}/board`);
        // Boards group by deadline: where it stands depends on the hour.
        await eventually('the docket on the board', async () => {
          for (const tab of await station.getByRole('tab').all()) {
            await tab.click();
            if (await station.locator('main a', { hasText: mark }).first().isVisible()) return true;
          }
          return false;
        });
        await station.locator('main a', { hasText: mark }).first().click();
        await station.waitForURL(/\/tickets\//);
        const docket = DOCKET.exec((await station.locator('main').textContent()) ?? '')?.[0] ?? '';
        expect(docket).toMatch(DOCKET);
        await station.getByRole('button', { name: words['action.take-up'] }).first().click();
        const report = station.getByRole('form', { name: words['action.close'] });
        await eventually('the form of the report', async () => {
          if (await report.isVisible()) return true;
          await station
            .getByRole('button', { name: words['action.close'] })
            .first()
            .click({ timeout: 2000 })
            .catch(() => undefined);
          return report.isVisible();
        });
        await report.getByRole('radio', { name: words['outcome.settled'] }).check();
        await report
          .locator('input[type=file]')
          .setInputFiles({ name: 'scene.png', mimeType: 'image/png', buffer: PHOTO });
        await report.locator('figure img').waitFor();
        await report.locator('progress').waitFor({ state: 'detached' });
        await station.fill('#report-internal', 'Both sides were heard at the station');
        await station.fill(
          '#report-public',
          lang === 'hi' ? 'आपका सामान मिल गया है, थाने से प्राप्त करें' : 'Your property was found, please collect it',
        );
        await report.getByRole('button', { name: words['action.close.submit'] }).click();
        await report.waitFor({ state: 'detached' });

        for (const script of [true, false]) {
          const { page: citizen } = await visit('/track', { script, lang });
          await citizen.fill('#docket', docket.toLowerCase().replaceAll('-', ' '));
          await citizen.locator('main form button[type=submit], main form button:not([type])').first().click();
          await citizen.waitForURL(/\/track\/./);
          await citizen.getByText(words['track.colour.closed']).first().waitFor();
          const text = (await citizen.locator('main').textContent()) ?? '';
          expect(text).toContain(docket);
          expect(text).not.toContain(mark);
          expect(text).not.toContain('Both sides were heard');
        }
        const sent = await eventually('acknowledgement and answer', async () => {
          const mine = (await world.sent()).filter((item) => item.inReplyTo === post);
          return mine.length >= 2 && mine;
        });
        expect(sent).toHaveLength(2);
        expect(sent.some((item) => item.text.includes(docket))).toBe(true);
      }),
    120_000,
  );

  it(
    'is triaged by keys alone',
    () =>
      told('keys', async () => {
        const { page, context } = await visit('/sign-in');
        const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
        for (let step = 0; step < 20 && (await focused()) !== 'username'; step += 1) await page.keyboard.press('Tab');
        await page.keyboard.type('operator');
        await page.keyboard.press('Tab');
        await page.keyboard.type(passwords.get('operator') ?? '');
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
        // What somebody told at the counter waits to be opened.
        const made = await page.evaluate(async () => {
          const answer = await fetch('/api/v1/tickets', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              text: 'A cycle was stolen near Hazratganj crossing, frame number 44871',
              unit: 'u_up_lucknow_hazratganj',
              category: 'theft',
            }),
          });
          return ((await answer.json()) as { ticket: { id: string } }).ticket.id;
        });
        await page.goto(`${desk.url}/desk?state=received`);
        await page.waitForSelector('.live.on');
        await page.keyboard.press('j');
        await page.waitForSelector('[data-row][aria-current]');
        for (let step = 0; step < 30; step += 1) {
          if ((await page.locator('[data-row][aria-current]').textContent())?.includes('44871')) break;
          await page.keyboard.press('j');
          await page.waitForTimeout(50);
        }
        expect(await page.locator('[data-row][aria-current]').textContent()).toContain('44871');
        // A note by its key and by Ctrl+Enter, then what is suggested by Enter.
        await page.locator('.bar').first().waitFor();
        await page.keyboard.press('w');
        await page.waitForSelector('#note-text:focus');
        await page.keyboard.type('The owner was called');
        await page.keyboard.press('Control+Enter');
        await page.waitForSelector('#note-text', { state: 'detached' });
        const stateOf = () =>
          page.evaluate(
            async (id) =>
              ((await (await fetch(`/api/v1/tickets/${id}`)).json()) as { ticket: { state: string } }).ticket.state,
            made,
          );
        await page.keyboard.press('o');
        await page.waitForSelector('form');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Enter');
        await eventually('the docket opened by Enter', async () => (await stateOf()) === 'open');
        await page.keyboard.press('z');
        await eventually('the opening taken back by Z', async () => (await stateOf()) === 'received');
        await context.close();
      }),
    120_000,
  );

  it(
    'has no barrier on its pages and fits a telephone',
    () =>
      told('barriers', async () => {
        const { mark } = await arrive();
        const { page: station } = await enter('sho.hazratganj', { bypassCSP: true });
        const ticket = await eventually('a docket to look at', async () =>
          station.evaluate(
            async (words) =>
              (
                (await (await fetch('/api/v1/tickets?limit=100')).json()) as {
                  tickets: { id: string; docket: string; headline: string }[];
                }
              ).tickets.find((one) => one.headline.includes(words)),
            mark,
          ),
        );
        const { page: operator } = await enter('operator', { bypassCSP: true });
        const { page: citizen } = await visit('/track', { bypassCSP: true });
        const pages: readonly (readonly [Page, string])[] = [
          [citizen, '/sign-in'],
          [citizen, '/track'],
          [citizen, `/track/${ticket.docket}`],
          [operator, `/desk?state=open`],
          [operator, `/desk?state=open&t=${ticket.id}`],
          [station, '/board'],
          [station, `/tickets/${ticket.id}`],
        ];
        for (const [page, address] of pages) {
          await page.setViewportSize({ width: 1366, height: 768 });
          await page.goto(desk.url + address);
          await page.waitForSelector('main');
          await page.addScriptTag({ path: axe });
          const barriers = (await page.evaluate(
            `axe.run(document).then(({ violations }) => violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`,
          )) as string[];
          expect([address, barriers]).toEqual([address, []]);
          await page.setViewportSize({ width: 360, height: 740 });
          const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect([address, sideways <= 0]).toEqual([address, true]);
        }
      }),
    120_000,
  );
});
