import { API_KEY } from './api-key.ts';
import type { Observed, PassiveOracle } from './oracle.ts';

interface Pattern {
  what: string;
  pattern: RegExp;
}

const INTERNALS: readonly Pattern[] = [
  { what: 'a stack trace', pattern: /\n\s+at .+:\d+:\d+|\\n\s+at [^"]+:\d+:\d+/ },
  { what: 'a stack trace', pattern: /\bat (?:async )?[\w.<>$[\] ]+ \([^)]*:\d+:\d+\)/ },
  { what: 'SQL', pattern: /\b(?:select\b[^"]{1,200}\bfrom|insert into|delete from)\s+["\w.\\]+/i },
  {
    what: 'a database error',
    pattern:
      /syntax error at or near|violates [\w -]{3,20} constraint|relation \S+ does not exist|SQLSTATE|ECONNREFUSED/i,
  },
  {
    what: 'an internal path',
    pattern:
      /(?:^|[\s"'(=])(?:\/(?:home|root|usr|var|tmp|opt|srv|app|work)\/[\w.-]+|[A-Z]:\\\\?[\w.-]+)|node_modules|file:\/\//,
  },
];

const SECRETS: readonly Pattern[] = [
  { what: 'a password hash', pattern: /\$argon2(?:id|i|d)\$|\$2[aby]\$\d\d\$|\$scrypt\$/ },
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/ },
];

/** Fields that only these operations may answer with. */
const TOKENS: readonly (Pattern & { given: readonly string[] })[] = [
  {
    what: 'an access token',
    pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/,
    given: ['auth.register', 'auth.login', 'auth.refresh'],
  },
  { what: 'an API key', pattern: API_KEY, given: ['apiKeys.create'] },
];

/** Successful answers made of what tenants uploaded: there, SQL or a path is somebody's text. */
const USER_DATA = new Set(['datasets.rows', 'datasets.export', 'datasets.profile', 'detections.anomalies']);

/** No secret, stack trace, SQL or internal path in an answer, unless the same request sent that text. */
export const disclosureOracle: PassiveOracle = (observed) => {
  const { exchange, surface, operation } = observed;
  if (surface === 'web') return [];
  const id = operation?.id ?? exchange.operationId;
  const tokens = exchange.status < 300 ? TOKENS.filter(({ given }) => !given.includes(id)) : TOKENS;
  const internals = exchange.status < 300 && USER_DATA.has(id) ? [] : INTERNALS;
  const skipped = id === 'system.openapi' || id === 'system.metrics';
  const objections = (skipped ? SECRETS : [...SECRETS, ...tokens, ...internals]).flatMap(
    ({ what, pattern }) => {
      const found = pattern.exec(exchange.bodyText)?.[0];
      return found === undefined || wasSent(observed, found) ? [] : [`shows ${what}`];
    },
  );
  return [...new Set(objections)];
};

function wasSent({ exchange }: Observed, text: string): boolean {
  const unescaped = text.trim();
  return [exchange.requestBody ?? '', exchange.url, decoded(exchange.url)].some((sent) =>
    sent.includes(unescaped),
  );
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
