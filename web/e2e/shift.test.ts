import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../workers/proof/processes.testing.ts';
import { missing, startRealDesk, type RealDesk } from './real-desk.ts';

if (missing !== null) process.stdout.write(`No shift is worked by keyboard: ${missing}.\n`);

const PLEAS = process.env.PUKAAR_FULL === '1' ? 100 : 12;
/** Pictures of every step of the first pleas, to be looked at. */
const FILM = path.resolve(import.meta.dirname, '../../.cache/film');
const FILMED = 5;
const LIST = '/desk?state=received&channel=desk';

const TEXTS = [
  'A cycle was stolen near Hazratganj crossing',
  'हजरतगंज में मेरा मोबाइल छीन लिया गया',
  'Padosi roz raat ko loud music bajate hain, Hazratganj',
  'हजरतगंज जवळ माझी पर्स चोरीला गेली',
];

interface Standing {
  readonly ticket: Record<string, unknown>;
  readonly clocks: unknown;
  readonly reports: unknown;
  readonly notes: unknown;
}

describe.skipIf(missing !== null)('a shift by keyboard alone', () => {
  let real: RealDesk;
  beforeAll(async () => {
    real = await startRealDesk();
  });
  afterAll(() => real?.close());

  /** All that says how a ticket stands, but its version and the time of the last writing. */
  const standing = (page: Page, id: string) =>
    page.evaluate(async (ticket) => {
      const answer = (await (await fetch(`/api/v1/tickets/${ticket}`)).json()) as Standing;
      const { version: _version, updatedAt: _updated, ...row } = answer.ticket;
      return { row, clocks: answer.clocks, reports: answer.reports, notes: answer.notes };
    }, id);

  /** Goes down the list, as an officer does, until this plea is in focus. */
  async function focus(page: Page, mark: string): Promise<void> {
    await eventually(`plea ${mark} in focus`, async () => {
      const current = page.locator('[data-row][aria-current]');
      if ((await current.count()) > 0 && (await current.first().textContent())?.includes(mark)) return true;
      await page.keyboard.press('j');
      return false;
    });
    await page.locator('section.focus', { hasText: mark }).first().waitFor();
  }

  /** By their first key: what is pressed for one plea. */
  const ACTS: readonly { name: string; press: (page: Page) => Promise<void> }[] = [
    { name: 'accepted', press: (page) => page.keyboard.press('Enter') },
    {
      name: 'not for us',
      press: async (page) => {
        await page.keyboard.press('n');
        await page.waitForSelector('#not-for-us-reason:focus');
        await page.keyboard.press('p');
        await page.keyboard.press('Control+Enter');
      },
    },
    {
      name: 'corrected',
      press: async (page) => {
        await page.keyboard.press('c');
        await page.waitForSelector('#correct-category:focus');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Control+Enter');
      },
    },
    {
      name: 'sent elsewhere',
      press: async (page) => {
        await page.keyboard.press('o');
        await page.waitForSelector('#open-owner:focus');
        await page.keyboard.type('Alambagh');
        await page.locator('[role=option]').first().waitFor();
        await page.keyboard.press('Enter');
        await page.keyboard.press('Control+Enter');
      },
    },
  ];

  it(
    `decides ${PLEAS} pleas and takes each back exactly`,
    () =>
      real.told('shift', async () => {
        rmSync(FILM, { recursive: true, force: true });
        mkdirSync(FILM, { recursive: true });
        let frame = 0;
        const { page } = await real.enter('operator');
        const film = async (at: number, step: string): Promise<void> => {
          if (at >= FILMED) return;
          frame += 1;
          const name = `${String(frame).padStart(2, '0')}-${step.replaceAll(' ', '-')}.png`;
          await page.screenshot({ path: path.join(FILM, name) });
        };
        const pleas: { id: string; mark: string }[] = [];
        for (let at = 0; at < PLEAS; at += 1) {
          const mark = String(70_001 + at * 37);
          const id = await page.evaluate(
            async (text) => {
              const answer = await fetch('/api/v1/tickets', {
                method: 'POST',
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify({ text, unit: 'u_up_lucknow_hazratganj', category: 'theft' }),
              });
              return ((await answer.json()) as { ticket: { id: string } }).ticket.id;
            },
            `${TEXTS[at % TEXTS.length] ?? ''}, ${mark}`,
          );
          pleas.unshift({ id, mark });
        }
        await page.goto(real.desk.url + LIST);
        await page.waitForSelector('.live.on');
        for (const [at, { id, mark }] of pleas.entries()) {
          const act = ACTS[at % ACTS.length];
          if (act === undefined) throw new Error('no act');
          await focus(page, mark);
          await film(at, `${act.name} before`);
          const before = await standing(page, id);
          await act.press(page);
          await eventually(`${mark} is ${act.name}`, async () => {
            const now = await standing(page, id);
            return JSON.stringify(now) !== JSON.stringify(before);
          });
          await film(at, act.name);
          await page.keyboard.press('z');
          await eventually(`${mark} is as it was`, async () => {
            const now = await standing(page, id);
            return JSON.stringify(now) === JSON.stringify(before);
          });
          await page.locator('.bar.told').waitFor();
          await film(at, `${act.name} taken back`);
        }
        // Everything waits again, and the keys never needed a mouse or a reload.
        const left = await page.evaluate(
          async () =>
            (
              (await (await fetch('/api/v1/tickets?state=received&channel=desk&limit=100')).json()) as {
                tickets: unknown[];
              }
            ).tickets.length,
        );
        expect(left).toBe(PLEAS);
      }),
    600_000,
  );

  it(
    'keeps a half-written note over a reload and a sign-out, for the officer who wrote it alone',
    () =>
      real.told('drafts', async () => {
        const { page } = await real.enter('operator');
        const open = async (): Promise<void> => {
          await page.goto(real.desk.url + LIST);
          await page.waitForSelector('.live.on');
          await page.keyboard.press('j');
          await page.locator('section.focus .bar').first().waitFor();
          await page.keyboard.press('w');
          await page.waitForSelector('#note-text:focus');
        };
        const words = () => page.locator('#note-text').inputValue();
        const stored = () => page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
        await open();
        await page.keyboard.type('Call the sister after six');
        await eventually('the draft on the device', async () => (await stored()).includes('pukaar.draft.'));
        expect(await stored()).not.toContain('sister');
        await open();
        expect(await words()).toBe('Call the sister after six');
        for (const [username, expected] of [
          ['dgp', ''],
          ['operator', 'Call the sister after six'],
        ] as const) {
          // An open page asks on: it is left before its session ends.
          await page.goto('about:blank');
          await page.context().clearCookies();
          await page.goto(`${real.desk.url}/sign-in`);
          await real.signIn(page, { username });
          await open();
          expect([username, await words()]).toEqual([username, expected]);
        }
      }),
    120_000,
  );
});
