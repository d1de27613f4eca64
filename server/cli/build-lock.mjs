import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { fromRoot } from './paths.mjs';

const PAUSE_MS = 100;

function tryLock(database) {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error.code?.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}

/**
 * Runs `work` while no other process on this tree builds. The lock is an open transaction on a file of its own:
 * the kernel drops it when its holder dies, however it dies, so a stale one cannot exist.
 */
export async function withBuildLock(work) {
  mkdirSync(fromRoot('.cache'), { recursive: true });
  const database = new Database(fromRoot('.cache', 'build.lock'), { timeout: 0 });
  try {
    while (!tryLock(database)) await pause(PAUSE_MS);
    return await work();
  } finally {
    database.close();
  }
}
