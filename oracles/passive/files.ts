import { API_KEY } from './api-key.ts';
import type { PassiveOracle } from './oracle.ts';

/** What a file that everybody can download must not hold. */
const SECRETS: readonly { what: string; pattern: RegExp }[] = [
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/ },
  { what: 'a token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/ },
  { what: 'an API key', pattern: API_KEY },
  { what: 'a cloud access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a key of a third party', pattern: /\b(?:sk|rk|pk)_(?:live|test)_\w{16,}|\bgh[pousr]_\w{36}/ },
  { what: 'an address with a password', pattern: /\b[a-z][a-z0-9+]*:\/\/[^\s"'`/:@]+:[^\s"'`/@]+@[\w.-]+/ },
  {
    what: 'a written-down secret',
    pattern:
      /\b(?:\w*(?:secret|passwd|password|private_?key|api_?key|access_?token)\w*)["']?\s*[:=]\s*["'`](?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])[\w+/=-]{20,}["'`]/i,
  },
  { what: 'a path of the machine that built it', pattern: /["'`\s]\/(?:home|root|Users|tmp)\/[\w.-]+\// },
];

/** Files of the web interface hold no secret and no source map, which would give the source away. */
export const fileOracle: PassiveOracle = ({ exchange, surface }) => {
  if (surface !== 'web' || exchange.status >= 300) return [];
  const { bodyText, path, responseHeaders } = exchange;
  const hasMap =
    /[#@]\s*sourceMappingURL=/.test(bodyText) ||
    ['sourcemap', 'x-sourcemap'].some((name) => name in responseHeaders);
  return [
    ...(hasMap ? ['names a source map'] : []),
    ...(path.endsWith('.map') ? ['is a source map'] : []),
    ...SECRETS.filter(({ pattern }) => pattern.test(bodyText)).map(({ what }) => `holds ${what}`),
  ];
};
