import { z } from 'zod';
import type { BoundaryClient } from '../../boundary/client.ts';
import { explainResponse } from '../../compute/protocol.ts';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, idSchema } from '../../http/schemas.ts';
import { detectorReaders } from './access.ts';
import { computeAnswer } from './compute-answer.ts';
import { predictBody } from './input.ts';
import { predictionFaults } from './predict-operation.ts';
import { detectorOfPath, findVersion, versionInUse } from './queries.ts';

const explainBody = predictBody.extend({
  rows: z.array(z.array(z.number().nullable()).max(200)).min(1).max(100),
});

const explanationSchema = z
  .object({
    detectorId: idSchema,
    version: z.int(),
    threshold: z.number(),
    results: z.array(
      z.object({
        index: z.int(),
        score: z.number().min(0).max(1),
        rawScore: z.number(),
        label: z.union([z.literal(0), z.literal(1)]),
        features: z.array(
          z.object({
            column: z.string(),
            value: z.number().nullable(),
            contribution: z.number().min(0).max(1),
            typical: z.number(),
            low: z.number(),
            high: z.number(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Explanation' });

/** Declares `detectors.explain`. */
export function registerExplanation(app: HttpApplication, boundary: BoundaryClient): void {
  operation(app, {
    id: 'detectors.explain',
    method: 'POST',
    path: '/detectors/{id}/explain',
    summary: 'Say which features make rows score as they do, without keeping them',
    description:
      'Each feature has its share of the row’s robust distances from the typical values, the largest first; the shares add up ' +
      'to 1, or are all 0 for a row that is typical throughout. `low` to `high` is where 95 % of normal values lie. For a time ' +
      'series the typical values are those expected at the row’s time, which is no feature itself.',
    tag: 'Detectors',
    access: detectorReaders,
    effect: 'read',
    params: idParams,
    body: explainBody,
    responses: { 200: explanationSchema },
    problems: [409, 503],
    object: { type: 'detector', find: detectorOfPath },
    async handle(ctx) {
      const { tenantId, body, object: detector } = ctx;
      const inUse = versionInUse(detector);
      if (inUse === null) throw problem.conflict('The detector is not trained yet.');
      const wanted = body.version ?? inUse;
      const version = await ctx.tenantTransaction((trx) => findVersion(trx, tenantId, detector.id, wanted));
      if (version === undefined) {
        throw problem.invalid([{ pointer: '/version', detail: 'The detector has no such version' }]);
      }
      const faults = predictionFaults(version.feature_columns, body);
      if (faults.length > 0) throw problem.invalid(faults);
      const request = {
        detectorId: detector.id,
        version: version.version,
        columns: body.columns ?? null,
        rows: body.rows,
      };
      return ok(
        await computeAnswer(
          boundary,
          { method: 'POST', path: '/explain', tenantId, timeout: 'scoring', trace: ctx.trace, body: request },
          explainResponse,
        ),
      );
    },
  });
}
