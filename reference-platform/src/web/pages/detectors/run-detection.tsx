import { api } from '../../api/client.ts';
import { useToast } from '../../components/toasts.tsx';
import { navigate } from '../../routing/location.ts';
import type { Dataset } from '../../shapes/dataset.ts';
import { DetectionOrJob, type Detector, type DetectorVersion, type Job } from '../../shapes/detection.ts';
import { VersionOnDataset, type Work } from './version-on-dataset.tsx';

interface RunDetectionProps {
  detector: Detector;
  versions: readonly DetectorVersion[];
  datasets: readonly Dataset[];
}

/** Examines a dataset: at once if it is small, else as a job that is followed here. */
export function RunDetection({ detector, versions, datasets }: RunDetectionProps) {
  const tell = useToast();
  const run = async (work: Work) => {
    const answer = await api.call(DetectionOrJob, 'POST', '/detections', {
      json: { detectorId: detector.id, ...work },
    });
    if ('kind' in answer) return answer;
    navigate(`/detections/${answer.id}`);
    return null;
  };
  const end = ({ status, result }: Job) => {
    const made = result?.detectionId ?? null;
    if (status === 'completed' && made !== null) navigate(`/detections/${made}`);
    if (status === 'cancelled') tell('Detection cancelled.');
  };

  return (
    <VersionOnDataset
      title="Run a detection"
      note="Scores every row of a dataset."
      detector={detector}
      versions={versions}
      datasets={datasets}
      labels={{ dataset: 'Dataset to examine', version: 'Version', submit: 'Run detection' }}
      start={run}
      onEnd={end}
    />
  );
}
