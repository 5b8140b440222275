import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { IntervalBars } from '../../charts/interval-bars.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { SelectField } from '../../components/fields.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Section } from '../../components/section.tsx';
import { labelledMetrics, metricName } from '../../format/metrics.ts';
import { count, score } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Comparison, type ComparisonEntry, type Experiment } from '../../shapes/research.ts';

/** The candidates of a completed experiment, ranked by a metric that the reader chooses. */
export function CandidateComparison({ experiment: { id } }: { experiment: Experiment }) {
  const [metric, setMetric] = useState('');
  const load = useLoad(`${id} ${metric}`, (signal) =>
    api.call(Comparison, 'GET', `/experiments/${id}/comparison`, { query: { metric }, signal }),
  );
  return (
    <Section title="Comparison">
      <LoadView load={load}>
        {(comparison) => {
          const name = metricName(comparison.metric);
          return (
            <>
              <div class="filters">
                <SelectField
                  label="Metric"
                  value={comparison.metric}
                  options={[
                    ...(comparison.labelled ? labelledMetrics : []),
                    { value: 'agreement', label: metricName('agreement') },
                  ]}
                  onValue={setMetric}
                />
              </div>
              <IntervalBars
                label={`${name} of the candidates`}
                note={explanation(comparison)}
                bars={comparison.entries.map((entry) => ({
                  label: entry.name,
                  value: entry.value,
                  interval: entry.interval,
                  best: entry.rank === 1,
                }))}
              />
              <DataTable
                caption={`Candidates by ${name}`}
                captionHidden
                cards
                busy={load.loading}
                rows={comparison.entries}
                rowKey={({ position }) => position}
                columns={[
                  { header: 'Candidate', cell: (entry) => entry.name },
                  { header: 'Rank', align: 'end', cell: ({ rank }) => rank },
                  { header: name, align: 'end', cell: ({ value }) => score(value) },
                  { header: '95% interval', align: 'end', cell: ({ interval }) => range(interval) },
                  {
                    header: 'Difference to the best',
                    align: 'end',
                    cell: ({ rank, difference }) => (rank === 1 ? '–' : score(difference)),
                  },
                  {
                    header: 'Its 95% interval',
                    align: 'end',
                    cell: ({ differenceInterval }) => range(differenceInterval),
                  },
                  { header: 'Significant', cell: verdict },
                ]}
              />
            </>
          );
        }}
      </LoadView>
    </Section>
  );
}

function range(interval: ComparisonEntry['interval']): string {
  return interval === null ? '–' : `${score(interval.lower)} to ${score(interval.upper)}`;
}

function verdict({ significant }: ComparisonEntry): string {
  if (significant === null) return '–';
  return significant ? 'yes' : 'no';
}

function explanation({ metric, labelled, resamples }: Comparison): string {
  if (metric === 'agreement') {
    return `Mean rank correlation (Spearman) with the other candidates’ scores.${labelled ? '' : ' The dataset has no labels to measure quality by.'}`;
  }
  return `Measured on the rows held out. Intervals from ${count(resamples)} paired bootstrap resamples; a difference is significant where its interval leaves out 0.`;
}
