import type { HttpApplication } from '../../http/kernel.ts';
import type { ControlServices } from '../services.ts';
import { registerDetectionBatch } from './batch-operation.ts';
import { registerDetectionCreation } from './create-operation.ts';
import { registerDetectionReading } from './read-operations.ts';

/** Declares `detections.*`. */
export function registerDetections(app: HttpApplication, services: ControlServices): void {
  registerDetectionReading(app, services.boundary);
  registerDetectionCreation(app, services);
  registerDetectionBatch(app);
}
