import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../platform/root.ts';

/** Each file breaks the rule it is listed under; the others only give it something to import. */
const TREE: Readonly<Record<string, string>> = {
  'server/modules/a/a.usecases.ts': "export { query } from '../b/b.repository.ts';",
  'server/modules/a/a.rules.ts': "export { query } from './a.repository.ts';",
  'server/modules/a/a.repository.ts': 'export const query = 1;',
  'server/modules/a/a.routes.ts': "export { engine } from '../../platform/queue/engines/one.ts';",
  'server/modules/b/b.repository.ts': 'export const query = 2;',
  'server/modules/b/b.schemas.ts': 'export const schema = 3;',
  'server/modules/b/b.errors.ts': "export { app } from '../../http/app.ts';",
  'server/modules/c/c.rules.ts': "import { two } from './d.rules.ts';\nexport const one = () => two;",
  'server/modules/c/d.rules.ts': "import { one } from './c.rules.ts';\nexport const two = () => one;",
  'server/platform/queue/engines/one.ts': 'export const engine = 4;',
  'server/platform/blobs/port.ts': "export { engine } from '../queue/engines/one.ts';",
  'server/platform/log/port.ts': "export { schema } from '../../modules/b/b.schemas.ts';",
  'server/http/app.ts': "export { poll } from '../../workers/poll.ts';\nexport const app = 5;",
  'server/http/bench.ts': "export { figures } from '../../bench/main.ts';",
  'server/deps.ts': "export { engine } from './platform/queue/engines/one.ts';",
  'server/main.ts': "export { poll } from '../workers/poll.ts';",
  'workers/poll.ts': "export { engine } from '../server/deps.ts';\nexport const poll = 6;",
  'workers/serve.ts': "export { engine } from '../server/main.ts';",
  'bench/main.ts': 'export const figures = 7;',
  'web/src/lib/list.ts': "export { query } from '../../../server/modules/b/b.repository.ts';",
  'web/src/lib/form.ts': "export { schema } from '../../../server/modules/b/b.schemas.ts';",
};

const EXPECTED = [
  'bench-is-for-the-command-line server/http/bench.ts',
  'engines-are-made-in-deps server/modules/a/a.routes.ts',
  'engines-of-one-port server/platform/blobs/port.ts',
  'modules-by-the-front-door server/modules/a/a.usecases.ts',
  'modules-know-no-http-app server/modules/b/b.errors.ts',
  'no-cycles server/modules/c/c.rules.ts',
  'platform-knows-no-police server/platform/log/port.ts',
  'rules-are-pure server/modules/a/a.rules.ts',
  'server-knows-no-process server/http/app.ts',
  'web-takes-clients-and-schemas web/src/lib/list.ts',
  'workers-stand-on-the-server workers/serve.ts',
];

interface Cruised {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

let project: string;

beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), 'rules-'));
  for (const [file, text] of Object.entries(TREE)) {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
  }
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
    copyFileSync(path.join(projectRoot, file), path.join(project, file));
  }
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(project, 'node_modules'));
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

function cruise(): Promise<Cruised> {
  const tool = path.join(projectRoot, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const args = [
    tool,
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    'server',
    'workers',
    'bench',
    'web',
  ];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: project, maxBuffer: 1e8 }, (_error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as Cruised);
      } catch {
        reject(new Error(stderr));
      }
    });
  });
}

test('each direction rule refuses what it is there to refuse, and nothing else', async () => {
  const { summary } = await cruise();
  const found = summary.violations.map((violation) => `${violation.rule.name} ${violation.from}`);
  expect(found.sort()).toEqual(EXPECTED);
});
