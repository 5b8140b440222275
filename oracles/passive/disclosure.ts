import { SECRET_FORMS, type TextForm } from '../secret-forms.ts';
import type { Observed, PassiveOracle } from './oracle.ts';

const INTERNALS: readonly TextForm[] = [
  { name: 'a stack trace', pattern: /\n\s+at .+:\d+:\d+|\\n\s+at [^"]+:\d+:\d+/ },
  { name: 'a stack trace', pattern: /\bat (?:async )?[\w.<>$[\] ]+ \([^)]*:\d+:\d+\)/ },
  { name: 'SQL', pattern: /\b(?:select\b[^"]{1,200}\bfrom|insert into|delete from)\s+["\w.\\]+/i },
  {
    name: 'a database error',
    pattern:
      /syntax error at or near|violates [\w -]{3,20} constraint|relation \S+ does not exist|SQLSTATE|ECONNREFUSED/i,
  },
  {
    name: 'an internal path',
    pattern:
      /(?:^|[\s"'(=])(?:\/(?:home|root|usr|var|tmp|opt|srv|app|work)\/[\w.-]+|[A-Z]:\\\\?[\w.-]+)|node_modules|file:\/\//,
  },
];

/** Secrets that no operation may answer with. */
const SECRETS: readonly TextForm[] = [SECRET_FORMS.passwordHash, SECRET_FORMS.privateKey];

/** Secrets that only these operations may answer with. */
const TOKENS: readonly (TextForm & { given: readonly string[] })[] = [
  { ...SECRET_FORMS.jsonWebToken, given: ['auth.register', 'auth.login', 'auth.refresh'] },
  { ...SECRET_FORMS.apiKey, given: ['apiKeys.create'] },
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
    ({ name, pattern }) => {
      const found = pattern.exec(exchange.bodyText)?.[0];
      return found === undefined || wasSent(observed, found) ? [] : [`shows ${name}`];
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
