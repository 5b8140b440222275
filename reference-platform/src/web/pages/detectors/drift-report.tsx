import { ShiftBars } from '../../charts/shift-bars.tsx';
import { Badge, type Tone } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { count, figure, share } from '../../format/numbers.ts';
import type { Drift, Shift, Verdict } from '../../shapes/lifecycle.ts';

const verdicts: Readonly<Record<Verdict, { tone: Tone; name: string; sentence: string }>> = {
  none: { tone: 'good', name: 'None', sentence: 'No drift was found.' },
  moderate: { tone: 'warn', name: 'Moderate', sentence: 'The data have drifted moderately.' },
  severe: { tone: 'bad', name: 'Severe', sentence: 'The data have drifted severely.' },
};

/** What came of a comparison: the verdict, then each column and the scores. */
export function DriftReport({ drift }: { drift: Drift }) {
  const { scores, thresholds } = drift;
  const rows = [
    ...drift.features.map(({ column, ...shift }) => ({ key: `column ${column}`, name: column, shift })),
    { key: 'scores', name: 'Scores', shift: scores },
  ];
  return (
    <div class="outcome">
      <p role="status" aria-label="Drift verdict">
        <strong>{verdicts[drift.verdict].sentence}</strong>{' '}
        {`${count(drift.rowCount)} rows were compared with the ${count(drift.trainedRows)} of version ${drift.version}; ` +
          `${share(scores.anomalyShareNow)} of them are anomalies, ${share(scores.anomalyShareBefore)} were expected.`}
      </p>
      <DataTable<{ key: string; name: string; shift: Shift }>
        caption="Drift by column"
        captionHidden
        cards
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { header: 'Column', cell: ({ name }) => name },
          { header: 'Drift', cell: ({ shift }) => <VerdictBadge verdict={shift.verdict} /> },
          { header: 'PSI', align: 'end', cell: ({ shift }) => shift.psi.toFixed(3) },
          { header: 'KS', align: 'end', cell: ({ shift }) => shift.ks.toFixed(3) },
          { header: 'p-value', align: 'end', cell: ({ shift }) => figure(shift.pValue) },
          { header: 'Median then', align: 'end', cell: ({ shift }) => figure(shift.medianBefore) },
          { header: 'Median now', align: 'end', cell: ({ shift }) => figure(shift.medianNow) },
          {
            header: 'Then and now',
            cell: ({ name, shift }) => <ShiftBars name={name} bins={shift.bins} />,
          },
        ]}
      />
      <p class="section-note">
        {`PSI is moderate from ${thresholds.moderatePsi}, severe from ${thresholds.severePsi}, where chance (all columns ` +
          `together: ${share(thresholds.significance)}) does not explain it.`}
      </p>
    </div>
  );
}

function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return <Badge tone={verdicts[verdict].tone}>{verdicts[verdict].name}</Badge>;
}
