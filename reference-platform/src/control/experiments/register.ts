import type { HttpApplication } from '../../http/kernel.ts';
import { registerExperimentReading } from './read-operations.ts';
import { registerExperimentRunning } from './run-operation.ts';
import { registerExperimentWriting } from './write-operations.ts';

/** Declares `experiments.*`. */
export function registerExperiments(app: HttpApplication): void {
  registerExperimentReading(app);
  registerExperimentWriting(app);
  registerExperimentRunning(app);
}
