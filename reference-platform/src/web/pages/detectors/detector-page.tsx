import { useState } from 'preact/hooks';
import { api, type Tagged } from '../../api/client.ts';
import { DeleteDialog } from '../../components/delete-dialog.tsx';
import { ObjectView } from '../../components/object-view.tsx';
import { Page } from '../../components/page.tsx';
import { useToast } from '../../components/toasts.tsx';
import { objectTitle } from '../../loading/object-title.ts';
import { useLoad } from '../../loading/use-load.ts';
import { navigate } from '../../routing/location.ts';
import { useMay } from '../../session/session.tsx';
import { DatasetList } from '../../shapes/dataset.ts';
import { Detector, VersionList } from '../../shapes/detection.ts';
import { DetectorFacts } from './detector-facts.tsx';
import { DriftPanel } from './drift-panel.tsx';
import { EditDetector } from './edit-detector.tsx';
import { EvaluateVersion } from './evaluate-version.tsx';
import { RunDetection } from './run-detection.tsx';
import { ScoreRows } from './score-rows.tsx';
import { TrainDetector } from './train-detector.tsx';
import { Versions } from './versions.tsx';

const LIST = { href: '/detectors', name: 'Detectors' };

/** One detector: facts, training, versions, and its use. */
export function DetectorPage({ id }: { id: string }) {
  const tell = useToast();
  const mayWrite = useMay('write');
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const load = useLoad<Tagged<Detector>>(id, (signal) =>
    api.tagged(Detector, 'GET', `/detectors/${id}`, { signal }),
  );
  const key = load.value === null ? null : id;
  const versions = useLoad(key, (signal) =>
    api.call(VersionList, 'GET', `/detectors/${id}/versions`, { query: { limit: 200 }, signal }),
  );
  const datasets = useLoad(key, (signal) =>
    api.call(DatasetList, 'GET', '/datasets', { query: { limit: 200, sort: 'name' }, signal }),
  );
  const refresh = () => {
    load.reload();
    versions.reload();
  };
  const known = datasets.value?.items ?? [];
  const trained = versions.value?.items ?? [];

  return (
    <Page
      title={objectTitle(load, 'Detector', (tagged) => tagged.value.name)}
      parent={LIST}
      lead={load.value?.value.description ?? undefined}
      actions={
        load.value === null || !mayWrite ? undefined : (
          <>
            <button type="button" class="button" onClick={() => setOpen('edit')}>
              Edit details
            </button>
            <button type="button" class="button button-danger-quiet" onClick={() => setOpen('delete')}>
              Delete detector
            </button>
          </>
        )
      }
    >
      <ObjectView load={load} back={{ href: LIST.href, name: 'detectors' }}>
        {({ value: detector, etag }) => (
          <>
            <DetectorFacts detector={detector} />
            {mayWrite ? (
              <TrainDetector detector={detector} datasets={known} onStart={load.reload} onEnd={refresh} />
            ) : null}
            <Versions detector={detector} versions={versions} datasets={known} onChange={refresh} />
            {trained[0] === undefined ? null : (
              <>
                {mayWrite ? (
                  <EvaluateVersion
                    detector={detector}
                    versions={trained}
                    datasets={known}
                    onEnd={versions.reload}
                  />
                ) : null}
                <DriftPanel detector={detector} versions={trained} datasets={known} />
              </>
            )}
            {mayWrite && trained[0] !== undefined ? (
              <>
                <RunDetection detector={detector} versions={trained} datasets={known} />
                <ScoreRows detector={detector} columns={trained[0].featureColumns} />
              </>
            ) : null}
            {open === 'edit' ? (
              <EditDetector
                tagged={{ value: detector, etag }}
                onSaved={(saved) => {
                  load.replace(saved);
                  setOpen(null);
                  tell('Detector saved.');
                }}
                onStale={load.reload}
                onClose={() => setOpen(null)}
              />
            ) : null}
            {open === 'delete' ? (
              <DeleteDialog
                title="Delete detector?"
                confirm="Delete detector"
                remove={() => api.command('DELETE', `/detectors/${id}`)}
                onDone={() => {
                  tell(`Detector “${detector.name}” deleted.`);
                  navigate('/detectors');
                }}
                onClose={() => setOpen(null)}
              >
                <strong>{detector.name}</strong>, its versions and its detections will be gone for good.
              </DeleteDialog>
            ) : null}
          </>
        )}
      </ObjectView>
    </Page>
  );
}
