import { DataTable } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Section } from '../../components/section.tsx';
import { count, share } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import type { Loaded } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import type { Model, ModelList } from '../../shapes/monitoring.ts';

/** The version in use of each trained detector, and how it has done. */
export function Models({ load }: { load: Loaded<ModelList> }) {
  return (
    <Section title="Models" note="Shift: how far the latest scores are from the first, 0 to 1.">
      <LoadView load={load}>
        {({ items }) =>
          items.length === 0 ? (
            <p>No detector is trained yet.</p>
          ) : (
            <DataTable<Model>
              caption="Models"
              captionHidden
              cards
              rows={items}
              rowKey={({ detectorId }) => detectorId}
              columns={[
                {
                  header: 'Detector',
                  cell: ({ detectorId, name }) => <Link href={`/detectors/${detectorId}`}>{name}</Link>,
                },
                { header: 'Version', cell: ({ version }) => `v${version}` },
                { header: 'Detections', align: 'end', cell: ({ detections }) => count(detections) },
                { header: 'Rows scored', align: 'end', cell: ({ scoredRows }) => count(scoredRows) },
                {
                  header: 'Anomalies',
                  align: 'end',
                  cell: ({ anomalyShare }) => (anomalyShare === null ? '–' : share(anomalyShare)),
                },
                {
                  header: 'Shift',
                  align: 'end',
                  cell: ({ scoreShift }) => (scoreShift === null ? '–' : scoreShift.toFixed(2)),
                },
                { header: 'Trained', cell: ({ trainedAt }) => <When iso={trainedAt} /> },
                { header: 'Evaluated', cell: ({ evaluatedAt }) => <When iso={evaluatedAt} /> },
                { header: 'Last used', cell: ({ lastDetectionAt }) => <When iso={lastDetectionAt} /> },
              ]}
            />
          )
        }
      </LoadView>
    </Section>
  );
}
