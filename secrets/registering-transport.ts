import type { Credential } from '../api-clients/http/credential.ts';
import type { Exchange } from '../api-clients/http/exchange.ts';
import type { OperationRequest, Transport } from '../api-clients/http/transport.ts';
import { registerSecretsOf } from './run-secrets.ts';

/** A transport of its own for what prepares and cleans up outside tests: what it is handed out is a secret like the tests' own. */
export class RegisteringTransport implements Transport {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async send(request: OperationRequest, credential: Credential, actor?: string): Promise<Exchange> {
    const exchange = await this.#transport.send(request, credential, actor);
    registerSecretsOf(exchange);
    return exchange;
  }

  dispose(): Promise<void> {
    return this.#transport.dispose();
  }
}
