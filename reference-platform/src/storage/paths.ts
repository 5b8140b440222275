import { join } from 'node:path';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id becomes a path segment only if it is a lower-case UUID, so that no id can climb out of its folder. */
function segment(id: string): string {
  if (!UUID.test(id)) throw new Error('a storage path takes UUIDs only');
  return id;
}

/** The folder of all tenants' files in the data folder. */
export function tenantsFolder(dataFolder: string): string {
  return join(dataFolder, 'tenants');
}

/** The folder of everything one tenant has on disk. Removing it removes the tenant's files. */
export function tenantFolder(dataFolder: string, tenantId: string): string {
  return join(tenantsFolder(dataFolder), segment(tenantId));
}

/** The folder in which a tenant's drafts are written before they are renamed into place (same file system). */
export function stagingFolder(dataFolder: string, tenantId: string): string {
  return join(tenantFolder(dataFolder, tenantId), '.staging');
}

/** The folder in which uploads are written until they are whole; only the control plane writes there. */
export function uploadsFolder(dataFolder: string, tenantId: string): string {
  return join(tenantFolder(dataFolder, tenantId), '.uploads');
}

/** The file of one model that is being imported. */
export function uploadedModelFile(dataFolder: string, tenantId: string, uploadId: string): string {
  return join(uploadsFolder(dataFolder, tenantId), `${segment(uploadId)}.model`);
}

/** The folder of a tenant's datasets. */
export function datasetsFolder(dataFolder: string, tenantId: string): string {
  return join(tenantFolder(dataFolder, tenantId), 'datasets');
}

/** The folder of one dataset: `columns.json` and its column files. */
export function datasetFolder(dataFolder: string, tenantId: string, datasetId: string): string {
  return join(datasetsFolder(dataFolder, tenantId), segment(datasetId));
}

/** The folder of all model versions of one detector. */
export function detectorFolder(dataFolder: string, tenantId: string, detectorId: string): string {
  return join(tenantFolder(dataFolder, tenantId), 'detectors', segment(detectorId));
}

/** The model file of one version (1, 2, …) of a detector. */
export function modelFile(dataFolder: string, tenantId: string, detectorId: string, version: number): string {
  if (!Number.isSafeInteger(version) || version < 1) throw new Error('a model version is 1 or more');
  return join(detectorFolder(dataFolder, tenantId, detectorId), `v${version}.json`);
}

/** The kept model of one trial (1, 2, …) of an AutoML run. */
export function trialModelFile(dataFolder: string, tenantId: string, runId: string, trial: number): string {
  if (!Number.isSafeInteger(trial) || trial < 1) throw new Error('a trial is 1 or more');
  return join(tenantFolder(dataFolder, tenantId), 'automl', segment(runId), `trial-${trial}.json`);
}

/** The folder of one detection's score files. */
export function detectionFolder(dataFolder: string, tenantId: string, detectionId: string): string {
  return join(tenantFolder(dataFolder, tenantId), 'detections', segment(detectionId));
}

/** The score files of one detection. */
export interface ScoreFiles {
  /** Scores in [0, 1], one float64 a row, in row order. */
  scores: string;
  /** Raw scores, one float64 a row, in row order. */
  raw: string;
  /** Row indices of the anomalies as float64, highest score first. */
  anomalies: string;
}

/** The paths of one detection's score files. */
export function scoreFiles(dataFolder: string, tenantId: string, detectionId: string): ScoreFiles {
  const folder = detectionFolder(dataFolder, tenantId, detectionId);
  return {
    scores: join(folder, 'scores.f64'),
    raw: join(folder, 'raw.f64'),
    anomalies: join(folder, 'anomalies.f64'),
  };
}

/** The folder of a tenant's finished privacy exports. */
export function exportsFolder(dataFolder: string, tenantId: string): string {
  return join(tenantFolder(dataFolder, tenantId), 'exports');
}

/** The file of one privacy export: JSON lines. */
export function exportFile(dataFolder: string, tenantId: string, exportId: string): string {
  return join(exportsFolder(dataFolder, tenantId), `${segment(exportId)}.jsonl`);
}
