import { ApiClient } from '../api-clients/api-client.ts';
import type { NewApiKey } from '../api-clients/api-keys/schemas.ts';
import { RefreshingCredential } from '../api-clients/auth/refreshing-credential.ts';
import type { TokenPair } from '../api-clients/auth/schemas.ts';
import type { Role, Scope } from '../api-clients/common/schemas.ts';
import type { Credential, CredentialSource } from '../api-clients/http/credential.ts';
import type { Transport } from '../api-clients/http/transport.ts';
import type { Tenant } from '../api-clients/tenant/schemas.ts';
import type { OperatorAccount } from '../config/environment.ts';
import { runSecrets } from '../secrets/run-secrets.ts';
import type { Ledger } from './ledger.ts';
import { canaryOf, derivedPassword, memberEmail } from './names.ts';
import { ProvisioningError, required } from './provisioning-error.ts';

/** Not used so close to its end: it might be over when it arrives. */
const MARGIN_MS = 5_000;

export type Plan = Tenant['plan'];

/** A person of a tenant who can log in. */
export interface Account {
  memberId: string;
  email: string;
  password: string;
  name: string;
  role: Role;
}

export interface ProvisionedTenant {
  id: string;
  name: string;
  canary: string;
  owner: Account;
  ownerTokens: TokenPair;
}

/** A signed-in browser session: the cookie as `name=value`, and the CSRF token that goes with it. */
export interface CookieSession {
  cookie: string;
  csrfToken: string;
}

export interface ProvisionerOptions {
  transport: Transport;
  runSecret: string;
  operator: OperatorAccount | null;
  ledger: Ledger;
}

/** Prepares tenants and people for tests through the target's own API, and removes them. Throws where the client under test would return a problem. */
export class Provisioner {
  readonly #options: ProvisionerOptions;
  readonly #anonymous: ApiClient;
  readonly #ownSessions = new Map<string, Promise<RefreshingCredential>>();
  #operator: Promise<ApiClient> | null = null;

  constructor(options: ProvisionerOptions) {
    this.#options = options;
    this.#anonymous = this.#client({ kind: 'none' });
  }

  get hasOperator(): boolean {
    return this.#options.operator !== null;
  }

