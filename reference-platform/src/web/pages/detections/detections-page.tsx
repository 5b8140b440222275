import { api } from '../../api/client.ts';
import { createdColumns } from '../../components/created.tsx';
import { ChoiceFilter } from '../../components/list-filters.tsx';
import { Empty } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { count, duration, share } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { offsetOf, PAGE_SIZE } from '../../routing/list-query.ts';
import { useMay } from '../../session/session.tsx';
import { type Detection, DetectionList } from '../../shapes/detection.ts';
import { useNames } from './use-names.ts';

/** The share of a detection's rows that are anomalies. */
export function anomalyShare({ anomalyCount, rowCount }: Detection): string {
  return share(rowCount === 0 ? 0 : anomalyCount / rowCount);
}

/** All detections, newest first. */
export function DetectionsPage({ query }: { query: URLSearchParams }) {
  const mayReadData = useMay('readData');
  const names = useNames();
  const filter = { detectorId: query.get('detectorId') ?? '', datasetId: query.get('datasetId') ?? '' };
  const offset = offsetOf(query);
  const list = useLoad(query.toString(), (signal) =>
    api.call(DetectionList, 'GET', '/detections', { query: { ...filter, limit: PAGE_SIZE, offset }, signal }),
  );
  const filtered = filter.detectorId !== '' || filter.datasetId !== '';
  return (
    <Page title="Detections" lead="What the detectors found, newest first.">
      {mayReadData ? (
        <div class="filters" role="search">
          <ChoiceFilter
            query={query}
            label="Detector"
            name="detectorId"
            options={[
              { value: '', label: 'All detectors' },
              ...names.detectors.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <ChoiceFilter
            query={query}
            label="Dataset"
            name="datasetId"
            options={[
              { value: '', label: 'All datasets' },
              ...names.datasets.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </div>
      ) : null}
      <PagedList
        caption="Detections"
        list={list}
        offset={offset}
        waiting={!names.settled}
        empty={
          <Empty title={filtered ? 'No detection matches' : 'No detections yet'}>
            {filtered ? undefined : 'A detection starts from the page of a trained detector.'}
          </Empty>
        }
        columns={[
          {
            header: 'Detection',
            cell: (detection) => <Link href={`/detections/${detection.id}`}>{names.title(detection)}</Link>,
          },
          { header: 'Rows', align: 'end', cell: ({ rowCount }) => count(rowCount) },
          { header: 'Anomalies', align: 'end', cell: ({ anomalyCount }) => count(anomalyCount) },
          { header: 'Share', align: 'end', cell: anomalyShare },
          { header: 'Duration', align: 'end', cell: ({ durationMs }) => duration(durationMs) },
          ...createdColumns,
        ]}
      />
    </Page>
  );
}
