import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { detectionFolder } from '../../storage/index.ts';
import { isMissingFile } from '../files/missing-file.ts';
import { TaskRefused, type TaskScope } from '../worker/tasks.ts';

/** Names of the files in a detection's folder. */
export const DETECTION_FILES = {
  description: 'detection.json',
  scores: 'scores.f64',
  raw: 'raw.f64',
  /** Row indices by rank. */
  anomalies: 'anomalies.f64',
  /**
   * ANOMALY_NUMBERS an anomaly, by rank: score, raw score, then FEATURES_PER_ANOMALY triples of feature
   * column, value (NaN missing) and contribution; NaN where there are fewer features.
   */
  details: 'anomaly-details.f64',
} as const;

export const FEATURES_PER_ANOMALY = 5;
/** Numbers of one anomaly in the details file. */
export const ANOMALY_NUMBERS = 2 + FEATURES_PER_ANOMALY * 3;

/** What the score files of a detection belong to. */
export const detectionDescription = z.strictObject({
  format: z.literal('assay-detection'),
  formatVersion: z.literal(1),
  detectorId: z.uuid(),
  version: z.int().min(1),
  datasetId: z.uuid(),
  featureColumns: z.array(z.string()),
  rowCount: z.int().min(0),
  anomalyCount: z.int().min(0),
});
export type DetectionDescription = z.infer<typeof detectionDescription>;

/** A finished detection's folder and description; refuses where there is none. */
export async function openDetection(
  { dataFolder, tenantId }: TaskScope,
  detectionId: string,
): Promise<{ folder: string; description: DetectionDescription }> {
  const folder = detectionFolder(dataFolder, tenantId, detectionId);
  try {
    const text = await readFile(join(folder, DETECTION_FILES.description), 'utf8');
    return { folder, description: detectionDescription.parse(JSON.parse(text)) };
  } catch (error) {
    if (isMissingFile(error)) throw new TaskRefused('not_found', 'there is no such detection');
    throw error;
  }
}
