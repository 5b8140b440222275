import type { ApiCaller } from '../api-caller.ts';
import type { Result } from '../http/result.ts';
import {
  type Liveness,
  livenessSchema,
  type OpenApiDocument,
  openapiSchema,
  type Readiness,
  readinessSchema,
  type Version,
  versionSchema,
} from './schemas.ts';

/** Health, version, contract and figures of the platform itself. */
export class SystemClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  live(): Promise<Result<Liveness>> {
    return this.#caller.json(
      { operationId: 'system.live', method: 'GET', path: '/health/live' },
      200,
      livenessSchema,
    );
  }

  ready(): Promise<Result<Readiness>> {
    return this.#caller.json(
      { operationId: 'system.ready', method: 'GET', path: '/health/ready' },
      200,
      readinessSchema,
    );
  }

  version(): Promise<Result<Version>> {
    return this.#caller.json(
      { operationId: 'system.version', method: 'GET', path: '/version' },
      200,
      versionSchema,
    );
  }

  openapi(): Promise<Result<OpenApiDocument>> {
    return this.#caller.json(
      { operationId: 'system.openapi', method: 'GET', path: '/openapi.json' },
      200,
      openapiSchema,
    );
  }

  /** Prometheus text; for the operator only. */
  metrics(): Promise<Result<string>> {
    return this.#caller.text(
      { operationId: 'system.metrics', method: 'GET', path: '/metrics' },
      'text/plain',
    );
  }
}
