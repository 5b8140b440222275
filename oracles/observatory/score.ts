/** What an answer brought that the score is about. */
export interface Judged {
  /** Address of the page. */
  url: string;
  /** Headers of the page, names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** `Set-Cookie` lines of the site. */
  setCookies: readonly string[];
  /** Markup of the page. */
  html: string;
}

/** One rule that has something to say: what it found, and the points that it gives or takes. */
export interface Mark {
  rule: string;
  found: string;
  points: number;
}

export interface Score {
  points: number;
  marks: Mark[];
}

type Rule = (judged: Judged) => Mark;

/** Points above 100 are given only to those who have this many without them. */
const BONUS_FROM = 90;
/** Six months, in seconds. */
const LONG_ENOUGH_S = 15_768_000;

const isHttps = ({ url }: Judged) => url.startsWith('https:');

const contentSecurityPolicy: Rule = ({ headers }) => {
  const mark = (found: string, points: number) => ({ rule: 'content-security-policy', found, points });
  const header = headers['content-security-policy'];
  if (header === undefined) return mark('none', -25);
  const sources = new Map(
    header.split(';').map((directive) => {
      const [name = '', ...values] = directive.trim().toLowerCase().split(/\s+/);
      return [name, values];
    }),
  );
  const of = (name: string) => sources.get(name) ?? sources.get('default-src') ?? ['*'];
  const active = [...of('script-src'), ...of('object-src')];
  if (active.some((source) => ["'unsafe-inline'", 'data:', '*', 'http:', 'https:'].includes(source)))
    return mark('scripts from anywhere, or inline', -20);
  if ([...sources.values()].flat().some((source) => source.startsWith('http:'))) return mark('http', -20);
  if (active.includes("'unsafe-eval'")) return mark('eval', -10);
  if (of('style-src').some((source) => ["'unsafe-inline'", 'data:', '*', 'https:'].includes(source)))
    return mark('styles inline', 0);
  const form = sources.get('form-action') ?? [];
  const isClosed = sources.get('default-src')?.join() === "'none'" && /^'(?:none|self)'$/.test(form.join());
  return isClosed ? mark("default-src 'none', nothing unsafe", 10) : mark('nothing unsafe', 5);
};

const cookies: Rule = (judged) => {
  const mark = (found: string, points: number) => ({ rule: 'cookies', found, points });
  const { setCookies, headers } = judged;
  if (setCookies.length === 0) return mark('none', 0);
  const lines = setCookies.map((line) => line.toLowerCase());
  if (lines.some((line) => !/;\s*httponly/.test(line))) return mark('a session within reach of scripts', -30);
  if (lines.some((line) => /;\s*samesite=(?!strict|lax)/.test(line))) return mark('SameSite loosened', -20);
  // A browser keeps no Secure cookie of a site that it reached without TLS.
  const isOpen = isHttps(judged) && lines.some((line) => !/;\s*secure/.test(line));
  if (isOpen)
    return headers['strict-transport-security'] === undefined
      ? mark('not Secure', -40)
      : mark('not Secure', -10);
  const isBound = isHttps(judged) && lines.every((line) => /;\s*samesite=/.test(line));
  return mark(isBound ? 'Secure, HttpOnly, SameSite' : 'HttpOnly', isBound ? 5 : 0);
};

const sharing: Rule = ({ headers }) => {
  const isOpen =
    headers['access-control-allow-origin'] !== undefined &&
    headers['access-control-allow-credentials'] === 'true';
  return {
    rule: 'cross-origin sharing',
    found: isOpen ? 'with credentials' : 'none',
    points: isOpen ? -50 : 0,
  };
};

const resourcePolicy: Rule = ({ headers }) => {
  const found = headers['cross-origin-resource-policy'] ?? 'none';
  return {
    rule: 'cross-origin-resource-policy',
    found,
    points: /^same-(?:site|origin)$/.test(found) ? 10 : 0,
  };
};

const referrerPolicy: Rule = ({ headers }) => {
  const found = headers['referrer-policy'] ?? 'none';
  const isPrivate = ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin'];
  return {
    rule: 'referrer-policy',
    found,
    points: found === 'none' ? 0 : isPrivate.includes(found) ? 5 : -5,
  };
};

const transportSecurity: Rule = (judged) => {
  const mark = (found: string, points: number) => ({ rule: 'strict-transport-security', found, points });
  if (!isHttps(judged)) return mark('not looked at without TLS', 0);
  const header = judged.headers['strict-transport-security'];
  if (header === undefined) return mark('none', -20);
  const seconds = Number(/max-age=(\d+)/.exec(header)?.[1] ?? '0');
  return mark(header, seconds >= LONG_ENOUGH_S ? 0 : -10);
};

const integrity: Rule = ({ url, html }) => {
  const scripts = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/gi)];
  const foreign = scripts.filter(([, source = '']) => new URL(source, url).origin !== new URL(url).origin);
  const bare = foreign.filter(([tag]) => !/\bintegrity=/.test(tag));
  const found = foreign.length === 0 ? 'own scripts alone' : `${bare.length} of ${foreign.length} without`;
  return { rule: 'subresource-integrity', found, points: bare.length > 0 ? -5 : 0 };
};

const contentTypeOptions: Rule = ({ headers }) => {
  const found = headers['x-content-type-options'] ?? 'none';
  return { rule: 'x-content-type-options', found, points: found.toLowerCase() === 'nosniff' ? 0 : -5 };
};

const framing: Rule = ({ headers }) => {
  const mark = (found: string, points: number) => ({ rule: 'framing', found, points });
  if (/frame-ancestors '(?:none|self)'/.test(headers['content-security-policy'] ?? ''))
    return mark('barred by the policy', 5);
  const header = headers['x-frame-options'] ?? 'none';
  return mark(header, /^(?:deny|sameorigin)$/i.test(header) ? 0 : -20);
};

const RULES = [
  contentSecurityPolicy,
  cookies,
  sharing,
  resourcePolicy,
  referrerPolicy,
  transportSecurity,
  integrity,
  contentTypeOptions,
  framing,
];

/**
 * Scores a page as the HTTP Observatory of MDN does: 100 points, less what its rules take; what they give counts from 90
 * points on. Rules and points after its table (mdn/mdn-http-observatory, src/grader/charts.js, 2025); what only a page
 * reached by TLS can have is not looked at on others, and redirection to it is not either.
 */
export function observatoryScore(judged: Judged): Score {
  const marks = RULES.map((rule) => rule(judged));
  const taken = marks.filter(({ points }) => points < 0).reduce((sum, { points }) => sum + points, 0);
  const given = marks.filter(({ points }) => points > 0).reduce((sum, { points }) => sum + points, 0);
  const base = 100 + taken;
  return { points: Math.max(0, base >= BONUS_FROM ? base + given : base), marks };
}
