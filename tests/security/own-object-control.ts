import type { Result } from '../../api-clients/http/result.ts';
import { bareRequest } from '../../contract/bare-request.ts';
import type { Operation } from '../../contract/operations.ts';
import type { TenantHandle, World } from '../../fixtures/index.ts';

/** A call that reaches the caller's own object without changing it, and the exact status that shows it did. */
export interface Control {
  result: Result<unknown>;
  expected: number;
}

interface Ground {
  world: World;
  tenant: TenantHandle;
  /** The object in the world's first tenant. */
  id: string;
}

/**
 * Makes the positive control of an operation on an object. Nothing in the world changes: a change is stopped after the
 * object was found, by a field that is not known (422), a stale If-Match (412) or the object's state (409); what can only
 * be removed is made in the test's own tenant first (204).
 */
export async function controlOnOwnObject(
  operation: Operation,
  { world, tenant, id }: Ground,
): Promise<Control> {
  const owner = (await world.alpha.actor('owner')).api;
  switch (operation.id) {
    case 'datasets.validate':
      return { result: await owner.call(bareRequest(operation, id)), expected: 200 };
    case 'detections.plot':
      // The columns to draw are asked for once the detection was found.
      return { result: await owner.call(bareRequest(operation, id)), expected: 422 };
    case 'jobs.cancel':
    case 'experiments.run':
    case 'automl.cancel':
      return { result: await owner.call(bareRequest(operation, id)), expected: 409 };
    case 'apiKeys.revoke': {
      const key = await tenant.apiKey(['read']);
      return { result: await tenant.owner.api.call(bareRequest(operation, key.id)), expected: 204 };
    }
    case 'patterns.remove': {
      const definition = { type: 'frequency', filter: {}, count: 2, windowSeconds: 60 } as const;
      const pattern = await tenant.owner.api.patterns.create({ name: 'Short-lived', definition });
      const patternId = pattern.ok ? pattern.data.id : '';
      return { result: await tenant.owner.api.call(bareRequest(operation, patternId)), expected: 204 };
    }
    case 'webhooks.remove': {
      const webhook = await tenant.owner.api.webhooks.create({ url: 'https://hooks.example.com/' });
      const webhookId = webhook.ok ? webhook.data.id : '';
      return { result: await tenant.owner.api.call(bareRequest(operation, webhookId)), expected: 204 };
    }
    case 'monitoring.removeAlertRule': {
      const rule = await tenant.owner.api.monitoring.createAlertRule({
        name: 'Too slow',
        metric: 'latency_p95',
        comparator: 'above',
        threshold: 1e9,
      });
      const ruleId = rule.ok ? rule.data.id : '';
      return { result: await tenant.owner.api.call(bareRequest(operation, ruleId)), expected: 204 };
    }
    case 'auth.revokeSession': {
      const sessions = await tenant.owner.api.auth.sessions();
      const sessionId = sessions.ok ? (sessions.data.items[0]?.id ?? '') : '';
      return { result: await tenant.owner.api.call(bareRequest(operation, sessionId)), expected: 204 };
    }
  }
  const request = bareRequest(operation, id);
  switch (operation.method) {
    case 'GET':
      return { result: await owner.call(request), expected: 200 };
    case 'DELETE':
      return { result: await owner.call({ ...request, headers: { 'if-match': '"stale"' } }), expected: 412 };
    default:
      return { result: await owner.call({ ...request, json: { unknown: 1 } }), expected: 422 };
  }
}
