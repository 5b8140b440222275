import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Page } from '../../components/page.tsx';
import { useToast } from '../../components/toasts.tsx';
import { useLoad } from '../../loading/use-load.ts';
import { useMay } from '../../session/session.tsx';
import { AlertList, AlertRuleList, ModelList, Performance as Figures } from '../../shapes/monitoring.ts';
import { AlertRules } from './alert-rules.tsx';
import { Alerts } from './alerts.tsx';
import { CreateAlertRule } from './create-alert-rule.tsx';
import { Models } from './models.tsx';
import { Performance } from './performance.tsx';

const LATEST_ALERTS = 20;
const MOST_RULES = 50;
const MOST_MODELS = 200;
const REFRESH_MS = 5_000;

/** Counts up while the page is looked at, so that what depends on it is loaded anew. */
function useRefresh(): string {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') setRound((before) => before + 1);
    }, REFRESH_MS);
    return () => window.clearInterval(timer);
  }, []);
  return String(round);
}

/** How the platform and the models do, and what raises an alert. */
export function MonitoringPage() {
  const tell = useToast();
  const mayChange = useMay('write');
  const round = useRefresh();
  const [creating, setCreating] = useState(false);
  const alerts = useLoad(round, (signal) =>
    api.call(AlertList, 'GET', '/monitoring/alerts', { query: { limit: LATEST_ALERTS }, signal }),
  );
  const rules = useLoad(round, (signal) =>
    api.call(AlertRuleList, 'GET', '/monitoring/alert-rules', { query: { limit: MOST_RULES }, signal }),
  );
  const models = useLoad(round, (signal) =>
    api.call(ModelList, 'GET', '/monitoring/models', { query: { limit: MOST_MODELS }, signal }),
  );
  const performance = useLoad(round, (signal) =>
    api.call(Figures, 'GET', '/monitoring/performance', { signal }),
  );
  return (
    <Page
      title="Monitoring"
      lead="How the models and the platform do. Refreshed every five seconds."
      actions={
        mayChange ? (
          <button type="button" class="button button-primary" onClick={() => setCreating(true)}>
            Create alert rule
          </button>
        ) : undefined
      }
    >
      <Alerts load={alerts} />
      <AlertRules load={rules} mayChange={mayChange} />
      <Models load={models} />
      <Performance load={performance} />
      {creating ? (
        <CreateAlertRule
          onCreated={({ name }) => {
            tell(`Alert rule “${name}” created.`);
            setCreating(false);
            rules.reload();
          }}
          onClose={() => setCreating(false)}
        />
      ) : null}
    </Page>
  );
}
