import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Dialog } from '../../components/dialog.tsx';
import { SelectField, TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { inWords } from '../../format/words.ts';
import { AlertRule, type Metric } from '../../shapes/monitoring.ts';
import { metrics } from './metrics.ts';

const names: readonly Metric[] = ['anomaly_rate', 'drift', 'error_rate', 'latency_p95', 'stream_lag'];
const severities = ['info', 'low', 'medium', 'high', 'critical'];
const windows = [
  { value: '60', label: 'The last minute' },
  { value: '300', label: 'The last 5 minutes' },
  { value: '3600', label: 'The last hour' },
  { value: '86400', label: 'The last day' },
];

/** Makes an alert rule. */
export function CreateAlertRule(props: { onCreated: (rule: AlertRule) => void; onClose: () => void }) {
  const form = useForm();
  const [name, setName] = useState('');
  const [metric, setMetric] = useState<Metric>('anomaly_rate');
  const [comparator, setComparator] = useState('above');
  const [threshold, setThreshold] = useState(metrics.anomaly_rate.initial);
  const [windowSeconds, setWindowSeconds] = useState('300');
  const [severity, setSeverity] = useState('medium');
  const { unit, factor } = metrics[metric];
  const limit = threshold.trim() === '' ? Number.NaN : Number(threshold);
  const check = () => ({
    ...required({ '/name': { value: name, message: 'Enter a name.' } }),
    ...(limit >= 0 && Number.isFinite(limit) ? {} : { '/threshold': 'Enter a number of at least 0.' }),
  });
  const create = async () => {
    const json = {
      name: name.trim(),
      metric,
      comparator,
      threshold: limit * factor,
      windowSeconds: Number(windowSeconds),
      severity,
    };
    props.onCreated(await api.call(AlertRule, 'POST', '/monitoring/alert-rules', { json }));
  };
  return (
    <Dialog title="Create alert rule" onClose={props.onClose}>
      <Form form={form} onSubmit={() => form.submit(check, create)}>
        <TextField label="Name" value={name} onValue={setName} error={form.error('/name')} />
        <SelectField
          label="Figure to watch"
          value={metric}
          options={names.map((each) => ({ value: each, label: metrics[each].name }))}
          onValue={(value) => {
            const chosen = names.find((each) => each === value) ?? 'anomaly_rate';
            setMetric(chosen);
            setThreshold(metrics[chosen].initial);
          }}
        />
        <SelectField
          label="Alert when it is"
          value={comparator}
          options={[
            { value: 'above', label: 'Above the threshold' },
            { value: 'below', label: 'Below the threshold' },
          ]}
          onValue={setComparator}
        />
        <TextField
          label={`Threshold (${unit})`}
          type="number"
          range={{ min: 0, step: 'any' }}
          value={threshold}
          onValue={setThreshold}
          error={form.error('/threshold')}
        />
        <SelectField
          label="Measured over"
          value={windowSeconds}
          options={windows}
          onValue={setWindowSeconds}
          error={form.error('/windowSeconds')}
        />
        <SelectField
          label="Severity"
          value={severity}
          options={severities.map((each) => ({ value: each, label: inWords(each) }))}
          onValue={setSeverity}
        />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={props.onClose}>
            Cancel
          </button>
          <SubmitButton form={form}>Create rule</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
