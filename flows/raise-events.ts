import type { ApiClient } from '../api-clients/api-client.ts';
import type { Dataset } from '../api-clients/datasets/schemas.ts';
import type { Detection } from '../api-clients/detections/schemas.ts';
import type { Event } from '../api-clients/events/schemas.ts';
import { labelledTable } from '../test-data/labelled-table.ts';
import { succeeded } from './succeeded.ts';
import { trainDetector } from './train-detector.ts';
import { uploadTable } from './upload-table.ts';

type Caller = { api: ApiClient };

/** A trained detector that finds planted anomalies, and data to find them in. */
export interface AlarmGround {
  detectorId: string;
  dataset: Dataset;
}

const ROWS = 40;

/** Makes what raises events: a robust z-score of 40 rows of which two lie far outside. */
export async function prepareAlarms(actor: Caller, seed: number): Promise<AlarmGround> {
  const dataset = await uploadTable(actor, labelledTable({ seed, rows: ROWS, features: 2 }));
  const { detector } = await trainDetector(actor, { datasetId: dataset.id, algorithm: 'robust_zscore' });
  return { detectorId: detector.id, dataset };
}

/** Runs a detection; with anomalies in it, it raises an event. */
export async function detectIn(
  actor: Caller,
  { detectorId }: AlarmGround,
  datasetId: string,
): Promise<Detection> {
  return succeeded(await actor.api.detections.create({ detectorId, datasetId }));
}

/** Has a detection raise an event. */
export async function raiseEvent(
  actor: Caller,
  ground: AlarmGround,
): Promise<{ detection: Detection; event: Event }> {
  const detection = await detectIn(actor, ground, ground.dataset.id);
  const [event] = succeeded(await actor.api.events.list({ sourceId: detection.id })).items;
  if (event === undefined) throw new Error(`detection ${detection.id} raised no event`);
  return { detection, event };
}

/** Has detections raise that many events, one after the other, and gives them in that order. */
export async function raiseEvents(actor: Caller, ground: AlarmGround, count: number): Promise<Event[]> {
  const events: Event[] = [];
  for (let raised = 0; raised < count; raised += 1) events.push((await raiseEvent(actor, ground)).event);
  return events;
}
