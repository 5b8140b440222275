import type { Exchange } from '../../api-clients/http/exchange.ts';

/** Larger bodies (in characters) are many of what smaller ones show, and reading them takes time. */
export const LARGEST_READ = 256 * 1024;

/** A JSON text as read, or that it cannot be read. */
export type ReadJson = { value: unknown } | 'broken';

/**
 * The JSON that an answer says it is; `undefined` where it is none, larger than 256 KiB, or empty (a page that moves on
 * takes its answers' bodies with it).
 */
export function jsonBody({ responseHeaders, bodyText }: Exchange): ReadJson | undefined {
  const claimsJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(responseHeaders['content-type'] ?? '');
  return claimsJson && bodyText !== '' && bodyText.length <= LARGEST_READ ? readJson(bodyText) : undefined;
}

/** Reads a JSON text. */
export function readJson(text: string): ReadJson {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return 'broken';
  }
}
