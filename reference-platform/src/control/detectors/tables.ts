import type { ColumnType, Generated, Selectable } from 'kysely';
import type { StoredEvaluation } from '../../compute/lifecycle/protocol.ts';
import type { AlgorithmId, AlgorithmParameters, CreatedBy, QualityMetrics } from '../../compute/protocol.ts';

/** A `jsonb` column: read as its value, written as JSON text. */
export type Json<Value> = ColumnType<Value, string, string>;

interface DetectorTable {
  id: string;
  tenant_id: string;
  name: string;
  description: string;
  algorithm: AlgorithmId;
  parameters: Json<AlgorithmParameters>;
  contamination: number;
  seed: number;
  status: Generated<'untrained' | 'training' | 'ready' | 'failed'>;
  latest_version: number | null;
  production_version: number | null;
  created_by: Json<CreatedBy>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface DetectorVersionTable {
  tenant_id: string;
  detector_id: string;
  version: number;
  algorithm: AlgorithmId;
  parameters: Json<AlgorithmParameters>;
  contamination: number;
  seed: number;
  dataset_id: string | null;
  feature_columns: Json<string[]>;
  trained_rows: number;
  threshold: number;
  training_ms: number;
  metrics: Json<QualityMetrics> | null;
  model_bytes: number;
  /** Whether rows that it was trained on were erased since. */
  trained_on_erased_data: Generated<boolean>;
  origin: Generated<'trained' | 'imported'>;
  evaluation: Json<StoredEvaluation> | null;
  stage: Generated<'staging' | 'production' | 'archived'>;
  stage_changed_at: Date | null;
  stage_changed_by: Json<CreatedBy> | null;
  replaced_version: number | null;
  created_at: Generated<Date>;
}

/** The tables of the domain detectors. */
export interface DetectorTables {
  detectors: DetectorTable;
  detector_versions: DetectorVersionTable;
}

/** One row of `detectors`. */
export type DetectorRow = Selectable<DetectorTable>;
/** One row of `detector_versions`. */
export type DetectorVersionRow = Selectable<DetectorVersionTable>;
