import { existsSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launchBrowser } from './browser.ts';
import { en } from '../src/lib/i18n/en.ts';
import { hi } from '../src/lib/i18n/hi.ts';
import { mr } from '../src/lib/i18n/mr.ts';
import { serveFixtures } from './fixtures/serve.ts';

const built = existsSync(path.resolve(import.meta.dirname, '../build/handler.js'));
const reason = !built ? 'the web is not built' : chromiumPath === undefined ? 'no Chromium is installed' : null;
if (reason !== null) process.stdout.write(`Pages are not looked at: ${reason}.\n`);

const LOCALES = ['en', 'hi', 'mr'] as const;
const THEMES = ['light', 'dark'] as const;
/** Every page × theme × language at full size; else one of each a page, in turn. */
const full = process.env.PUKAAR_FULL === '1';
const some = <Value>({ of, turn }: { of: readonly Value[]; turn: number }): Value[] =>
  full ? [...of] : of.filter((_, index) => index === turn % of.length);
const turnOf = (name: string): number => PAGES.findIndex((page) => page.name === name);
const PAGES = [
  { name: 'start', path: '/', user: null },
  { name: 'sign-in', path: '/sign-in', user: null },
  { name: 'track', path: '/track', user: null },
  { name: 'tracked', path: '/track/LKO-261121-0066-6', user: null },
  { name: 'one-time link', path: '/t/fixture-token', user: null },
  { name: 'used link', path: '/t/used', user: null },
  { name: 'audits', path: '/audits', user: 'dcp.lucknow' },
  { name: 'looks', path: '/looks', user: 'dcp.lucknow' },
  { name: 'morning', path: '/morning', user: 'dcp.lucknow' },
  { name: 'second looks', path: '/admin/closings', user: 'admin' },
  { name: 'calls', path: '/calls', user: 'operator' },
  { name: 'approvals', path: '/approvals', user: 'dcp.lucknow' },
  { name: 'feedback', path: '/feedback', user: 'operator' },
  { name: 'deadlines', path: '/admin/deadlines', user: 'admin' },
  { name: 'calendars', path: '/admin/calendars', user: 'admin' },
  { name: 'waiting ticket', path: '/tickets/tkt_0067', user: 'sho.hazratganj' },
  { name: 'climbed', path: '/climbed', user: 'dcp.lucknow' },
  { name: 'due today', path: '/due-today', user: 'dcp.lucknow' },
  { name: 'notifications', path: '/admin/notifications', user: 'admin' },
  { name: 'contacts import', path: '/admin/units/contacts', user: 'admin' },
  { name: 'desk', path: '/desk?state=received&t=tkt_0065', user: 'operator' },
  { name: 'desk without a match', path: '/desk?state=open&q=nothing-like-this', user: 'operator' },
  { name: 'life at risk', path: '/desk?urgency=life-risk&t=tkt_0059', user: 'operator' },
  { name: 'spreading', path: '/spreading', user: 'operator' },
  { name: 'spreading ticket', path: '/tickets/tkt_0064', user: 'operator' },
  { name: 'brief', path: '/brief?for=tkt_0064', user: 'operator' },
  { name: 'brief of nothing', path: '/brief?for=https://x.com/a/status/9999999', user: 'operator' },
  { name: 'handover', path: '/handover', user: 'operator' },
  { name: 'roster', path: '/roster', user: 'operator' },
  { name: 'situations', path: '/situations', user: 'dcp.lucknow' },
  { name: 'rumour register', path: '/rumour-register', user: 'operator' },
  { name: 'rumours', path: '/rumours', user: null },
  { name: 'statistics', path: '/statistics', user: null },
  { name: 'answer check', path: '/verify', user: null },
  { name: 'skim wall', path: '/skim', user: 'operator' },
  { name: 'ticket', path: '/tickets/tkt_0068?do=close', user: 'sho.hazratganj' },
  { name: 'second matter', path: '/tickets/tkt_0060?do=split', user: 'operator' },
  { name: 'ticket with files', path: '/tickets/tkt_0070', user: 'dcp.lucknow' },
  { name: 'evidence', path: '/tickets/tkt_0070/evidence', user: 'dcp.lucknow' },
  { name: 'held files', path: '/held-files', user: 'dcp.lucknow' },
  { name: 'incident', path: '/incidents/tkt_0027', user: 'sho.hazratganj' },
  { name: 'board', path: '/board', user: 'sho.hazratganj' },
  { name: 'quick report', path: '/board/tkt_0066', user: 'sho.hazratganj' },
  { name: 'charge', path: '/charge', user: 'sho.hazratganj' },
  { name: 'device', path: '/device', user: 'sho.hazratganj' },
  { name: 'lock', path: '/lock', user: 'sho.hazratganj' },
  { name: 'no device', path: '/lock', user: null },
  { name: 'command view', path: '/command', user: 'dcp.lucknow' },
  { name: 'command view ranked', path: '/command/unt_lko?sort=verified&period=7', user: 'dcp.lucknow' },
  { name: 'account', path: '/account', user: 'operator' },
  { name: 'account without a post', path: '/account', user: 'left.sho' },
  { name: 'password', path: '/password', user: 'operator' },
  { name: 'units', path: '/admin/units', user: 'admin' },
  { name: 'unit', path: '/admin/units/unt_hzg', user: 'admin' },
  { name: 'unit import', path: '/admin/units/import', user: 'admin' },
  { name: 'positions', path: '/admin/positions', user: 'admin' },
  { name: 'officers', path: '/admin/officers', user: 'admin' },
  { name: 'custodians', path: '/admin/custodians', user: 'admin' },
  { name: 'protected readers', path: '/admin/protected', user: 'admin' },
  { name: 'readers', path: '/admin/readers?docket=LKO-261121-0042-7', user: 'admin' },
  { name: 'retention', path: '/admin/retention', user: 'admin' },
  { name: 'channels', path: '/admin/channels', user: 'admin' },
  { name: 'entered words', path: '/admin/language/words', user: 'admin' },
  { name: 'spread rule', path: '/admin/spreading', user: 'admin' },
  { name: 'system', path: '/admin/system', user: 'admin' },
] as const;

interface Violation {
  id: string;
  nodes: { html: string }[];
}

