import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { timeLimit } from '../../plane/time-limit.ts';
import type { Destination } from './destination.ts';
import { signatureOf } from './signature.ts';

/** What is sent in one try. */
export interface Message {
  deliveryId: string;
  kind: string;
  body: string;
  secret: string;
}

/** How long a try may take, and how much of an answer is read. */
export interface SendLimits {
  timeoutMs: number;
  maxAnswerBytes: number;
}

/** Hands out the one address that was checked, whatever the name stands for by now. */
function pinned({ address, family }: Destination): LookupFunction {
  return (_host, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

/** Lets the answer end, so that the receiver is not cut off, but reads no more than the limit. What it says is not kept. */
function drain(answer: IncomingMessage, maxBytes: number): Promise<void> {
  let bytes = 0;
  return new Promise((resolve) => {
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) answer.destroy();
    });
    answer.on('close', resolve);
    answer.on('error', () => resolve());
  });
}

/**
 * Sends a signed delivery once and gives the receiver's status. Redirects are not followed. Rejects when the connection
 * fails, or with the signal's reason when it takes too long or is aborted.
 *
 * Headers: `Assay-Delivery` (id, the same for every try), `Assay-Event` (kind), `Assay-Timestamp` (Unix seconds),
 * `Assay-Signature` (`v1=` and HMAC-SHA256 over `timestamp.body` by the webhook's secret, in hex).
 */
export async function send(
  destination: Destination,
  { deliveryId, kind, body, secret }: Message,
  { timeoutMs, maxAnswerBytes }: SendLimits,
  aborted: AbortSignal,
): Promise<number> {
  const timestamp = Math.floor(Date.now() / 1000);
  const limit = timeLimit(timeoutMs, aborted);
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    lookup: pinned(destination),
    signal: limit.signal,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Assay-Webhooks/1',
      'assay-delivery': deliveryId,
      'assay-event': kind,
      'assay-timestamp': String(timestamp),
      'assay-signature': `v1=${signatureOf(secret, timestamp, body)}`,
    },
  };
  const request = destination.url.protocol === 'https:' ? requestSecure : requestPlain;
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = request(destination.url, options, resolve);
      outgoing.on('error', reject);
      outgoing.end(body);
    });
    await drain(answer, maxAnswerBytes);
    return answer.statusCode ?? 0;
  } finally {
    limit.clear();
  }
}
