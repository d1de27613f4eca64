import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(path.join(import.meta.dirname, 'app.css'), 'utf8');

function tokens(selector: string): Record<string, string> {
  const start = css.indexOf(selector);
  const block = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const light = tokens(':root {\n  --paper');
const dark = tokens("[data-theme='dark'] {");
const system = tokens("[data-theme='system'] {");

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ['paper', 'surface', 'sunken', 'raised', 'selected'];
const TEXTS = ['ink', 'ink-2', 'ink-3', 'accent', 'accent-strong', 'open', 'in-process', 'closed', 'verified', 'again'];
const PAIRS: [string, string][] = [
  ...TEXTS.flatMap((text) => GROUNDS.map((ground): [string, string] => [text, ground])),
  ...['open', 'in-process', 'closed', 'verified', 'again'].map((tone): [string, string] => [tone, `${tone}-soft`]),
  ['accent', 'accent-soft'],
  ['accent-strong', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['mark-ink', 'mark'],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s theme', (_name, theme) => {
  it.each(PAIRS)('%s on %s reaches 4.5:1', (text, ground) => {
    const [one, other] = [theme[text], theme[ground]];
    if (one === undefined || other === undefined) throw new Error(`no token ${text} or ${ground}`);
    expect(contrast(one, other)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(GROUNDS)('the bar of life-risk stands out on %s at 3:1', (ground) => {
    expect(contrast(theme['life-risk'] ?? '', theme[ground] ?? '')).toBeGreaterThanOrEqual(3);
  });
});

it('follows the device with the same dark colours', () => {
  expect(Object.keys(dark).length).toBeGreaterThan(20);
  expect(system).toEqual(dark);
  expect(Object.keys(light).sort()).toEqual(Object.keys(dark).sort());
});

it('keeps the red of life-risk to life-risk', () => {
  const others = Object.entries(light).filter(([name]) => name !== 'life-risk');
  expect(others.map(([, value]) => value)).not.toContain(light['life-risk']);
});
