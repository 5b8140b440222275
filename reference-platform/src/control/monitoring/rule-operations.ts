import { v7 as uuid } from 'uuid';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { isForeignKeyViolation, isUniqueViolation } from '../../database/errors.ts';
import type { Schema } from '../../database/schema.ts';
import { created, noContent, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { creatorOf } from '../detectors/creator.ts';
import { findDetector } from '../detectors/queries.ts';
import { lockTenant } from '../tenants/tenant.ts';
import { alertKeepers, monitoringReaders } from './access.ts';
import { newRuleBody } from './input.ts';
import { countRules, listRules, ruleOfPath } from './queries.ts';
import { alertRuleSchema, toAlertRule } from './representation.ts';
import type { AlertRuleRow } from './tables.ts';

const tag = 'Monitoring';
/** Rules of one tenant: each is measured twice a second. */
const mostRules = 50;

const unknownDetector = () =>
  problem.invalid([{ pointer: '/detectorId', detail: 'There is no such detector' }]);

async function insertRule(
  trx: Transaction<Schema>,
  row: { id: string; tenantId: string; createdBy: ReturnType<typeof creatorOf> },
  body: z.output<typeof newRuleBody>,
): Promise<AlertRuleRow> {
  const { id, tenantId, createdBy } = row;
  await lockTenant(trx, tenantId, 'exclusive');
  if ((await countRules(trx, tenantId)) >= mostRules) {
    throw problem.conflict(`A tenant has at most ${mostRules} alert rules.`);
  }
  if (body.detectorId !== null && !(await findDetector(trx, tenantId, body.detectorId)))
    throw unknownDetector();
  return trx
    .insertInto('alert_rules')
    .values({
      id,
      tenant_id: tenantId,
      name: body.name,
      metric: body.metric,
      detector_id: body.detectorId,
      comparator: body.comparator,
      threshold: body.threshold,
      window_seconds: body.windowSeconds,
      cooldown_seconds: body.cooldownSeconds,
      severity: body.severity,
      created_by: JSON.stringify(createdBy),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Declares the operations on alert rules. */
export function registerAlertRules(app: HttpApplication): void {
  operation(app, {
    id: 'monitoring.alertRules',
    method: 'GET',
    path: '/monitoring/alert-rules',
    summary: 'Alert rules with what came of their latest evaluation, newest first',
    tag,
    access: monitoringReaders,
    effect: 'read',
    query: pageQuery,
    responses: { 200: pageOf(alertRuleSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listRules(trx, tenantId, query));
      return okPage(page, toAlertRule, query);
    },
  });

  operation(app, {
    id: 'monitoring.createAlertRule',
    method: 'POST',
    path: '/monitoring/alert-rules',
    summary: 'Watch a figure and raise an alert when it goes beyond a threshold',
    description:
      'Evaluated twice a second over the window. `anomaly_rate`: anomalous ÷ scored rows of detections and streams; ' +
      '`drift`: the Kolmogorov–Smirnov distance of a version’s first and latest scores; `error_rate`: answers of ' +
      'status 400 and more ÷ all; `latency_p95` in ms; `stream_lag`: seconds since the most silent active stream ' +
      'received points, whatever the window. Without anything to measure no condition holds. After an alert is ' +
      'resolved the rule waits for its cool-down before it fires again.',
    tag,
    access: alertKeepers,
    effect: 'change',
    body: newRuleBody,
    responses: { 201: alertRuleSchema },
    problems: [409],
    async handle(ctx) {
      const { tenantId, body } = ctx;
      const id = uuid();
      const createdBy = creatorOf(ctx.principal);
      ctx.audit.target('alert_rule', id);
      const row = await ctx
        .change((trx) => insertRule(trx, { id, tenantId, createdBy }, body))
        .catch((error: unknown) => {
          if (isUniqueViolation(error, 'alert_rules_name_key')) {
            throw problem.conflict('An alert rule has this name already.');
          }
          throw isForeignKeyViolation(error) ? unknownDetector() : error;
        });
      return created(`/monitoring/alert-rules/${id}`, toAlertRule(row));
    },
  });

  operation(app, {
    id: 'monitoring.removeAlertRule',
    method: 'DELETE',
    path: '/monitoring/alert-rules/{id}',
    summary: 'Remove an alert rule; an alert that it has firing is resolved, all stay in the list',
    tag,
    access: alertKeepers,
    effect: 'change',
    params: idParams,
    responses: { 204: null },
    object: { type: 'alert_rule', find: ruleOfPath },
    async handle(ctx) {
      await ctx.change(async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('alert_rules')
          .where('tenant_id', '=', ctx.tenantId)
          .where('id', '=', ctx.object.id)
          .executeTakeFirstOrThrow();
        if (numDeletedRows === 0n) throw problem.notFound();
      });
      return noContent();
    },
  });
}
