import type { HttpApplication } from '../../http/kernel.ts';
import { registerPatternMatches } from './matches-operation.ts';
import { registerPatternOperations } from './operations.ts';

/** Declares `patterns.*`. */
export function registerPatterns(app: HttpApplication): void {
  registerPatternOperations(app);
  registerPatternMatches(app);
}
