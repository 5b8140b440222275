import { z } from 'zod';
import type { BoundaryClient } from '../../boundary/client.ts';
import { explainResponse } from '../../compute/protocol.ts';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { idParams, idSchema } from '../../http/schemas.ts';
import { detectorReaders } from './access.ts';
import { predictBody } from './input.ts';
import { detectorOfPath } from './queries.ts';
import { answerOnRows } from './rows-sent-along.ts';

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
    handle: async (ctx) => ok(await answerOnRows(ctx, boundary, '/explain', explainResponse)),
  });
}
