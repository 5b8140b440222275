import { api } from '../../api/client.ts';
import { DataTable } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Loading } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { count } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { DetectionList } from '../../shapes/detection.ts';
import { anomalyShare } from '../detections/detections-page.tsx';
import { useNames } from '../detections/use-names.ts';

const SHOWN = 5;

/** The last few detections. */
export function LatestDetections() {
  const names = useNames();
  const load = useLoad('latest', (signal) =>
    api.call(DetectionList, 'GET', '/detections', { query: { limit: SHOWN }, signal }),
  );
  return (
    <Section title="Latest detections">
      <LoadView load={load}>
        {(list) =>
          list.items.length === 0 ? (
            <p>No detections yet.</p>
          ) : !names.settled ? (
            <Loading />
          ) : (
            <DataTable
              caption="Latest detections"
              captionHidden
              cards
              rows={list.items}
              rowKey={({ id }) => id}
              columns={[
                {
                  header: 'Detection',
                  cell: (detection) => (
                    <Link href={`/detections/${detection.id}`}>{names.title(detection)}</Link>
                  ),
                },
                { header: 'Rows', align: 'end', cell: ({ rowCount }) => count(rowCount) },
                { header: 'Anomalies', align: 'end', cell: ({ anomalyCount }) => count(anomalyCount) },
                { header: 'Share', align: 'end', cell: anomalyShare },
                { header: 'When', cell: ({ createdAt }) => <When iso={createdAt} /> },
              ]}
            />
          )
        }
      </LoadView>
    </Section>
  );
}
