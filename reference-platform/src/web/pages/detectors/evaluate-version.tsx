import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useToast } from '../../components/toasts.tsx';
import type { Dataset } from '../../shapes/dataset.ts';
import type { Detector, DetectorVersion, Job } from '../../shapes/detection.ts';
import { EvaluationOrJob, type VersionEvaluation } from '../../shapes/lifecycle.ts';
import { EvaluationFigures } from './evaluation-figures.tsx';
import { VersionOnDataset, type Work } from './version-on-dataset.tsx';

interface EvaluateVersionProps {
  detector: Detector;
  versions: readonly DetectorVersion[];
  datasets: readonly Dataset[];
  /** Called when a version has new figures. */
  onEnd: () => void;
}

/** Measures a version on a dataset whose anomalies are known. */
export function EvaluateVersion({ detector, versions, datasets, onEnd }: EvaluateVersionProps) {
  const tell = useToast();
  const [figures, setFigures] = useState<VersionEvaluation | null>(null);

  const evaluate = async (work: Work) => {
    const answer = await api.call(EvaluationOrJob, 'POST', `/detectors/${detector.id}/evaluate`, {
      json: work,
    });
    if ('kind' in answer) return answer;
    setFigures(answer);
    onEnd();
    return null;
  };
  const end = ({ status, result }: Job) => {
    if (status === 'completed') {
      tell(`Evaluation finished: version ${result?.version ?? '–'} has new figures.`);
    }
    if (status === 'cancelled') tell('Evaluation cancelled.');
    onEnd();
  };

  return (
    <VersionOnDataset
      title="Evaluate"
      note="Measures a version on a dataset with a label column."
      detector={detector}
      versions={versions}
      datasets={datasets.filter(({ labelColumn }) => labelColumn !== null)}
      none="There is no dataset with a label column."
      labels={{ dataset: 'Labelled dataset', version: 'Version to evaluate', submit: 'Evaluate' }}
      start={evaluate}
      onEnd={end}
    >
      {figures === null ? null : <EvaluationFigures evaluation={figures} />}
    </VersionOnDataset>
  );
}
