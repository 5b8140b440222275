import type { Dataset } from '../../shapes/dataset.ts';

/** A file format as people call it. */
export function formatName(format: Dataset['format']): string {
  return format === 'csv' ? 'CSV' : 'JSON lines';
}
