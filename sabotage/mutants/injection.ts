import type { SourceMutant } from './mutant.ts';

/** Defects that let what callers send be run, rendered or mistaken for something else. */
export const injectionMutants: readonly SourceMutant[] = [
  {
    id: 'search-for-datasets-becomes-sql',
    defect: 'What is searched for among datasets becomes part of the statement.',
    file: 'src/control/datasets/queries.ts',
    find: 'sql<boolean>`strpos(lower(name), lower(${q})) > 0`',
    put: "sql<boolean>`${sql.raw(`strpos(lower(name), lower('${q}')) > 0`)}`",
    seenBy: ['tests/security/injection/queries.spec.ts'],
  },
  {
    id: 'name-of-a-pattern-becomes-sql',
    defect: 'The name of a new pattern becomes part of a statement.',
    file: 'src/control/patterns/operations.ts',
    find: 'if ((await countPatterns(trx, tenantId)) >= mostPatterns)',
    put: "await sql.raw(`select '${ctx.body.name}'`).execute(trx);\n          if ((await countPatterns(trx, tenantId)) >= mostPatterns)",
    also: [
      {
        file: 'src/control/patterns/operations.ts',
        find: "import { v7 as uuid } from 'uuid';",
        put: "import { sql } from 'kysely';\nimport { v7 as uuid } from 'uuid';",
      },
    ],
    seenBy: ['tests/security/injection/bodies.spec.ts'],
  },
  {
    id: 'conditions-for-a-refresh-token',
    defect: 'Any value is taken for a refresh token and made a text.',
    file: 'src/control/identity/refresh-operation.ts',
    find: 'refreshToken: z.string().min(1).max(200)',
    put: 'refreshToken: z.coerce.string().min(1).max(200)',
    seenBy: ['tests/security/injection/bodies.spec.ts'],
  },
  {
    id: 'unknown-query-parameters-taken',
    defect: 'Parameters that a list of events does not know are passed over.',
    file: 'src/control/events/input.ts',
    find: 'export const listQuery = pageQuery.extend({',
    put: 'export const listQuery = pageQuery.loose().extend({',
    seenBy: ['tests/security/injection/queries.spec.ts'],
  },
  {
    id: 'numbers-evaluated',
    defect: 'A number in a query is evaluated.',
    file: 'src/http/input.ts',
    find: "if (type === 'integer') return integerText.test(text) ? Number(text) : text;",
    put: "if (type === 'integer') try { return Number(new Function(`return (${text})`)()); } catch { return text; }",
    seenBy: ['tests/security/injection/queries.spec.ts'],
  },
  {
    id: 'names-rendered-as-templates',
    defect: 'A name is rendered as a template before it is stored.',
    file: 'src/control/identity/text.ts',
    find: ".refine((text) => text.trim() !== '', 'Must not be blank');",
    put: ".refine((text) => text.trim() !== '', 'Must not be blank')\n    .transform((text) => text.replaceAll('7*7', '49'));",
    seenBy: ['tests/security/injection/bodies.spec.ts'],
  },
  {
    id: 'localhost-by-any-other-case',
    defect: 'A webhook may go to a name that ends in a dot.',
    file: 'src/control/webhooks/destination.ts',
    find: 'intranet|lan|home|corp|home\\.arpa)\\.?$/',
    put: 'intranet|lan|home|corp|home\\.arpa)$/',
    seenBy: ['tests/security/ssrf/destinations.spec.ts'],
  },
  {
    id: 'link-local-forgotten',
    defect: 'A webhook may go to the metadata service of a cloud.',
    file: 'src/control/webhooks/address-policy.ts',
    find: "  '169.254.0.0/16',\n",
    put: '',
    seenBy: ['tests/security/ssrf/destinations.spec.ts'],
  },
  {
    id: 'redirects-followed',
    defect: 'A delivery follows a redirect.',
    file: 'src/control/webhooks/send.ts',
    find: '    await drain(answer, maxAnswerBytes);',
    put: `    if (answer.headers.location !== undefined && destination.url.pathname === '/hook') {
      const url = new URL(answer.headers.location);
      return await send({ ...destination, url }, { deliveryId, kind, body, secret }, { timeoutMs, maxAnswerBytes }, aborted);
    }
    await drain(answer, maxAnswerBytes);`,
    seenBy: ['tests/security/ssrf/deliveries.spec.ts'],
  },
  {
    id: 'database-ports-open',
    defect: 'A webhook may go to the port of a database.',
    file: 'src/control/webhooks/destination.ts',
    find: 'if (servicePorts.has(Number(url.port)))',
    put: 'if (servicePorts.has(-Number(url.port)))',
    seenBy: ['tests/security/ssrf/destinations.spec.ts'],
  },
  {
    id: 'connection-failures-told',
    defect: 'A delivery tells how its connection failed, and so which ports are open.',
    file: 'src/control/webhooks/attempt.ts',
    find: "  return 'the connection failed';\n}",
    put: "  return `the connection failed (${'code' in error ? String(error.code) : 'unknown'})`;\n}",
    seenBy: ['tests/security/ssrf/deliveries.spec.ts'],
  },
  {
    id: 'deliveries-carry-the-secret',
    defect: 'A delivery carries the secret that signs it.',
    file: 'src/control/webhooks/send.ts',
    find: "      'assay-event': kind,\n",
    put: "      'assay-event': kind,\n      'assay-secret': secret,\n",
    seenBy: ['tests/security/ssrf/deliveries.spec.ts'],
  },
];
