import type { HttpApplication } from '../../http/kernel.ts';
import type { ControlServices } from '../services.ts';
import { registerDatasetAnalysis } from './analysis-operations.ts';
import { registerDatasetReading } from './read-operations.ts';
import { registerDatasetWriting } from './write-operations.ts';

/** Declares all operations of the domain datasets. */
export function registerDatasets(app: HttpApplication, services: ControlServices): void {
  const { dataDirectory: dataFolder, maxUploadBytes, planStorage } = services.configuration;
  registerDatasetWriting(app, { dataFolder, maxUploadBytes, planStorage });
  registerDatasetReading(app, dataFolder);
  registerDatasetAnalysis(app, services.boundary);
}
