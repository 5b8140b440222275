import { api } from '../../api/client.ts';
import { shortId } from '../../format/words.ts';
import { useLoad } from '../../loading/use-load.ts';
import { useMay } from '../../session/session.tsx';
import { DatasetList } from '../../shapes/dataset.ts';
import { type Detection, DetectorList } from '../../shapes/detection.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Names of what a detection refers to by id. Who may not read those sees the ids' beginnings. */
export interface Names {
  readonly detectors: readonly Named[];
  readonly datasets: readonly Named[];
  /** False while the names are on their way. */
  readonly settled: boolean;
  detector(id: string): string;
  dataset(id: string | null): string;
  title(detection: Pick<Detection, 'detectorId' | 'detectorVersion' | 'datasetId'>): string;
}

/** Reads the names of detectors and datasets, as far as the role may. */
export function useNames(): Names {
  const mayRead = useMay('readData');
  const detectors = useLoad(mayRead ? 'names' : null, (signal) =>
    api.call(DetectorList, 'GET', '/detectors', { query: { limit: 200, sort: 'name' }, signal }),
  );
  const datasets = useLoad(mayRead ? 'names' : null, (signal) =>
    api.call(DatasetList, 'GET', '/datasets', { query: { limit: 200, sort: 'name' }, signal }),
  );
  const known = { detectors: detectors.value?.items ?? [], datasets: datasets.value?.items ?? [] };
  const detector = (id: string) => nameIn(known.detectors, id);
  const dataset = (id: string | null) => (id === null ? 'a deleted dataset' : nameIn(known.datasets, id));
  return {
    ...known,
    settled: !detectors.loading && !datasets.loading,
    detector,
    dataset,
    title: (detection) =>
      `${detector(detection.detectorId)} v${detection.detectorVersion} on ${dataset(detection.datasetId)}`,
  };
}

function nameIn(list: readonly Named[], id: string): string {
  return list.find((each) => each.id === id)?.name ?? shortId(id);
}
