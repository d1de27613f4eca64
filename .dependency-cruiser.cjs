/** The direction of the code, as ARCHITECTURE.md draws it. Tests may look anywhere. */
const TEST = '\\.test\\.ts$|[./]testing(\\.ts|/)|\\.test-suite\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A circle of files has no order in which it can be understood. Types alone may point back.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-missing',
      severity: 'error',
      from: { pathNot: '^web/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'web-takes-clients-and-schemas',
      comment:
        'The web knows the server by its typed clients and by the shapes of what goes in and out. The letters of a font are a table that both read.',
      severity: 'error',
      from: { path: '^web/src/', pathNot: TEST },
      to: {
        path: '^(server|workers|bench)/',
        pathNot: '^server/http/client|\\.schemas\\.ts$|^server/modules/language/kruti-dev\\.rules\\.ts$',
      },
    },
    {
      name: 'workers-stand-on-the-server',
      severity: 'error',
      from: { path: '^workers/', pathNot: TEST },
      to: { path: '^(web|bench)/|^server/(?!modules/|platform/|config/|(deps|schema)\\.ts$)' },
    },
    {
      name: 'server-knows-no-process',
      comment: 'Only the entry, and the command that replays without a server, start workers and pages.',
      severity: 'error',
      from: { path: '^server/', pathNot: `^server/(main|cli/replay)\\.ts$|${TEST}` },
      to: { path: '^(workers|web)/' },
    },
    {
      name: 'bench-is-for-the-command-line',
      severity: 'error',
      from: { path: '^(server|workers|web)/', pathNot: '^server/cli/' },
      to: { path: '^bench/' },
    },
    {
      name: 'platform-knows-no-police',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: TEST },
      to: { path: '^server/(modules|http|deps|cli|main)' },
    },
    {
      name: 'engines-are-made-in-deps',
      comment: 'Everything but the composition root speaks to ports.',
      severity: 'error',
      from: { path: '^(server|workers)/', pathNot: `^server/deps|^server/platform/[^/]+/|${TEST}` },
      to: { path: '^server/platform/[^/]+/engines/' },
    },
    {
      name: 'engines-of-one-port',
      severity: 'error',
      from: { path: '^server/platform/([^/]+)/', pathNot: TEST },
      to: { path: '^server/platform/[^/]+/engines/', pathNot: '^server/platform/$1/' },
    },
    {
      name: 'modules-by-the-front-door',
      comment: 'Another module is used by its verbs, shapes and rules; its queries and its HTTP are its own.',
      severity: 'error',
      from: { path: '^server/modules/([^/]+)/', pathNot: TEST },
      to: { path: '^server/modules/[^/]+/[^/]*\\.(routes|repository)\\.ts$', pathNot: '^server/modules/$1/' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: {
        path: '\\.(repository|routes|usecases|table)\\.ts$|^server/(platform/db|http|deps)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'modules-know-no-http-app',
      comment: 'Routes use the small HTTP kit; the app that mounts them stays above.',
      severity: 'error',
      from: { path: '^server/modules/', pathNot: TEST },
      to: { path: '^server/(http/app|main|cli/)' },
    },
    {
      name: 'no-development-packages-in-production',
      severity: 'error',
      from: { path: '^(server|workers)/', pathNot: `${TEST}|^server/cli/generate\\.ts$` },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|\\.cache|web/(build|\\.svelte-kit|static))/|^web/src/lib/paraglide/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types', 'svelte'],
    },
  },
};
