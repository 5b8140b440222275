import type { SourceMutant } from './mutant.ts';

/** Defects of datasets. */
export const dataMutants: readonly SourceMutant[] = [
  {
    id: 'formulas-run-in-the-export',
    defect: 'Cells that a spreadsheet would run are exported as they are.',
    file: 'src/control/datasets/export.ts',
    find: "FORMULA.test(text) ? `'${text}` : text",
    put: 'text',
    seenBy: ['tests/api'],
  },
  {
    id: 'quantiles-off',
    defect: 'Quantiles divide by n, not by n − 1.',
    file: 'src/compute/analytics/statistics.ts',
    find: '(sorted.length - 1)) * scale',
    put: 'sorted.length) * scale',
    seenBy: ['tests/api', 'reference-platform/tests/analytics'],
  },
  {
    id: 'line-number-off-by-one',
    defect: 'A refusal names the line after the broken one.',
    file: 'src/control/datasets/ingest/csv-reader.ts',
    find: 'record.line = buffer.line + lines;',
    put: 'record.line = buffer.line + lines + 1;',
    seenBy: ['tests/api', 'reference-platform/tests/datasets'],
  },
];
