/**
 * How a caller proves who it is. `cookie` is the whole `name=value` pair of the session cookie (its name depends
 * on the target's scheme); `csrfToken` goes with every unsafe method.
 */
export type Credential =
  | { kind: 'none' }
  | { kind: 'bearer'; accessToken: string }
  | { kind: 'apiKey'; key: string }
  | { kind: 'cookie'; cookie: string; csrfToken: string };

/** Where a client takes its credential from, asked once for each call. */
export interface CredentialSource {
  current(): Promise<Credential>;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The request headers that carry `credential`; the CSRF token only on methods that change something. */
export function credentialHeaders(credential: Credential, method: string): Record<string, string> {
  switch (credential.kind) {
    case 'none':
      return {};
    case 'bearer':
      return { authorization: `Bearer ${credential.accessToken}` };
    case 'apiKey':
      return { 'x-api-key': credential.key };
    case 'cookie':
      return SAFE_METHODS.has(method)
        ? { cookie: credential.cookie }
        : { cookie: credential.cookie, 'x-csrf-token': credential.csrfToken };
  }
}
