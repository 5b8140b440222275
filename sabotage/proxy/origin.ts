import { type Headers, headerOf } from './message.ts';

/** Whether a page of another site sends the request. Who names no origin is no page, or one of the target's own. */
export function isOfAnotherSite(headers: Headers): boolean {
  const origin = headerOf(headers, 'origin');
  return origin !== undefined && origin !== ownOrigin(headers);
}

/** The origin under which the caller reaches the target, here by the proxy's plain HTTP. */
export function ownOrigin(headers: Headers): string {
  return `http://${headerOf(headers, 'host') ?? ''}`;
}
