import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { evaluate } from './eval.ts';
import { predict } from './predict.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'predict-'));
const put = (name: string, lines: readonly object[]): string => {
  const file = path.join(folder, name);
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  return file;
};
const take = (file: string): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));

async function say({
  task,
  lines,
  train,
}: {
  task: string;
  lines: readonly object[];
  train?: readonly object[];
}): Promise<Record<string, unknown>[]> {
  const out = path.join(folder, `${task}-out.jsonl`);
  const more = train === undefined ? [] : ['--train', put(`${task}-train.jsonl`, train)];
  expect(await predict(['--task', task, '--in', put(`${task}.jsonl`, lines), '--out', out, ...more])).toBe(0);
  return take(out);
}

const lines = [
  { id: 'a', text: 'थाना हजरतगंज लखनऊ में मेरी बाइक चोरी हो गई', tagged: ['@Uppolice'] },
  { id: 'b', text: 'बहुत बहुत धन्यवाद पुलिस' },
];

describe('predict', () => {
  it.each([
    ['actionable', { label: 1, reason: null, kept: 1 }, { label: 0, reason: 'praise' }],
    ['category', { label: 'theft' }, { label: null }],
    ['urgency', { label: 'normal' }, { label: 'normal' }],
    ['language', { label: 'hi' }, { label: 'hi' }],
    ['place', { district: 'Lucknow', station: 'Hazratganj' }, { district: null, station: null, spans: [] }],
    ['route', { why: 'station-in-text', unit: 'Hazratganj' }, { unit: null }],
    ['cluster', { cluster: null }, { cluster: null }],
  ])('says for %s what the desk would say', async (task, first, second) => {
    expect(await say({ task, lines })).toMatchObject([
      { id: 'a', ...first },
      { id: 'b', ...second },
    ]);
  });

  it('compares pairs and ranks candidates', async () => {
    const pairs = [
      { id: 1, a: 'chori ho gayi market me aaj', b: 'चोरी हो गई मार्केट में आज' },
      { id: 2, a: 'chori ho gayi', b: 'thank you team' },
    ];
    expect(await say({ task: 'pair', lines: pairs })).toMatchObject([{ label: 1 }, { label: 0 }]);
    const ranks = [
      { query: 'q', text: 'unnao' },
      { candidate: 'x', text: 'मेरठ' },
      { candidate: 'y', text: 'उन्नाव' },
    ];
    expect(await say({ task: 'retrieve', lines: ranks })).toMatchObject([{ id: 'q', ranked: ['y'] }]);
  });

  it('learns how words are spelled and what they mean before it searches', async () => {
    const habits = [...'मपनजबर'].map((letter, at) => ({ letter, latin: 'mpnjbr'[at] ?? '' }));
    const spelled = habits.flatMap(({ letter, latin }) => [
      { id: `${letter}1`, native: `${letter}ट`, latin: [[`${latin}aat`, 3]] },
      { id: `${letter}2`, native: `${letter}ाट`, latin: [[`${latin}at`, 3]] },
    ]);
    const words = [
      { query: 'q', text: 'kaat' },
      { candidate: 'x', text: 'काट' },
      { candidate: 'y', text: 'कट' },
    ];
    expect(await say({ task: 'retrieve', lines: words })).toMatchObject([{ ranked: ['x', 'y'], n: 2 }]);
    expect(await say({ task: 'retrieve', lines: words, train: spelled })).toMatchObject([{ ranked: ['y', 'x'], n: 2 }]);
    const said = ['set alarm', 'stop alarm', 'set timer', 'stop music', 'play music'];
    const hinglish = ['alarm lagao', 'alarm roko', 'timer lagao', 'gaana roko', 'gaana bajao'];
    const pairs = said.map((en, at) => ({ id: `t${at}`, en, hinglish: hinglish[at] }));
    const asked = (query: string, first: string, second: string) => [
      { query: 'q', text: query },
      { candidate: 'x', text: first },
      { candidate: 'y', text: second },
    ];
    const english = asked('gaana bajao', 'stop alarm', 'play music');
    expect(await say({ task: 'retrieve', lines: english })).toMatchObject([{ ranked: [], n: 0 }]);
    expect(await say({ task: 'retrieve', lines: english, train: pairs })).toMatchObject([{ ranked: ['y', 'x'] }]);
    const hinglishAsked = asked('stop timer', 'timer lagao', 'timer roko');
    expect(await say({ task: 'retrieve', lines: hinglishAsked, train: pairs })).toMatchObject([{ ranked: ['y', 'x'] }]);
  });

  it('learns from a file first', async () => {
    const train = Array.from({ length: 40 }, (_, at) => ({
      id: `t${at}`,
      text: at % 2 === 0 ? `apple pie ${at}` : `rusty engine ${at}`,
      label: at % 2,
      spans: at % 2 === 0 ? [[0, 5]] : [],
    }));
    const asked = [
      { id: 'a', text: 'apple tart' },
      { id: 'b', text: 'engine oil' },
    ];
    const [apple, engine] = await say({ task: 'actionable', lines: asked, train });
    expect(Number(engine?.['score'])).toBeGreaterThan(Number(apple?.['score']));
    expect(apple).toMatchObject({ label: 0, kept: 0 });
    expect(await say({ task: 'category', lines: asked, train })).toMatchObject([{ label: '0' }, { label: '1' }]);
    expect(await say({ task: 'place', lines: asked, train })).toMatchObject([{ spans: [[0, 5]] }, { spans: [] }]);
  });

  it('refuses with what is wrong', async () => {
    const complaint = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await predict(['--task', 'nonsense'])).toBe(2);
    expect(await predict(['--task', 'urgency', '--in', path.join(folder, 'absent'), '--out', 'x'])).toBe(1);
    const bad = path.join(folder, 'bad.jsonl');
    writeFileSync(bad, '{"id":1}\nnot json\n');
    expect(await predict(['--task', 'urgency', '--in', bad, '--out', path.join(folder, 'o')])).toBe(1);
    expect(complaint.mock.calls.map(([text]) => String(text)).join('')).toContain('line 2: not JSON');
    complaint.mockRestore();
  });
});

it('evaluating succeeds and says so where there are no sets', async () => {
  const words = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await evaluate(['--shared', path.join(folder, 'nowhere')])).toBe(0);
  expect(words.mock.calls.map(([text]) => String(text)).join('')).toContain('nothing measured');
  words.mockRestore();
});
