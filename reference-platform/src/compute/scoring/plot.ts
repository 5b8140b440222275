import { join } from 'node:path';
import { readFloat64File } from '../../storage/index.ts';
import { openSource, readNumbers } from '../files/dataset-source.ts';
import type { PlotResponse } from '../protocol.ts';
import { TaskRefused, type PlotTask } from '../worker/tasks.ts';
import { DETECTION_FILES, openDetection } from './detection-files.ts';

/** Two columns of the dataset with scores: the highest-ranked anomalies, then normal rows evenly spaced. */
export async function plotDetection(task: PlotTask): Promise<PlotResponse> {
  const { folder, description } = await openDetection(task, task.detectionId);
  const { x, y, points } = task.query;
  const dataset = await openSource(task, description.datasetId).catch((error: unknown) => {
    if (!(error instanceof TaskRefused)) throw error;
    throw new TaskRefused('conflict', 'the dataset of this detection was removed');
  });
  const xs = await readNumbers(dataset, x, '/query/x');
  const ys = await readNumbers(dataset, y, '/query/y');
  const scores = await readFloat64File(join(folder, DETECTION_FILES.scores));
  const anomalies = await readFloat64File(join(folder, DETECTION_FILES.anomalies));
  const chosen = anomalies.slice(0, points);
  const label = new Uint8Array(scores.length);
  for (const row of anomalies) label[row] = 1;
  const rows = Float64Array.of(...chosen, ...evenlySpaced(label, points - chosen.length)).sort();
  return {
    x,
    y,
    points: Array.from(rows, (rowIndex) => ({
      rowIndex,
      x: numberOrNull(xs[rowIndex]),
      y: numberOrNull(ys[rowIndex]),
      score: scores[rowIndex] ?? 0,
      label: label[rowIndex] === 1 ? 1 : 0,
    })),
  };
}

/** At most `wanted` of the rows that are not labelled, at even distances. */
function evenlySpaced(label: Uint8Array, wanted: number): number[] {
  const normal = Uint32Array.from(label.keys()).filter((row) => label[row] === 0);
  const count = Math.min(wanted, normal.length);
  return Array.from({ length: count }, (_, i) => normal[Math.floor((i * normal.length) / count)] ?? 0);
}

function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
