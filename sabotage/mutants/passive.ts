import type { SourceMutant } from './mutant.ts';

/** Defects that no test asks about: the passive oracles see them in the exchanges of whichever test comes by. */
export const passiveMutants: readonly SourceMutant[] = [
  {
    id: 'undeclared-field-for-browsers',
    defect: 'Answers to browsers carry a field that the contract does not declare (oracle: schema).',
    file: 'src/http/send.ts',
    find: 'send(JSON.stringify(body.data))',
    put: `send(
    JSON.stringify(
      reply.request.headers['sec-fetch-mode'] === undefined ? body.data : { ...(body.data as object), debug: true },
    ),
  )`,
    seenBy: ['tests/e2e/notifications.spec.ts'],
  },
  {
    id: 'internal-path-in-frames',
    defect:
      'Frames of the notification socket say where notifications are stored (oracles: disclosure, message).',
    file: 'src/control/notifications/representation.ts',
    find: '    link: row.link,\n',
    put: "    link: row.link,\n    ...{ storedIn: '/var/lib/assay/notifications' },\n",
    seenBy: ['tests/e2e/notifications.spec.ts'],
  },
  {
    id: 'source-map-in-the-bundle',
    defect: 'The files of the web interface hold their source maps (oracle: files).',
    file: 'bin/platform.mjs',
    find: '    minify: true,',
    put: "    minify: true,\n    sourcemap: 'inline',",
    seenBy: ['tests/e2e/notifications.spec.ts'],
  },
  {
    id: 'pages-kept-by-caches',
    defect: 'Caches may keep the page of the web interface (oracle: caching).',
    file: 'src/control/web/register.ts',
    find: "hashed ? `public, max-age=${oneYearSeconds}, immutable` : 'no-store',",
    put: "hashed ? `public, max-age=${oneYearSeconds}, immutable` : 'public, max-age=60',",
    seenBy: ['tests/e2e/notifications.spec.ts'],
  },
  {
    id: 'export-without-charset',
    defect: 'The exported audit log leaves its characters to be guessed (oracle: content).',
    file: 'src/control/audit/register.ts',
    find: "mediaType: 'application/x-ndjson; charset=utf-8'",
    put: "mediaType: 'application/x-ndjson'",
    seenBy: ['tests/api/audit.spec.ts'],
  },
  {
    id: 'upload-offered-to-viewers',
    defect: 'A viewer is offered the upload that the API refuses them.',
    file: 'src/web/pages/datasets/datasets-page.tsx',
    find: "useMay('write')",
    put: "useMay('readData')",
    seenBy: ['tests/security/pages-and-api.spec.ts'],
  },
  {
    id: 'webhooks-open-to-viewers',
    defect: 'The page of webhooks is kept from viewers, and what it asks is not.',
    file: 'src/control/webhooks/access.ts',
    find: "roles: ['owner', 'admin']",
    put: "roles: ['owner', 'admin', 'viewer']",
    seenBy: ['tests/security/pages-and-api.spec.ts'],
  },
];
