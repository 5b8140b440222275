import type { ApiCaller } from '../api-caller.ts';
import { type Page, type PageQuery, pageSchema } from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import {
  type Alert,
  type AlertRule,
  alertRuleSchema,
  alertSchema,
  type MonitoredModel,
  modelSchema,
  type Performance,
  performanceSchema,
} from './schemas.ts';

const modelPageSchema = pageSchema(modelSchema);
const alertPageSchema = pageSchema(alertSchema);
const alertRulePageSchema = pageSchema(alertRuleSchema);

export interface NewAlertRule extends Pick<AlertRule, 'name' | 'metric' | 'comparator' | 'threshold'> {
  detectorId?: string;
  windowSeconds?: number;
  cooldownSeconds?: number;
  severity?: AlertRule['severity'];
}

/** How the platform and the models of the caller's tenant do, and what raises an alert. */
export class MonitoringClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  performance(query: { windowSeconds?: number } = {}): Promise<Result<Performance>> {
    return this.#caller.json(
      {
        operationId: 'monitoring.performance',
        method: 'GET',
        path: '/monitoring/performance',
        query: { ...query },
      },
      200,
      performanceSchema,
    );
  }

  models(query: PageQuery = {}): Promise<Result<Page<MonitoredModel>>> {
    return this.#caller.json(
      { operationId: 'monitoring.models', method: 'GET', path: '/monitoring/models', query: { ...query } },
      200,
      modelPageSchema,
    );
  }

  /** Newest first. */
  alerts(
    query: PageQuery & { status?: Alert['status']; ruleId?: string } = {},
  ): Promise<Result<Page<Alert>>> {
    return this.#caller.json(
      { operationId: 'monitoring.alerts', method: 'GET', path: '/monitoring/alerts', query: { ...query } },
      200,
      alertPageSchema,
    );
  }

  alertRules(query: PageQuery = {}): Promise<Result<Page<AlertRule>>> {
    return this.#caller.json(
      {
        operationId: 'monitoring.alertRules',
        method: 'GET',
        path: '/monitoring/alert-rules',
        query: { ...query },
      },
      200,
      alertRulePageSchema,
    );
  }

  createAlertRule(rule: NewAlertRule): Promise<Result<AlertRule>> {
    return this.#caller.json(
      {
        operationId: 'monitoring.createAlertRule',
        method: 'POST',
        path: '/monitoring/alert-rules',
        json: rule,
      },
      201,
      alertRuleSchema,
    );
  }

  removeAlertRule(id: string): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'monitoring.removeAlertRule',
      method: 'DELETE',
      path: '/monitoring/alert-rules/{id}',
      pathParams: { id },
    });
  }
}
