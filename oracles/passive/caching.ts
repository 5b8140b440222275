import type { PassiveOracle } from './oracle.ts';

/**
 * Whatever an answer of the API says is somebody's: no cache keeps it. Of the web interface only files that are the same
 * for everybody may be kept, and never with a cookie.
 */
export const cacheOracle: PassiveOracle = ({ exchange, surface }) => {
  const { responseHeaders, setCookies, status } = exchange;
  const policy = responseHeaders['cache-control']?.toLowerCase() ?? '';
  const isKept = !/\bno-store\b/.test(policy);
  const isPage = responseHeaders['content-type']?.startsWith('text/html') ?? false;
  if (surface === 'api' && policy !== 'no-store')
    return [`may be kept: cache-control ${policy || 'is missing'}`];
  if (isKept && setCookies.length > 0) return ['sets a cookie and may be kept by a cache'];
  if (isKept && (isPage || status >= 400)) return [`may be kept: cache-control ${policy || 'is missing'}`];
  return [];
};
