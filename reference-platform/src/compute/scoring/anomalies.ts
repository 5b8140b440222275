import { join } from 'node:path';
import { readFloat64Range } from '../../storage/index.ts';
import type { AnomaliesQuery, AnomaliesResponse } from '../protocol.ts';
import type { TaskScope } from '../worker/tasks.ts';
import { DETECTION_FILES, ANOMALY_NUMBERS, openDetection } from './detection-files.ts';

type Anomaly = AnomaliesResponse['items'][number];

/** One page of a detection's anomalies by rank; reads no more of the files than the page needs. */
export async function listAnomalies(
  scope: TaskScope,
  detectionId: string,
  { limit, offset }: AnomaliesQuery,
): Promise<AnomaliesResponse> {
  const { folder, description } = await openDetection(scope, detectionId);
  const rows = await readFloat64Range(join(folder, DETECTION_FILES.anomalies), offset, limit);
  const details = await readFloat64Range(
    join(folder, DETECTION_FILES.details),
    offset * ANOMALY_NUMBERS,
    limit * ANOMALY_NUMBERS,
  );
  const items = Array.from(rows, (rowIndex, i): Anomaly => {
    const [score = 0, rawScore = 0, ...features] = details.subarray(
      i * ANOMALY_NUMBERS,
      (i + 1) * ANOMALY_NUMBERS,
    );
    return {
      rank: offset + i + 1,
      rowIndex,
      score,
      rawScore,
      features: featuresOf(features, description.featureColumns),
    };
  });
  return { total: description.anomalyCount, items };
}

function featuresOf(numbers: readonly number[], names: readonly string[]): Anomaly['features'] {
  const features: Anomaly['features'] = [];
  for (let at = 0; at < numbers.length; at += 3) {
    const [column = Number.NaN, value = Number.NaN, contribution = 0] = numbers.slice(at, at + 3);
    const name = names[column];
    if (name === undefined) break;
    features.push({ column: name, value: Number.isNaN(value) ? null : value, contribution });
  }
  return features;
}
