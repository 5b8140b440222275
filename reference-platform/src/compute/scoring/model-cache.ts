import { readFile } from 'node:fs/promises';
import { modelFile } from '../../storage/index.ts';
import { parseModel } from '../algorithms/model-file.ts';
import { scorerOf, type Scorer } from '../algorithms/score.ts';
import { isMissingFile } from '../files/missing-file.ts';
import { TaskRefused, type TaskScope } from '../worker/tasks.ts';

/** Models kept ready for scoring in each worker thread; the oldest used goes first. */
const KEPT_MODELS = 8;
const scorers = new Map<string, Scorer>();

/** The scorer of a trained version, from memory or from its file; a version never changes. */
export async function loadScorer(
  { dataFolder, tenantId }: TaskScope,
  detectorId: string,
  version: number,
): Promise<Scorer> {
  const path = modelFile(dataFolder, tenantId, detectorId, version);
  const scorer = scorers.get(path) ?? scorerOf(parseModel(await readModel(path)));
  scorers.delete(path);
  scorers.set(path, scorer);
  for (const oldest of scorers.keys()) {
    if (scorers.size <= KEPT_MODELS) break;
    scorers.delete(oldest);
  }
  return scorer;
}

async function readModel(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissingFile(error)) throw new TaskRefused('not_found', 'there is no such version of the detector');
    throw error;
  }
}
