import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';

const codeOf = ({ code, signal }) => code ?? 128 + (constants.signals[signal] ?? 0);

/** Runs to the end with its output kept; answers the exit code and what it printed. */
export function runQuietly({ command, args, cwd = root, env = process.env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const printed = [];
    child.stdout.on('data', (chunk) => printed.push(chunk));
    child.stderr.on('data', (chunk) => printed.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code: codeOf({ code, signal }), output: Buffer.concat(printed).toString('utf8') });
    });
  });
}

/** Runs in this terminal with our signals passed on; answers the exit code. */
export function runHere({ command, args, cwd = root, env = process.env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    const pass = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, pass);
      resolve(codeOf({ code, signal }));
    });
  });
}
