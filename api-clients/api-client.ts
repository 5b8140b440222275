import { AlgorithmsClient } from './algorithms/client.ts';
import { ApiCaller, type ApiCallerOptions } from './api-caller.ts';
import { ApiKeysClient } from './api-keys/client.ts';
import { AuditClient } from './audit/client.ts';
import { AuthClient } from './auth/client.ts';
import { AutomlClient } from './automl/client.ts';
import { DatasetsClient } from './datasets/client.ts';
import { DetectionsClient } from './detections/client.ts';
import { DetectorsClient } from './detectors/client.ts';
import { EventsClient } from './events/client.ts';
import { ExperimentsClient } from './experiments/client.ts';
import type { Result } from './http/result.ts';
import type { OperationRequest } from './http/transport.ts';
import { JobsClient } from './jobs/client.ts';
import { MembersClient } from './members/client.ts';
import { MonitoringClient } from './monitoring/client.ts';
import { NotificationsClient } from './notifications/client.ts';
import { OperatorClient } from './operator/client.ts';
import { PatternsClient } from './patterns/client.ts';
import { PrivacyClient } from './privacy/client.ts';
import { StreamsClient } from './streams/client.ts';
import { SystemClient } from './system/client.ts';
import { TenantClient } from './tenant/client.ts';
import { WebhooksClient } from './webhooks/client.ts';

export type ApiClientOptions = ApiCallerOptions;

/**
 * The client under test, as one actor: a client for each domain over one transport. A 4xx or 5xx is a result and is
 * never thrown; an answer that breaks the contract throws `ContractViolation`.
 */
export class ApiClient {
  readonly auth: AuthClient;
  readonly tenant: TenantClient;
  readonly members: MembersClient;
  readonly apiKeys: ApiKeysClient;
  readonly operator: OperatorClient;
  readonly datasets: DatasetsClient;
  readonly algorithms: AlgorithmsClient;
  readonly detectors: DetectorsClient;
  readonly experiments: ExperimentsClient;
  readonly automl: AutomlClient;
  readonly jobs: JobsClient;
  readonly detections: DetectionsClient;
  readonly audit: AuditClient;
  readonly privacy: PrivacyClient;
  readonly events: EventsClient;
  readonly patterns: PatternsClient;
  readonly webhooks: WebhooksClient;
  readonly notifications: NotificationsClient;
  readonly monitoring: MonitoringClient;
  readonly streams: StreamsClient;
  readonly system: SystemClient;
  readonly #caller: ApiCaller;

  constructor(options: ApiClientOptions) {
    this.#caller = new ApiCaller(options);
    this.auth = new AuthClient(this.#caller);
    this.tenant = new TenantClient(this.#caller);
    this.members = new MembersClient(this.#caller);
    this.apiKeys = new ApiKeysClient(this.#caller);
    this.operator = new OperatorClient(this.#caller);
    this.datasets = new DatasetsClient(this.#caller);
    this.algorithms = new AlgorithmsClient(this.#caller);
    this.detectors = new DetectorsClient(this.#caller);
    this.experiments = new ExperimentsClient(this.#caller);
    this.automl = new AutomlClient(this.#caller);
    this.jobs = new JobsClient(this.#caller);
    this.detections = new DetectionsClient(this.#caller);
    this.audit = new AuditClient(this.#caller);
    this.privacy = new PrivacyClient(this.#caller);
    this.events = new EventsClient(this.#caller);
    this.patterns = new PatternsClient(this.#caller);
    this.webhooks = new WebhooksClient(this.#caller);
    this.notifications = new NotificationsClient(this.#caller);
    this.monitoring = new MonitoringClient(this.#caller);
    this.streams = new StreamsClient(this.#caller);
    this.system = new SystemClient(this.#caller);
  }

  /** A call that no typed method would make: a wrong method, a broken body, an unknown field. */
  call(request: OperationRequest): Promise<Result<unknown>> {
    return this.#caller.any(request);
  }

  /** The same actor with headers that go with every call, for example `traceparent`. */
  withHeaders(headers: Record<string, string>): ApiClient {
    const { headers: before, ...options } = this.#caller.options;
    return new ApiClient({ ...options, headers: { ...before, ...headers } });
  }
}
