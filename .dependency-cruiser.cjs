// Which part may import which (docs/layout.md). `npm run check` runs it on the sources.
const TESTS = '(\\.(test|contract)\\.tsx?$|/testing/)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'only-shared-crosses',
      comment: 'Every package may import shared; desktop-web, bench, chaos and e2e also client; nothing else crosses.',
      severity: 'error',
      from: { path: '^project/([^/]+)/' },
      to: { path: '^project/', pathNot: ['^project/$1/', '^project/shared/', '^project/client/'] },
    },
    {
      name: 'client-is-for-clients',
      severity: 'error',
      from: { path: '^project/', pathNot: '^project/(client|desktop-web|cli|bench|chaos|e2e)/' },
      to: { path: '^project/client/' },
    },
    { name: 'shared-stands-alone', severity: 'error', from: { path: '^project/shared/' }, to: { path: '^project/(?!shared/)' } },
    {
      name: 'tiers-do-not-import-scripts',
      severity: 'error',
      from: { path: '^project/', pathNot: [TESTS, '^project/(e2e|bench|chaos)/'] },
      to: { path: '^scripts/' },
    },
    {
      name: 'pg-only-in-stores',
      comment: 'SQL lives in logic and web.',
      severity: 'error',
      from: { path: '^project/', pathNot: ['^project/(logic|web|task|e2e|bench|chaos)/', TESTS] },
      to: { path: '(^|/)node_modules/(pg|kysely)/' },
    },
    {
      name: 'nats-only-in-bus',
      severity: 'error',
      from: { path: '^project/', pathNot: ['^project/shared/src/bus/', TESTS] },
      to: { path: '(^|/)node_modules/nats/' },
    },
    {
      name: 'quic-only-in-listen',
      comment: 'Engines of WebTransport stay behind the Transport interface. Arms of the bench are other systems.',
      severity: 'error',
      from: { path: '^project/', pathNot: ['^project/access/src/listen/', '^project/bench/src/arms/', TESTS] },
      to: { path: '(^|/)node_modules/(@fails-components|ws)/' },
    },
    {
      name: 'no-tests-in-production',
      comment: 'bench, chaos and e2e prove what is built, as tests do, and start the same worlds.',
      severity: 'error',
      from: { path: '^project/', pathNot: [TESTS, '^project/(bench|chaos|e2e)/'] },
      to: { path: TESTS, pathNot: 'node_modules' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.layers.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
