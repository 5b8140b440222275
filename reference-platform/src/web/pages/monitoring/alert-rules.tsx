import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DeleteDialog } from '../../components/delete-dialog.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { focusTitle } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { duration } from '../../format/numbers.ts';
import { inWords } from '../../format/words.ts';
import type { Loaded } from '../../loading/use-load.ts';
import type { AlertRule, AlertRuleList } from '../../shapes/monitoring.ts';
import { condition, measured } from './metrics.ts';

const tones: Readonly<Record<AlertRule['state'], Tone>> = {
  pending: 'busy',
  no_data: 'neutral',
  ok: 'good',
  firing: 'bad',
  cooling_down: 'warn',
};

/** The tenant's alert rules and how each stands. */
export function AlertRules({ load, mayChange }: { load: Loaded<AlertRuleList>; mayChange: boolean }) {
  const tell = useToast();
  const [removing, setRemoving] = useState<AlertRule | null>(null);
  const actions = {
    header: 'Actions',
    cell: (rule: AlertRule) => (
      <button
        type="button"
        class="button button-small button-danger-quiet"
        aria-label={`Remove ${rule.name}`}
        onClick={() => setRemoving(rule)}
      >
        Remove
      </button>
    ),
  };
  return (
    <Section title="Alert rules">
      <LoadView load={load}>
        {({ items }) =>
          items.length === 0 ? (
            <p>There are no alert rules yet: nothing raises an alert.</p>
          ) : (
            <DataTable<AlertRule>
              caption="Alert rules"
              captionHidden
              cards
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                { header: 'Name', cell: ({ name }) => name },
                { header: 'Condition', cell: condition },
                {
                  header: 'Window',
                  align: 'end',
                  cell: ({ windowSeconds }) => duration(windowSeconds * 1000),
                },
                { header: 'Severity', cell: ({ severity }) => inWords(severity) },
                {
                  header: 'Now',
                  align: 'end',
                  cell: ({ metric, value }) => measured(metric, value),
                },
                {
                  header: 'State',
                  cell: ({ state }) => (
                    <Badge tone={tones[state]}>{state === 'ok' ? 'OK' : inWords(state)}</Badge>
                  ),
                },
                ...(mayChange ? [actions] : []),
              ]}
            />
          )
        }
      </LoadView>
      {removing === null ? null : (
        <DeleteDialog
          title="Remove alert rule?"
          confirm="Remove rule"
          remove={() => api.command('DELETE', `/monitoring/alert-rules/${removing.id}`)}
          onDone={() => {
            tell(`Alert rule “${removing.name}” removed.`);
            setRemoving(null);
            load.reload();
            focusTitle();
          }}
          onClose={() => setRemoving(null)}
        >
          <strong>{removing.name}</strong> raises no more alerts. Those that it has raised stay in the list.
        </DeleteDialog>
      )}
    </Section>
  );
}
