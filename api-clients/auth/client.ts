import type { ApiCaller } from '../api-caller.ts';
import { type Page, type PageQuery, pageSchema } from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import { type Member, memberSchema } from '../members/schemas.ts';
import {
  type Authenticated,
  authenticatedSchema,
  type LiveTicket,
  liveTicketSchema,
  type MfaEnrolment,
  mfaEnrolmentSchema,
  type Session,
  sessionSchema,
  type TokenPair,
  tokenPairSchema,
  type WhoAmI,
  whoAmISchema,
} from './schemas.ts';

const sessionPageSchema = pageSchema(sessionSchema);

export interface Registration {
  tenantName: string;
  name: string;
  email: string;
  password: string;
  transport?: Session['transport'];
}

export interface Login {
  email: string;
  password: string;
  /** Six digits. */
  totp?: string;
  transport?: Session['transport'];
  /** 1 to 900. */
  accessTokenTtlSeconds?: number;
  /** Ends the session for good; at most the platform's own limit. */
  sessionTtlSeconds?: number;
}

/** Registration, log-in, and what a user may do with the own account. */
export class AuthClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  register(registration: Registration): Promise<Result<Authenticated>> {
    return this.#caller.json(
      { operationId: 'auth.register', method: 'POST', path: '/auth/register', json: registration },
      201,
      authenticatedSchema,
    );
  }

  login(login: Login): Promise<Result<Authenticated>> {
    return this.#caller.json(
      { operationId: 'auth.login', method: 'POST', path: '/auth/login', json: login },
      200,
      authenticatedSchema,
    );
  }

  refresh(refreshToken: string): Promise<Result<TokenPair>> {
    return this.#caller.json(
      { operationId: 'auth.refresh', method: 'POST', path: '/auth/refresh', json: { refreshToken } },
      200,
      tokenPairSchema,
    );
  }

  logout(): Promise<Result<null>> {
    return this.#caller.empty({ operationId: 'auth.logout', method: 'POST', path: '/auth/logout' });
  }

  logoutAll(): Promise<Result<null>> {
    return this.#caller.empty({ operationId: 'auth.logoutAll', method: 'POST', path: '/auth/logout-all' });
  }

  me(): Promise<Result<WhoAmI>> {
    return this.#caller.json({ operationId: 'auth.me', method: 'GET', path: '/auth/me' }, 200, whoAmISchema);
  }

  updateMe(patch: { name: string }): Promise<Result<Member>> {
    return this.#caller.json(
      { operationId: 'auth.updateMe', method: 'PATCH', path: '/auth/me', json: patch },
      200,
      memberSchema,
    );
  }

  changePassword(change: { currentPassword: string; newPassword: string }): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'auth.changePassword',
      method: 'POST',
      path: '/auth/password',
      json: change,
    });
  }

  /** Asks for a mail with a link to choose a new password. */
  requestPasswordReset(email: string): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'auth.requestPasswordReset',
      method: 'POST',
      path: '/auth/password/reset-request',
      json: { email },
    });
  }

  /** Chooses a new password with the token of a mailed link. */
  resetPassword(choice: { token: string; password: string }): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'auth.resetPassword',
      method: 'POST',
      path: '/auth/password/reset',
      json: choice,
    });
  }

  sessions(query: PageQuery = {}): Promise<Result<Page<Session>>> {
    return this.#caller.json(
      { operationId: 'auth.sessions', method: 'GET', path: '/auth/sessions', query: { ...query } },
      200,
      sessionPageSchema,
    );
  }

  revokeSession(id: string): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'auth.revokeSession',
      method: 'DELETE',
      path: '/auth/sessions/{id}',
      pathParams: { id },
    });
  }

  /** A ticket for the channel at a path below the API's base; it ends after 60 s, or `ttlSeconds` (1 to 60). */
  wsTicket({ path, ...life }: { path: string; ttlSeconds?: number }): Promise<Result<LiveTicket>> {
    return this.#caller.json(
      { operationId: 'auth.wsTicket', method: 'POST', path: '/auth/ws-tickets', json: { path, ...life } },
      200,
      liveTicketSchema,
    );
  }

  enrolMfa(proof: { currentPassword: string }): Promise<Result<MfaEnrolment>> {
    return this.#caller.json(
      { operationId: 'auth.enrolMfa', method: 'POST', path: '/auth/mfa', json: proof },
      201,
      mfaEnrolmentSchema,
    );
  }

  verifyMfa(code: string): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'auth.verifyMfa',
      method: 'POST',
      path: '/auth/mfa/verify',
      json: { code },
    });
  }

  /** The code is one of six digits that has not been used. */
  disableMfa(proof: { currentPassword: string; code: string }): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'auth.disableMfa',
      method: 'DELETE',
      path: '/auth/mfa',
      json: proof,
    });
  }
}
