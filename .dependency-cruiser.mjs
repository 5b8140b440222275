// Who may know whom: the layers of the suite, and the wall around the reference platform.

/** @param {string} room */
const outside = (room) => `^(?!${room}/)`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle has no first reader: part the shared piece out.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'suite-is-a-black-box',
      comment: 'Nothing outside reference-platform/ imports anything inside it.',
      severity: 'error',
      from: { path: outside('reference-platform') },
      to: { path: '^reference-platform/' },
    },
    {
      name: 'platform-stands-alone',
      comment: 'The reference platform imports nothing of the suite.',
      severity: 'error',
      from: { path: '^reference-platform/' },
      to: {
        path: '^(config|contract|targets|api-clients|page-objects|flows|test-data|fixtures|oracles|load|reporting|sabotage|secrets|tests|self-tests|scripts)/',
      },
    },
    {
      name: 'control-and-compute-are-two-planes',
      comment: 'The planes share protocol, storage, database and configuration, never each other’s code.',
      severity: 'error',
      from: { path: '^reference-platform/src/control/' },
      to: {
        path: '^reference-platform/src/compute/',
        pathNot: '^reference-platform/src/compute/(protocol|[a-z-]+/protocol)\\.ts$',
      },
    },
    {
      name: 'compute-does-not-know-control',
      severity: 'error',
      from: { path: '^reference-platform/src/compute/' },
      to: { path: '^reference-platform/src/(control|http)/' },
    },
    {
      name: 'web-knows-only-itself',
      severity: 'error',
      from: { path: '^reference-platform/src/web/' },
      to: { path: '^reference-platform/src/(?!web/)' },
    },
    {
      name: 'specs-go-through-fixtures',
      comment:
        'tests → fixtures, flows and test-data; for types also api-clients, contract, load and oracles.',
      severity: 'error',
      from: { path: '^tests/' },
      to: {
        path: '^(targets|config|reporting|sabotage|secrets|scripts|self-tests|page-objects)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-reporting-or-sabotage-in-tests',
      comment: 'Tests and fixtures must not know how they are reported or broken.',
      severity: 'error',
      from: { path: '^(tests|fixtures|flows|page-objects|api-clients|oracles|load|test-data)/' },
      to: { path: '^(reporting|sabotage)/' },
    },
    {
      name: 'page-objects-only-locate',
      severity: 'error',
      from: { path: '^page-objects/' },
      to: {
        path: '^(api-clients|fixtures|flows|targets|oracles|contract|load)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'flows-do-not-know-fixtures',
      severity: 'error',
      from: { path: '^flows/' },
      to: { path: '^(fixtures|targets|tests)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'clients-are-the-bottom',
      severity: 'error',
      from: { path: '^(api-clients|test-data|config)/' },
      to: { path: '^(fixtures|flows|page-objects|targets|oracles|load|secrets|tests|self-tests)/' },
    },
    {
      name: 'nobody-imports-specs',
      severity: 'error',
      from: { path: outside('tests') },
      to: { path: '^tests/' },
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '(^|/)(node_modules|\\.build|dist|reports|test-results|playwright-report|allure-report|allure-results)/',
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
    cache: false,
  },
};
