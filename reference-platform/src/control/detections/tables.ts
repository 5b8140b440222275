import type { Generated, Selectable } from 'kysely';
import type { CreatedBy, DetectResponse, QualityMetrics } from '../../compute/protocol.ts';
import type { Json } from '../detectors/tables.ts';

interface DetectionTable {
  id: string;
  tenant_id: string;
  detector_id: string;
  detector_version: number;
  dataset_id: string | null;
  row_count: number;
  anomaly_count: number;
  threshold: number;
  scores: Json<DetectResponse['scores']>;
  histogram: Json<DetectResponse['histogram']>;
  metrics: Json<QualityMetrics> | null;
  duration_ms: number;
  created_by: Json<CreatedBy>;
  created_at: Generated<Date>;
}

/** The table of the domain detections: the summary of each; the scores themselves are files. */
export interface DetectionTables {
  detections: DetectionTable;
}

/** One row of `detections`. */
export type DetectionRow = Selectable<DetectionTable>;
