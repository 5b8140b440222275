import type { ApiCaller } from '../api-caller.ts';
import { type Page, type PageQuery, pageSchema } from '../common/schemas.ts';
import type { Severity } from '../events/schemas.ts';
import type { Result } from '../http/result.ts';
import {
  type Delivery,
  deliverySchema,
  type NewWebhook,
  newWebhookSchema,
  type Webhook,
  webhookSchema,
} from './schemas.ts';

const webhookPageSchema = pageSchema(webhookSchema);
const deliveryPageSchema = pageSchema(deliverySchema);

/** URLs that the tenant's events are sent to. */
export class WebhooksClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  create(webhook: {
    url: string;
    kinds?: string[];
    minimumSeverity?: Severity;
  }): Promise<Result<NewWebhook>> {
    return this.#caller.json(
      { operationId: 'webhooks.create', method: 'POST', path: '/webhooks', json: webhook },
      201,
      newWebhookSchema,
    );
  }

  list(query: PageQuery = {}): Promise<Result<Page<Webhook>>> {
    return this.#caller.json(
      { operationId: 'webhooks.list', method: 'GET', path: '/webhooks', query: { ...query } },
      200,
      webhookPageSchema,
    );
  }

  remove(id: string): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'webhooks.remove',
      method: 'DELETE',
      path: '/webhooks/{id}',
      pathParams: { id },
    });
  }

  /** Queues a delivery that no event caused. */
  test(id: string): Promise<Result<Delivery>> {
    return this.#caller.json(
      {
        operationId: 'webhooks.test',
        method: 'POST',
        path: '/webhooks/{id}/test',
        pathParams: { id },
      },
      201,
      deliverySchema,
    );
  }

  deliveries(id: string, query: PageQuery = {}): Promise<Result<Page<Delivery>>> {
    return this.#caller.json(
      {
        operationId: 'webhooks.deliveries',
        method: 'GET',
        path: '/webhooks/{id}/deliveries',
        pathParams: { id },
        query: { ...query },
      },
      200,
      deliveryPageSchema,
    );
  }
}
