import { useState } from 'preact/hooks';
import { addressOf, api, type Tagged } from '../../api/client.ts';
import { DeleteDialog } from '../../components/delete-dialog.tsx';
import { ObjectView } from '../../components/object-view.tsx';
import { Page } from '../../components/page.tsx';
import { useToast } from '../../components/toasts.tsx';
import { objectTitle } from '../../loading/object-title.ts';
import { useLoad } from '../../loading/use-load.ts';
import { navigate } from '../../routing/location.ts';
import { useMay } from '../../session/session.tsx';
import { Dataset, Profile } from '../../shapes/dataset.ts';
import { DatasetFacts } from './dataset-facts.tsx';
import { DatasetRows } from './dataset-rows.tsx';
import { DatasetFindings } from './dataset-findings.tsx';
import { DatasetProfile } from './dataset-profile.tsx';
import { EditDataset } from './edit-dataset.tsx';

const LIST = { href: '/datasets', name: 'Datasets' };

/** One dataset: facts, findings, statistics and rows. */
export function DatasetPage({ id }: { id: string }) {
  const tell = useToast();
  const mayWrite = useMay('write');
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const load = useLoad<Tagged<Dataset>>(id, (signal) =>
    api.tagged(Dataset, 'GET', `/datasets/${id}`, { signal }),
  );
  const ready = load.value !== null;
  const profile = useLoad(ready ? id : null, (signal) =>
    api.call(Profile, 'GET', `/datasets/${id}/profile`, { signal }),
  );
  const dataset = load.value?.value ?? null;

  return (
    <Page
      title={objectTitle(load, 'Dataset', (tagged) => tagged.value.name)}
      parent={LIST}
      lead={dataset?.description ?? undefined}
      actions={
        dataset === null ? undefined : (
          <>
            <a class="button" href={addressOf(`/datasets/${id}/export`)} download>
              Export CSV
            </a>
            {mayWrite ? (
              <>
                <button type="button" class="button" onClick={() => setOpen('edit')}>
                  Edit details
                </button>
                <button type="button" class="button button-danger-quiet" onClick={() => setOpen('delete')}>
                  Delete dataset
                </button>
              </>
            ) : null}
          </>
        )
      }
    >
      <ObjectView load={load} back={{ href: LIST.href, name: 'datasets' }}>
        {(tagged) => (
          <>
            <DatasetFacts dataset={tagged.value} profile={profile.value} />
            {mayWrite ? <DatasetFindings id={id} /> : null}
            <DatasetProfile profile={profile} />
            <DatasetRows dataset={tagged.value} />
            {open === 'edit' ? (
              <EditDataset
                tagged={tagged}
                onSaved={(saved) => {
                  load.replace(saved);
                  setOpen(null);
                  tell('Dataset saved.');
                }}
                onStale={load.reload}
                onClose={() => setOpen(null)}
              />
            ) : null}
            {open === 'delete' ? (
              <DeleteDialog
                title="Delete dataset?"
                confirm="Delete dataset"
                remove={() => api.command('DELETE', `/datasets/${id}`)}
                onDone={() => {
                  tell(`Dataset “${tagged.value.name}” deleted.`);
                  navigate('/datasets');
                }}
                onClose={() => setOpen(null)}
              >
                <strong>{tagged.value.name}</strong> and its rows will be gone for good. Detectors trained on
                it stay.
              </DeleteDialog>
            ) : null}
          </>
        )}
      </ObjectView>
    </Page>
  );
}
