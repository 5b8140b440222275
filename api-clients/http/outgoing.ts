import { type Credential, credentialHeaders } from './credential.ts';
import { encodeMultipart } from './multipart.ts';
import type { OperationRequest } from './transport.ts';

/** What goes over the wire, the same on every transport. */
export interface Outgoing {
  /** Lower-case names; the request's own headers win over those of its credential and its body. */
  headers: Record<string, string>;
  body: Buffer | AsyncIterable<Uint8Array> | null;
  /** The body's text for the recorded exchange, `null` where there is none or it is streamed. */
  recordedBody: string | null;
}

/** Binds a request to a credential and encodes its body. */
export function outgoing(request: OperationRequest, credential: Credential): Outgoing {
  const { contentType, body, recordedBody } = encodedBody(request);
  const own = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    headers: {
      accept: 'application/json, application/problem+json, */*',
      ...credentialHeaders(credential, request.method),
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(Object.fromEntries(own) as Record<string, string>),
    },
    body,
    recordedBody,
  };
}

function encodedBody(
  request: OperationRequest,
): Pick<Outgoing, 'body' | 'recordedBody'> & { contentType?: string } {
  if (request.json !== undefined) {
    const text = JSON.stringify(request.json);
    return { contentType: 'application/json', body: Buffer.from(text), recordedBody: text };
  }
  if (request.multipart !== undefined) {
    const { contentType, chunks } = encodeMultipart(request.multipart);
    return { contentType, body: chunks, recordedBody: null };
  }
  if (request.raw !== undefined) {
    const body = Buffer.from(request.raw.content);
    const { contentType } = request.raw;
    return { ...(contentType === undefined ? {} : { contentType }), body, recordedBody: body.toString() };
  }
  return { body: null, recordedBody: null };
}
