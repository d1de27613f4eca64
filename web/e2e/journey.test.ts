import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pleaText } from '../../workers/proof/pleas.testing.ts';
import { eventually } from '../../workers/proof/processes.testing.ts';
import { missing, startRealDesk, WORDS, type RealDesk } from './real-desk.ts';

if (missing !== null) process.stdout.write(`The journey through the real desk is not made: ${missing}.\n`);

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAFElEQVR4nGP8z4APMOGVHbHSDAwAfrEBE5pzJ9AAAAAASUVORK5CYII=',
  'base64',
);
const DOCKET = /[A-Z]{2,5}-\d{6}-\d{4,6}-\d/;

describe.skipIf(missing !== null)('the way of a plea', () => {
  let real: RealDesk;
  let plea = 504;

  beforeAll(async () => {
    real = await startRealDesk();
  });
  afterAll(() => real?.close());

  async function arrive(): Promise<{ post: string; author: string; text: string; mark: string }> {
    plea += 8;
    const [author, text] = [`citizen${plea}`, pleaText(plea)];
    return {
      post: await real.world.post({ author: { handle: author }, text }),
      author,
      text,
      mark: String(plea * 7919 + 13),
    };
  }

  it.each(['en', 'hi'] as const)(
    'leads from a post to the answer, in the words of %s',
    (lang) =>
      real.told(`journey-${lang}`, async () => {
        const words = WORDS[lang];
        const { page: operator } = await real.enter('operator', { lang });
        await operator.goto(`${real.desk.url}/desk?state=received,ask_back,open,in_process`);
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

        const { page: station } = await real.enter('sho.hazratganj', { lang });
        await station.goto(`${real.desk.url}/board`);
        // Boards group by deadline: where it stands depends on the hour.
        await eventually('the docket on the board', async () => {
          for (const tab of await station.getByRole('tab').all()) {
            const name = (await tab.getAttribute('href'))?.split('tab=')[1] ?? '';
            await tab.click();
            await station.locator(`#board-list[data-tab=${name}]`).waitFor();
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
        await report.locator('input[type=file]').setInputFiles({
          name: 'scene.png',
          mimeType: 'image/png',
          buffer: Buffer.concat([PHOTO, Buffer.from(lang)]),
        });
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
          const { page: citizen } = await real.visit('/track', { script, lang });
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
          const mine = (await real.world.sent()).filter((item) => item.inReplyTo === post);
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
      real.told('keys', async () => {
        const { page, context } = await real.visit('/sign-in');
        const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
        for (let step = 0; step < 20 && (await focused()) !== 'username'; step += 1) await page.keyboard.press('Tab');
        await page.keyboard.type('operator');
        await page.keyboard.press('Tab');
        await page.keyboard.type(real.passwords.get('operator') ?? '');
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
        await page.goto(`${real.desk.url}/desk?state=received`);
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
        await page.waitForSelector('#open-owner:focus');
        // The first closes the list of units, the second the form.
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await page.waitForSelector('#open-owner', { state: 'detached' });
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
      real.told('barriers', async () => {
        const { mark } = await arrive();
        const { page: station } = await real.enter('sho.hazratganj', { bypassCSP: true });
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
        const { page: operator } = await real.enter('operator', { bypassCSP: true });
        const { page: citizen } = await real.visit('/track', { bypassCSP: true });
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
          await page.goto(real.desk.url + address);
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
