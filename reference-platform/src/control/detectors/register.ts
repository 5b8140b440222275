import type { HttpApplication } from '../../http/kernel.ts';
import type { ControlServices } from '../services.ts';
import { registerExplanation } from './explain-operation.ts';
import { registerPrediction } from './predict-operation.ts';
import { registerDetectorReading } from './read-operations.ts';
import { registerDetectorTraining } from './train-operation.ts';
import { registerDetectorWriting } from './write-operations.ts';

/** Declares `detectors.*`. */
export function registerDetectors(app: HttpApplication, { boundary, configuration }: ControlServices): void {
  registerDetectorReading(app);
  registerDetectorWriting(app, configuration.dataDirectory);
  registerDetectorTraining(app);
  registerPrediction(app, boundary);
  registerExplanation(app, boundary);
}
