import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { DetectRequest } from '../../compute/protocol.ts';
import type { Schema } from '../../database/schema.ts';
import { problem, type InputFault } from '../../http/problem.ts';
import { findDetector } from '../detectors/queries.ts';
import { holdDataset, unknownDataset } from '../detectors/training-source.ts';
import { chosenVersion, requireFeatureColumns } from '../detectors/version-choice.ts';
import type { createBody } from './input.ts';

/** What a detection will score, by which version, and how many rows that is. */
export interface DetectionPlan {
  readonly request: DetectRequest;
  readonly rowCount: number;
}

/**
 * Checks that detector, version and dataset are the tenant's and fit together.
 * Throws 422 where one is unknown or another tenant's, or where the dataset lacks a feature column as a number;
 * 409 where the detector is not trained.
 */
export async function planDetection(
  trx: Transaction<Schema>,
  tenantId: string,
  detectionId: string,
  body: z.output<typeof createBody>,
): Promise<DetectionPlan> {
  const detector = await findDetector(trx, tenantId, body.detectorId);
  const source = await holdDataset(trx, tenantId, body.datasetId);
  if (detector === undefined || source === undefined) {
    const faults: InputFault[] = [];
    if (detector === undefined) faults.push({ pointer: '/detectorId', detail: 'There is no such detector' });
    if (source === undefined) faults.push(unknownDataset);
    throw problem.invalid(faults);
  }
  const version = await chosenVersion(trx, tenantId, detector, body.version);
  requireFeatureColumns(version, source);
  return {
    request: {
      detectionId,
      detectorId: detector.id,
      version: version.version,
      datasetId: source.id,
      labelColumn: source.label_column,
    },
    rowCount: source.row_count,
  };
}