  /** Registers a tenant with its owner; another plan than trial needs the operator, without one the tenant stays on trial. */
  async createTenant(name: string, plan: Plan): Promise<ProvisionedTenant> {
    const { runSecret, ledger } = this.#options;
    const canary = canaryOf(runSecret, name);
    const email = memberEmail(name, 'owner');
    const password = this.#password(email);
    const ownerName = `Owner ${canary}`;
    ledger.created({ name, ownerEmail: email });
    const { user, tenant, tokens } = required(
      await this.#anonymous.auth.register({
        tenantName: `${name} ${canary}`,
        name: ownerName,
        email,
        password,
      }),
    );
    if (tenant === null || tokens === null) throw new Error('auth.register gave neither tenant nor tokens');
    if (plan !== tenant.plan && this.hasOperator) {
      required(await (await this.operator()).operator.updateTenant(tenant.id, { plan }));
    }
    const owner: Account = { memberId: user.id, email, password, name: ownerName, role: 'owner' };
    return { id: tenant.id, name, canary, owner, ownerTokens: tokens };
  }

  /** Adds a member; `label` tells two of the same role apart. */
  async createMember(tenant: ProvisionedTenant, role: Role, label: string): Promise<Account> {
    const email = memberEmail(tenant.name, label);
    const password = this.#password(email);
    const name = `${label} ${tenant.canary}`;
    const member = required(await this.#asOwner(tenant).members.create({ email, name, role, password }));
    return { memberId: member.id, email, password, name, role };
  }

  async createApiKey(
    tenant: ProvisionedTenant,
    key: { name: string; scopes: Scope[]; expiresAt?: string },
  ): Promise<NewApiKey> {
    return required(await this.#asOwner(tenant).apiKeys.create(key));
  }

  async signIn(account: Pick<Account, 'email' | 'password'>): Promise<TokenPair> {
    const { tokens } = required(
      await this.#anonymous.auth.login({ email: account.email, password: account.password }),
    );
    if (tokens === null) throw new Error('auth.login gave no tokens');
    return tokens;
  }

  async signInByCookie(account: Pick<Account, 'email' | 'password'>): Promise<CookieSession> {
    const result = await this.#anonymous.auth.login({
      email: account.email,
      password: account.password,
      transport: 'cookie',
    });
    const { csrfToken } = required(result);
    const [cookie] = result.exchange.setCookies.map((line) => line.split(';')[0]);
    if (csrfToken === null || cookie === undefined)
      throw new Error('auth.login gave no cookie with its CSRF token');
    return { cookie, csrfToken };
  }

  /** Removes a tenant with everything in it: by the operator, else by its owner. One that is gone already counts as removed. */
  async removeTenant(tenant: Pick<ProvisionedTenant, 'id' | 'name' | 'owner'>): Promise<void> {
    if (this.hasOperator) {
      const result = await (await this.operator()).operator.removeTenant(tenant.id);
      if (!result.ok && result.status !== 404) throw new ProvisioningError(result);
    } else await this.removeAsOwner(tenant.owner);
    this.#options.ledger.removed({ name: tenant.name, ownerEmail: tenant.owner.email });
  }

  /** Removes the tenant of an owner who can log in; an owner who no longer can has none. */
  async removeAsOwner(owner: Pick<Account, 'email' | 'password'>): Promise<void> {
    const login = await this.#anonymous.auth.login({ email: owner.email, password: owner.password });
    if (!login.ok && login.status === 401) return;
    const { tokens } = required(login);
    if (tokens === null) throw new Error('auth.login gave no tokens');
    required(await this.#client({ kind: 'bearer', accessToken: tokens.accessToken }).tenant.remove());
  }

  /** The client of the platform's operator, logged in once; throws when there are no credentials. */
  operator(): Promise<ApiClient> {
    const { operator } = this.#options;
    if (operator === null)
      throw new Error('this needs the operator: set OPERATOR_EMAIL and OPERATOR_PASSWORD');
    this.#operator ??= this.signIn(operator).then((tokens) =>
      this.#client(new RefreshingCredential(tokens, this.#anonymous.auth), 'operator'),
    );
    return this.#operator;
  }

  /** The client of whoever has that access token. */
  asBearer(accessToken: string): ApiClient {
    return this.#client({ kind: 'bearer', accessToken });
  }

  /**
   * The owner's credential for what is prepared, however long the run: the token from the registration while it lasts, then
   * a session of its own, because the first one is refreshed by the owner as an actor.
   */
  ownerCredential({ owner, ownerTokens }: ProvisionedTenant): CredentialSource {
    const { accessToken, accessTokenExpiresAt } = ownerTokens;
    return {
      current: async () =>
        Date.parse(accessTokenExpiresAt) - MARGIN_MS > Date.now()
          ? { kind: 'bearer', accessToken }
          : (await this.#ownSession(owner)).current(),
    };
  }

  #ownSession(owner: Account): Promise<RefreshingCredential> {
    const known = this.#ownSessions.get(owner.email);
    if (known !== undefined) return known;
    const session = this.signIn(owner).then(
      (tokens) => new RefreshingCredential(tokens, this.#anonymous.auth),
    );
    this.#ownSessions.set(owner.email, session);
    session.catch(() => this.#ownSessions.delete(owner.email));
    return session;
  }

  #password(email: string): string {
    const password = derivedPassword(this.#options.runSecret, email);
    runSecrets.register('password', password);
    return password;
  }

  #asOwner(tenant: ProvisionedTenant): ApiClient {
    return this.#client(this.ownerCredential(tenant));
  }

  #client(credential: Credential | CredentialSource, actor = 'provisioner'): ApiClient {
    return new ApiClient({ transport: this.#options.transport, credential, actor });
  }
}
