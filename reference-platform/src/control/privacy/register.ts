import type { HttpApplication } from '../../http/kernel.ts';
import type { ControlServices } from '../services.ts';
import { registerErasures } from './erasure-operations.ts';
import { registerExports } from './export-operations.ts';
import { registerRetention } from './retention-operations.ts';

/** Declares `privacy.*`. */
export function registerPrivacy(app: HttpApplication, { configuration }: ControlServices): void {
  registerExports(app, configuration.dataDirectory);
  registerErasures(app);
  registerRetention(app);
}
