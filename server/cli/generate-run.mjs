import { fromRoot } from './paths.mjs';
import { runHere } from './process.mjs';

export const generate = (args) =>
  runHere({ command: process.execPath, args: ['--import', 'tsx', fromRoot('server', 'cli', 'generate.ts'), ...args] });
