import type {
  DriftRequest,
  DriftResponse,
  EvaluateRequest,
  EvaluationFigures,
  ImportResponse,
} from '../lifecycle/protocol.ts';
import type {
  Candidate,
  CandidateOutcome,
  DetectRequest,
  DetectResponse,
  ExplainResponse,
  ExperimentComparison,
  PlotQuery,
  PlotResponse,
  ProfileRequest,
  ProfileResponse,
  QualityMetrics,
  TrainingPayload,
  ValidateRequest,
  ValidateResponse,
} from '../protocol.ts';

import type { StreamScoresRequest, StreamScoresResponse } from '../streams/protocol.ts';

/** Whose files a task works on. */
export interface TaskScope {
  readonly dataFolder: string;
  readonly tenantId: string;
}

/** Trains and writes `MODEL_DRAFT` into the draft folder. */
export interface TrainTask extends TaskScope {
  readonly kind: 'train';
  readonly draft: string;
  readonly payload: TrainingPayload;
}

export interface TrainResult {
  readonly trainedRows: number;
  readonly threshold: number;
  readonly trainingMs: number;
  readonly metrics: QualityMetrics | null;
  readonly modelBytes: number;
}

/** Scores a dataset and writes the files of the detection into the draft folder. */
export interface DetectTask extends TaskScope {
  readonly kind: 'detect';
  readonly draft: string;
  readonly request: DetectRequest;
}

/** Scores inline rows: `values` row after row, NaN for missing, `columns` their names (null: the model's order). */
export interface PredictTask extends TaskScope {
  readonly kind: 'predict';
  readonly detectorId: string;
  readonly version: number;
  readonly columns: readonly string[] | null;
  readonly width: number;
  readonly values: Float64Array;
}

/** As a prediction, with the contributions of the features. */
export interface ExplainTask extends Omit<PredictTask, 'kind'> {
  readonly kind: 'explain';
}

export interface PredictResult {
  readonly threshold: number;
  readonly raw: Float64Array;
  readonly score: Float64Array;
}

export interface PlotTask extends TaskScope {
  readonly kind: 'plot';
  readonly detectionId: string;
  readonly query: PlotQuery;
}

export interface ProfileTask extends TaskScope {
  readonly kind: 'profile';
  readonly request: ProfileRequest;
}

/** Scores points of a stream. */
export interface StreamScoresTask extends TaskScope {
  readonly kind: 'streamScores';
  readonly request: StreamScoresRequest;
}

export interface ValidateTask extends TaskScope {
  readonly kind: 'validate';
  readonly request: ValidateRequest;
}

/**
 * Trains a candidate on a part of the rows and scores the rest; with `draft`, its model is written there.
 * Contamination `labelled` is the share of anomalies among the labelled rows that it is trained on.
 */
export interface CandidateTask extends TaskScope {
  readonly kind: 'candidate';
  readonly datasetId: string;
  readonly columns: readonly string[];
  readonly labelColumn: string | null;
  readonly holdout: number;
  readonly splitSeed: number;
  readonly candidate: Omit<Candidate, 'contamination'> & { readonly contamination: number | 'labelled' };
  readonly draft: string | null;
}

/** The scores and labels (null: none) of the rows held out, and the figures. */
export interface CandidateResult {
  readonly outcome: CandidateOutcome;
  readonly scores: Float64Array;
  readonly labels: Float64Array | null;
}

/** Compares the candidates of an experiment on the same rows. */
export interface CompareTask {
  readonly kind: 'compare';
  readonly labels: Float64Array | null;
  readonly candidates: readonly {
    readonly position: number;
    readonly scores: Float64Array;
    readonly threshold: number;
  }[];
  readonly seed: number;
}

/** Measures a version on a labelled dataset. */
export interface EvaluateTask extends TaskScope {
  readonly kind: 'evaluate';
  readonly request: EvaluateRequest;
}

/** Compares a dataset with the training data of a version. */
export interface DriftTask extends TaskScope {
  readonly kind: 'drift';
  readonly request: DriftRequest;
}

/** Checks the model file `source` and writes `MODEL_DRAFT` into the draft folder. */
export interface ImportTask extends TaskScope {
  readonly kind: 'import';
  readonly source: string;
  readonly draft: string;
}

/** What a worker thread can be asked to do. */
export type Task =
  | TrainTask
  | DetectTask
  | PredictTask
  | ExplainTask
  | PlotTask
  | ProfileTask
  | ValidateTask
  | StreamScoresTask
  | CandidateTask
  | CompareTask
  | EvaluateTask
  | DriftTask
  | ImportTask;

/** What comes of each kind of task. */
export interface TaskResults {
  train: TrainResult;
  detect: DetectResponse;
  predict: PredictResult;
  explain: ExplainResponse;
  plot: PlotResponse;
  profile: ProfileResponse;
  streamScores: StreamScoresResponse;
  validate: ValidateResponse;
  evaluate: EvaluationFigures;
  drift: DriftResponse;
  import: ImportResponse;
  candidate: CandidateResult;
  compare: ExperimentComparison;
}
export type ResultOf<T extends Task> = TaskResults[T['kind']];

/** How a task is followed: `onProgress` gets fractions 0..1, `signal` abandons it, `transfer` moves buffers. */
export interface TaskOptions {
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
  readonly transfer?: readonly ArrayBuffer[];
}

/** Name of the model file in the draft folder of a training. */
export const MODEL_DRAFT = 'model.json';

/** From the pool to a worker thread: a task, and a flag that is set to 1 when it is to be abandoned. */
export interface TaskMessage {
  readonly task: Task;
  readonly cancelled: Int32Array;
}

/** From a worker thread to the pool. */
export type WorkerMessage =
  | { readonly type: 'progress'; readonly fraction: number }
  | { readonly type: 'done'; readonly result: TaskResults[Task['kind']] }
  | {
      readonly type: 'failed';
      readonly refusal: TaskRefusal | null;
      readonly message: string;
      readonly stack: string;
    };

/** Why a task cannot be done, for the caller to read. */
export interface TaskRefusal {
  readonly code: 'not_found' | 'conflict' | 'invalid';
  readonly pointer: string | null;
}

/** Thrown inside a task for a reason that the caller may read, in whichever thread. */
export class TaskRefused extends Error {
  override readonly name = 'TaskRefused';
  readonly refusal: TaskRefusal;

  constructor(code: TaskRefusal['code'], message: string, pointer: string | null = null) {
    super(message);
    this.refusal = { code, pointer };
  }
}
