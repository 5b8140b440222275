import type { SourceMutant } from './mutant.ts';

/** Defects of headers, other origins and the reading of HTTP. */
export const headersMutants: readonly SourceMutant[] = [
  {
    id: 'unreadable-without-headers',
    defect: 'The answer to what is no HTTP lacks the security headers.',
    file: 'src/http/unreadable-request.ts',
    find: '      ...securityHeaders,\n',
    put: '      ...(securityHeaders && {}),\n',
    seenBy: ['tests/security/headers/security-headers.spec.ts'],
  },
  {
    id: 'two-hosts-taken',
    defect: 'Of two Host headers the first counts.',
    file: 'src/http/strict-protocol.ts',
    find: 'if (hosts > 1 || ',
    put: 'if (',
    seenBy: ['tests/security/headers/request-smuggling.spec.ts'],
  },
  {
    id: 'any-origin-reads',
    defect: 'Every origin may read with the cookie of whoever visits it.',
    file: 'src/http/application.ts',
    find: '    // The files of the web interface say otherwise themselves.\n',
    put: "    const { origin = '' } = request.headers;\n    void reply.headers({ 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' });\n",
    seenBy: ['tests/security/headers/cross-origin.spec.ts'],
  },
  {
    id: 'framed-by-anybody',
    defect: 'Other sites may show pages in a frame.',
    file: 'src/http/security-headers.ts',
    find: '  "frame-ancestors \'none\'",\n',
    put: '',
    also: [{ file: 'src/http/security-headers.ts', find: "  'x-frame-options': 'DENY',\n", put: '' }],
    seenBy: ['tests/security/headers/security-headers.spec.ts'],
  },
  {
    id: 'every-address-a-page',
    defect: 'Every unknown address is answered with the interface and 200.',
    file: 'src/control/web/register.ts',
    find: 'isPagePath(pathname) ? 200 : 404',
    put: 'isPagePath(pathname) ? 200 : 200',
    seenBy: ['tests/security/headers/security-headers.spec.ts'],
  },
];
