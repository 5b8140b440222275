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

/**
 * What rows mean to an algorithm: a table (their order says nothing), a series (they stand at times, so that the dataset needs a
 * time column) or a stream (they come one after another, and it learns on).
 */
export type AlgorithmKind = 'tabular' | 'time_series' | 'stream';

/** One algorithm that a detector can use. `maximumRows`: most rows that it can be trained on, null without limit. */
export interface AlgorithmDescription {
  readonly id:
    | 'isolation_forest'
    | 'robust_zscore'
    | 'local_outlier_factor'
    | 'knn'
    | 'ecod'
    | 'pca'
    | 'seasonal_residual'
    | 'half_space_trees';
  readonly name: string;
  readonly description: string;
  readonly kind: AlgorithmKind;
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
  {
    id: 'knn',
    name: 'k nearest neighbours',
    description:
      'Distance of a row to its nearest neighbours. Simple and exact; columns should be of one scale. Up to 20,000 training rows.',
    kind: 'tabular',
    maximumRows: 20_000,
    parameters: [
      {
        name: 'neighbours',
        type: 'integer',
        minimum: 1,
        maximum: 100,
        default: 5,
        description: 'Number of neighbours.',
      },
      {
        name: 'aggregation',
        type: 'enum',
        values: ['largest', 'mean', 'median'],
        default: 'largest',
        description: 'Which of their distances counts.',
      },
    ],
  },
  {
    id: 'ecod',
    name: 'Empirical tails (ECOD)',
    description:
      'Adds up how far out in the tails of its columns a row lies. Nothing to set, and no scale matters; sees each column apart. Up to 100,000 training rows.',
    kind: 'tabular',
    maximumRows: 100_000,
    parameters: [],
  },
  {
    id: 'pca',
    name: 'Principal components',
    description:
      'Distance of a row from the directions in which the columns vary together. Sees rows that break a correlation, whatever the scale of the columns.',
    kind: 'tabular',
    maximumRows: null,
    parameters: [
      {
        name: 'components',
        type: 'integer',
        minimum: 0,
        maximum: 200,
        default: 0,
        description: 'Number of components, those of most variance first; 0 takes all.',
      },
      {
        name: 'weighting',
        type: 'enum',
        values: ['variance', 'none'],
        default: 'variance',
        description: 'Whether a component of less variance counts more, or each the same.',
      },
    ],
  },
  {
    id: 'seasonal_residual',
    name: 'Seasonal residual',
    description:
      'For values over time: distance from trend and season. Needs a dataset with a time column; sees each column apart.',
    kind: 'time_series',
    maximumRows: null,
    parameters: [
      {
        name: 'period',
        type: 'integer',
        minimum: 0,
        maximum: 10_000,
        default: 0,
        description: 'Rows in one season; 0 finds it, 1 is no season.',
      },
    ],
  },
  {
    id: 'half_space_trees',
    name: 'Half-space trees',
    description:
      'For streams: random cuts of the space, and how many rows of the last window came by. Learns on with each row; the order of the rows counts.',
    kind: 'stream',
    maximumRows: null,
    parameters: [
      {
        name: 'trees',
        type: 'integer',
        minimum: 1,
        maximum: 100,
        default: 25,
        description: 'Number of trees. More trees: steadier scores, slower.',
      },
      {
        name: 'depth',
        type: 'integer',
        minimum: 1,
        maximum: 12,
        default: 10,
        description: 'Cuts from the root of a tree to a leaf.',
      },
      {
        name: 'windowSize',
        type: 'integer',
        minimum: 10,
        maximum: 10_000,
        default: 250,
        description: 'Rows in a window (all rows where there are fewer).',
      },
    ],
  },
];

/** The description of an algorithm, or undefined where there is none of that name. */
export function algorithmById(id: string): AlgorithmDescription | undefined {
  return algorithmCatalogue.find((algorithm) => algorithm.id === id);
}
