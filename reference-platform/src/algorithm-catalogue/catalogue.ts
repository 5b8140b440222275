/** One parameter of an algorithm, with its closed range or its values, and its default. */
export type ParameterDescription =
  | {
      readonly name: string;
      readonly type: 'integer' | 'number';
      readonly minimum: number;
      readonly maximum: number;
      readonly default: number;
      readonly description: string;
    }
  | {
      readonly name: string;
      readonly type: 'enum';
      readonly values: readonly string[];
      readonly default: string;
      readonly description: string;
    };

/** One algorithm that a detector can use. `maximumRows`: most rows that it can be trained on, null without limit. */
export interface AlgorithmDescription {
  readonly id: 'isolation_forest' | 'robust_zscore' | 'local_outlier_factor';
  readonly name: string;
  readonly description: string;
  readonly kind: 'tabular';
  readonly maximumRows: number | null;
  readonly parameters: readonly ParameterDescription[];
}

/** Every algorithm, in the order in which a user sees them. */
export const algorithmCatalogue: readonly AlgorithmDescription[] = [
  {
    id: 'isolation_forest',
    name: 'Isolation forest',
    description:
      'Parts rows by random cuts; a row that few cuts set apart is anomalous. Fast, many columns, no assumption on their distribution.',
    kind: 'tabular',
    maximumRows: null,
    parameters: [
      {
        name: 'trees',
        type: 'integer',
        minimum: 10,
        maximum: 500,
        default: 100,
        description: 'Number of trees. More trees: steadier scores, slower.',
      },
      {
        name: 'sampleSize',
        type: 'integer',
        minimum: 16,
        maximum: 4096,
        default: 256,
        description: 'Rows in the sub-sample of each tree (all rows where there are fewer).',
      },
    ],
  },
  {
    id: 'robust_zscore',
    name: 'Robust z-score',
    description:
      'Distance of each value from the median of its column in units of the median absolute deviation. Simple and explainable; sees each column apart.',
    kind: 'tabular',
    maximumRows: null,
    parameters: [
      {
        name: 'aggregation',
        type: 'enum',
        values: ['max', 'mean'],
        default: 'max',
        description: 'How the distances of the columns become one score.',
      },
    ],
  },
  {
    id: 'local_outlier_factor',
    name: 'Local outlier factor',
    description:
      'Compares the density around a row with that around its neighbours. Sees anomalies between clusters of different density; up to 20,000 training rows.',
    kind: 'tabular',
    maximumRows: 20_000,
    parameters: [
      {
        name: 'neighbours',
        type: 'integer',
        minimum: 2,
        maximum: 100,
        default: 20,
        description: 'Number of neighbours that make up the surroundings of a row.',
      },
    ],
  },
];

/** The description of an algorithm, or undefined where there is none of that name. */
export function algorithmById(id: string): AlgorithmDescription | undefined {
  return algorithmCatalogue.find((algorithm) => algorithm.id === id);
}
