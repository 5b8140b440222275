import type { HttpApplication } from '../../http/kernel.ts';
import { registerAutomlDeployment } from './deploy-operation.ts';
import { registerAutomlRuns } from './run-operations.ts';

/** Declares `automl.*`. `dataFolder` holds the models. */
export function registerAutoml(app: HttpApplication, dataFolder: string): void {
  registerAutomlRuns(app);
  registerAutomlDeployment(app, dataFolder);
}
