import type { HttpApplication } from '../../http/kernel.ts';
import { registerEventReading } from './read-operations.ts';
import { registerEventStates } from './state-operations.ts';

/** Declares `events.*`. */
export function registerEvents(app: HttpApplication): void {
  registerEventReading(app);
  registerEventStates(app);
}
