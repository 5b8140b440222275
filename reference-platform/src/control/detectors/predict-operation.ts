import { z } from 'zod';
import type { BoundaryClient } from '../../boundary/client.ts';
import { predictResponse } from '../../compute/protocol.ts';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem, type InputFault } from '../../http/problem.ts';
import { idParams, idSchema } from '../../http/schemas.ts';
import { detectorWriters } from './access.ts';
import { computeAnswer } from './compute-answer.ts';
import { predictBody } from './input.ts';
import { detectorOfPath } from './queries.ts';
import { chosenVersion } from './version-choice.ts';

const predictionSchema = z
  .object({
    detectorId: idSchema,
    version: z.int(),
    threshold: z.number(),
    anomalyCount: z.int(),
    results: z.array(
      z.object({
        index: z.int(),
        score: z.number().min(0).max(1),
        rawScore: z.number(),
        label: z.union([z.literal(0), z.literal(1)]),
      }),
    ),
  })
  .meta({ id: 'Prediction' });

// A caller who got the width wrong got it wrong in every row: the first faults say it all.
const reportedFaults = 20;

/** What is wrong with the columns and rows of a prediction by a version with these feature columns. */
export function predictionFaults(
  features: readonly string[],
  { rows, columns }: z.output<typeof predictBody>,
): InputFault[] {
  if (columns !== undefined) {
    const missing = features.filter((name) => !columns.includes(name));
    const faults = columns.flatMap((name, index) => {
      const pointer = `/columns/${index}`;
      if (!features.includes(name)) return [{ pointer, detail: 'Not a feature column of this version' }];
      return columns.indexOf(name) === index ? [] : [{ pointer, detail: 'Named more than once' }];
    });
    if (missing.length > 0) faults.push({ pointer: '/columns', detail: `Missing: ${missing.join(', ')}` });
    if (faults.length > 0) return faults.slice(0, reportedFaults);
  }
  const faults: InputFault[] = [];
  for (const [index, row] of rows.entries()) {
    if (faults.length === reportedFaults) break;
    if (row.length === features.length) continue;
    faults.push({
      pointer: `/rows/${index}`,
      detail: `Has ${row.length} values, the version has ${features.length} feature columns`,
    });
  }
  return faults;
}

/** Declares `detectors.predict`. */
export function registerPrediction(app: HttpApplication, boundary: BoundaryClient): void {
  operation(app, {
    id: 'detectors.predict',
    method: 'POST',
    path: '/detectors/{id}/predict',
    summary: 'Score rows with a trained version, without keeping them',
    description:
      'Values are in the order of `columns`, or of the version’s feature columns; null is missing.',
    tag: 'Detectors',
    access: detectorWriters,
    effect: 'read',
    params: idParams,
    body: predictBody,
    responses: { 200: predictionSchema },
    problems: [409, 503],
    object: { type: 'detector', find: detectorOfPath },
    async handle(ctx) {
      const { tenantId, body, object: detector } = ctx;
      const version = await ctx.tenantTransaction((trx) =>
        chosenVersion(trx, tenantId, detector, body.version),
      );
      const faults = predictionFaults(version.feature_columns, body);
      if (faults.length > 0) throw problem.invalid(faults);
      return ok(
        await computeAnswer(
          boundary,
          {
            method: 'POST',
            path: '/predict',
            tenantId,
            timeout: 'scoring',
            trace: ctx.trace,
            body: {
              detectorId: detector.id,
              version: version.version,
              columns: body.columns ?? null,
              rows: body.rows,
            },
          },
          predictResponse,
        ),
      );
    },
  });
}
