import { api } from '../../api/client.ts';
import { Badge } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Section } from '../../components/section.tsx';
import { count } from '../../format/numbers.ts';
import { inWords } from '../../format/words.ts';
import { useLoad } from '../../loading/use-load.ts';
import { type Check, Validation } from '../../shapes/dataset.ts';

/** What the API's validation has found. */
export function DatasetFindings({ id }: { id: string }) {
  const load = useLoad(id, (signal) => api.call(Validation, 'POST', `/datasets/${id}/validate`, { signal }));
  return (
    <Section title="Findings" note="What could get in the way of training.">
      <LoadView load={load}>
        {(validation) =>
          validation.checks.length === 0 ? (
            <p class="all-good">No problems found.</p>
          ) : (
            <DataTable<Check>
              caption="Findings"
              captionHidden
              cards
              rows={validation.checks}
              rowKey={(check) => `${check.code} ${check.column ?? ''}`}
              columns={[
                {
                  header: 'Severity',
                  cell: (check) => (
                    <Badge tone={check.severity === 'error' ? 'bad' : 'warn'}>
                      {inWords(check.severity)}
                    </Badge>
                  ),
                },
                { header: 'Check', cell: (check) => inWords(check.code) },
                { header: 'Column', cell: (check) => check.column ?? '–' },
                { header: 'Count', align: 'end', cell: (check) => count(check.count) },
                { header: 'Detail', wrap: true, cell: (check) => check.detail },
              ]}
            />
          )
        }
      </LoadView>
    </Section>
  );
}
