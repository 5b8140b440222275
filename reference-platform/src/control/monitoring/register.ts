import { callOf } from '../../http/call.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { AlertEvaluator } from './evaluator.ts';
import { registerMonitoringReading } from './read-operations.ts';
import { registerAlertRules } from './rule-operations.ts';
import { Traffic } from './traffic.ts';

/** Declares `monitoring.*`, counts every answer to a tenant, and evaluates alert rules while the application is up. */
export function registerMonitoring(app: HttpApplication, { startedAt }: { startedAt: Date }): void {
  const { database, logger } = app.services;
  const traffic = new Traffic();
  registerMonitoringReading(app, traffic, startedAt);
  registerAlertRules(app);

  app.fastify.addHook('onResponse', (request, reply, done) => {
    const { operationId, principal, startedAt: began } = callOf(request);
    const tenantId = principal?.tenantId;
    if (operationId !== null && typeof tenantId === 'string') {
      const milliseconds = Number(process.hrtime.bigint() - began) / 1e6;
      traffic.record(tenantId, operationId, reply.statusCode, milliseconds);
    }
    done();
  });

  const evaluator = new AlertEvaluator(database, traffic, logger);
  app.fastify.addHook('onReady', (done) => {
    evaluator.start();
    done();
  });
  app.fastify.addHook('onClose', () => evaluator.stop());
}
