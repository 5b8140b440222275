import type { SourceMutant } from './mutant.ts';

/** Defects by which somebody reaches an operation that is not theirs. */
export const functionMutants: readonly SourceMutant[] = [
  {
    id: 'method-overridden',
    defect: 'A header turns a request into one of another method.',
    file: 'src/http/application.ts',
    find: 'logger: false,',
    put: `logger: false,
    rewriteUrl: (request) => {
      const method = request.headers['x-http-method-override'];
      if (typeof method === 'string') request.method = method;
      return request.url ?? '/';
    },`,
    seenBy: ['tests/security/functions/method-tampering.spec.ts'],
  },
  {
    id: 'guard-looks-at-the-raw-path',
    defect: 'Rights are not asked for where the path is written with an encoded letter.',
    file: 'src/http/operation.ts',
    find: 'judgeRight(access, request, principal);',
    put: `if (!request.url.includes('%')) judgeRight(access, request, principal);`,
    seenBy: ['tests/security/functions/path-confusion.spec.ts'],
  },
  {
    id: 'debug-operation-left-in',
    defect: 'An operation that no document names tells what the platform runs on.',
    file: 'src/http/application.ts',
    find: 'registerBodyParsers(fastify);',
    put: `registerBodyParsers(fastify);
  fastify.get('/api/v1/debug/vars', () => ({ uptime: process.uptime() }));`,
    seenBy: ['tests/security/functions/hidden-operations.spec.ts'],
  },
  {
    id: 'batch-looks-at-its-first-pair',
    defect: 'A batch leaves out, without a word, what is foreign behind its first pair.',
    file: 'src/control/detections/batch-operation.ts',
    find: 'faults.push(...error.errors.map((fault) => relocated(fault, pair)));',
    put: 'if (requests.length === 0) faults.push(...error.errors.map((fault) => relocated(fault, pair)));',
    seenBy: ['tests/security/functions/batch-items.spec.ts'],
  },
  {
    id: 'admins-make-owners',
    defect: 'An admin makes owners, also of themselves.',
    file: 'src/control/members/rules.ts',
    find: `return callerRole === 'owner' || role !== 'owner';`,
    put: 'return callerRole !== null || role === undefined;',
    seenBy: ['tests/security/functions/self-escalation.spec.ts'],
  },
  {
    id: 'disabled-owner-counts',
    defect: 'A tenant can be left with an owner alone who is disabled.',
    file: 'src/control/members/store.ts',
    find: `.where('status', '=', 'active')`,
    put: '',
    seenBy: ['tests/security/functions/self-escalation.spec.ts'],
  },
  {
    id: 'role-of-the-first-call',
    defect: 'A session keeps the role that it began with, whatever the member has become.',
    file: 'src/control/identity/session-credential.ts',
    find: 'const { role, tenant_id: tenantId, plan } = found;',
    put: `const { tenant_id: tenantId, plan } = found;
  const role = firstRoles.get(found.session_id) ?? found.role;
  firstRoles.set(found.session_id, role);`,
    also: [
      {
        file: 'src/control/identity/session-credential.ts',
        find: 'function principalOf(',
        put: `const firstRoles = new Map<string, FoundSession['role']>();

function principalOf(`,
      },
    ],
    seenBy: ['tests/security/functions/deferred-rights.spec.ts'],
  },
];
