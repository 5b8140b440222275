import type { Credential, CredentialSource } from '../http/credential.ts';
import type { AuthClient } from './client.ts';
import type { TokenPair } from './schemas.ts';

/** Refreshed this long before it expires, so that it is good when it arrives. */
const MARGIN_MS = 5_000;

/**
 * A bearer credential for actors that outlive an access token: asks for a new pair shortly before the old one
 * expires, once for all calls that wait for it. Throws when the target refuses the refresh.
 */
export class RefreshingCredential implements CredentialSource {
  #tokens: TokenPair;
  #refreshing: Promise<TokenPair> | null = null;
  readonly #auth: AuthClient;
  readonly #now: () => number;

  constructor(tokens: TokenPair, anonymous: AuthClient, now: () => number = Date.now) {
    this.#tokens = tokens;
    this.#auth = anonymous;
    this.#now = now;
  }

  async current(): Promise<Credential> {
    if (Date.parse(this.#tokens.accessTokenExpiresAt) - MARGIN_MS <= this.#now()) {
      this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = null));
      await this.#refreshing;
    }
    return { kind: 'bearer', accessToken: this.#tokens.accessToken };
  }

  async #refresh(): Promise<TokenPair> {
    const result = await this.#auth.refresh(this.#tokens.refreshToken);
    if (!result.ok)
      throw new Error(`the access token could not be refreshed: ${result.status} ${result.problem.detail}`);
    this.#tokens = result.data;
    return result.data;
  }
}
