/** Header names and values in the order and spelling of the wire; a name may come twice. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** A request as it goes on to the target. */
export interface SentRequest {
  method: string;
  /** Path with query, as it came. */
  url: string;
  headers: Headers;
  body: Buffer;
}

/** An answer, whole. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Buffer;
}

/** The pairs of Node's flat list of raw headers. */
export function headerPairs(raw: readonly string[]): Headers {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));
}

/** The first value of a header, whatever its spelling; `undefined` without one. */
export function headerOf(headers: Headers, name: string): string | undefined {
  return headers.find(([known]) => known.toLowerCase() === name)?.[1];
}

/** The same headers without those of these names. */
export function withoutHeaders(headers: Headers, ...names: readonly string[]): Headers {
  return headers.filter(([name]) => !names.includes(name.toLowerCase()));
}

/** The same headers with one set, in place of all of its name. */
export function withHeader(headers: Headers, name: string, value: string): Headers {
  return [...withoutHeaders(headers, name.toLowerCase()), [name, value]];
}

/** What a JSON answer says; `undefined` for any other one. */
export function jsonOf({ headers, body }: Pick<Answer, 'headers' | 'body'>): unknown {
  if (!/^application\/(?:[\w.]+\+)?json\b/.test(headerOf(headers, 'content-type') ?? '')) return undefined;
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return value;
  } catch {
    return undefined;
  }
}

/** The answer with another JSON value, its length mended. */
export function withJson(answer: Answer, value: unknown): Answer {
  return withBody(answer, Buffer.from(JSON.stringify(value)));
}

/** The answer with another body, its length mended. */
export function withBody(answer: Answer, body: Buffer): Answer {
  const headers = withoutHeaders(answer.headers, 'transfer-encoding');
  return { ...answer, headers: withHeader(headers, 'content-length', String(body.length)), body };
}
