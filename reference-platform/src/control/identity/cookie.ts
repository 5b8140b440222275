import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdentityConfiguration } from './services.ts';
import type { OpenedSession } from './sessions.ts';

type PublicUrl = Pick<IdentityConfiguration, 'publicUrl'>;

function isSecure({ publicUrl }: PublicUrl): boolean {
  return publicUrl?.startsWith('https://') ?? false;
}

/** The session cookie's name. Behind https `__Host-` binds it to this very host (RFC 6265bis). */
export function sessionCookieName(configuration: PublicUrl): string {
  return isSecure(configuration) ? '__Host-session' : 'session';
}

function attributes(configuration: PublicUrl) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(configuration) } as const;
}

/** The value of the session cookie, where the request has one. */
export function readSessionCookie(configuration: PublicUrl, request: FastifyRequest): string | undefined {
  return request.cookies[sessionCookieName(configuration)];
}

/** Gives a browser the cookie of its session. */
export function setSessionCookie(
  configuration: PublicUrl,
  reply: FastifyReply,
  session: OpenedSession,
): void {
  void reply.setCookie(sessionCookieName(configuration), session.token, {
    ...attributes(configuration),
    expires: session.expiresAt,
  });
}

/** Takes the cookie away from a browser. */
export function clearSessionCookie(configuration: PublicUrl, reply: FastifyReply): void {
  void reply.clearCookie(sessionCookieName(configuration), attributes(configuration));
}
