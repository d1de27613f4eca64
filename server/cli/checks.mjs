import { existsSync } from 'node:fs';
import { hasWeb } from './build-web.mjs';
import { fromRoot } from './paths.mjs';

const bin = (...parts) => fromRoot('node_modules', ...parts);
const cached = (name) => fromRoot('.cache', name);
const present = (...folders) => folders.filter((folder) => existsSync(fromRoot(folder)));

const lint = () => ({
  name: 'lint',
  steps: [[bin('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '.']],
});

const types = () => ({
  name: 'types',
  steps: [
    [
      bin('typescript', 'bin', 'tsc'),
      ...['-p', 'tsconfig.json', '--pretty', 'false'],
      ...['--incremental', '--tsBuildInfoFile', cached('types.tsbuildinfo')],
    ],
  ],
});

const webTypes = () => ({
  name: 'web types',
  cwd: fromRoot('web'),
  steps: [
    // They stand partly in files that SvelteKit writes: a fresh clone has none yet.
    [bin('@sveltejs', 'kit', 'svelte-kit.js'), 'sync'],
    [
      bin('svelte-check', 'bin', 'svelte-check'),
      ...['--tsconfig', './tsconfig.json', '--output', 'human', '--fail-on-warnings'],
    ],
  ],
});

const dependencyRules = () => ({
  name: 'dependency rules',
  steps: [
    [
      bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err', '--'],
      ...present('server', 'workers', 'bench', 'web/src'),
    ],
  ],
});

const unusedCode = () => ({ name: 'unused code', steps: [[bin('knip', 'bin', 'knip.js'), '--no-progress']] });

const format = () => ({
  name: 'format',
  steps: [
    [
      bin('prettier', 'bin', 'prettier.cjs'),
      ...['--check', '--log-level', 'warn', '--cache', '--cache-location', cached('prettier'), '.'],
    ],
  ],
});

/** The checks of `verify`, longest first, so that two at a time end together. */
export const checks = () => [
  lint(),
  types(),
  ...(hasWeb() ? [webTypes()] : []),
  dependencyRules(),
  unusedCode(),
  format(),
];
