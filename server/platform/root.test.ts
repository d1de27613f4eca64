import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findProjectRoot, projectRoot } from './root.ts';

test('finds the project from a folder deep inside it', () => {
  expect(findProjectRoot(path.join(projectRoot, 'server', 'modules'))).toBe(projectRoot);
  expect(existsSync(path.join(projectRoot, 'server', 'cli', 'launch.mjs'))).toBe(true);
});

test('refuses a folder outside any project, and says which', () => {
  const outside = mkdtempSync(path.join(tmpdir(), 'outside-'));
  expect(() => findProjectRoot(outside)).toThrow(outside);
});
