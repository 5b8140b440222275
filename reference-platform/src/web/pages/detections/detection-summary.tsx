import { Fact, Facts } from '../../components/fact.tsx';
import { Section } from '../../components/section.tsx';
import { count, duration, score } from '../../format/numbers.ts';
import type { Detection } from '../../shapes/detection.ts';
import { anomalyShare } from './detections-page.tsx';

/** The figures of a detection; quality only where the dataset has labels. */
export function DetectionSummary({ detection }: { detection: Detection }) {
  const { scores, metrics } = detection;
  return (
    <Section title="Summary">
      <Facts size="large-fours">
        <Fact label="Anomalies" tone="anomaly">
          {count(detection.anomalyCount)}
        </Fact>
        <Fact label="Rows examined">{count(detection.rowCount)}</Fact>
        <Fact label="Share">{anomalyShare(detection)}</Fact>
        <Fact label="Threshold">{score(detection.threshold)}</Fact>
        <Fact label="Highest score">{score(scores.max)}</Fact>
        <Fact label="95th percentile">{score(scores.p95)}</Fact>
        <Fact label="Median score">{score(scores.p50)}</Fact>
        <Fact label="Duration">{duration(detection.durationMs)}</Fact>
        {metrics === null ? null : (
          <>
            <Fact label="ROC AUC">{score(metrics.rocAuc)}</Fact>
            <Fact label="Precision">{score(metrics.precision)}</Fact>
            <Fact label="Recall">{score(metrics.recall)}</Fact>
            <Fact label="F1">{score(metrics.f1)}</Fact>
          </>
        )}
      </Facts>
    </Section>
  );
}
