import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import type { CallFailure } from '../../api/problem.ts';
import { Badge } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { TextField } from '../../components/fields.tsx';
import { Form, SubmitButton, useForm } from '../../components/form.tsx';
import { Section } from '../../components/section.tsx';
import { count, figure, score } from '../../format/numbers.ts';
import { counted } from '../../format/words.ts';
import { type Detector, Prediction } from '../../shapes/detection.ts';
import { readPastedRows } from './pasted-rows.ts';

const ROW_POINTER = /^\/rows\/(\d+)/;

/** Scores rows that are pasted in, with the latest version, and keeps nothing. */
export function ScoreRows({ detector, columns }: { detector: Detector; columns: readonly string[] }) {
  const form = useForm();
  const [text, setText] = useState('');
  const [prediction, setPrediction] = useState<Prediction | null>(null);

  const check = () => {
    const read = readPastedRows(text, columns);
    return typeof read === 'string' ? { '/rows': read } : {};
  };
  const predict = async () => {
    const read = readPastedRows(text, columns);
    if (typeof read === 'string') return;
    setPrediction(null);
    setPrediction(
      await api.call(Prediction, 'POST', `/detectors/${detector.id}/predict`, {
        json: { rows: read.rows, ...(read.columns === null ? {} : { columns: read.columns }) },
      }),
    );
  };

  return (
    <Section title="Score a few rows" note="Nothing of it is kept.">
      <Form form={form} onSubmit={() => form.submit(check, predict)}>
        <TextField
          label="Rows to score"
          hint={`One row a line, commas or tabs between: ${columns.join(', ')}. A first line of column names may change the order.`}
          multiline={5}
          value={text}
          onValue={setText}
          error={form.error('/rows') ?? rowError(form.failure)}
        />
        <div class="form-actions">
          <SubmitButton form={form}>Score rows</SubmitButton>
        </div>
      </Form>
      {prediction === null ? null : (
        <div class="section-part">
          <p role="status">
            {`${counted(prediction.anomalyCount, 'anomaly', 'anomalies')} among ${counted(prediction.results.length, 'row')}, threshold ${score(prediction.threshold)}.`}
          </p>
          <DataTable
            caption="Scores"
            captionHidden
            rows={prediction.results}
            rowKey={(result) => result.index}
            columns={[
              { header: 'Row', cell: (result) => count(result.index + 1) },
              { header: 'Score', align: 'end', cell: (result) => score(result.score) },
              { header: 'Raw score', align: 'end', cell: (result) => figure(result.rawScore) },
              {
                header: 'Verdict',
                cell: (result) =>
                  result.label === 1 ? (
                    <Badge tone="bad">Anomaly</Badge>
                  ) : (
                    <Badge tone="neutral">Normal</Badge>
                  ),
              },
            ]}
          />
        </div>
      )}
    </Section>
  );
}

function rowError(failure: CallFailure | null): string | undefined {
  const field = failure?.fields.find(({ pointer }) => ROW_POINTER.test(pointer));
  if (field === undefined) return undefined;
  const row = Number(ROW_POINTER.exec(field.pointer)?.[1] ?? '0') + 1;
  return `Row ${row}: ${field.detail}`;
}
