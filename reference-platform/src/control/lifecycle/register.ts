import type { HttpApplication } from '../../http/kernel.ts';
import type { ControlServices } from '../services.ts';
import { registerDrift } from './drift-operation.ts';
import { registerEvaluation } from './evaluate-operation.ts';
import { registerExport } from './export-operation.ts';
import { registerImport } from './import-operation.ts';
import { registerStages } from './stage-operations.ts';

/** Declares what happens to a version after its training: evaluation, stages, drift, export and import. */
export function registerLifecycle(app: HttpApplication, services: ControlServices): void {
  registerEvaluation(app, services.boundary);
  registerStages(app);
  registerDrift(app, services.boundary);
  registerExport(app, services.configuration.dataDirectory);
  registerImport(app, services);
}
