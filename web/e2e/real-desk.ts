import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { passwordsOf, startDesk } from '../../workers/proof/desk-process.testing.ts';
import { builtScript } from '../../workers/proof/processes.testing.ts';
import { startWorld } from '../../workers/proof/simulator.testing.ts';
import { en } from '../src/lib/i18n/en.ts';
import { hi } from '../src/lib/i18n/hi.ts';
import { chromiumPath, launchBrowser } from './browser.ts';

export const WORDS = { en, hi } as const;
type Language = keyof typeof WORDS;

const built = builtScript('main') !== null && existsSync(path.resolve(import.meta.dirname, '../build/handler.js'));
/** Why a real desk cannot be looked at here; null when it can. */
export const missing = !built ? 'nothing is built' : chromiumPath === undefined ? 'no Chromium is installed' : null;

/** The built desk with its simulated X, and a browser before it. */
export async function startRealDesk() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'pukaar-e2e-'));
  const world = await startWorld();
  const desk = await startDesk({ env: { DATA_DIR: dataDir, X_API_ORIGIN: world.origin } });
  const passwords = passwordsOf(desk);
  const browser: Browser = await launchBrowser();
  const opened: { context: BrowserContext; page: Page; complaints: string[] }[] = [];

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
    await signIn(visitor.page, { username, lang });
    return visitor;
  }

  async function signIn(page: Page, { username, lang = 'en' }: { username: string; lang?: Language }): Promise<void> {
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

  async function close(): Promise<void> {
    await browser.close();
    await desk.kill();
    await world.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }

  return { world, desk, passwords, visit, enter, signIn, told, close };
}

export type RealDesk = Awaited<ReturnType<typeof startRealDesk>>;
