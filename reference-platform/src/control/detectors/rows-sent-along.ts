import type { z } from 'zod';
import type { BoundaryClient } from '../../boundary/client.ts';
import type { Context } from '../../http/declaration.ts';
import { problem, type InputFault } from '../../http/problem.ts';
import { computeAnswer } from './compute-answer.ts';
import type { predictBody } from './input.ts';
import type { DetectorRow } from './tables.ts';
import { chosenVersion } from './version-choice.ts';

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

type RowsContext = Pick<
  Context<unknown, unknown, z.output<typeof predictBody>, unknown, DetectorRow>,
  'tenantId' | 'body' | 'object' | 'trace' | 'tenantTransaction'
>;

/**
 * What the compute plane answers to rows that a caller sends along for a version of the detector. Throws 409 where it
 * is not trained, 422 where it has no such version or that takes no such rows, and as `computeAnswer` does.
 */
export async function answerOnRows<S extends z.ZodType>(
  ctx: RowsContext,
  boundary: BoundaryClient,
  path: '/predict' | '/explain',
  answer: S,
): Promise<z.output<S>> {
  const { tenantId, body, object: detector, trace } = ctx;
  const { version, feature_columns: features } = await ctx.tenantTransaction((trx) =>
    chosenVersion(trx, tenantId, detector, body.version),
  );
  const faults = predictionFaults(features, body);
  if (faults.length > 0) throw problem.invalid(faults);
  const request = { detectorId: detector.id, version, columns: body.columns ?? null, rows: body.rows };
  return computeAnswer(
    boundary,
    { method: 'POST', path, tenantId, timeout: 'scoring', trace, body: request },
    answer,
  );
}
