import { z } from 'zod';
import type { BoundaryClient } from '../../boundary/client.ts';
import { predictResponse } from '../../compute/protocol.ts';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { idParams, idSchema } from '../../http/schemas.ts';
import { detectorWriters } from './access.ts';
import { predictBody } from './input.ts';
import { detectorOfPath } from './queries.ts';
import { answerOnRows } from './rows-sent-along.ts';

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
    handle: async (ctx) => ok(await answerOnRows(ctx, boundary, '/predict', predictResponse)),
  });
}
