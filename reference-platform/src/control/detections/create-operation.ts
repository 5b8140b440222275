import { v7 as uuid } from 'uuid';
import { SYNCHRONOUS_DETECTION_ROWS } from '../../compute/protocol.ts';
import { accepted, created } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { detectorWriters } from '../detectors/access.ts';
import { creatorOf } from '../detectors/creator.ts';
import { jobSchema, toJob } from '../jobs/representation.ts';
import type { ControlServices } from '../services.ts';
import { createBody } from './input.ts';
import { planDetection } from './plan.ts';
import { detectionSchema, toDetection } from './representation.ts';
import { enqueueDetection, runDetection } from './run.ts';

/** Declares `detections.create`. */
export function registerDetectionCreation(app: HttpApplication, services: ControlServices): void {
  const { boundary, configuration } = services;
  operation(app, {
    id: 'detections.create',
    method: 'POST',
    path: '/detections',
    summary: 'Score a dataset by a trained detector',
    description: `Up to ${SYNCHRONOUS_DETECTION_ROWS} rows are scored at once (201); more become a job (202).`,
    tag: 'Detections',
    access: detectorWriters,
    effect: 'change',
    body: createBody,
    responses: { 201: detectionSchema, 202: jobSchema },
    problems: [409, 503],
    async handle(ctx) {
      const { tenantId, body } = ctx;
      const id = uuid();
      const createdBy = creatorOf(ctx.principal);
      const plan = await ctx.tenantTransaction((trx) => planDetection(trx, tenantId, id, body));
      ctx.audit.target('detection', id);
      if (plan.rowCount > SYNCHRONOUS_DETECTION_ROWS) {
        ctx.audit.status(202);
        return accepted(toJob(await enqueueDetection(ctx, plan, createdBy)));
      }
      const dataFolder = configuration.dataDirectory;
      const row = await runDetection(ctx, { boundary, dataFolder }, plan, createdBy);
      return created(`/detections/${id}`, toDetection(row));
    },
  });
}
