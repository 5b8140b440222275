import type { SourceMutant } from './mutant.ts';

const BATCH = 'src/control/detections/input.ts';
const BODIES = 'tests/security/contract/body-constraints.spec.ts';

/** Defects by which the platform and its contract part. */
export const constraintsMutants: readonly SourceMutant[] = [
  {
    id: 'bound-of-a-list-forgotten',
    defect: 'A batch takes more pairs than its contract says.',
    file: BATCH,
    find: '      .max(20)\n',
    put: '',
    seenBy: [BODIES],
  },
  {
    id: 'bound-of-a-list-one-short',
    defect: 'A batch refuses the largest number of detectors that its contract allows.',
    file: BATCH,
    find: '  .max(10)\n',
    put: '  .max(9)\n',
    seenBy: [BODIES],
  },
  {
    id: 'unknown-field-inside-taken',
    defect: 'Fields that nobody knows are passed over in silence inside a list.',
    file: BATCH,
    find: '.array(z.strictObject({ detectorId',
    put: '.array(z.object({ detectorId',
    seenBy: [BODIES],
  },
  {
    id: 'required-field-optional',
    defect: 'A detection can be asked for without a dataset.',
    file: BATCH,
    find: '  datasetId: idSchema,\n  version',
    put: '  datasetId: idSchema.optional(),\n  version',
    seenBy: [BODIES],
  },
  {
    id: 'value-outside-its-list-taken',
    defect: 'An alert rule takes a comparator that there is none of.',
    file: 'src/control/monitoring/input.ts',
    find: 'comparator: z.enum(comparators),',
    put: 'comparator: z.string(),',
    seenBy: [BODIES],
  },
  {
    id: 'allow-too-much',
    defect: '405 names a method that the path does not have.',
    file: 'src/http/allowed-methods.ts',
    find: "if (methods.has('GET')) methods.add('HEAD');",
    put: "if (methods.has('GET')) methods.add('HEAD').add('OPTIONS');",
    seenBy: ['tests/security/contract/methods.spec.ts'],
  },
];
