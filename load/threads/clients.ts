import { ApiClient } from '../../api-clients/api-client.ts';
import { RefreshingCredential } from '../../api-clients/auth/refreshing-credential.ts';
import type { Credential, CredentialSource } from '../../api-clients/http/credential.ts';
import type { Exchange } from '../../api-clients/http/exchange.ts';
import { UndiciTransport } from '../../api-clients/http/undici-transport.ts';
import type { OperationCounter } from '../figures/operation-tally.ts';
import type { LoadActor } from './flow-tools.ts';
import type { OracleSample } from './oracle-sample.ts';

/** Makes the clients of one generator, over connections that they share. */
export class Clients {
  readonly #transport: UndiciTransport;
  readonly #makeOracles: () => OracleSample;
  #oracles: OracleSample | null = null;

  /** `makeOracles` is called when the first client is made: reading the contract takes a part of a second. */
  constructor(targetUrl: string, makeOracles: () => OracleSample) {
    this.#transport = new UndiciTransport({ baseUrl: targetUrl });
    this.#makeOracles = makeOracles;
  }

  /** A client as `actor`, whose exchanges go to `counter`. Throws where its account cannot be signed in to. */
  async client(actor: LoadActor, counter: OperationCounter): Promise<ApiClient> {
    this.#oracles ??= this.#makeOracles();
    const judged = this.#oracles.of({ name: actor.name, canary: actor.canary, seesAllTenants: false });
    const record = (exchange: Exchange): void => {
      counter.record(exchange);
      judged.record(exchange);
    };
    const credential = await this.#credentialOf(actor);
    return new ApiClient({ transport: this.#transport, credential, actor: actor.name, recorder: { record } });
  }

  /** Breaks every connection off. */
  async dispose(): Promise<void> {
    await this.#transport.dispose();
  }

  async #credentialOf({ name, as }: LoadActor): Promise<Credential | CredentialSource> {
    if (as.kind !== 'account') return as;
    const { email, password } = as;
    const anonymous = new ApiClient({ transport: this.#transport, credential: { kind: 'none' } });
    const answer = await anonymous.auth.login({ email, password });
    if (!answer.ok) throw new Error(`${name} could not sign in: ${answer.status} ${answer.problem.detail}`);
    const { tokens } = answer.data;
    if (tokens === null) throw new Error(`${name} could not sign in: a second factor is asked for`);
    return new RefreshingCredential(tokens, anonymous.auth);
  }
}
