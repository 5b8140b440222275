import type { Transaction } from 'kysely';
import { algorithmById } from '../../algorithm-catalogue/catalogue.ts';
import type { Schema } from '../../database/schema.ts';
import { problem } from '../../http/problem.ts';
import { findVersion, versionInUse } from './queries.ts';
import type { DetectorRow, DetectorVersionRow } from './tables.ts';
import type { DetectionSource } from './training-source.ts';

/**
 * The version asked for, or the one in use. Throws 409 where the detector is not trained, 422 at `pointer` where it has
 * no such version.
 */
export async function chosenVersion(
  trx: Transaction<Schema>,
  tenantId: string,
  detector: DetectorRow,
  asked: number | undefined,
  pointer = '/version',
): Promise<DetectorVersionRow> {
  const inUse = versionInUse(detector);
  if (inUse === null) throw problem.conflict('The detector is not trained yet.');
  const version = await findVersion(trx, tenantId, detector.id, asked ?? inUse);
  if (version === undefined) {
    throw problem.invalid([{ pointer, detail: 'The detector has no such version' }]);
  }
  return version;
}

/**
 * Throws 422 at `pointer` where the dataset lacks a feature column of the version as a number; the first one of a time
 * series is its time.
 */
export function requireFeatureColumns(
  { algorithm, feature_columns: features }: DetectorVersionRow,
  source: DetectionSource,
  pointer = '/datasetId',
): void {
  const isTimed = algorithmById(algorithm)?.kind === 'time_series';
  const lacking = features.filter(
    (feature, position) =>
      !source.columns.some(
        ({ name, type }) =>
          name === feature && (type === 'number' || (isTimed && position === 0 && type === 'datetime')),
      ),
  );
  if (lacking.length === 0) return;
  const detail = `The dataset lacks the number columns of this version: ${lacking.join(', ')}`;
  throw problem.invalid([{ pointer, detail }]);
}