/** Runs axe-core in the page: WCAG 2.1 A and AA. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  const found: Violation[] = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

describe.skipIf(reason !== null)('every page', () => {
  let browser: Browser;
  let origin = '';
  let close: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  let occupy: (id: string) => void = () => undefined;
  let mention: (text: string) => void = () => undefined;

  beforeAll(async () => {
    const served = await serveFixtures({ port: 0 });
    origin = served.origin;
    arrive = served.arrive;
    occupy = served.occupy;
    mention = served.mention;
    close = () => {
      served.server.closeAllConnections();
      served.server.close();
    };
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    close();
  });

  async function open(input: {
    path: string;
    user: string | null;
    locale?: string;
    theme?: string;
    width?: number;
    script?: boolean;
    bypassCSP?: boolean;
  }): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
    const context = await browser.newContext({
      viewport: { width: input.width ?? 1366, height: 768 },
      reducedMotion: 'reduce',
      javaScriptEnabled: input.script ?? true,
      bypassCSP: input.bypassCSP ?? false,
    });
    const cookie = (name: string, value: string) => ({ name, value, url: origin });
    await context.addCookies([
      cookie('lang', input.locale ?? 'en'),
      cookie('theme', input.theme ?? 'light'),
      ...(input.user === null ? [] : [cookie('fixture_user', input.user)]),
    ]);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(origin + input.path, { waitUntil: 'load' });
    if (input.script !== false) await page.waitForFunction(() => document.body.innerText.trim() !== '');
    return { page, context, complaints };
  }

  it.each(PAGES)('$name has no barrier in light and dark', async ({ name, path: address, user }) => {
    for (const theme of some({ of: THEMES, turn: turnOf(name) })) {
      const { page, context } = await open({ path: address, user, theme, bypassCSP: true });
      await page.waitForSelector('main');
      expect(await violationsOf(page)).toEqual([]);
      await context.close();
    }
  });

  it.each(PAGES)('$name keeps its policy and fits 320 px in every language', async ({ name, path: address, user }) => {
    for (const locale of some({ of: LOCALES, turn: turnOf(name) })) {
      const { page, context, complaints } = await open({ path: address, user, locale, width: 320 });
      await page.waitForSelector('main');
      expect(await page.getAttribute('html', 'lang')).toBe(locale);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(sideways).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });

  it('tracks a docket without JavaScript', async () => {
    const { page, context } = await open({ path: '/track', user: null, script: false });
    await page.fill('#docket', 'lko-261121-0066-6');
    await page.click('main button[type=submit]');
    expect(page.url()).toContain('/track/LKO-261121-0066-6');
    expect(await page.textContent('main h1')).toContain('Open');
    await page.click('text=Show me a word to post');
    expect(await page.textContent('.word')).not.toBe('');
    await context.close();
  });

  it.each([
    { locale: 'en', words: en, number: 'JNP-261121-0052-2' },
    { locale: 'hi', words: hi, number: 'JNP-261121-0040-0' },
    { locale: 'mr', words: mr, number: 'JNP-261121-0028-8' },
  ])('takes the verdict on a closed docket without JavaScript in $locale', async ({ locale, words, number }) => {
    const { page, context } = await open({ path: `/track/${number}`, user: null, script: false, locale, width: 360 });
    await page.click(`text=${words['track.haveCode']}`);
    await page.fill('#code', 'ABCD2345');
    await page.click('details button[type=submit]');
    await page.getByRole('heading', { name: words['verdict.question'] }).waitFor();
    await page.click(`summary >> text=${words['verdict.no']}`);
    await page.selectOption('#verdict-reason', 'nobody-came');
    await page.fill('#verdict-words', 'Nobody came');
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(sideways).toBeLessThanOrEqual(0);
    await page.click('#verdict details button[type=submit]');
    await page.getByRole('heading', { name: words['verdict.given.not-solved'] }).waitFor();
    await page.click(`#verdict button >> text=${words['verdict.yes']}`);
    await page.getByRole('heading', { name: words['verdict.given.solved'] }).waitFor();
    await context.close();
  });

  it('reads rumours and checks an answer without JavaScript', async () => {
    const { page, context } = await open({ path: '/rumours', user: null, script: false });
    expect(await page.textContent('main')).toContain('R-2026-000001');
    await page.fill('#q', 'bridge');
    await page.click('main form button');
    expect(page.url()).toContain('q=bridge');
    expect(await page.locator('article').count()).toBe(1);
    await page.click('main >> text=Is this answer from the police?');
    await page.fill('#text', 'Your complaint has been registered.');
    await page.click('main button[type=submit]');
    expect(await page.textContent('.answer')).toContain('Yes: sent by @Uppolice');
    await page.fill('#text', 'Send money to this account at once');
    await page.click('main button[type=submit]');
    expect(await page.textContent('.answer')).toContain('We have not sent this');
    expect(await page.inputValue('#text')).toContain('Send money');
    await context.close();
  });

  it('changes a situation by an order, shows what somebody else changed meanwhile, and what was before', async () => {
    const { page, context } = await open({ path: '/situations?s=sit_1', user: 'dcp.lucknow', bypassCSP: true });
    await page.waitForSelector('.live.on');
    await page.click('text=Change it');
    await page.check('.own input');
    await page.fill('#edit-rule-quick', '60');
    await page.fill('#edit-reason', 'The crowd is larger');
    expect(await violationsOf(page)).toEqual([]);
    await page.click('text=Change it from now on');
    await page.waitForSelector('text=A. Verma changed it meanwhile');
    expect(await page.textContent('form .notice')).toContain('90');
    expect(await page.inputValue('#edit-reason')).toBe('The crowd is larger');
    await page.click('text=mine shall stand');
    const asked = page.waitForRequest((request) => request.url().endsWith('/edit'));
    await page.click('text=Change it from now on');
    expect((await asked).postDataJSON()).toMatchObject({
      ...{ version: 2, floodLimit: 60, reason: 'The crowd is larger', orderNumber: null },
      spread: { quick: 60, steeper: 2, calm: 25, voiceWeight: 5 },
    });
    await page.waitForSelector('text=from 60 in a quarter of an hour');
    expect(await page.textContent('ol')).toContain('413/2026');
    expect(await violationsOf(page)).toEqual([]);
    await context.close();
  });

  it('counts what other days would remove before they are set, and erases only what was looked at', async () => {
    const { page, context } = await open({ path: '/admin/retention', user: 'admin' });
    await page.waitForSelector('text=1,234');
    await page.waitForSelector('.live.on');
    await page.fill('#keep-closed', '400');
    expect(await page.locator('button', { hasText: 'Save and remove' }).isDisabled()).toBe(true);
    await page.click('button:text-is("Count")');
    await page.waitForSelector('text=dockets: 77');
    const set = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/api/admin/retention'),
    );
    await page.click('text=Save and remove');
    expect((await set).postDataJSON()).toMatchObject({ version: 2, terms: { days: { closed: 400 } } });
    await page.fill('#erase-what', 'LKO-261121-0042-7');
    await page.click('text=Look first');
    await page.waitForSelector('text=A legal hold is open on it');
    expect(await page.locator('text=Erase this').count()).toBe(1);
    await page.click('text=Erase this');
    await page.fill('#erase-reason', 'Letter 12/2026 of the citizen');
    const erased = page.waitForRequest((request) => request.url().endsWith('/api/admin/erasures'));
    await page.click('text=Erase for good');
    expect((await erased).postDataJSON()).toMatchObject({ kind: 'ticket', id: 'tkt_0064' });
    await context.close();
  });

  it('counts what other figures of spreading would have marked, before they are set', async () => {
    const { page, context } = await open({ path: '/admin/spreading', user: 'admin' });
    await page.waitForSelector('text=would have marked 4; marked were 3');
    await page.fill('#spread-rule-quick', '50');
    await page.waitForSelector('text=With these figures 11 would have been marked');
    await page.fill('#spread-rule-calm', '60');
    expect(await page.locator('#spread-rule-calm').evaluate((field: HTMLInputElement) => field.validity.valid)).toBe(
      false,
    );
    await page.fill('#spread-rule-calm', '20');
    const asked = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/spread-rule'),
    );
    await page.click('text=Use these figures');
    expect((await asked).postDataJSON()).toEqual({
      ...{ version: 1, rule: { quick: 50, steeper: 2, calm: 20, voiceWeight: 5 } },
    });
    await page.waitForSelector('text=These figures hold from now on');
    await context.close();
  });

  it('approves a report by a key, and returns one with why', async () => {
    const { page, context } = await open({ path: '/approvals', user: 'dcp.lucknow' });
    await page.waitForSelector('li[aria-current]');
    await page.waitForSelector('.live.on');
    const posted = (end: string) =>
      page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith(end));
    await page.keyboard.press('r');
    await page.fill('li[aria-current] textarea', 'Say which shop it was');
    const returned = posted('/return-report');
    await page.click('li[aria-current] button[type=submit]');
    expect((await returned).postDataJSON()).toMatchObject({ reason: 'Say which shop it was' });
    await page.waitForSelector('text=Report returned');
    await page.keyboard.press('j');
    const approved = posted('/approve');
    await page.keyboard.press('a');
    expect((await approved).postDataJSON()).toHaveProperty('version');
    await context.close();
  });

  it('sets deadlines from a preset, each in its own unit of time', async () => {
    const { page, context } = await open({ path: '/admin/deadlines', user: 'admin' });
    expect(await page.inputValue('#rule-0-closure')).toBe('10');
    await page.click('text=The same in working days');
    await page.fill('#rule-0-action', '36');
    const asked = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/api/admin/deadlines'),
    );
    await page.click('text=Set these times');
    expect((await asked).postDataJSON()).toMatchObject({
      ...{ version: 1, validFrom: null },
      terms: {
        rules: [{ urgency: 'normal', working: true, minutes: { first_response: 30, action: 2160, closure: 14_400 } }],
      },
    });
    await page.waitForSelector('text=New dockets follow these times');
    await context.close();
  });

  it('asks what becomes of times that are planned for later', async () => {
    const { page, context } = await open({ path: '/admin/deadlines', user: 'admin' });
    await page.route('**/api/admin/deadlines', (route) => {
      const isAnswered = route.request().method() !== 'POST' || 'planned' in (route.request().postDataJSON() as object);
      const error = { code: 'deadlines.planned', message: 'Other times are planned.', fields: {}, detail: {} };
      return isAnswered ? route.continue() : route.fulfill({ status: 409, json: { error } });
    });
    await page.waitForSelector('#rule-0-closure');
    await page.click('text=Set these times');
    await page.waitForSelector('text=would take over from these on their day');
    const asked = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/api/admin/deadlines'),
    );
    await page.click('text=These hold then as well');
    expect((await asked).postDataJSON()).toMatchObject({ version: 1, planned: 'replace' });
    await page.waitForSelector('text=New dockets follow these times');
    await context.close();
  });

  it('tells a unit what it is offered, on its board', async () => {
    const { page, context } = await open({ path: '/board', user: 'sho.hazratganj' });
    await page.waitForSelector('text=Offered to you');
    await page.waitForSelector('.live.on');
    const accepted = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/accept-offer'),
    );
    await page.click('section[aria-labelledby=offered] button');
    expect((await accepted).postDataJSON()).toHaveProperty('version');
    await context.close();
  });

  it('keeps what stands on top in one slim stack, in sight while the page is scrolled', async () => {
    for (const width of [1366, 360]) {
      const { page, context } = await open({ path: '/tickets/tkt_0064', user: 'operator', width });
      await page.waitForSelector('.alarm-bar');
      await page.waitForSelector('.spread-bar');
      await page.waitForSelector('.situation-bar');
      const height = () => page.locator('.bars').evaluate((bars) => bars.getBoundingClientRect().height);
      expect(await height()).toBeLessThanOrEqual(width === 360 ? 136 : 73);
      await page.evaluate('window.scrollTo(0, 400)');
      const top = await page.locator('.bars').evaluate((bars) => bars.getBoundingClientRect().top);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThan(60);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      await page.waitForSelector('.spread-bar >> text=I have seen it');
      await context.close();
    }
  });

  it('reads what is pasted in the letters of Kruti Dev, and takes that back', async () => {
    const { page, context } = await open({ path: '/handover', user: 'operator', bypassCSP: true });
    const field = page.locator('#shift-text');
    await field.fill('A: ');
    const KRUTI = 'izkFkhZ dk eksckby gtjrxat esa pksjh gks x;k gS vkSj Fkkuk esa fjiksVZ ugha fy[kh xbZ';
    await field.evaluate((node: HTMLTextAreaElement, text) => {
      node.setSelectionRange(3, 3);
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
      // What the browser itself does after that.
      node.setRangeText(text, 3, 3, 'end');
      node.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, KRUTI);
    await page.waitForSelector('text=Converted from Kruti Dev');
    expect(await field.inputValue()).toMatch(/^A: प्रार्थी का मोबाइल/);
    await page.click('[data-kruti-dev] >> text=As it was');
    expect(await field.inputValue()).toBe(`A: ${KRUTI}`);
    // Typed so it is only offered.
    const TYPED = 'esjk eksckby pksjh gks x;k gS vkSj iqfyl ugha lqu jgh';
    await field.fill(TYPED);
    await field.blur();
    await page.waitForSelector('text=This looks like Kruti Dev');
    expect(await field.inputValue()).toBe(TYPED);
    await page.click('[data-kruti-dev] >> text=Convert it');
    expect(await field.inputValue()).toMatch(/^मेरा मोबाइल चोरी/);
    expect(await violationsOf(page)).toEqual([]);
    await context.close();
  });

  it('declares a situation with a temporary answer, tells of it on the desk, and takes its early end back', async () => {
    const { page, context } = await open({ path: '/situations', user: 'dcp.lucknow', bypassCSP: true });
    await page.waitForSelector('.live.on');
    await page.fill('#situation-title', 'Muharram');
    await page.fill('#situation-order', '77/2026');
    await page.fill('#situation-unit', 'Haz');
    await page.click('[role=option] >> nth=0');
    expect(await page.locator('.chips li').count()).toBe(2);
    await page.click('text=Add a temporary answer');
    await page.fill('#situation-answer-name-0', 'Routes');
    await page.fill('#situation-answer-words-0', 'route, रास्ता');
    await page.fill('#situation-answer-hi-0', 'रास्ता 2 बजे तक बंद है।');
    await page.fill('#situation-answer-en-0', 'The road is closed until two.');
    expect(await violationsOf(page)).toEqual([]);
    const asked = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/situations'),
    );
    await page.click('text=Declare by this order');
    expect((await asked).postDataJSON()).toMatchObject({
      orderNumber: '77/2026',
      answers: [{ name: 'Routes', words: ['route', 'रास्ता'] }],
    });
    await page.waitForSelector('h2:has-text("Muharram")');
    await page.click('nav a:has-text("Desk")');
    await page.waitForSelector('.situation-bar');
    await page.click('.situation-bar a >> nth=0');
    await page.waitForSelector('#situation-name');
    await page.click('text=End it now');
    await page.click('.bar >> text=Undo');
    await page.waitForSelector('text=End it now');
    await context.close();
  });

  it('works through the desk by keys alone, and takes the last act back', async () => {
    const { page, context } = await open({ path: '/desk?state=received', user: 'operator' });
    await page.waitForSelector('.live.on');
    await page.keyboard.press('j');
    await page.waitForSelector('[data-row][aria-current]');
    const chosen = await page.getAttribute('[data-row][aria-current]', 'href');
    await page.keyboard.press('n');
    await page.waitForSelector('#not-for-us-reason:focus');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#not-for-us-reason', { state: 'detached' });
    await page.keyboard.press('Enter');
    await page.waitForSelector('.bar >> text=Undo');
    await page.waitForFunction(
      (href) => document.querySelector('[data-row][aria-current]')?.getAttribute('href') !== href,
      chosen,
    );
    await page.keyboard.press('z');
    await page.waitForFunction(
      (href) => document.querySelector('[data-row][aria-current]')?.getAttribute('href') === href,
      chosen,
    );
    await context.close();
  });

  it('goes on from what Enter accepts before the server has answered, waits with Z for the answer, and brings back what was refused', async () => {
    const { page, context } = await open({ path: '/desk?state=received', user: 'operator' });
    await page.waitForSelector('.live.on');
    await page.keyboard.press('j');
    await page.waitForSelector('[data-row][aria-current]');
    const current = () => page.getAttribute('[data-row][aria-current]', 'href');
    const isCurrent = (row: string | null) =>
      page.waitForFunction(
        (href) => document.querySelector('[data-row][aria-current]')?.getAttribute('href') === href,
        row,
      );
    const first = await current();
    // The server takes its time: the desk does not.
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    const acts = /\/tickets\/[^/]+\/(open|not-for-us|ask-back)$/;
    await page.route(acts, async (route) => {
      await slow;
      await route.continue();
    });
    await page.locator('.bar').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction((href) => document.querySelector(`[data-row][href="${href}"]`) === null, first);
    await page.waitForSelector('[data-row][aria-current]');
    await page.keyboard.press('z');
    expect(await page.locator('text=Undo ·').count()).toBe(0);
    answer();
    await isCurrent(first);
    await page.unroute(acts);
    // Refused: it is in the list again, and the officer is led back to it when he likes.
    await page.route(acts, (route) =>
      route.fulfill({ status: 409, json: { error: { code: 'tickets.version_conflict', message: 'Changed.' } } }),
    );
    await page.keyboard.press('Enter');
    await page.waitForSelector('.refused');
    expect(await current()).not.toBe(first);
    expect(await page.locator(`[data-row][href="${first}"]`).count()).toBe(1);
    await page.click('.refused button >> nth=0');
    await isCurrent(first);
    expect(await page.locator('.refused').count()).toBe(0);
    await context.close();
  });

  it('lets an officer say what a file shows by keys, covers it accordingly, and takes it away after a second question', async () => {
    const { page, context } = await open({ path: '/tickets/tkt_0060', user: 'sho.hazratganj', bypassCSP: true });
    await page.waitForSelector('.live.on');
    const press = async (words: string): Promise<void> => {
      await page.focus(`button:has-text("${words}")`);
      await page.keyboard.press('Enter');
    };
    const cover = page.locator('button:has(.cover)');
    await press('What does it show?');
    await press('Violence');
    await page.waitForSelector('.cover >> text=Violence');
    expect(await cover.getAttribute('aria-pressed')).toBe('false');
    await cover.click();
    expect(await cover.getAttribute('aria-pressed')).toBe('true');
    await page.reload();
    await page.waitForSelector('.cover >> text=Show once');
    await page.waitForSelector('.live.on');
    await press('What does it show?');
    await press('Child abuse');
    expect(await page.locator('img[src*="/media/"]').count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    await press('Put it into quarantine');
    await page.waitForSelector('text=In quarantine');
    expect(await page.locator('img[src*="/media/"]').count()).toBe(0);
    await page.keyboard.press('z');
    await page.waitForSelector('.cover');
    await context.close();
  });

  it('leads a life at risk from the bar through its steps to reached and safe', async () => {
    const { page, context } = await open({ path: '/desk', user: 'operator', bypassCSP: true });
    await page.waitForSelector('.live.on');
    await page.waitForSelector('.alarm-bar');
    const waiting = await page.locator('.alarm-bar').textContent();
    await page.click('.alarm-bar >> text=I take it');
    await page.waitForURL((url) => url.searchParams.has('t'));
    await page.waitForSelector('#red-lane');
    expect(await violationsOf(page)).toEqual([]);
    await page.waitForFunction((text) => document.querySelector('.alarm-bar')?.textContent !== text, waiting);
    await page.click('text=Answer in private now');
    expect(await page.inputValue('#red-answer')).toContain('112');
    await page.fill('#red-event', 'P26112600042');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Handed to 112, event P26112600042');
    await page.fill('#red-note', 'Spoken to, at home with her brother');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Reached and safe');
    await context.close();
  });

  it('gives the next in turn by a key, reads it in the other script, and finds commands in another language', async () => {
    const { page, context } = await open({ path: '/desk?state=received', user: 'operator' });
    await page.waitForSelector('.live.on');
    await page.keyboard.press('f');
    await page.waitForURL((url) => url.searchParams.has('t'));
    const first = new URL(page.url()).searchParams.get('t');
    await page.keyboard.press('l');
    await page.waitForSelector('article .reading');
    await page.keyboard.press('s');
    await page.waitForFunction((id) => new URL(location.href).searchParams.get('t') !== id, first);
    await page.keyboard.press('Control+k');
    await page.waitForSelector('.palette input:focus');
    // It alone, and the search for the words.
    await page.keyboard.type('कुंजि');
    await page.waitForFunction(() => document.querySelectorAll('.commands li').length === 2);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.sheet:not(.palette)');
    await context.close();
  });

  it('splits a second matter off by keys, leads to it, and takes it back', async () => {
    const { page, context } = await open({
      path: `/desk?state=received&q=${encodeURIComponent('एफआईआर नहीं लिख')}`,
      user: 'operator',
      bypassCSP: true,
    });
    await page.waitForSelector('.live.on');
    await page.keyboard.press('j');
    await page.waitForSelector('[data-row][aria-current]');
    await page.waitForSelector('text=Two matters in one');
    const first = await page.getAttribute('[data-row][aria-current]', 'href');
    await page.keyboard.press('q');
    await page.waitForSelector('#split-text:focus');
    expect(await page.inputValue('#split-text')).toBe('थाने में एफआईआर नहीं लिख रहे हैं');
    expect(await page.inputValue('#split-category')).toBe('fir-not-registered');
    expect(await violationsOf(page)).toEqual([]);
    // Of one that complains of nobody no summary is asked.
    await page.selectOption('#split-aboutPolice', 'no');
    await page.waitForSelector('#split-summary', { state: 'detached' });
    await page.selectOption('#split-aboutPolice', 'yes');
    await page.focus('#split-summary');
    await page.keyboard.type('Mobile snatched at the crossing');
    const asked = page.waitForRequest((request) => request.url().endsWith('/split'));
    await page.keyboard.press('Control+Enter');
    expect((await asked).postDataJSON()).toMatchObject({
      ...{ text: 'थाने में एफआईआर नहीं लिख रहे हैं', category: 'fir-not-registered', aboutPolice: 'yes' },
      ...{ urgency: 'normal', summary: 'Mobile snatched at the crossing' },
    });
    await page.waitForSelector('.bar >> text=it waits at the desk');
    await page.waitForSelector('text=Also told here');
    await page.waitForSelector('text=Others read the first matter as: Mobile snatched at the crossing');
    expect(await page.getAttribute('[data-row][aria-current]', 'href')).toBe(first);
    expect(await page.getAttribute('.bar >> text=Open the second', 'href')).toMatch(/^\/tickets\/tkt_/);
    expect(await violationsOf(page)).toEqual([]);
    await page.locator('main').press('z');
    await page.waitForSelector('text=Also told here', { state: 'detached' });
    // Found in the help sheet and by its name in another language.
    await page.keyboard.press('Control+k');
    await page.waitForSelector('.palette input:focus');
    // It alone, and the search for the words.
    await page.keyboard.type('दूसरा मामला');
    await page.waitForFunction(() => document.querySelectorAll('.commands li').length === 2);
    await context.close();
  });

  it('sets aside with an answer of the bank', async () => {
    const { page, context } = await open({ path: '/desk?state=received', user: 'operator', bypassCSP: true });
    await page.waitForSelector('.live.on');
    await page.keyboard.press('j');
    await page.waitForSelector('[data-row][aria-current]');
    await page.locator('.bar').first().waitFor();
    await page.keyboard.press('n');
    await page.waitForSelector('#not-for-us-reason:focus');
    await page.click('text=Electricity');
    expect(await page.inputValue('#not-for-us-answer')).toContain('1912');
    expect(await violationsOf(page)).toEqual([]);
    const asked = page.waitForRequest((request) => request.url().endsWith('/not-for-us'));
    await page.keyboard.press('Control+Enter');
    expect((await asked).postDataJSON()).toMatchObject({ answer: expect.stringContaining('1912') as string });
    await context.close();
  });

  it('answers what became of a tweet by keys alone, as a page and as a picture', async () => {
    const { page, context, complaints } = await open({ path: '/desk?state=open', user: 'operator' });
    await page.waitForSelector('.live.on');
    await page.keyboard.press('j');
    await page.waitForSelector('[data-row][aria-current]');
    const asked = Date.now();
    await page.keyboard.press(',');
    await page.waitForSelector('article .state');
    expect(Date.now() - asked).toBeLessThan(1000);
    expect(await page.textContent('article .steps')).not.toBe('');
    expect(await page.textContent('article .said')).toContain('अभी तक कोई नहीं आया');
    const download = page.waitForEvent('download');
    await page.click('text=Picture');
    const file = await (await download).path();
    const { readFileSync } = await import('node:fs');
    const bytes = readFileSync(file);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20) >= 1754]).toEqual([1240, true]);
    await page.fill('#brief-for', 'https://x.com/somebody/status/1000064');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('for')?.includes('1000064') === true);
    await page.waitForSelector('article .said');
    await page.fill('#brief-for', 'https://x.com/somebody/status/424242424242');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=was not received here');
    expect(complaints).toEqual([]);
    // On paper stands the case alone, on one page, with whose copy it is.
    await page.goto(`${origin}/brief?for=tkt_0064`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('#brief-for')).toBe(false);
    expect(await page.isVisible('.marks')).toBe(true);
    const pdf = await page.pdf({ format: 'A4', printBackground: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await context.close();
  });

  it('shows neither words nor names of a protected matter in its brief', async () => {
    const { page, context } = await open({ path: '/brief?for=tkt_0067', user: 'operator' });
    await page.waitForSelector('article .said');
    const text = await page.textContent('main');
    expect(text).toContain('Protected');
    expect(text).not.toMatch(/@neha_lko|ladkiyon|sharab/);
    await context.close();
  });

  it('goes through what spreads by keys, lets one voice speak, and brings a first statement to its approver', async () => {
    const { page, context } = await open({ path: '/desk', user: 'operator', bypassCSP: true });
    await page.waitForSelector('.live.on');
    await page.waitForSelector('.spread-bar');
    await page.keyboard.press('2');
    await page.waitForSelector('[data-spread]');
    await page.keyboard.press('j');
    await page.waitForSelector('[data-spread]:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#spread-panel');
    await page.click('.spread-bar >> text=I have seen it');
    await page.waitForSelector('.spread-bar', { state: 'detached' });
    await page.selectOption('#voice-who', 'pos_3');
    await page.fill('#voice-reason', 'On television tonight');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Only CP Lucknow answers this in public');
    await page.waitForSelector('text=1 message is held');
    expect(await violationsOf(page)).toEqual([]);
    await page.click('text=Write a first statement');
    await page.selectOption('#statement-template', 'video');
    const words = await page.inputValue('[id^="statement-"][rows], textarea[id^="statement-"]');
    expect(words).toMatch(/ACP Hazratganj|एसीपी हजरतगंज/);
    expect(words).not.toMatch(/[{}]/);
    // What the template only supposes is asked for first.
    await page.click('button:has-text("Ask for approval")');
    await page.waitForSelector('[data-blank] button:focus');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-blank]', { state: 'detached' });
    await page.click('button:has-text("Ask for approval")');
    await page.waitForSelector('text=Waits for approval');
    await page.waitForSelector('.spread-bar >> text=A statement waits for your approval');
    await page.click('button:has-text("Approve")');
    await page.waitForSelector('.spread-bar', { state: 'detached' });
    await page.click('text=Send in 1 thread');
    await page.waitForSelector('text=Statement sent');
    await page.click('text=Take back (10 s)');
    await page.waitForSelector('text=Approved, not sent yet');
    await page.click('text=Let everybody answer again');
    await page.click('text=Drop it');
    await page.waitForSelector('text=1 message is held', { state: 'detached' });
    await context.close();
  });

  it('hands a shift over by a note that somebody else accepts', async () => {
    const { page, context } = await open({ path: '/desk?state=received', user: 'operator' });
    await page.waitForSelector('.live.on');
    await page.keyboard.press('u');
    await page.waitForSelector('#shift-text');
    await page.fill('#shift-text', 'The family in Aishbagh is to be called again');
    await page.reload();
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#shift-text')?.value !== '');
    await page.click('text=Leave the note');
    await page.waitForSelector('text=Waits for the next shift');
    await page.click('text=I accept it');
    await page.waitForSelector('text=Accepted by Sunita Mishra');
    await context.close();
  });

  it('puts an officer on duty by keys, marks when nobody is, and takes it back', async () => {
    const { page, context } = await open({ path: '/desk?state=received', user: 'operator', bypassCSP: true });
    await page.waitForSelector('.live.on');
    await page.keyboard.press('0');
    await page.waitForSelector('#shift-officer');
    await page.waitForSelector('text=Nobody from');
    const count = () => page.locator('main li .time').count();
    const before = await count();
    await page.focus('#shift-officer');
    await page.keyboard.type('meena');
    await page.waitForSelector('#shift-officer[aria-activedescendant]');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await page.inputValue('#shift-officer')).toBe('Meena Yadav');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=1 shift entered');
    expect(await count()).toBe(before + 1);
    await page.click('.bar >> text=Undo');
    await page.waitForFunction((n) => document.querySelectorAll('main li .time').length === n, before);
    await page.click('main li button >> nth=0');
    await page.waitForFunction((n) => document.querySelectorAll('main li .time').length === n - 1, before);
    await page.click('.bar >> text=Undo');
    await page.waitForFunction((n) => document.querySelectorAll('main li .time').length === n, before);
    await context.close();
  });

  it('names a colleague in a note by keys alone', async () => {
    const { page, context } = await open({ path: '/desk?state=open', user: 'operator', bypassCSP: true });
    await page.waitForSelector('.live.on');
    await page.keyboard.press('j');
    await page.waitForSelector('[data-row][aria-current]');
    await page.locator('.bar').first().waitFor();
    await page.keyboard.press('w');
    await page.waitForSelector('#note-text:focus');
    await page.keyboard.type('Please call them @mee');
    await page.waitForSelector('#note-text[aria-activedescendant]');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForSelector('#note-text:not([aria-activedescendant])');
    await page.keyboard.type('n');
    await page.waitForSelector('#note-text[aria-activedescendant]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#note-text')?.value.includes(']'));
    await page.keyboard.type('before six');
    expect(await page.inputValue('#note-text')).toBe('Please call them @[Meena Yadav] before six');
    const asked = page.waitForRequest((request) => request.url().endsWith('/note'));
    await page.keyboard.press('Control+Enter');
    expect((await asked).postDataJSON()).toMatchObject({ mentions: ['off_2'] });
    await page.waitForSelector('.context .notes >> text=@Meena Yadav');
    await context.close();
  });

  it('tells an officer at once what is meant for him, and leads to it', async () => {
    const { page, context } = await open({ path: '/desk', user: 'operator', bypassCSP: true });
    await page.waitForSelector('.live.on');
    await page.waitForSelector('.bell .n');
    const shown = Number(await page.textContent('.bell .n'));
    mention('@[Sunita Mishra] look at the second picture');
    await page.waitForFunction((n) => document.querySelector('.bell .n')?.textContent === String(n), shown + 1);
    await page.focus('.bell');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.for-me >> text=look at the second picture');
    expect(await violationsOf(page)).toEqual([]);
    await page.click('.for-me >> text=look at the second picture');
    await page.waitForURL((url) => url.searchParams.get('t') === 'tkt_0065');
    await page.waitForFunction((n) => (document.querySelector('.bell .n')?.textContent ?? '0') === String(n), shown);
    await context.close();
  });

  it('passes praise on to the officer whom it names, and takes it back', async () => {
    const { page, context } = await open({ path: '/desk?state=not_for_us', user: 'operator', bypassCSP: true });
    const praised = await page.evaluate(async () => {
      const answer = await fetch('/api/v1/tickets?state=not_for_us');
      const { tickets } = (await answer.json()) as { tickets: { id: string; reason: string | null }[] };
      return tickets.find(({ reason }) => reason === 'praise')?.id;
    });
    await page.goto(`${new URL(page.url()).origin}/desk?state=not_for_us&t=${praised}`);
    await page.waitForSelector('.live.on');
    await page.waitForSelector('#praise');
    expect(await violationsOf(page)).toEqual([]);
    await page.click('section[aria-labelledby="praise"] button >> text=Pass on');
    await page.waitForSelector('text=✓ Passed on to विक्रम सिंह');
    await page.locator('main').press('z');
    await page.waitForSelector('text=✓ Passed on to विक्रम सिंह', { state: 'detached' });
    await context.close();
  });

  it('does one thing to many by keys, shows it before, and takes it back as one', async () => {
    const { page, context } = await open({ path: '/desk?state=received', user: 'operator', bypassCSP: true });
    await page.waitForSelector('.live.on');
    const count = () => page.locator('[data-row]').count();
    const before = await count();
    await page.keyboard.press('j');
    await page.waitForSelector('[data-row][aria-current]');
    await page.keyboard.press('h');
    await page.keyboard.press('h');
    await page.waitForSelector('text=2 marked');
    expect(await violationsOf(page)).toEqual([]);
    await page.selectOption('.many select >> nth=1', 'praise');
    await page.click('text=Look what would happen');
    await page.click('text=Do it to 2');
    await page.waitForFunction((n) => document.querySelectorAll('[data-row]').length === n, before - 2);
    await page.locator('main').press('z');
    await page.waitForFunction((n) => document.querySelectorAll('[data-row]').length === n, before);
    await context.close();
  });

  it('saves a list under a name, finds it among the lists, and takes it away', async () => {
    const { page, context } = await open({
      path: '/desk?state=open&urgency=urgent',
      user: 'operator',
      bypassCSP: true,
    });
    await page.waitForSelector('.live.on');
    await page.click('text=Save this list');
    await page.fill('[placeholder="Name of the list"]', 'Urgent and open');
    await page.keyboard.press('Enter');
    await page.waitForSelector('a[aria-current=page]:has-text("Urgent and open")');
    expect(await violationsOf(page)).toEqual([]);
    await page.goto(`${origin}/desk?state=received`);
    await page.click('a:has-text("Urgent and open")');
    await page.waitForURL((url) => url.searchParams.get('urgency') === 'urgent');
    await page.click('[aria-label="Remove Urgent and open"]');
    await page.waitForSelector('a:has-text("Urgent and open")', { state: 'detached' });
    await context.close();
  });

  it('shows what a colleague works on, and takes it over with a reason', async () => {
    const { page, context } = await open({ path: '/desk?state=received', user: 'operator' });
    await page.waitForSelector('.live.on');
    const href = (await page.getAttribute('[data-row]', 'href')) ?? '';
    occupy(new URL(href, origin).searchParams.get('t') ?? '');
    await page.keyboard.press('j');
    await page.waitForSelector('text=Anil Yadav is working on this');
    expect(await page.$$('.bar [aria-keyshortcuts]')).toEqual([]);
    // Acts lead to the form with which it is taken over.
    await page.keyboard.press('Enter');
    await page.waitForSelector('#lease-reason:focus');
    await page.keyboard.type('Shift is over');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.bar [aria-keyshortcuts="Enter"]');
    await context.close();
  });

  it('closes an incident by keys with one report in every language, and takes it back as one', async () => {
    const { page, context } = await open({ path: '/incidents/tkt_0027', user: 'sho.hazratganj', bypassCSP: true });
    await page.waitForSelector('.live.on');
    const boxes = () => page.locator('tbody input[type=checkbox]').count();
    const before = await boxes();
    expect(before).toBeGreaterThan(2);
    await page.locator('tbody input[type=checkbox]').first().focus();
    await page.keyboard.press('Space');
    await page.waitForSelector(`text=${before - 1} chosen`);
    await page.locator('h1').click();
    await page.keyboard.press('r');
    await page.waitForSelector('#incident-outcome:focus');
    await page.selectOption('#incident-outcome', 'settled');
    const tabs = page.locator('[role=tab]');
    expect(await tabs.count()).toBeGreaterThan(1);
    await tabs.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      () => document.querySelectorAll('[role=tab]')[1]?.getAttribute('aria-selected') === 'true',
    );
    expect(await page.inputValue('[role=tabpanel] textarea')).not.toBe('');
    await page.focus('#incident-internal');
    await page.keyboard.type('Both sides were heard at the spot');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector(`text=${before - 1} dockets will be closed`);
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => document.querySelectorAll('tbody input[type=checkbox]').length === 1);
    await page.locator('h1').click();
    await page.keyboard.press('z');
    await page.waitForFunction((n) => document.querySelectorAll('tbody input[type=checkbox]').length === n, before);
    await context.close();
  });

  it('takes one out of an incident and brings it back, and goes there from a ticket by a key', async () => {
    const { page, context } = await open({ path: '/tickets/tkt_0027', user: 'sho.hazratganj' });
    await page.waitForSelector('.live.on');
    await page.keyboard.press('1');
    await page.waitForURL(/incidents/);
    await page.waitForSelector('tbody tr');
    const rows = () => page.locator('main table').first().locator('tbody tr').count();
    const before = await rows();
    await page.click('tbody tr:first-child >> text=Take out');
    await page.waitForFunction(
      (n) => document.querySelector('main table')?.querySelectorAll('tbody tr').length === n,
      before - 1,
    );
    await page.waitForSelector('.bar >> text=Undo');
    await context.close();
  });

  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => document.activeElement?.id || (document.activeElement?.tagName ?? ''));

  it('says on a card of the board that it is one of an incident, and leads to its page', async () => {
    const { page, context } = await open({ path: '/board', user: 'sho.hazratganj' });
    await page.waitForSelector('.live.on');
    const link = page.locator('a.together').first();
    expect(await link.textContent()).toMatch(/One of \d+ of one incident/);
    await link.click();
    await page.waitForURL(/\/incidents\/tkt_/);
    await context.close();
  });

  it('keeps the list of the board in the address, notes a call from its card, and counts it', async () => {
    const { page, context } = await open({ path: '/board', user: 'sho.hazratganj', bypassCSP: true });
    await page.waitForSelector('.live.on');
    await page.click('[role=tab] >> text=Later');
    await page.waitForSelector('#board-list[data-tab=later]');
    expect(page.url()).toContain('tab=later');
    const card = page.locator('#board-list li').first();
    await card.locator('summary').click();
    expect(await violationsOf(page)).toEqual([]);
    const asked = page.waitForRequest((request) => request.url().endsWith('/called'));
    await card.getByRole('button', { name: 'Not reached' }).click();
    expect((await asked).postDataJSON()).toMatchObject({ reached: false });
    await card.getByText('Called once, not reached.').waitFor();
    await context.close();
  });

  it('says on a card to whom a docket is offered, and dials the citizen from one', async () => {
    const { page, context } = await open({ path: '/board?tab=later', user: 'sho.hazratganj', width: 360 });
    await page.waitForSelector('.live.on');
    const cards = page.locator('#board-list li');
    const dialled: string[] = [];
    let offered = 0;
    for (const tab of ['now', 'today', 'later']) {
      await page.goto(`${origin}/board?tab=${tab}`);
      await page.waitForSelector(`#board-list[data-tab=${tab}]`);
      for (const link of await page.locator('a[href^="tel:"]').all())
        dialled.push((await link.getAttribute('href')) ?? '');
      offered += await cards.filter({ hasText: 'and has it until that unit accepts' }).count();
    }
    expect(offered).toBeGreaterThan(0);
    expect(new Set(dialled)).toEqual(new Set(['tel:+919415000000']));
    await context.close();
  });

  it('covers no card of a telephone with the way to take the last act back', async () => {
    const { page, context } = await open({ path: '/board?tab=later', user: 'sho.hazratganj', width: 360 });
    await page.waitForSelector('.live.on');
    await page.locator('#board-list li summary').first().click();
    await page.getByRole('button', { name: 'Not reached' }).first().click();
    const bar = page.locator('.bar', { hasText: 'The call is noted' });
    await bar.waitFor();
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const last = await page.locator('#board-list li').last().boundingBox();
    const undo = await bar.boundingBox();
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(undo?.y ?? 0);
    expect(undo?.height).toBeLessThan(72);
    expect([undo?.x, undo?.width]).toEqual([0, 360]);
    await context.close();
  });

  it('tells an officer whose posting has ended that he holds no post, and whom to ask', async () => {
    const { page, context } = await open({ path: '/home', user: 'left.sho', locale: 'hi' });
    await page.waitForURL(/\/account$/);
    const words = (await page.locator('main').textContent()) ?? '';
    expect(words).toContain('अभी आपके पास कोई पद नहीं है');
    expect(words).toMatch(/थाना प्रभारी हजरतगंज.*20\/11\/2026/);
    expect(words).toMatch(/Anita Rao, प्रशासक, लखनऊ/);
    await context.close();
  });

  it('says in the reader’s language why a figure is not taken', async () => {
    const { page, context } = await open({ path: '/admin/closings', user: 'admin', locale: 'mr' });
    await page.waitForSelector('.live.on');
    const field = page.locator('#closings-auditShare');
    const why = () => field.evaluate((input: HTMLInputElement) => input.validationMessage);
    await field.fill('80');
    await page.locator('form.card button[type=submit]').click();
    expect(await why()).toBe('कृपया 0 ते 50 मधील संख्या लिहा.');
    await field.fill('10.2');
    expect(await why()).not.toContain('50');
    await page.locator('form.card button[type=submit]').click();
    expect(await why()).toBe('कृपया 0.5 च्या टप्प्यांत लिहा.');
    await field.fill('10');
    expect(await field.evaluate((input: HTMLInputElement) => input.checkValidity())).toBe(true);
    await context.close();
  });

  it('shows beside the search of the desk that a list can be taken away', async () => {
    const { page, context } = await open({ path: '/desk?state=received', user: 'operator', bypassCSP: true });
    await page.waitForSelector('.live.on');
    const button = page.getByRole('button', { name: 'Take this list away' });
    await button.click();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    expect(await page.getByRole('link', { name: 'Spreadsheet (XLSX)' }).getAttribute('href')).toContain('format=xlsx');
    expect(await violationsOf(page)).toEqual([]);
    await context.close();
  });

  it('says on a docket how its person may be called, and shows a code to be read out once', async () => {
    const { page, context } = await open({ path: '/tickets/tkt_0066', user: 'operator', width: 360 });
    await page.waitForSelector('.live.on');
    await page.getByText('Is it safe to call this person?').click();
    await page.getByLabel('When may this person be called?').selectOption('hours');
    await page.getByLabel('From').fill('10:30');
    await page.getByLabel('Until').fill('17:00');
    await page.getByLabel('Whom to ask for, who must not know').fill('Ask for her sister');
    const asked = page.waitForRequest((request) => request.url().endsWith('/safe-contact'));
    await page.getByRole('button', { name: 'Save' }).click();
    expect((await asked).postDataJSON()).toMatchObject({
      ...{ mayCall: true, hours: { from: 630, until: 1020 }, words: 'Ask for her sister' },
    });
    await page.getByText('Call only between 10:30 and 17:00.').waitFor();
    await page.getByText('Ask for her sister').waitFor();
    await page.getByRole('button', { name: 'Give a code' }).click();
    await page.getByText('ABCD 2345').waitFor();
    await page.getByRole('button', { name: 'Give a new code' }).waitFor();
    await context.close();
  });

  it('takes a report in three taps on a telephone: outcome, photograph, send', async () => {
    const { page, context } = await open({ path: '/board?tab=later', user: 'sho.hazratganj', width: 360 });
    await page.locator('#board-list a[href^="/board/"]').last().click();
    await page.waitForSelector('.live.on');
    await page.waitForURL(/\/board\/tkt_/);
    expect(await page.getAttribute('.add.wide input', 'capture')).toBe('environment');
    expect(await page.getAttribute('#quick-line', 'required')).not.toBeNull();
    await page.locator('input[name=outcome][value=settled]').check({ force: true });
    expect((await page.inputValue('#quick-public')).length).toBeGreaterThan(20);
    await page.setInputFiles('.add.wide input', { name: 'spot.png', mimeType: 'image/png', buffer: Buffer.from('x') });
    await page.locator('form progress').waitFor({ state: 'detached' });
    expect(await page.getAttribute('#quick-line', 'required')).toBeNull();
    const asked = page.waitForRequest((request) => request.url().endsWith('/close'));
    await page.getByRole('button', { name: 'Report and close' }).click();
    expect((await asked).postDataJSON()).toMatchObject({ outcome: 'settled', internalText: '', details: {} });
    await page.waitForURL(/\/board$/);
    await page.getByText('Closed with an action report').first().waitFor();
    await context.close();
  });

  it('fills the answer as the details of an outcome are written, until the officer puts words into it', async () => {
    const { page, context } = await open({ path: '/board/tkt_0066', user: 'sho.hazratganj', width: 360 });
    await page.waitForSelector('.live.on');
    const choose = (outcome: string) => page.locator(`input[name=outcome][value=${outcome}]`).check({ force: true });
    await choose('civil_referred');
    expect(await page.inputValue('#quick-public')).toContain('{office}');
    await page.fill('#quick-need-office', 'Tehsil Sadar');
    await page.fill('#quick-need-date', '2026-11-20');
    expect(await page.inputValue('#quick-public')).toContain('Tehsil Sadar');
    expect(await page.inputValue('#quick-public')).toContain('20/11/2026');
    await page.fill('#quick-public', 'My own words to the citizen');
    await choose('settled');
    expect(await page.inputValue('#quick-public')).toBe('My own words to the citizen');
    await context.close();
  });

  it('opens a station’s device by its sixth digit, and says how many tries are left', async () => {
    const { page, context } = await open({ path: '/lock?next=/board', user: 'sho.hazratganj', width: 360 });
    await page.waitForSelector('#pin:focus');
    await page.fill('#pin', '482916');
    await page.waitForSelector('text=Tries left: 4');
    expect(await page.inputValue('#pin')).toBe('');
    await page.waitForSelector('#pin:focus');
    await page.fill('#pin', '482915');
    await page.waitForURL(/\d\/board$/);
    await context.close();
  });

  it('hands the charge of a station over on one screen', async () => {
    const { page, context } = await open({ path: '/charge', user: 'sho.hazratganj', width: 360, bypassCSP: true });
    await page.waitForSelector('.live.on');
    await page.fill('#charge-to-pos_1', 'Meena');
    await page.click('[role=option]');
    await page.fill('#charge-note-pos_1', 'Call the complainant at six');
    const asked = page.waitForRequest((request) => request.url().endsWith('/charge') && request.method() === 'POST');
    await page.click('text=Offer the charge');
    expect((await asked).postDataJSON()).toEqual({
      ...{ position: 'pos_1', to: 'off_2', note: 'Call the complainant at six' },
    });
    await page.waitForSelector('text=Waits for Meena Yadav');
    expect(await violationsOf(page)).toEqual([]);
    await page.click('text=Take the offer back');
    await page.waitForSelector('#charge-to-pos_1');
    const taken = page.waitForRequest((request) => request.url().endsWith('/chg_2/accept'));
    await page.fill('#charge-pin-chg_2', '739164');
    await page.click('button >> text=Take charge');
    expect((await taken).postDataJSON()).toEqual({ pin: '739164' });
    await context.close();
  });

  it('hands no charge over by PIN: it asks for name and password', async () => {
    const { page, context } = await open({ path: '/charge', user: 'sho.bypin', width: 360, bypassCSP: true });
    const links = page.locator('a:text-is("Sign in with name and password")');
    expect(await links.count()).toBe(2);
    expect(await links.first().getAttribute('href')).toBe('/sign-in?next=/charge');
    for (const field of ['#charge-to-pos_1', '#charge-pin-chg_2', 'button:text-is("Take charge")'])
      expect(await page.locator(field).count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await context.close();
  });

  it('leaves focus on the list that was saved, and brings one back that was removed by mistake', async () => {
    const { page, context } = await open({ path: '/desk?state=open&urgency=urgent', user: 'operator' });
    await page.waitForSelector('.live.on');
    await page.click('#views-save');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#views-save:focus');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Urgent ones');
    await page.keyboard.press('Enter');
    await page.waitForSelector('a[id^=view-]:focus');
    expect(await page.textContent('a[id^=view-]:focus')).toBe('Urgent ones');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=List “Urgent ones” removed');
    expect(await page.locator('a[id^=view-]').count()).toBe(0);
    expect(await focused(page)).toBe('views-save');
    await page.keyboard.press('z');
    await page.waitForSelector('a[id^=view-] >> text=Urgent ones');
    await context.close();
  });

  it('leaves focus on the rumour after its verdict, and on the field for the next shift', async () => {
    const { page, context } = await open({ path: '/rumour-register', user: 'dcp.lucknow' });
    await page.waitForSelector('.live.on');
    await page.locator('button[id$=-verdict]').first().click();
    await page.click('article >> text=Cancel');
    expect(await focused(page)).toMatch(/^rumour-.+-verdict$/);
    await page.locator('button[id$=-claim]').first().click();
    await page.locator('article form button[type=submit]').click();
    await page.waitForSelector('h2[id^=rumour-]:focus');
    await page.goto(`${origin}/roster`);
    await page.waitForSelector('.live.on');
    await page.fill('#shift-officer', 'A');
    await page.waitForSelector('[role=option]');
    await page.keyboard.press('Enter');
    await page.locator('form[aria-label] button[type=submit]').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.bar >> text=Undo');
    expect(await focused(page)).not.toBe('BODY');
    await context.close();
  });

  it('leaves focus at the hold that was recorded or its button', async () => {
    const { page, context } = await open({ path: '/tickets/tkt_0070', user: 'dcp.lucknow' });
    await page.waitForSelector('.live.on');
    await page.click('#hold-open');
    await page.waitForSelector('#hold-authority:focus');
    await page.keyboard.type('Magistrate');
    await page.fill('#hold-number', '12/2026');
    await page.locator('#hold-number').press('Enter');
    await page.waitForSelector('#hold-authority', { state: 'detached' });
    await page.waitForSelector('#hold-open:focus, li[id^=hold-]:focus');
    await context.close();
  });

  it('joins a docket that nobody suggested, by keys, after both were seen side by side', async () => {
    const { page, context } = await open({ path: '/tickets/tkt_0027', user: 'operator', bypassCSP: true });
    await page.waitForSelector('.live.on');
    await page.keyboard.press('3');
    await page.waitForSelector('#pair-q:focus');
    await page.keyboard.type('a');
    await page.keyboard.press('Enter');
    await page.locator('.finder li button').nth(1).click();
    await page.waitForSelector('#pair-join:focus');
    expect(await page.locator('.sides > div').count()).toBe(2);
    expect(await page.locator('.sides mark').count()).toBeGreaterThan(0);
    expect(await violationsOf(page)).toEqual([]);
    const joining = page.waitForRequest((request) => request.url().endsWith('/join'));
    await page.keyboard.press('Enter');
    expect((await joining).postDataJSON()).toMatchObject({ other: expect.stringMatching(/^tkt_/) });
    await page.waitForSelector('#pair-open:focus');
    await context.close();
  });

  it('lets arrivals wait until they are asked for', async () => {
    const { page, context } = await open({ path: '/desk?state=received', user: 'operator' });
    await page.waitForSelector('.live.on');
    const before = await page.$$eval('[data-row]', (rows) => rows.map((row) => row.getAttribute('href')));
    arrive();
    await page.waitForSelector('.queue .new');
    expect(await page.$$eval('[data-row]', (rows) => rows.map((row) => row.getAttribute('href')))).toEqual(before);
    await page.keyboard.press('.');
    await page.waitForFunction(
      (length) => document.querySelectorAll('[data-row]').length === length + 1,
      before.length,
    );
    await context.close();
  });

  it('keeps what was typed through a reload', async () => {
    const { page, context } = await open({ path: '/desk?state=open', user: 'operator' });
    await page.waitForSelector('.live.on');
    await page.keyboard.press('j');
    await page.waitForSelector('[data-row][aria-current]');
    await page.keyboard.press('m');
    await page.fill('#reply-text', 'आपकी शिकायत पर कार्रवाई हो रही है');
    await page.reload();
    await page.waitForSelector('.live.on');
    await page.keyboard.press('m');
    await page.waitForSelector('#reply-text');
    expect(await page.inputValue('#reply-text')).toBe('आपकी शिकायत पर कार्रवाई हो रही है');
    await context.close();
  });
});
