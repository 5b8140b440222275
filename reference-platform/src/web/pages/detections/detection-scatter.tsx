import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { ScatterPlot } from '../../charts/scatter-plot.tsx';
import { SelectField } from '../../components/fields.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Section } from '../../components/section.tsx';
import { useLoad } from '../../loading/use-load.ts';
import { AnomalyList, Plot } from '../../shapes/detection.ts';

/** The rows over two columns of the reader's choice. `columns` is null for roles that cannot read the version. */
export function DetectionScatter({ id, columns }: { id: string; columns: readonly string[] | null }) {
  const mentioned = useLoad(columns === null ? id : null, (signal) => mentionedColumns(id, signal));
  const offered = columns ?? mentioned.value ?? [];
  const [across, setAcross] = useState<string | null>(null);
  const [up, setUp] = useState<string | null>(null);
  const x = across ?? offered[0] ?? null;
  const y = up ?? offered[1] ?? offered[0] ?? null;
  const ready = x !== null && y !== null;
  const plot = useLoad(ready ? JSON.stringify([id, x, y]) : null, (signal) =>
    api.call(Plot, 'GET', `/detections/${id}/plot`, { query: { x: x ?? '', y: y ?? '' }, signal }),
  );
  if (!ready) return null;
  const options = offered.map((column) => ({ value: column, label: column }));
  return (
    <Section title="Scatter plot" note="Every anomaly, and a sample of the other rows.">
      <div class="filters">
        <SelectField label="Horizontal axis" value={x} options={options} onValue={setAcross} />
        <SelectField label="Vertical axis" value={y} options={options} onValue={setUp} />
      </div>
      <LoadView load={plot}>{(value) => <ScatterPlot plot={value} />}</LoadView>
    </Section>
  );
}

async function mentionedColumns(id: string, signal: AbortSignal): Promise<readonly string[]> {
  const list = await api.call(AnomalyList, 'GET', `/detections/${id}/anomalies`, {
    query: { limit: 50 },
    signal,
  });
  return [...new Set(list.items.flatMap(({ features }) => features.map(({ column }) => column)))];
}
