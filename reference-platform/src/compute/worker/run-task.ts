import { profileDataset } from '../analytics/profile.ts';
import { validateDataset } from '../analytics/validation.ts';
import type { Progress } from '../algorithms/matrix.ts';
import { measureCandidate } from '../experiments/candidate.ts';
import { compareCandidates } from '../experiments/comparison.ts';
import { isMissingFile } from '../files/missing-file.ts';
import { evaluateVersion } from '../lifecycle/evaluate.ts';
import { importModel } from '../lifecycle/import-model.ts';
import { measureDrift } from '../lifecycle/measure-drift.ts';
import { runDetection } from '../scoring/detect.ts';
import { plotDetection } from '../scoring/plot.ts';
import { explain } from '../scoring/explain.ts';
import { predict } from '../scoring/predict.ts';
import { scoreStream } from '../streams/score.ts';
import { runTraining } from '../training/train.ts';
import { TaskRefused, type Task, type TaskResults } from './tasks.ts';

/** Does one task in the thread that it is called in. Throws TaskRefused where the caller is to know why not. */
export async function runTask(task: Task, progress: Progress): Promise<TaskResults[Task['kind']]> {
  switch (task.kind) {
    case 'train':
      return runTraining(task, progress);
    case 'detect':
      return runDetection(task, progress);
    case 'predict':
      return predict(task, progress);
    case 'explain':
      return explain(task, progress);
    case 'plot':
      return plotDetection(task);
    case 'profile':
      return ofDataset(() => profileDataset(task, task.request));
    case 'candidate':
      return measureCandidate(task, progress);
    case 'compare':
      return compareCandidates(task, progress);
    case 'evaluate':
      return evaluateVersion(task, progress);
    case 'drift':
      return measureDrift(task, progress);
    case 'import':
      return importModel(task);
    case 'streamScores':
      return scoreStream(task, progress);
    case 'validate':
      return ofDataset(() => validateDataset(task, task.request));
  }
}

async function ofDataset<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isMissingFile(error)) throw new TaskRefused('not_found', 'there is no such dataset');
    throw error;
  }
}
