import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { hi } from './hi.ts';
import { mr } from './mr.ts';
import type { Catalogue } from './translate.ts';

const all: Record<string, Catalogue> = { en, hi, mr };
const keys = Object.keys(en);
const holes = (message: string) => [...new Set([...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
const root = path.resolve(import.meta.dirname, '../..');

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return sources(file);
    return /\.(svelte|ts)$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? [readFileSync(file, 'utf8')] : [];
  });
}

describe('catalogues', () => {
  it.each(['hi', 'mr'])('%s has every key of English and no other', (locale) => {
    expect(Object.keys(all[locale] ?? {}).sort()).toEqual([...keys].sort());
  });

  it.each(Object.keys(all))('%s leaves no message empty and puts in the same values', (locale) => {
    for (const [key, message] of Object.entries(all[locale] ?? {})) {
      expect(message.trim(), key).not.toBe('');
      const english: string | undefined = Object.entries(en).find(([name]) => name === key)?.[1];
      expect(holes(message), key).toEqual(holes(english ?? ''));
    }
  });

  it.each(['hi', 'mr'])('%s is written in Devanagari, but for names that have none', (locale) => {
    const latin = Object.entries(all[locale] ?? {}).filter(([, message]) => !/[\u0900-\u097f]/.test(message));
    expect(latin.map(([key]) => key)).toEqual(['channel.x']);
  });

  it('uses every key somewhere', () => {
    const text = sources(root)
      .filter((source) => !source.includes('satisfies Record<keyof typeof english'))
      .join('\n');
    // Keys that are put together from a code, such as `board.${tab}`, count by their beginning.
    const composed = [...text.matchAll(/`([\w.-]+)\.\$\{/g)].map(([, beginning]) => `${beginning}.`);
    const used = (key: string) =>
      text.split(`'${key}'`).length > 2 || composed.some((beginning) => key.startsWith(beginning));
    expect(keys.filter((key) => !used(key))).toEqual([]);
  });
});
