import { DataTable } from '../../components/data-table.tsx';
import { Fact, Facts } from '../../components/fact.tsx';
import { count, score } from '../../format/numbers.ts';
import type { VersionEvaluation } from '../../shapes/lifecycle.ts';

/** The figures of one evaluation, and its confusion matrix. */
export function EvaluationFigures({ evaluation }: { evaluation: VersionEvaluation }) {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = evaluation.confusion;
  return (
    <div class="outcome" role="status" aria-label={`Figures of version ${evaluation.version}`}>
      <Facts>
        <Fact label="Evaluated version">{`v${evaluation.version}`}</Fact>
        <Fact label="Labelled rows">{count(evaluation.labelledRows)}</Fact>
        <Fact label="ROC AUC">{score(evaluation.rocAuc)}</Fact>
        <Fact label="Average precision">{score(evaluation.averagePrecision)}</Fact>
        <Fact label="Precision">{score(evaluation.precision)}</Fact>
        <Fact label="Recall">{score(evaluation.recall)}</Fact>
        <Fact label="F1">{score(evaluation.f1)}</Fact>
      </Facts>
      <h3>Confusion matrix</h3>
      <DataTable
        caption="Confusion matrix"
        captionHidden
        rows={[
          { truth: 'Anomaly', flagged: truePositives, passed: falseNegatives },
          { truth: 'Normal', flagged: falsePositives, passed: trueNegatives },
        ]}
        rowKey={({ truth }) => truth}
        columns={[
          { header: 'Truth', cell: ({ truth }) => truth },
          { header: 'Flagged', align: 'end', cell: ({ flagged }) => count(flagged) },
          { header: 'Not flagged', align: 'end', cell: ({ passed }) => count(passed) },
        ]}
      />
    </div>
  );
}
