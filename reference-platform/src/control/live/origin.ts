import type { FastifyRequest } from 'fastify';
import { problem } from '../../http/problem.ts';

/** Whether the page that opens the socket is the platform's own. A client that is no browser names no origin. */
export function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string | null,
): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { host: originHost, origin: canonical } = new URL(origin);
  if (publicUrl !== null && canonical === new URL(publicUrl).origin) return true;
  return originHost !== '' && originHost === host?.toLowerCase();
}

/** 403 for a page of another site: browsers let any page open a WebSocket anywhere (cross-site hijacking). */
export function requireOwnOrigin(request: FastifyRequest, publicUrl: string | null): void {
  const { origin, host } = request.headers;
  if (!isOwnOrigin(origin, host, publicUrl)) {
    throw problem.forbidden('Pages of other origins may not open this channel.');
  }
}
