import { api } from '../../api/client.ts';
import { ScoreHistogram } from '../../charts/score-histogram.tsx';
import { ObjectView } from '../../components/object-view.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { objectTitle } from '../../loading/object-title.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { useMay } from '../../session/session.tsx';
import { Detection, DetectorVersion } from '../../shapes/detection.ts';
import { Anomalies } from './anomalies.tsx';
import { DetectionScatter } from './detection-scatter.tsx';
import { DetectionSummary } from './detection-summary.tsx';
import type { Explainer } from './explanation.tsx';
import { useNames } from './use-names.ts';

const LIST = { href: '/detections', name: 'Detections' };

/** One detection: figures, scores, a look at the rows, and the anomalies. */
export function DetectionPage({ id }: { id: string }) {
  const mayReadData = useMay('readData');
  const names = useNames();
  const load = useLoad(id, (signal) => api.call(Detection, 'GET', `/detections/${id}`, { signal }));
  const detection = load.value;
  const version = useLoad(mayReadData && detection !== null ? id : null, (signal) =>
    api.call(
      DetectorVersion,
      'GET',
      `/detectors/${detection?.detectorId ?? ''}/versions/${detection?.detectorVersion ?? ''}`,
      { signal },
    ),
  );
  const title = objectTitle(load, 'Detection', (value) => (names.settled ? names.title(value) : 'Detection'));
  return (
    <Page
      title={title}
      parent={LIST}
      lead={
        detection === null || !mayReadData ? undefined : (
          <>
            {'Detector '}
            <Link href={`/detectors/${detection.detectorId}`}>{names.detector(detection.detectorId)}</Link>
            {detection.datasetId === null ? null : (
              <>
                {', dataset '}
                <Link href={`/datasets/${detection.datasetId}`}>{names.dataset(detection.datasetId)}</Link>
              </>
            )}
          </>
        )
      }
    >
      <ObjectView load={load} back={{ href: LIST.href, name: 'detections' }}>
        {(value) => (
          <>
            <DetectionSummary detection={value} />
            <Section title="Scores" note="How many rows have which score.">
              <ScoreHistogram histogram={value.histogram} threshold={value.threshold} />
            </Section>
            <DetectionScatter id={id} columns={version.value?.featureColumns ?? null} />
            <Anomalies
              id={id}
              explainer={explainerOf(value, version.value)}
              unexplained={
                mayReadData && value.datasetId === null
                  ? 'The dataset was deleted, so its rows can no longer be explained.'
                  : null
              }
            />
          </>
        )}
      </ObjectView>
    </Page>
  );
}

/** Rows are explained from their values: without the dataset, or a right to read it, nothing is. */
function explainerOf(
  { detectorId, detectorVersion, datasetId }: Detection,
  version: DetectorVersion | null,
): Explainer | null {
  if (datasetId === null || version === null) return null;
  return { detectorId, version: detectorVersion, datasetId, columns: version.featureColumns };
}
