import type { SourceMutant } from './mutant.ts';

/** Defects of how the platform refuses, and of what it leaves about. */
export const errorsMutants: readonly SourceMutant[] = [
  {
    id: 'nul-reaches-the-database',
    defect: 'A NUL character in whose data is exported reaches the database, which refuses it: 500.',
    file: 'src/control/privacy/subject.ts',
    find: '    value: plainText,',
    put: '    value: z.string().min(1).max(200),',
    seenBy: ['tests/security/errors/generated-input.spec.ts'],
  },
  {
    id: 'words-of-the-form-parser',
    defect: 'The refusal of a broken form repeats the words of the library that reads forms.',
    file: 'src/http/multipart.ts',
    find: "problem.malformed('The multipart body is broken.')",
    put: 'problem.malformed(`The multipart body is broken: ${String(error)}.`)',
    seenBy: ['tests/security/errors/malformed.spec.ts'],
  },
  {
    id: 'broken-json-quoted',
    defect: 'The refusal of broken JSON quotes it, passwords too.',
    file: 'src/http/body.ts',
    find: "      } catch {\n        done(problem.malformed('The body is not valid JSON.'));",
    put: '      } catch (error) {\n        done(problem.malformed(`The body is not valid JSON: ${String(error)}.`));',
    seenBy: ['tests/security/errors/malformed.spec.ts'],
  },
  {
    id: 'trace-of-the-caller-lost',
    defect: 'A path that the router cannot read is refused under a trace of the platform’s own.',
    file: 'src/http/application.ts',
    find: '    frameworkErrors: (error, request, reply) => {\n      const call = beginCall(request, traceFrom(request.headers.traceparent));',
    put: '    frameworkErrors: (error, request, reply) => {\n      const call = beginCall(request, traceFrom(undefined));',
    seenBy: ['tests/security/errors/refusals.spec.ts'],
  },
  {
    id: 'console-left-open',
    defect: 'Memory and versions of the process are at an address where monitors look for them.',
    file: 'src/http/application.ts',
    find: '  await registerOpenApi(fastify, version);',
    put: "  await registerOpenApi(fastify, version);\n  fastify.get('/actuator/env', { schema: { hide: true } }, () => ({ versions: process.versions, memory: process.memoryUsage() }));",
    seenBy: ['tests/security/errors/exposure.spec.ts'],
  },
  {
    id: 'secret-in-the-bundle',
    defect: 'A key of the server is compiled into the web interface.',
    file: 'src/web/index.html',
    find: '</head>',
    put: '  <meta name="settings" content="{ signingSecret: \'f3a9c1d27b6e4f80\' }" />\n  </head>',
    seenBy: ['tests/security/errors/bundle.spec.ts'],
  },
];
