import type * as z from 'zod/mini';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Section } from '../../components/section.tsx';
import { count, duration, score } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import { shortId } from '../../format/words.ts';
import type { Loaded } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import type { Metrics } from '../../shapes/common.ts';
import type { Dataset } from '../../shapes/dataset.ts';
import { useMay } from '../../session/session.tsx';
import type { Detector, DetectorVersion, VersionList } from '../../shapes/detection.ts';
import { Stage } from './stage.tsx';
import { VersionActions } from './version-actions.tsx';

interface VersionsProps {
  detector: Detector;
  versions: Loaded<z.infer<typeof VersionList>>;
  datasets: readonly Dataset[];
  /** Called when a version has changed its stage. */
  onChange: () => void;
}

/** What the detector has learned so far, newest first. */
export function Versions({ detector, versions, datasets, onChange }: VersionsProps) {
  const mayRelease = useMay('administer');
  return (
    <Section title="Versions">
      <LoadView load={versions}>
        {(list) =>
          list.items.length === 0 ? (
            <p>Not trained yet.</p>
          ) : (
            <DataTable<DetectorVersion>
              caption="Versions"
              captionHidden
              cards
              rows={list.items}
              rowKey={({ version }) => version}
              columns={[
                { header: 'Version', cell: ({ version }) => `v${version}` },
                { header: 'Stage', cell: (version) => <Stage version={version} /> },
                {
                  header: 'Actions',
                  cell: (version) => (
                    <VersionActions
                      detector={detector}
                      version={version}
                      mayRelease={mayRelease}
                      onChange={onChange}
                    />
                  ),
                },
                {
                  header: 'Trained on',
                  wrap: true,
                  cell: (version) => <TrainedOn version={version} datasets={datasets} />,
                },
                { header: 'Rows', align: 'end', cell: ({ trainedRows }) => count(trainedRows) },
                {
                  header: 'Columns',
                  align: 'end',
                  cell: ({ featureColumns }) => (
                    <span title={featureColumns.join(', ')}>{featureColumns.length}</span>
                  ),
                },
                { header: 'Threshold', align: 'end', cell: ({ threshold }) => score(threshold) },
                quality('ROC AUC', 'rocAuc'),
                quality('Precision', 'precision'),
                quality('Recall', 'recall'),
                quality('F1', 'f1'),
                {
                  header: 'Evaluated ROC AUC',
                  align: 'end',
                  cell: ({ evaluation }) => score(evaluation?.rocAuc ?? null),
                },
                { header: 'Duration', align: 'end', cell: ({ trainingMs }) => duration(trainingMs) },
                { header: 'Created', cell: ({ createdAt }) => <When iso={createdAt} /> },
              ]}
            />
          )
        }
      </LoadView>
    </Section>
  );
}

function quality(header: string, measure: keyof Metrics): TableColumn<DetectorVersion> {
  return { header, align: 'end', cell: ({ metrics }) => score(metrics === null ? null : metrics[measure]) };
}

function TrainedOn(props: { version: DetectorVersion; datasets: readonly Dataset[] }) {
  const { datasetId: id, origin } = props.version;
  if (origin === 'imported') return <>imported</>;
  if (id === null) return <>a deleted dataset</>;
  return (
    <Link href={`/datasets/${id}`}>
      {props.datasets.find((dataset) => dataset.id === id)?.name ?? shortId(id)}
    </Link>
  );
}
