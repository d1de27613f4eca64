import { existsSync } from 'node:fs';
import { fromRoot } from './paths.mjs';

const bin = (...parts) => fromRoot('node_modules', ...parts);
const cached = (name) => fromRoot('.cache', name);

const withWeb = existsSync(fromRoot('web', 'tsconfig.json'));
const present = (...folders) => folders.filter((folder) => existsSync(fromRoot(folder)));

/** The checks of `verify`, longest first, so that two at a time end together. */
export const checks = () => [
  { name: 'lint', args: [bin('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '.'] },
  {
    name: 'types',
    args: [
      bin('typescript', 'bin', 'tsc'),
      ...['-p', 'tsconfig.json', '--pretty', 'false'],
      ...['--incremental', '--tsBuildInfoFile', cached('types.tsbuildinfo')],
    ],
  },
  ...(withWeb
    ? [
        {
          name: 'web types',
          cwd: fromRoot('web'),
          args: [
            bin('svelte-check', 'bin', 'svelte-check'),
            ...['--tsconfig', './tsconfig.json', '--output', 'human', '--fail-on-warnings'],
          ],
        },
      ]
    : []),
  {
    name: 'dependency rules',
    args: [
      bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err', '--'],
      ...present('server', 'workers', 'bench', 'web/src'),
    ],
  },
  { name: 'unused code', args: [bin('knip', 'bin', 'knip.js'), '--no-progress'] },
  {
    name: 'format',
    args: [
      bin('prettier', 'bin', 'prettier.cjs'),
      ...['--check', '--log-level', 'warn', '--cache', '--cache-location', cached('prettier'), '.'],
    ],
  },
];
