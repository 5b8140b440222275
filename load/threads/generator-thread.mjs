// A worker thread begins with plain JavaScript: here it learns to read TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./generator-thread.ts');
